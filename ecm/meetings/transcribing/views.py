"""Copying a sitting from paper: the page, its reading back, then the one act."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecm import access
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState, meeting_after
from ecm.journal.chain import AlreadyDone
from ecm.meetings import seal
from ecm.meetings.actions.transcribing import transcribe as enter
from ecm.meetings.transcribing.sheet import Sheet

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def transcribe(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The sheets to copy; what was copied, read back; then it is entered."""
    here = _at_the_desk(request, meeting_id)
    if here.meeting.state == MeetingState.CLOSED:
        return redirect("meetings:presence", meeting_id)
    meeting_after(here.meeting.state, Verb.TRANSCRIBE_MEETING)
    posted = request.POST if request.method == "POST" else None
    sheet = Sheet(here, posted)
    if posted is None or not sheet.is_valid() or posted.get("step") == "correct":
        return _page(request, here, sheet)
    if posted.get("step") != "confirm":
        return render(request, "meetings/transcript_read.html", _read(here, sheet))
    return _entered(request, here, sheet)


def _at_the_desk(request: HttpRequest, meeting_id: int) -> access.Presence:
    here = access.presence(request, meeting_id)
    if Role.SECRETARY not in here.standing.roles:
        raise Http404
    return here


def _page(request: HttpRequest, here: access.Presence, sheet: Sheet) -> HttpResponse:
    is_wrong = sheet.posted is not None and bool(sheet.wrongs)
    context = {
        "meeting": here.meeting,
        "sheet": sheet,
        "wrongs": sheet.wrongs if is_wrong else [],
        "seal": seal.key_for(here.user, here.meeting),
    }
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "meetings/transcript.html", context, status=status)


def _read(here: access.Presence, sheet: Sheet) -> dict[str, object]:
    hidden = ("csrfmiddlewaretoken", "key", "step")
    typed = (sheet.posted or QueryDict()).items()
    return {
        "meeting": here.meeting,
        "sheet": sheet,
        "transcript": sheet.transcript,
        "numbers": here.numbers(),
        "typed": [(name, value) for name, value in typed if name not in hidden],
    }


def _entered(request: HttpRequest, here: access.Presence, sheet: Sheet) -> HttpResponse:
    with suppress(AlreadyDone):
        enter(here.actor, here.meeting.pk, sheet.transcript)
    messages.success(request, _("La séance est saisie a posteriori ; elle est levée."))
    return redirect("meetings:presence", here.meeting.pk)
