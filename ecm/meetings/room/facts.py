"""The facts noted by the session, beside what the secretariat writes of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from ecm import access
from ecm.domain.policy import Role
from ecm.meetings import chronicle
from ecm.meetings.models import AgendaItem


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
    told = request.POST.get("about") or request.GET.get("about", "")
    chosen = here.item(int(told)) if told.isascii() and told.isdecimal() else None
    wanted = here.meeting.current_item_id
    item = chosen or (here.item(wanted) if wanted else None)
    about = [item, None] if item else [None]
    context = {
        "meeting": here.meeting,
        "groups": [(one, chronicle.facts_of(here.meeting, one)) for one in about],
        "choices": _examined(here),
        "about": chosen.pk if chosen else None,
    }
    return render(request, "live/_facts_of.html", context)


def _examined(here: access.Presence) -> list[AgendaItem]:
    """Return the items of which something may have been noted, as the reader numbers them."""
    items = here.items().exclude(called_at=None, settled_at=None).order_by("position")
    numbers = here.numbers()
    found = list(items)
    for item in found:
        item.number = numbers[item.pk]  # nothing is saved
    return found


MEETING = "seances/<int:meeting_id>/"

urlpatterns = [
    path(MEETING + "faits/", facts, name="facts"),
    path(MEETING + "faits/inserer/", insert, name="fact-insert"),
]
