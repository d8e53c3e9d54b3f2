"""A step of a council's paper: the same view for the record and for the minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecm.access import records as access
from ecm.domain.procedure import Procedure
from ecm.domain.verbs import Verb
from ecm.dossiers.attempts import REFUSED, Attempt


@dataclass(frozen=True)
class Paper:
    """What tells one paper from the other: its address and template have its name."""

    name: str
    procedure: Procedure[Any]
    drawn: Callable[[access.Papers], Any]
    page: Callable[[access.Papers, Any, Form], dict[str, Any]]


def step(
    paper: Paper,
    verb: Verb,
    act: Callable[..., Any],
    done: str,
    form: type[Form] = Form,
) -> Any:
    """Return the view of a step of the paper, with what it asks."""

    @require_POST
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = access.papers(request, meeting_id)
        row = paper.drawn(here)
        paper.procedure.require(here.offices, verb)
        asked = form(request.POST)
        if Attempt(asked, lambda **typed: act(here.actor, row.pk, **typed)).is_done:
            messages.success(request, _(done))
            return redirect(f"records:{paper.name}", meeting_id)
        context = paper.page(here, row, asked)
        template = f"records/{paper.name}.html"
        return render(request, template, context, status=REFUSED)

    return view
