"""Tying a dossier to others that the user may know."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecm import access
from ecm.domain import circuit
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.drafting import link_dossier
from ecm.dossiers.attempts import REFUSED, Attempt
from ecm.dossiers.dashboard import matching
from ecm.dossiers.forms.links import LinkForm, SearchForm
from ecm.dossiers.models import Dossier
from ecm.dossiers.views.shown.facts import related_of

MOST_FOUND = 20


@require_http_methods(["GET", "POST"])
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossiers that this one is tied to; look for another, tie it, untie it."""
    here = access.dossier(request, pk)
    circuit.require(here.roles, Verb.LINK_DOSSIER)
    known = access.dossiers_of(request).exclude(pk=pk)
    form = LinkForm(request.POST or None)
    if Attempt(form, partial(_link, here, known)).is_done:
        messages.success(request, _("Les liens du dossier sont modifiés."))
        return redirect("dossiers:links", pk)
    words = request.GET.get("q", "")
    context = {
        "dossier": here.dossier,
        "form": form,
        "search": SearchForm(request.GET),
        "found": matching(known, words)[:MOST_FOUND] if words else [],
        "words": words,
        "related": related_of(here),
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "dossiers/links.html", context, status=status)


def _link(
    here: access.File, known: "QuerySet[Dossier]", relation: str, other: int | None
) -> None:
    found = known.filter(pk=other).first() if other else None
    if other and found is None:
        raise NotPossible(gettext_noop("Ce dossier n'existe pas."))
    link_dossier(here.actor, here.dossier, relation, found)
