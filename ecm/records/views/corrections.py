"""The record of the former council, as the one that follows corrects it."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm.access import records as access
from ecm.domain.records import RECORD
from ecm.domain.verbs import Verb
from ecm.dossiers.attempts import REFUSED, Attempt
from ecm.journal.chain import AlreadyDone
from ecm.records import pages
from ecm.records.actions import corrections as steps
from ecm.records.forms import CorrectionForm


@require_GET
def corrections(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The lines of the former record, and the corrections put to this council."""
    here = access.correcting(request, meeting_id)
    rows = list(here.corrections())
    context = {
        "here": here,
        "lines": pages.candidates(here.lines(), rows),
        "settled": [row for row in rows if row.state != "proposed"],
        "proposes": RECORD.may(here.offices, Verb.PROPOSE_CORRECTION),
        "may_settle": pages.may_settle(here.meeting.state),
    }
    return render(request, "records/corrections.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, meeting_id: int, line_id: int) -> HttpResponse:
    """Put another text of a line to this council."""
    here = access.correcting(request, meeting_id)
    RECORD.require(here.offices, Verb.PROPOSE_CORRECTION)
    line = here.line(line_id)
    form = CorrectionForm(request.POST or None, initial={"text": line.current})

    def act(**typed: Any) -> None:
        steps.propose_correction(here.actor, here.meeting, line, **typed)

    if form.is_bound and Attempt(form, act).is_done:
        messages.success(request, _("La correction est proposée à ce Conseil."))
        return redirect("records:corrections", meeting_id)
    context = {"here": here, "line": line, "form": form}
    status = REFUSED if form.is_bound else 200
    return render(request, "records/propose.html", context, status=status)


def _settle(verb: Verb, act: Any, done: str) -> Any:
    """Return the view that notes what the council made of a correction."""

    @require_POST
    def view(request: HttpRequest, meeting_id: int, pk: int) -> HttpResponse:
        here = access.correcting(request, meeting_id)
        RECORD.require(here.offices, verb)
        with suppress(AlreadyDone):
            act(here.actor, here.correction(pk))
        messages.success(request, _(done))
        return redirect("records:corrections", meeting_id)

    return view


adopt = _settle(
    Verb.CORRECT_RECORD,
    steps.adopt_correction,
    gettext_noop("La correction est portée au relevé."),
)
drop = _settle(
    Verb.DROP_CORRECTION,
    steps.drop_correction,
    gettext_noop("La correction est écartée."),
)
