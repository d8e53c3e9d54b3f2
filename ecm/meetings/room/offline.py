"""What a tablet is given to work without network: its key, and what it may have."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from ecm import access
from ecm.meetings import tablets
from ecm.meetings.models import AgendaItem
from ecm.meetings.papers import Paper, papers_of
from ecm.meetings.standing import WALLS


@require_POST
def key(request: HttpRequest, meeting_id: int) -> JsonResponse:
    """Give this tablet the key of what it keeps of the meeting, and for how long."""
    here, device = _here(request, meeting_id)
    seconds = tablets.seconds_left(here.meeting, device)
    made = tablets.key_for(device, here.user, here.meeting)
    return JsonResponse({"key": made, "seconds": seconds})


@require_GET
def papers(request: HttpRequest, meeting_id: int) -> JsonResponse:
    """List each item that the user may read, with the papers to keep, in their order."""
    here, device = _here(request, meeting_id)
    tablets.seconds_left(here.meeting, device)
    items = list(here.items().order_by("position"))
    found = papers_of(here.meeting, items)
    lines = [_line(here.meeting.pk, item, found[item.pk]) for item in items]
    rest = settings.KEEPING_REST * here.meeting.seats.filter(withdrawn_at=None).count()
    return JsonResponse({"items": lines, "rest": rest})


def _here(request: HttpRequest, meeting_id: int) -> tuple[access.Presence, str]:
    """Return the user's presence and his sign-in; a wall keeps nothing."""
    here = access.presence(request, meeting_id)
    if here.view in WALLS:
        raise Http404
    return here, request.session.session_key or ""


def _line(meeting: int, item: AgendaItem, shown: list[Paper]) -> dict[str, Any]:
    return {
        "id": item.pk,
        "url": reverse("live:item", args=[meeting, item.pk]),
        "papers": [
            {
                "url": reverse("meetings:paper", args=[paper.version.pk]),
                "bytes": paper.version.size,
            }
            for paper in shown
        ],
    }


OFFLINE = "seances/<int:meeting_id>/hors-ligne/"

urlpatterns = [
    path(OFFLINE + "cle/", key, name="offline-key"),
    path(OFFLINE + "pieces/", papers, name="offline-papers"),
]
