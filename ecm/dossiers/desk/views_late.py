"""The requests to have a file examined although it came late, and the answers to them."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ecm import access, clock
from ecm.domain.errors import Conflict, NotPossible, Refusal
from ecm.dossiers.actions import lodging
from ecm.dossiers.desk.forms_acts import LateAnswerForm
from ecm.dossiers.desk.lateness import Lateness
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone

UNREADABLE, STALE = 422, 409


@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """The requests that await an answer, then the last ones answered."""
    return _page(request, access.desk(request))


def _page(
    request: HttpRequest,
    here: access.Desk,
    asked: int | None = None,
    form: LateAnswerForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    requests = here.pending_requests(), here.late_requests()
    shown = Lateness(*requests, clock.now(), asked, form)
    context = {
        "late": shown,
        "page": "late",
        "refusal": words_of(refusal) if refusal else "",
    }
    return render(request, "secretariat/late.html", context, status=status)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse one request; what was written survives a refusal."""
    here = access.desk(request)
    asked = here.late_request(pk)
    form = LateAnswerForm(request.POST, auto_id=f"late-{pk}-%s")
    if not form.is_valid():
        return _page(request, here, pk, form, status=UNREADABLE)
    try:
        with suppress(AlreadyDone):
            lodging.answer_late(here.actor, asked, **form.cleaned_data)
    except (NotPossible, Conflict) as refusal:
        return _page(request, here, pk, form, refusal, status=STALE)
    messages.success(request, _("La réponse est donnée au ministère."))
    return redirect("secretariat:late")
