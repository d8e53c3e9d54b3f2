"""The facts noted by the session, beside what the secretariat writes of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from ecm import access
from ecm.domain.policy import Role
from ecm.meetings import chronicle


def _at_the_desk(request: HttpRequest, meeting_id: int) -> access.Presence:
    here = access.presence(request, meeting_id)
    if Role.SECRETARY not in here.standing.roles:
        raise Http404
    return here


@require_GET
def facts(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The facts of the meeting and of the item under deliberation."""
    here = _at_the_desk(request, meeting_id)
    return _shown(request, here)


@require_POST
def insert(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Make a paragraph of the minutes of a fact; the list is the answer."""
    here = _at_the_desk(request, meeting_id)
    wanted = request.POST.get("item", "")
    item = here.item(int(wanted)) if wanted.isdecimal() else None
    chronicle.insert(here.actor, here.meeting, item, request.POST.get("fact", ""))
    return _shown(request, here)


def _shown(request: HttpRequest, here: access.Presence) -> HttpResponse:
    wanted = here.meeting.current_item_id
    item = here.item(wanted) if wanted else None
    about = [item, None] if item else [None]
    groups = [(one, chronicle.facts_of(here.meeting, one)) for one in about]
    context = {"meeting": here.meeting, "groups": groups}
    return render(request, "live/_facts_of.html", context)


MEETING = "seances/<int:meeting_id>/"

urlpatterns = [
    path(MEETING + "faits/", facts, name="facts"),
    path(MEETING + "faits/inserer/", insert, name="fact-insert"),
]
