"""The pages of the settings of preparation."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm.access import adjusting as access
from ecm.dossiers.actions import adjusting as actions
from ecm.dossiers.adjusting.forms import (
    KindForm,
    LevelForm,
    PieceForm,
    PieceNeedForm,
    ReasonForm,
    described,
    fields_of,
    needs_of,
)
from ecm.dossiers.models import DossierKind
from ecm.people.models import Ministry


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    """All that the administrator sets, on one page."""
    context = {
        "kinds": access.kinds(request),
        "pieces": access.pieces(request),
        "reasons": access.reasons(request),
    }
    return render(request, "adjusting/settings.html", context)


@dataclass(frozen=True)
class Sheet:
    """The three parts of a kind's form, saved together or not at all."""

    form: KindForm
    fields: Any
    needs: list[PieceNeedForm]

    @classmethod
    def of(cls, kind: DossierKind | None, posted: Any) -> "Sheet":
        form = KindForm(posted, instance=kind)
        return cls(form, fields_of(kind, posted), needs_of(kind, posted))

    def is_valid(self) -> bool:
        # All are asked, so that each shows its errors.
        parts = [self.form, self.fields, *self.needs]
        return not [part for part in parts if not part.is_valid()]

    def save(self) -> DossierKind:
        with transaction.atomic():
            kind: DossierKind = self.form.save(commit=False)
            kind.fields = described(self.fields)
            kind.save()
            asked = {
                need.piece: (need.cleaned_data["need"], need.cleaned_data["why"])
                for need in self.needs
            }
            actions.ask_pieces(kind, asked)
        return kind


@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, code: str = "") -> HttpResponse:
    """A kind of dossier: what it is, the pieces it asks for, its fields and formulas."""
    access.administrator(request)
    held = access.kind(request, code) if code else None
    sheet = Sheet.of(held, request.POST or None)
    if request.method == "POST" and sheet.is_valid():
        sheet.save()
        messages.success(request, _("La nature de dossier est enregistrée."))
        return redirect("dossiers:settings")
    context = {"sheet": sheet, "form": sheet.form, "kind": held}
    return render(request, "adjusting/kind.html", context, status=_status(sheet.form))


def _status(form: forms.BaseForm) -> int:
    return 422 if form.is_bound else 200


def _row(request: HttpRequest, form: Any, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("C'est enregistré."))
        return redirect("dossiers:settings")
    context = {"form": form, "title": title}
    return render(request, "adjusting/row.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
def piece(request: HttpRequest, code: str = "") -> HttpResponse:
    """A nature of piece: its name, what it serves for, who supplies it."""
    access.administrator(request)
    held = access.piece(request, code) if code else None
    form = PieceForm(request.POST or None, instance=held)
    return _row(request, form, held.label if held else _("Nouvelle pièce"))


@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest, code: str = "") -> HttpResponse:
    """A reason for returning a dossier; those in use are set aside, never removed."""
    access.administrator(request)
    held = access.reason(request, code) if code else None
    form = ReasonForm(request.POST or None, instance=held)
    return _row(request, form, held.label if held else _("Nouveau motif de retour"))


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """The levels of review of the user's ministries."""
    context = {"ministries": access.own_ministries(request)}
    return render(request, "adjusting/reviews.html", context)


@require_http_methods(["GET", "POST"])
def level(request: HttpRequest, code: str, position: int = 0) -> HttpResponse:
    """One level of a ministry's review: its name and who reads there."""
    ministry = access.own_ministry(request, code)
    held = access.level(ministry, position) if position else None
    staff = access.staff_of(ministry)
    form = LevelForm(request.POST or None, staff=staff, level=held)
    if request.method == "POST" and form.is_valid():
        _save_level(ministry, held, form.cleaned_data)
        messages.success(request, _("Le niveau de relecture est enregistré."))
        return redirect("dossiers:reviews")
    context = {"form": form, "ministry": ministry, "level": held}
    return render(request, "adjusting/level.html", context, status=_status(form))


def _save_level(ministry: Ministry, held: Any, values: dict[str, Any]) -> None:
    if held is None:
        actions.add_level(ministry, **values)
    else:
        actions.change_level(held, **values)


@require_POST
def remove_level(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Take a level away."""
    ministry = access.own_ministry(request, code)
    actions.remove_level(access.level(ministry, position))
    messages.success(request, _("Le niveau de relecture est retiré."))
    return redirect("dossiers:reviews")
