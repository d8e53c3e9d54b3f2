"""The list without debate in the room: shown, thinned by the members, adopted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from ecm import access
from ecm.domain.verbs import Verb
from ecm.meetings import list_reading
from ecm.meetings.actions import consent
from ecm.meetings.room.consent_forms import ListForm
from ecm.meetings.standing import require
from ecm.meetings.typed import cleaned

DONE = 204


@require_POST
def show(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put the list on every screen."""
    here = access.presence(request, meeting_id)
    consent.show_list(here.actor, meeting_id)
    return HttpResponse(status=DONE)


@require_POST
def hide(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Take the list off the screens; nothing is decided."""
    here = access.presence(request, meeting_id)
    consent.hide_list(here.actor, meeting_id)
    return HttpResponse(status=DONE)


@require_POST
def take_out(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Have an item debated, by the first seat of the user that deliberates."""
    here = access.presence(request, meeting_id)
    seats = here.standing.marking_seats
    seat = seats[0].pk if seats else 0  # no seat has this number: it is refused
    consent.take_out(here.actor, seat, here.item(item_id))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Read the titles and sentences back; then adopt exactly what was read."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        require(here.actor, Verb.ADOPT_CONSENT, here.meeting)
        context = {"reading": list_reading.of(here), "meeting": here.meeting}
        return render(request, "live/_adopt.html", context)
    read = cleaned(ListForm(request.POST))["items"]
    consent.adopt(here.actor, meeting_id, read)
    return HttpResponse(status=DONE)


LIST = "seances/<int:meeting_id>/sans-debat/"
ITEM = "seances/<int:meeting_id>/points/<int:item_id>/"

urlpatterns = [
    path(LIST + "presenter/", show, name="consent-show"),
    path(LIST + "retirer/", hide, name="consent-hide"),
    path(LIST + "adopter/", adopt, name="consent-adopt"),
    path(ITEM + "debattre/", take_out, name="item-debate"),
]
