"""The pages of a body's secretary: its meetings, their dossiers, their convocation."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm.access.bodies import body as secretary_of
from ecm.dossiers.attempts import REFUSED
from ecm.journal.chain import AlreadyDone
from ecm.meetings.actions.agenda import create_meeting
from ecm.meetings.actions.bodies import convene_body, enter_dossiers
from ecm.meetings.bodies import pages
from ecm.meetings.bodies.forms import MeetingForm
from ecm.meetings.presiding import presided_by


@require_http_methods(["GET", "POST"])
def body(request: HttpRequest, code: str) -> HttpResponse:
    """The meetings of a body; then another one."""
    here = secretary_of(request, code)
    form = MeetingForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        chair = presided_by(here.body, form.cleaned_data["day"])
        meeting = create_meeting(here.actor, here.body, form.plan(chair))
        messages.success(request, _("La séance est créée."))
        return redirect("meetings:body-meeting", code, meeting.pk)
    context = pages.of_body(here, request.GET.get("page"), form)
    status = REFUSED if form else 200
    return render(request, "meetings/bodies.html", context, status=status)


@require_GET
def meeting(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """One meeting of a body: its agenda, and what may be put on it."""
    here = secretary_of(request, code)
    context = pages.of_meeting(here, here.meeting(meeting_id))
    return render(request, "meetings/bodies_meeting.html", context)


@require_POST
def enter(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """Put dossiers on the agenda."""
    here = secretary_of(request, code)
    found = here.meeting(meeting_id)
    form = pages.dossiers_form(here, found, request.POST)
    if not form.is_valid():
        context = pages.of_meeting(here, found, form)
        return render(request, "meetings/bodies_meeting.html", context, status=REFUSED)
    with suppress(AlreadyDone):
        enter_dossiers(here.actor, found, form.cleaned_data["opinions"])
    messages.success(request, _("Les dossiers sont inscrits."))
    return redirect("meetings:body-meeting", code, meeting_id)


@require_POST
def convoke(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """Convene the members."""
    here = secretary_of(request, code)
    with suppress(AlreadyDone):
        convene_body(here.actor, here.meeting(meeting_id))
    messages.success(request, _("Les membres sont convoqués."))
    return redirect("meetings:body-meeting", code, meeting_id)
