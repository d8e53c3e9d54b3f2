"""The page of a dossier, and what a ministry does from it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ecm import access
from ecm.domain import circuit
from ecm.dossiers.attempts import Attempt
from ecm.dossiers.views.shown.acts import COMMANDS
from ecm.dossiers.views.shown.receipt import printed, receipt_of
from ecm.dossiers.views.shown.refusal import refused
from ecm.dossiers.views.shown.whole import page_of


@require_GET
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a dossier that the user may know, and what he may do."""
    here = access.dossier(request, pk)
    return render(request, "dossiers/dossier.html", page_of(here))


@require_http_methods(["GET", "POST"])
def command(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Do one act; refused, the page shows why, with what was typed."""
    here, act = access.dossier(request, pk), COMMANDS[code]
    if request.method == "GET":  # somebody who had to sign in again
        return redirect(here.dossier)
    circuit.require(here.roles, act.verb)
    form = act.form(request.POST, dossier=here.dossier)
    attempt = Attempt(form, lambda **v: act.does(here.actor, here.dossier, **v))
    if not attempt.is_done:
        return refused(request, pk, form, acts={code: form})
    messages.success(request, str(act.done))
    return redirect("dossiers:list") if act.is_over else redirect(here.dossier)


def _lodged(request: HttpRequest, pk: int) -> access.File:
    """Return a dossier that has a receipt which the user may read; Http404 otherwise."""
    here = access.dossier(request, pk)
    if not here.sees_all_pieces or not here.dossier.lodged_at:
        raise Http404
    return here


@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of a lodged dossier."""
    context = receipt_of(_lodged(request, pk))
    return render(request, "dossiers/receipt.html", context)


@require_GET
def receipt_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt on paper, under the number of the dossier."""
    here = _lodged(request, pk)
    name = here.dossier.number or here.dossier.pk
    headers = {"Content-Disposition": f'inline; filename="recu-{name}.pdf"'}
    return HttpResponse(printed(here), content_type="application/pdf", headers=headers)
