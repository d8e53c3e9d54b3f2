"""The steps of an agenda: read back what is proposed or approved, then say so; compare."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecm.access import Presence, agendas
from ecm.domain import policy
from ecm.domain.verbs import Verb
from ecm.journal.chain import AlreadyDone
from ecm.meetings.actions import agenda_versions as steps
from ecm.meetings.models import AgendaVersion
from ecm.meetings.planning.board import Board
from ecm.meetings.planning.forms import ApprovalForm, CommentForm
from ecm.meetings.planning.sheets import compared, sheet_of, sheet_of_version
from ecm.meetings.planning.sight import Sight
from ecm.meetings.typed import cleaned
from ecm.meetings.versions import changes, digest_of, kept_lines, lines_of


def _read_back(here: Presence) -> dict[str, Any]:
    """Return the agenda as it stands, to be read before it is proposed or approved."""
    board, lines = Board(here), lines_of(here.meeting)
    rows = [row for row in compared(board.pairs, board.sight) if row.changes]
    return {
        "board": board,
        "meeting": here.meeting,
        "sheet": sheet_of(lines, board.sight),
        "digest": digest_of(lines),
        "before": board.before,
        "rows": rows,
    }


def _step(
    template: str, verb: Verb, act: Callable[..., AgendaVersion], done: str
) -> Any:
    """Return the view of a step that may be accompanied by observations."""

    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = agendas.agenda(request, meeting_id)
        policy.require(here.standing.roles, verb)
        if request.method == "GET":
            context = {**_read_back(here), "form": CommentForm()}
            return render(request, template, context)
        with suppress(AlreadyDone):
            act(here.actor, meeting_id, **cleaned(CommentForm(request.POST)))
        messages.success(request, _(done))
        return redirect("meetings:agenda", meeting_id)

    return view


propose = _step(
    "meetings/agenda_propose.html",
    Verb.PROPOSE_AGENDA,
    steps.propose_agenda,
    "L'ordre du jour est proposé.",
)
amend = _step(
    "meetings/agenda_amend.html",
    Verb.AMEND_AGENDA,
    steps.amend_agenda,
    "L'ordre du jour est remis.",
)


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Read the whole agenda back; then approve that one and no other."""
    here = agendas.agenda(request, meeting_id)
    policy.require(here.standing.roles, Verb.APPROVE_AGENDA)
    if request.method == "GET":
        return render(request, "meetings/agenda_approve.html", _read_back(here))
    with suppress(AlreadyDone):
        steps.approve_agenda(
            here.actor, meeting_id, **cleaned(ApprovalForm(request.POST))
        )
    messages.success(request, _("L'ordre du jour est approuvé."))
    return redirect("meetings:agenda", meeting_id)


@require_GET
def version(request: HttpRequest, meeting_id: int, number: int) -> HttpResponse:
    """A version of the agenda as it was kept, ready to be printed."""
    here = agendas.agenda(request, meeting_id)
    kept = agendas.agenda_version(here, number)
    context = {
        "meeting": here.meeting,
        "version": kept,
        "sheet": sheet_of_version(kept, Sight.of(here)),
    }
    return render(request, "meetings/agenda_version.html", context)


@require_GET
def compare(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Two versions side by side, or a version and the agenda as it stands."""
    here = agendas.agenda(request, meeting_id)
    board = Board(here)
    before = agendas.agenda_version(here, _number(request, "avant"))
    wanted = _number(request, "apres")
    after = agendas.agenda_version(here, wanted) if wanted else None
    lines = kept_lines(after) if after else lines_of(here.meeting)
    rows = compared(changes(here.meeting, before, lines), board.sight)
    context = {"meeting": here.meeting, "board": board, "before": before}
    context |= {"after": after, "rows": rows}
    return render(request, "meetings/agenda_compare.html", context)


def _number(request: HttpRequest, name: str) -> int:
    typed = request.GET.get(name) or "0"
    if not (typed.isascii() and typed.isdigit() and len(typed) < 5):
        raise Http404
    return int(typed)
