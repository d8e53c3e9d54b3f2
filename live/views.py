"""The pages of the room, and the same frames by HTTP when the socket is down."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from ecm import access, clock
from ecm.access import records as papers
from ecm.domain.policy import Role, may
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState
from ecm.meetings import mine
from ecm.publication.actions import reads_draft
from live import render, seal
from live.audience import Audience, audience_of, recusals_of, restrictions_of
from live.council import Council
from live.cursor import is_cursor
from live.room import Room

PAGES = {
    Role.PRESIDING: "live/room.html",
    Role.SECRETARY: "live/secretary.html",
    Role.MEMBER: "live/room.html",
    Role.SCREEN: "live/hall.html",
    Role.ANTEROOM: "live/anteroom.html",
}


def _audience(here: access.Presence, *, hall: bool = False) -> Audience:
    return audience_of(
        here.standing,
        here.user,
        restrictions_of(here.meeting),
        recusals_of(here.meeting),
        hall=hall,
        language=(get_language() or settings.LANGUAGE_CODE)[:2],
    )


def _page(
    request: HttpRequest, here: access.Presence, audience: Audience
) -> HttpResponse:
    room = Room(Council(here.meeting), audience)
    context = {
        "room": room,
        "mine": mine.of(here),
        "voices": mine.voices_of(here),
        "points_out": mine.points_out(here),
        "now": clock.now(),
        "seal": seal.key_for(here.user, here.meeting),
        "place": here.standing.seats[0].title,
        "has_voice": bool(here.standing.marking_seats),
        "takes_wheel": _takes_wheel(here),
        "reads_communique": reads_draft(here),
        "reads_papers": papers.shows_papers(request, here.meeting),
    }
    return render_page(request, PAGES[audience.view], context)


def _takes_wheel(here: access.Presence) -> bool:
    """Whether this page has no cockpit, and its reader may take the conduct all the same."""
    has_cockpit = here.view in (Role.PRESIDING, Role.SECRETARY)
    over = here.meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED)
    return not has_cockpit and not over and may(here.standing.roles, Verb.TAKE_WHEEL)


@require_GET
def room(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The room, as the user's seat shows it."""
    here = access.presence(request, meeting_id, anteroom=True)
    return _page(request, here, _audience(here))


@require_GET
def hall(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The wall's page; a member who asks for it gets his own room."""
    here = access.presence(request, meeting_id)
    return _page(request, here, _audience(here, hall=True))


@require_GET
def frame(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The frame that the socket would have sent: a snapshot, or nothing new."""
    here = access.presence(request, meeting_id, anteroom=True)
    audience = _audience(here, hall=request.GET.get("vue") == "hall")
    cursor = request.GET.get("curseur", "0")
    # A page of another role than its reader's must learn it, though nothing else is new.
    is_its_page = request.GET.get("role", audience.view) == audience.view
    if is_its_page and is_cursor(cursor) and int(cursor) == here.meeting.seq:
        return HttpResponse(status=204)
    return HttpResponse(render.snapshot(here.meeting.pk, audience).html)


@require_GET
def item(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """An item opened beside the one under deliberation."""
    here = access.presence(request, meeting_id)
    row = here.item(item_id)
    room = Room(Council(here.meeting), _audience(here))
    context = {"room": room, "detail": room.detail(row)}
    return render_page(request, "live/_browsed.html", context)


@require_GET
def marks(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The user's own marks on the item under deliberation, and his own requests."""
    here = access.presence(request, meeting_id)
    context = {
        "mine": mine.of(here),
        "voices": mine.voices_of(here),
        "points_out": mine.points_out(here),
        "meeting": here.meeting.pk,
    }
    return render_page(request, "live/_own.html", context)
