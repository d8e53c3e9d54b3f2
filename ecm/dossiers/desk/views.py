"""The pages of the secretariat: what lies on the desk, what was received, what was returned."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm import access, clock
from ecm.calendar import days
from ecm.dossiers.desk.many import MANY, last_act
from ecm.dossiers.desk.week import Week


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """The files of one council, by stage, with what to watch and what to do."""
    here = access.desk(request)
    shown = Week(
        dossiers=here.dossiers(),
        person=here.person,
        asked=request.GET,
        calendar=days.current(),
        now=clock.now(),
    )
    context = {
        "week": shown,
        "page": "week",
        "acts": MANY,
        "late": here.pending_requests().count(),
        "undoable": last_act(here.actor, clock.now()),
    }
    return render(request, "secretariat/week.html", context)
