"""The page of a dossier after a refusal: as it is now, with why, and what was typed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ecm import access
from ecm.dossiers.attempts import REFUSED
from ecm.dossiers.views.shown.whole import page_of


def refused(
    request: HttpRequest, pk: int, form: Any, acts: dict[str, Any] | None = None
) -> HttpResponse:
    """Show the page, with the errors of `form`; `acts` tells of which button it is."""
    context = page_of(access.dossier(request, pk), acts)
    context |= {"refused": form, "kept": kept_of(form, context)}
    return render(request, "dossiers/dossier.html", context, status=REFUSED)


def kept_of(form: Any, context: dict[str, Any]) -> list[str]:
    """Return what was typed in a form that the page has no more place for."""
    acts = context["acts"]
    shown = [act.form for act in (acts.main, *acts.others) if act]
    if form in shown or not form.is_bound:
        return []
    return [value for value in form.data.values() if " " in str(value).strip()]
