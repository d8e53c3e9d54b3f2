"""The commands of the floor: fetch with the right to it, clean, act, answer 204."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from ecm import access
from ecm.journal.chain import Actor
from ecm.meetings.actions import floor
from ecm.meetings.room.floor_forms import AfterForm, WishForm
from ecm.meetings.typed import cleaned

DONE = 204
View = Callable[..., HttpResponse]


def _of_seat(action: Callable[[Actor, int, int], None]) -> View:
    @require_POST
    def view(request: HttpRequest, meeting_id: int, seat_id: int) -> HttpResponse:
        here = access.presence(request, meeting_id)
        action(here.actor, meeting_id, here.seat(seat_id).pk)
        return HttpResponse(status=DONE)

    return view


@require_POST
def ask(request: HttpRequest, meeting_id: int, seat_id: int) -> HttpResponse:
    """Ask for the floor."""
    here = access.presence(request, meeting_id)
    wish = cleaned(WishForm(request.POST))
    floor.request_floor(here.actor, meeting_id, here.seat(seat_id).pk, **wish)
    return HttpResponse(status=DONE)


def _of_list(action: Callable[[Actor, int], None]) -> View:
    @require_POST
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = access.presence(request, meeting_id)
        action(here.actor, meeting_id)
        return HttpResponse(status=DONE)

    return view


@require_POST
def give(request: HttpRequest, meeting_id: int, request_id: int) -> HttpResponse:
    """Give the floor to one who waits."""
    here = access.presence(request, meeting_id)
    floor.give_floor(here.actor, here.floor_request(request_id))
    return HttpResponse(status=DONE)


@require_POST
def move(request: HttpRequest, meeting_id: int, request_id: int) -> HttpResponse:
    """Put a request after another one, or first."""
    here = access.presence(request, meeting_id)
    asked = here.floor_request(request_id)
    floor.move_request(here.actor, asked, **cleaned(AfterForm(request.POST)))
    return HttpResponse(status=DONE)


@require_POST
def inscribe(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put on the list the members whose position asks to speak."""
    here = access.presence(request, meeting_id)
    floor.inscribe_wishes(here.actor, here.item(item_id))
    return HttpResponse(status=DONE)


FLOOR = "seances/<int:meeting_id>/parole/"
SEAT = FLOOR + "sieges/<int:seat_id>/"
REQUEST = FLOOR + "demandes/<int:request_id>/"
ITEM = "seances/<int:meeting_id>/points/<int:item_id>/"

urlpatterns = [
    path(SEAT + "demander/", ask, name="floor-request"),
    path(SEAT + "renoncer/", _of_seat(floor.leave_floor), name="floor-leave"),
    path(SEAT + "terminer/", _of_seat(floor.end_speech), name="floor-end"),
    path(REQUEST + "donner/", give, name="floor-give"),
    path(REQUEST + "deplacer/", move, name="floor-move"),
    path(ITEM + "parole/inscrire/", inscribe, name="floor-inscribe"),
    path(FLOOR + "clore/", _of_list(floor.close_floor), name="floor-close"),
    path(FLOOR + "rouvrir/", _of_list(floor.reopen_floor), name="floor-reopen"),
]
