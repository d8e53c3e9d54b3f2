"""Where a person's dossiers are, and what waits for him."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm import access
from ecm.dossiers.dashboard import Dashboard, narrowed
from ecm.dossiers.forms.filters import FilterForm

ON_A_PAGE = 50


@require_GET
def dossiers(request: HttpRequest) -> HttpResponse:
    """What waits for the user first; then each of his dossiers and where it is."""
    standing = access.standing(request)
    filters = FilterForm(request.GET)
    found = narrowed(access.dossiers_of(request), filters.chosen)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    dashboard = Dashboard(standing, access.dossiers_of(request))
    context = {
        "dashboard": dashboard,
        "filters": filters,
        "page": page,
        "rows": dashboard.rows(page.object_list),
    }
    return render(request, "dossiers/list.html", context)
