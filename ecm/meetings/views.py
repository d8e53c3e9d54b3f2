"""The commands of the room: fetch with the right to it, clean, act, answer 204."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm import access
from ecm.access import agendas
from ecm.access import records as papers
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import pieces
from ecm.files.store import stored
from ecm.journal.chain import AlreadyDone
from ecm.meetings import answers, mine, palette, record, seating
from ecm.meetings.actions import attendance as roll
from ecm.meetings.actions import items, marks, minutes, sittings
from ecm.meetings.forms import (
    AttendanceForm,
    BaseForm,
    BlockForm,
    DecisionForm,
    MarkForm,
    RestrictionForm,
    SettlementForm,
    instructions_of,
)
from ecm.meetings.models import MinuteBlock, MinuteProposal
from ecm.meetings.standing import require
from ecm.meetings.typed import cleaned

DONE = 204


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings at which the user has a seat; with only one open, straight into it."""
    found = access.meetings_of(request)
    context = {
        "meetings": found,
        "prepared": agendas.prepared(request, found),
        "makes_meetings": agendas.makes_meetings(request),
        "papers": {m.pk for m in papers.councils(request)},
    }
    return render(request, "meetings/list.html", context)


@require_GET
def journal(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The journal of a meeting, for those who preside and write."""
    here = access.presence(request, meeting_id)
    if here.view not in (Role.PRESIDING, Role.SECRETARY):
        raise Http404
    lines = record.lines_of(here.meeting, shut=here.shut_items())
    context = {
        "meeting": here.meeting,
        "lines": lines,
        "transcription": record.transcription_of(here.meeting),
    }
    return render(request, "meetings/journal.html", context)


def _sitting(action: Any) -> Any:
    @require_POST
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = access.presence(request, meeting_id)
        action(here.actor, meeting_id)
        return HttpResponse(status=DONE)

    return view


open_meeting = _sitting(sittings.open_meeting)
suspend = _sitting(sittings.suspend)
resume = _sitting(sittings.resume)
close = _sitting(sittings.close)


def _on_item(action: Any) -> Any:
    @require_POST
    def view(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
        here = access.presence(request, meeting_id)
        action(here.actor, here.item(item_id))
        return HttpResponse(status=DONE)

    return view


call_item = _on_item(items.call_item)
undo_call = _on_item(items.undo_call)
present_item = _on_item(items.present_item)
close_round = _on_item(marks.close_round)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """The palette of outcomes, each with its sentence; then the decision itself."""
    here = access.presence(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        require(here.actor, Verb.DECIDE_ITEM, here.meeting)
        context = {"palette": palette.of(here, item), "item": item}
        return render(request, "live/_decide.html", context)
    values = cleaned(DecisionForm(request.POST))
    values["instructions"] = instructions_of(request.POST)
    items.decide(here.actor, item, **values)
    return HttpResponse(status=DONE)


@require_POST
def give_mark(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Record a mark; the answer is the person's own marks, as a receipt."""
    here = access.presence(request, meeting_id)
    values = cleaned(MarkForm(request.POST))
    # « Je me déporte », sent again because its answer was lost: he is out already.
    if here.stands_aside(item_id):
        return render(request, "live/_mine.html", {"mine": mine.of(here)})
    item = here.item(item_id)
    with suppress(AlreadyDone):  # a retry: the receipt below is the same
        marks.give_mark(here.actor, values.pop("seat"), item, **values)
    return render(request, "live/_mine.html", {"mine": mine.of(here)})


@require_http_methods(["GET", "POST"])
def restrict_item(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Who may read an item; then close it to all but some readers, or open it again."""
    here = access.presence(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        return render(request, "live/_access.html", seating.readers(here, item))
    items.restrict_item(here.actor, item, **cleaned(RestrictionForm(request.POST)))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def note_attendance(
    request: HttpRequest, meeting_id: int, seat_id: int
) -> HttpResponse:
    """What may be noted of a seat; then note who is there, and who acts for whom."""
    here = access.presence(request, meeting_id)
    seat = here.seat(seat_id)
    if request.method == "GET":
        context = seating.attendance(here, seat)
        return render(request, "live/_attendance_of.html", context)
    roll.note_attendance(here.actor, seat, **cleaned(AttendanceForm(request.POST)))
    return HttpResponse(status=DONE)


@require_POST
def withdraw_seat(request: HttpRequest, meeting_id: int, seat_id: int) -> HttpResponse:
    """Take a seat away."""
    here = access.presence(request, meeting_id)
    roll.withdraw_seat(here.actor, here.seat(seat_id))
    return HttpResponse(status=DONE)


@require_POST
def write_block(request: HttpRequest, meeting_id: int) -> JsonResponse:
    """Save a paragraph of the minutes."""
    here = access.presence(request, meeting_id)
    # Before the form: its errors would tell which items exist.
    require(here.actor, Verb.WRITE_MINUTES, here.meeting)
    form = BlockForm(request.POST, items=here.meeting.items.all())
    values = cleaned(form)
    return _saved(here, lambda: minutes.write_block(here.actor, meeting_id, **values))


@require_POST
def remove_block(request: HttpRequest, meeting_id: int, block_id: int) -> JsonResponse:
    """Take a paragraph out of the minutes."""
    here = access.presence(request, meeting_id)
    block = here.block(block_id)
    base = cleaned(BaseForm(request.POST))["base"]
    return _saved(here, lambda: minutes.remove_block(here.actor, block, base=base))


@require_POST
def settle(request: HttpRequest, meeting_id: int, proposal_id: int) -> JsonResponse:
    """Settle two texts of one paragraph."""
    here = access.presence(request, meeting_id)
    proposal = here.proposal(proposal_id)
    values = cleaned(SettlementForm(request.POST))
    if "text" not in request.POST:
        values["text"] = None
    return _saved(here, lambda: minutes.settle_proposal(here.actor, proposal, **values))


def _saved(
    here: access.Presence, act: Callable[[], MinuteBlock | MinuteProposal]
) -> JsonResponse:
    """Answer what the act left; a repeated key gets the first answer again."""
    try:
        return JsonResponse(answers.now(act()))
    except AlreadyDone as done:
        return JsonResponse(answers.again(here, done.entry))


@require_GET
@xframe_options_sameorigin
def paper(request: HttpRequest, version_id: int) -> FileResponse:
    """Open a paper; that it was opened is written before the first byte leaves."""
    version, here = access.paper(request, version_id)
    pieces.open_version(here.actor, version, device=request.session.session_key or "")
    name = _("piece-%(number)s.pdf") % {"number": version.pk}
    answer = FileResponse(stored(version.served_path), filename=name)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
