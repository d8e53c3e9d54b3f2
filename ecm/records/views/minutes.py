"""The minutes: every opening is noted; wording, confidential passages and steps."""

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
from ecm.domain.records import MINUTES
from ecm.domain.verbs import Verb
from ecm.dossiers.attempts import REFUSED, Attempt
from ecm.journal.chain import AlreadyDone, digest
from ecm.records import pages
from ecm.records.actions import minutes as steps
from ecm.records.forms import ReadForm, ReasonForm, WordingForm
from ecm.records.models import Minutes
from ecm.records.paper import minutes_pdf
from ecm.records.views.stepping import Paper, step


@require_GET
def minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The minutes of a council, or the act that draws them up."""
    here = access.papers(request, meeting_id)
    row = here.minutes()
    if row is None:
        context = {"here": here, "draws": here.can_minutes(Verb.DRAW_MINUTES)}
        return render(request, "records/no_minutes.html", context)
    steps.consult_minutes(here.actor, row.pk)
    return render(request, "records/minutes.html", _page(here, row, ReasonForm()))


def _page(here: access.Papers, row: Minutes, form: Form) -> dict[str, Any]:
    return {
        "here": here,
        "minutes": row,
        "state_words": pages.minutes_state(row.state),
        "chapters": pages.chapters(here.passages(row)),
        "acts": pages.acts(pages.MINUTES_ACTS, here.can_minutes),
        "rewords": here.can_minutes(Verb.REWORD_MINUTES),
        "readers": pages.readers(here.openings(row)),
        "form": form,
        "reason": form if isinstance(form, ReasonForm) else ReasonForm(),
    }


@require_POST
def draw(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Draw up the minutes from what the room noted."""
    here = access.papers(request, meeting_id)
    with suppress(AlreadyDone):
        steps.draw_minutes(here.actor, here.meeting)
    messages.success(request, _("Le procès-verbal est établi à partir de la séance."))
    return redirect("records:minutes", meeting_id)


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, meeting_id: int, passage_id: int) -> HttpResponse:
    """Correct the wording of a passage; its earlier words are shown beside."""
    here = access.papers(request, meeting_id)
    row = here.drawn_minutes()
    MINUTES.require(here.offices, Verb.REWORD_MINUTES)
    passage = here.passage(row, passage_id)
    form = WordingForm(
        request.POST or None,
        initial={"text": passage.text, "base": digest(passage.text)},
    )
    reword_it = _rewording(here, row, passage_id)
    if form.is_bound and Attempt(form, reword_it).is_done:
        return redirect(f"{row.get_absolute_url()}#p{passage_id}")
    context = {"here": here, "minutes": row, "passage": passage, "form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "records/minutes_reword.html", context, status=status)


def _rewording(
    here: access.Papers, row: Minutes, passage_id: int
) -> Callable[..., None]:
    return lambda **typed: steps.reword_passage(here.actor, row.pk, passage_id, **typed)


def _closing(verb: Verb, act: Callable[..., None]) -> Any:
    """Return the view that closes a passage or opens it again."""

    @require_POST
    def view(request: HttpRequest, meeting_id: int, passage_id: int) -> HttpResponse:
        here = access.papers(request, meeting_id)
        row = here.drawn_minutes()
        MINUTES.require(here.offices, verb)
        with suppress(AlreadyDone):
            act(here.actor, row.pk, here.passage(row, passage_id).pk)
        return redirect(f"{row.get_absolute_url()}#p{passage_id}")

    return view


close = _closing(Verb.CLOSE_PASSAGE, steps.close_passage)
reopen = _closing(Verb.REOPEN_PASSAGE, steps.reopen_passage)


_PAPER = Paper("minutes", MINUTES, access.Papers.drawn_minutes, _page)


review = step(
    _PAPER,
    Verb.REVIEW_MINUTES,
    steps.review_minutes,
    gettext_noop("Le procès-verbal est remis au président."),
)
approve = step(
    _PAPER,
    Verb.APPROVE_MINUTES,
    steps.approve_minutes,
    gettext_noop("Le procès-verbal est approuvé."),
    ReadForm,
)
send_back = step(
    _PAPER,
    Verb.RETURN_MINUTES,
    steps.return_minutes,
    gettext_noop("Le procès-verbal est renvoyé au secrétariat."),
    ReasonForm,
)
seal = step(
    _PAPER,
    Verb.SEAL_MINUTES,
    steps.seal_minutes,
    gettext_noop("Le procès-verbal est scellé."),
)


@require_GET
def pdf(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The minutes as a PDF, with the passages that its reader may know."""
    here = access.papers(request, meeting_id)
    row = here.drawn_minutes()
    steps.consult_minutes(here.actor, row.pk)
    return HttpResponse(
        minutes_pdf(row, here.passages(row)), content_type="application/pdf"
    )
