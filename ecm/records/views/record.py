"""The record of decisions: its list, its page, its wording and its steps."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm.access import records as access
from ecm.domain.records import RECORD
from ecm.domain.verbs import Verb
from ecm.dossiers.attempts import REFUSED, Attempt
from ecm.journal.chain import AlreadyDone, digest
from ecm.records import pages
from ecm.records.actions import extracts
from ecm.records.actions import record as steps
from ecm.records.forms import ReadForm, ReasonForm, WordingForm
from ecm.records.models import DecisionRecord, RecordExtract
from ecm.records.paper import record_pdf
from ecm.records.views.stepping import Paper, step


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The councils whose papers the user reads, and the extracts of his ministries."""
    context = {
        "councils": pages.councils(access.councils(request)),
        "extracts": access.my_extracts(request),
        "reads_papers": access.reads_papers(request),
    }
    return render(request, "records/list.html", context)


@require_GET
def record(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The record of a council, or the act that draws it up."""
    here = access.papers(request, meeting_id)
    row = here.record()
    if row is None:
        context = {"here": here, "draws": here.can_record(Verb.DRAW_RECORD)}
        return render(request, "records/no_record.html", context)
    return render(request, "records/record.html", _page(here, row, ReasonForm()))


def _page(here: access.Papers, row: DecisionRecord, form: Form) -> dict[str, Any]:
    handed = here.extracts(row)
    return {
        "here": here,
        "record": row,
        "state_words": pages.record_state(row.state),
        "lines": pages.shown(here.lines(row)),
        "opening": here.opening(row),
        "acts": pages.acts(pages.RECORD_ACTS, lambda verb: _offers(here, verb, handed)),
        "rewords": here.can_record(Verb.REWORD_RECORD),
        "extracts": handed,
        "form": form,
        "reason": form if isinstance(form, ReasonForm) else ReasonForm(),
    }


def _offers(here: access.Papers, verb: Verb, handed: list[RecordExtract]) -> bool:
    """Whether a step is to be offered: what is handed out is replaced by itself."""
    is_done = verb is Verb.ISSUE_EXTRACT and bool(handed)
    return here.can_record(verb) and not is_done


@require_POST
def draw(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Draw up the record from the decisions."""
    here = access.papers(request, meeting_id)
    with suppress(AlreadyDone):
        steps.draw_record(here.actor, here.meeting)
    messages.success(request, _("Le relevé est établi à partir des décisions."))
    return redirect("records:record", meeting_id)


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, meeting_id: int, line_id: int) -> HttpResponse:
    """Word a line anew, the pronounced text beside it."""
    here = access.papers(request, meeting_id)
    row = here.drawn_record()
    RECORD.require(here.offices, Verb.REWORD_RECORD)
    line = here.line(row, line_id)
    form = WordingForm(
        request.POST or None, initial={"text": line.text, "base": digest(line.text)}
    )
    reword_it = _rewording(here, row, line_id)
    if form.is_bound and Attempt(form, reword_it).is_done:
        return redirect(f"{row.get_absolute_url()}#l{line_id}")
    context = {"here": here, "record": row, "line": line, "form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "records/reword.html", context, status=status)


def _rewording(
    here: access.Papers, row: DecisionRecord, line_id: int
) -> Callable[..., None]:
    return lambda **typed: steps.reword_line(here.actor, row.pk, line_id, **typed)


_PAPER = Paper("record", RECORD, access.Papers.drawn_record, _page)


submit = step(
    _PAPER,
    Verb.SUBMIT_RECORD,
    steps.submit_record,
    gettext_noop("Le relevé est remis au président."),
)
approve = step(
    _PAPER,
    Verb.APPROVE_RECORD,
    steps.approve_record,
    gettext_noop("Le relevé est approuvé."),
    ReadForm,
)
send_back = step(
    _PAPER,
    Verb.RETURN_RECORD,
    steps.return_record,
    gettext_noop("Le relevé est renvoyé au secrétariat."),
    ReasonForm,
)
issue = step(
    _PAPER,
    Verb.ISSUE_EXTRACT,
    extracts.issue_extracts,
    gettext_noop("Les extraits sont remis aux ministères."),
)


@require_GET
def pdf(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The record as a PDF, with the lines that its reader may know."""
    here = access.papers(request, meeting_id)
    row = here.drawn_record()
    return HttpResponse(
        record_pdf(row, here.lines(row), here.opening(row)),
        content_type="application/pdf",
    )
