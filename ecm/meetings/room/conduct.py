"""The commands of whoever conducts the meeting, each with the dialog that reads it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from ecm import access
from ecm.domain.verbs import Verb
from ecm.meetings import conducting
from ecm.meetings.actions import conduct, tabling, undoing, wheel
from ecm.meetings.room.conduct_forms import (
    JoinForm,
    OrderForm,
    SeatForm,
    SplitForm,
    TableForm,
    TrackForm,
)
from ecm.meetings.standing import require
from ecm.meetings.typed import cleaned

DONE = 204


def _dialog(
    request: HttpRequest, here: access.Presence, verb: Verb, name: str, **more: Any
) -> HttpResponse:
    """Answer the dialog of an act to whoever has the right to it."""
    require(here.actor, verb, here.meeting)
    return render(request, f"live/_{name}.html", {"meeting": here.meeting, **more})


@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """To whom the conduct may be handed; then hand it over."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        seats = wheel.receivers(here.meeting)
        return _dialog(request, here, Verb.HAND_WHEEL, "hand_wheel", seats=seats)
    seat = here.seat(cleaned(SeatForm(request.POST))["seat"])
    wheel.hand_wheel(here.actor, meeting_id, seat)
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """From whom the conduct would be taken; then take it."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        seat = conducting.conductor_of(here.meeting)
        return _dialog(request, here, Verb.TAKE_WHEEL, "take_wheel", seat=seat)
    wheel.take_wheel(here.actor, meeting_id)
    return HttpResponse(status=DONE)


@require_POST
def set_aside(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put an item off until later in the meeting."""
    here = access.presence(request, meeting_id)
    conduct.set_aside(here.actor, here.item(item_id))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def reorder(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The items still to be called, in order; then have one called elsewhere."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        items = conducting.planned(here)
        return _dialog(request, here, Verb.REORDER_ITEM, "reorder", items=items)
    form = OrderForm(request.POST, items=here.items())
    conduct.reorder_item(here.actor, **cleaned(form))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The items still to be called, with their tracks; then change one's."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        items = conducting.planned(here)
        return _dialog(request, here, Verb.SWITCH_TRACK, "switch", items=items)
    form = TrackForm(request.POST, items=here.items())
    conduct.switch_track(here.actor, **cleaned(form))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What an item laid on the table needs; then put it on the agenda."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        choices = conducting.table_choices(here.meeting)
        return _dialog(request, here, Verb.TABLE_ITEM, "table", **choices)
    values = cleaned(TableForm(request.POST))
    tabling.table_item(here.actor, meeting_id, tabling.Tabled(**values))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The items that may be divided; then make a part of one an item."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        items = conducting.undecided(here)
        return _dialog(request, here, Verb.SPLIT_ITEM, "split", items=items)
    form = SplitForm(request.POST, items=here.items())
    tabling.split_item(here.actor, **cleaned(form))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The items that may be joined; then have one decided with another."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        choices = {
            "items": conducting.planned(here),
            "others": conducting.undecided(here),
        }
        return _dialog(request, here, Verb.JOIN_ITEM, "join", **choices)
    form = JoinForm(request.POST, items=here.items())
    tabling.join_item(here.actor, **cleaned(form))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def undo_decision(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """The decision that would be taken back, read again; then take it back."""
    here = access.presence(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        more = {"item": item, "decision": conducting.decision_of(item)}
        return _dialog(request, here, Verb.UNDO_DECISION, "undo_decision", **more)
    undoing.undo_decision(here.actor, item)
    return HttpResponse(status=DONE)


MEETING = "seances/<int:meeting_id>/"
ITEM = MEETING + "points/<int:item_id>/"

urlpatterns = [
    path(MEETING + "conduite/remettre/", hand, name="wheel-hand"),
    path(MEETING + "conduite/prendre/", take, name="wheel-take"),
    path(MEETING + "ordre-d-appel/", reorder, name="item-reorder"),
    path(MEETING + "debat/", switch, name="item-switch"),
    path(MEETING + "sur-table/", table, name="item-table"),
    path(MEETING + "diviser/", split, name="item-split"),
    path(MEETING + "joindre/", join, name="item-join"),
    path(ITEM + "mettre-de-cote/", set_aside, name="item-aside"),
    path(ITEM + "annuler-decision/", undo_decision, name="item-undo-decision"),
]
