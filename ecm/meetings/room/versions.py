"""The versions of a paragraph, compared; what was taken out; for those who write."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from ecm import access
from ecm.domain.policy import Role
from ecm.meetings.block_versions import compare, removed_from, versions_of


@require_GET
def versions(request: HttpRequest, meeting_id: int, block_id: int) -> HttpResponse:
    """The versions of a paragraph, two of them side by side."""
    here = access.presence(request, meeting_id)
    block = here.block(block_id)
    if block.item_id is not None:
        here.item(block.item_id)
    found = versions_of(block)
    before, after = (_number(request, name) for name in ("de", "a"))
    context = {
        "meeting": here.meeting,
        "block": block,
        "versions": found,
        "compared": compare(found, before, after),
    }
    return render(request, "live/_versions.html", context)


@require_GET
def removed(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The paragraphs that were taken out of the minutes of an item."""
    here = access.presence(request, meeting_id)
    if Role.SECRETARY not in here.standing.roles:
        raise Http404
    wanted = _number(request, "item")
    item = here.item(wanted) if wanted else None
    context = {
        "item": item,
        "paragraphs": removed_from(here.meeting, item.pk if item else None),
    }
    return render(request, "live/_removed.html", context)


def _number(request: HttpRequest, name: str) -> int:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0


MINUTES = "seances/<int:meeting_id>/proces-verbal/"

urlpatterns = [
    path(MINUTES + "<int:block_id>/versions/", versions, name="minutes-versions"),
    path(MINUTES + "retires/", removed, name="minutes-removed"),
]
