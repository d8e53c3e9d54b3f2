"""Asking for marks on an amended text, who learns of them, and one's own as receipts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecm import access
from ecm.domain.policy import MarkDisplay
from ecm.domain.verbs import Verb
from ecm.meetings.actions import marks
from ecm.meetings.receipts import receipts_of
from ecm.meetings.room.floor_forms import DisplayForm, RoundForm
from ecm.meetings.standing import require
from ecm.meetings.typed import cleaned
from ecm.meetings.words import DISPLAY_WORDS

DONE = 204


@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """The text on which marks are asked, if there is one; then ask for them."""
    here = access.presence(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        require(here.actor, Verb.OPEN_ROUND, here.meeting)
        return render(request, "live/_round_text.html", {"item": item})
    marks.open_round(here.actor, item, **cleaned(RoundForm(request.POST)))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def show_marks(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What the members may see of the others' marks; then choose it."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        require(here.actor, Verb.SHOW_MARKS, here.meeting)
        choices = [(d.value, _(DISPLAY_WORDS[d])) for d in MarkDisplay]
        context = {"meeting": here.meeting, "choices": choices}
        return render(request, "live/_display.html", context)
    values = cleaned(DisplayForm(request.POST))
    marks.show_marks(here.actor, meeting_id, values["display"])
    return HttpResponse(status=DONE)


@require_GET
def receipts(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Every mark that the user's seats gave in this meeting."""
    here = access.presence(request, meeting_id)
    if not here.standing.marking_seats:
        raise Http404
    context = {"meeting": here.meeting, "receipts": receipts_of(here)}
    return render(request, "meetings/receipts.html", context)


MEETING = "seances/<int:meeting_id>/"

urlpatterns = [
    path(
        MEETING + "points/<int:item_id>/marques/ouvrir/", open_round, name="round-open"
    ),
    path(MEETING + "marques/affichage/", show_marks, name="marks-display"),
    path(MEETING + "mes-positions/", receipts, name="receipts"),
]
