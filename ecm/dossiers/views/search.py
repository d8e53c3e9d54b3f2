"""Finding a dossier by its words or those of its pieces."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm import access
from ecm.dossiers.search import MOST_FOUND, search

LONGEST_QUERY = 200


@require_GET
def found(request: HttpRequest) -> HttpResponse:
    """What the user may know that holds the words he wrote."""
    standing = access.standing(request)
    wanted = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    matches = search(standing, wanted)
    is_cut = len(matches) == MOST_FOUND
    context = {"wanted": wanted, "found": matches, "is_cut": is_cut}
    return render(request, "dossiers/search.html", context)
