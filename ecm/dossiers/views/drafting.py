"""Opening a dossier and writing it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ecm import access
from ecm.domain import circuit
from ecm.domain.errors import NotAllowed, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import drafting
from ecm.dossiers.attempts import REFUSED, Attempt
from ecm.dossiers.forms.choices import ministry_choices
from ecm.dossiers.forms.editing import DossierForm
from ecm.dossiers.forms.opening import KindForm, OpeningForm, references_of
from ecm.dossiers.views.shown.kinds import offered_kinds
from ecm.dossiers.views.shown.writing import answer_of, save, writing_of

OPENED = gettext_lazy(
    "Le dossier est ouvert. Joignez ses pièces : tout ce que vous faites est gardé."
)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose what the dossier is; it is opened at once, and completed on its page."""
    standing = access.standing(request)
    if not standing.ministries:
        raise NotAllowed(gettext_noop("Seul un ministère ouvre un dossier."))
    actor, ministries = access.actor(request), ministry_choices(standing.ministries)
    form = OpeningForm(request.POST or None, ministries=ministries)
    attempt = Attempt(form, lambda **v: drafting.create_dossier(actor, **v))
    if attempt.is_done:
        messages.success(request, OPENED)
        return redirect(attempt.result)
    context = {"form": form, "kinds": offered_kinds(), "ministries": ministries}
    status = REFUSED if form.is_bound else 200
    return render(request, "dossiers/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a draft that revises this dossier, with its references."""
    here = access.dossier(request, pk)
    if drafting.OWNERS.isdisjoint(here.roles):
        raise Http404
    form = OpeningForm(
        request.POST or None,
        initial=references_of(here.dossier),
        ministries=ministry_choices(here.standing.ministries),
    )
    attempt = Attempt(form, partial(drafting.take_over, here.actor, here.dossier))
    if attempt.is_done:
        messages.success(request, OPENED)
        return redirect(attempt.result)
    status = REFUSED if form.is_bound else 200
    context = {"form": form, "dossier": here.dossier}
    return render(request, "dossiers/take_over.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a dossier; what is good is saved, and the rest is kept on the page."""
    here = access.dossier(request, pk)
    circuit.require(here.roles, Verb.EDIT_DOSSIER)
    if request.method == "GET":
        return _writing(request, here, DossierForm(dossier=here.dossier))
    form = DossierForm(request.POST, dossier=here.dossier)
    is_saved = save(here, form)
    if request.headers.get("Idempotency-Key"):
        return JsonResponse(answer_of(here, form, is_saved=is_saved))
    if form.is_good:
        messages.success(request, _("Les renseignements sont enregistrés."))
        return redirect(here.dossier)
    return _writing(request, here, form, is_saved=is_saved, status=REFUSED)


def _writing(
    request: HttpRequest,
    here: access.File,
    form: DossierForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if not form.is_bound and not here.can(Verb.EDIT_DOSSIER):
        messages.info(
            request, _("Ce dossier ne peut plus être modifié pour le moment.")
        )
        return redirect(here.dossier)
    context = {**writing_of(here, form), **more}
    return render(request, "dossiers/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it another kind of dossier; what was written and given stays."""
    here = access.dossier(request, pk)
    form = KindForm(request.POST or None, initial={"kind": here.dossier.kind_id})
    attempt = Attempt(
        form, lambda **v: drafting.edit_dossier(here.actor, here.dossier, values=v)
    )
    if attempt.is_done:
        messages.success(request, _("La nature du dossier est changée."))
        return redirect(here.dossier)
    if not here.can(Verb.EDIT_DOSSIER):
        return redirect(here.dossier)
    context = {"form": form, "dossier": here.dossier, "kinds": offered_kinds()}
    status = REFUSED if form.is_bound else 200
    return render(request, "dossiers/kind.html", context, status=status)
