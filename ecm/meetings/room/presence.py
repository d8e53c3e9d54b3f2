"""The table's view of who is there: the roll, hours corrected, guests, recusals."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm import access
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.meetings import attendance_sheet, record
from ecm.meetings.actions import attendance as roll_actions
from ecm.meetings.actions import guests, recusals
from ecm.meetings.room.presence_forms import (
    GuestForm,
    HourForm,
    RollForm,
    SeatForm,
)
from ecm.meetings.standing import require
from ecm.meetings.typed import cleaned

DONE = 204
TABLE = (Role.PRESIDING, Role.SECRETARY)


def _at_the_table(request: HttpRequest, meeting_id: int) -> access.Presence:
    here = access.presence(request, meeting_id)
    if here.view not in TABLE:
        raise Http404
    return here


@require_GET
def presence(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The sheet of attendance, as the record prints it."""
    here = _at_the_table(request, meeting_id)
    context = {
        "meeting": here.meeting,
        "sheet": attendance_sheet.sheet_of(here),
        "transcription": record.transcription_of(here.meeting),
    }
    return render(request, "meetings/presence.html", context)


@require_http_methods(["GET", "POST"])
def roll(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The list for the roll; sent, everybody who was expected is present."""
    here = access.presence(request, meeting_id)
    if request.method == "POST":
        roll_actions.call_the_roll(here.actor, meeting_id)
    return _roll(request, meeting_id)


@require_POST
def note(request: HttpRequest, meeting_id: int, seat_id: int) -> HttpResponse:
    """Note an exception on the list of the roll, which is the answer."""
    here = access.presence(request, meeting_id)
    values = cleaned(RollForm(request.POST))
    roll_actions.note_attendance(here.actor, here.seat(seat_id), **values)
    return _roll(request, meeting_id)


def _roll(request: HttpRequest, meeting_id: int) -> HttpResponse:
    here = _at_the_table(request, meeting_id)
    attending = attendance_sheet.attending_of(here)
    quorum, is_met = attendance_sheet.quorum_now(attending)
    context = {
        "meeting": here.meeting,
        "attending": attending,
        "quorum": quorum,
        "quorum_is_met": is_met,
    }
    return render(request, "live/_roll.html", context)


@require_POST
def correct_move(request: HttpRequest, meeting_id: int, move_id: int) -> HttpResponse:
    """Set right the hour at which somebody came or went."""
    here = access.presence(request, meeting_id)
    at = cleaned(HourForm(request.POST))["at"]
    roll_actions.correct_attendance(here.actor, here.move(move_id), at)
    return redirect("meetings:presence", meeting_id)


@require_POST
def correct_sitting(
    request: HttpRequest, meeting_id: int, number: int, edge: str
) -> HttpResponse:
    """Set right the hour at which a sitting began or stopped."""
    here = access.presence(request, meeting_id)
    at = cleaned(HourForm(request.POST))["at"]
    roll_actions.correct_sitting(here.actor, here.sitting(number), edge, at)
    return redirect("meetings:presence", meeting_id)


@require_http_methods(["GET", "POST"])
def admit_guest(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Whom to let in for an item; then let him in."""
    here = _at_the_table(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        context = {"item": item, "number": here.numbers()[item.pk]}
        return render(request, "live/_guest.html", context)
    guests.admit_guest(here.actor, item, **cleaned(GuestForm(request.POST)))
    return HttpResponse(status=DONE)


@require_POST
def dismiss_guest(request: HttpRequest, meeting_id: int, guest_id: int) -> HttpResponse:
    """Note that a guest has gone out."""
    here = access.presence(request, meeting_id)
    guests.dismiss_guest(here.actor, here.guest(guest_id))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Who may stand aside from an item; then he does."""
    here = access.presence(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        require(here.actor, Verb.RECUSE_SEAT, here.meeting)
        context = {
            "meeting": here.meeting,
            "item": item,
            "number": here.numbers()[item.pk],
            "is_table": here.view in TABLE,
            "seats": attendance_sheet.seats_aside(here, item.pk),
        }
        return render(request, "live/_recusal.html", context)
    seat = here.seat(cleaned(SeatForm(request.POST))["seat"])
    recusals.recuse(here.actor, seat, item)
    return HttpResponse(status=DONE)


@require_POST
def lift_recusal(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Let somebody come back to an item."""
    here = access.presence(request, meeting_id)
    seat = here.seat(cleaned(SeatForm(request.POST))["seat"])
    recusals.lift_recusal(here.actor, seat, here.item(item_id))
    return HttpResponse(status=DONE)


MEETING = "seances/<int:meeting_id>/"
ITEM = MEETING + "points/<int:item_id>/"

urlpatterns = [
    path(MEETING + "presence/", presence, name="presence"),
    path(MEETING + "appel/", roll, name="roll"),
    path(MEETING + "sieges/<int:seat_id>/appel/", note, name="roll-note"),
    path(
        MEETING + "mouvements/<int:move_id>/heure/", correct_move, name="move-correct"
    ),
    path(
        MEETING + "periodes/<int:number>/ouverture/",
        correct_sitting,
        {"edge": "starts"},
        name="sitting-starts",
    ),
    path(
        MEETING + "periodes/<int:number>/fin/",
        correct_sitting,
        {"edge": "ends"},
        name="sitting-ends",
    ),
    path(ITEM + "admettre/", admit_guest, name="guest-admit"),
    path(MEETING + "admis/<int:guest_id>/sortie/", dismiss_guest, name="guest-dismiss"),
    path(ITEM + "deport/", recuse, name="recuse"),
    path(ITEM + "deport/lever/", lift_recusal, name="recusal-lift"),
]
