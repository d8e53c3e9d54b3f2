"""Which year, page, ministry or kind the books of the secretariat are opened at."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.desk.yearbook import Yearbook
from ecm.dossiers.models import Dossier, DossierKind
from ecm.people.names import Names

FIRST, LAST = 1960, 2999


class YearForm(forms.Form):
    """A year; this one when none is given."""

    annee = forms.IntegerField(
        label=_("Année"), required=False, min_value=FIRST, max_value=LAST
    )

    def year(self, today: int) -> int:
        self.is_valid()
        return self.cleaned_data.get("annee") or today


class BookForm(YearForm):
    """Where the entry book is opened: at a page, at a number, or whole for paper."""

    numero = forms.IntegerField(
        label=_("Numéro"),
        required=False,
        min_value=1,
        max_value=10_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    entier = forms.BooleanField(required=False, widget=forms.HiddenInput)


class YearbookForm(YearForm):
    """What the yearbook is narrowed to."""

    ministere = forms.TypedChoiceField(
        label=_("Ministère"), required=False, coerce=int, empty_value=None
    )
    nature = forms.TypedChoiceField(
        label=_("Nature de dossier"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ((n.ministry_id, n.short_name) for n in Names().all_on(today))
        kinds = DossierKind.objects.values_list("pk", "label")
        self._offer("ministere", _("tous les ministères"), names)
        self._offer("nature", _("toutes les natures"), kinds)

    def _offer(
        self, name: str, every: Promise, choices: Iterable[tuple[int, str]]
    ) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", every), *choices]

    def book(self, dossiers: "QuerySet[Dossier]", today: date) -> Yearbook:
        """Return the yearbook that is asked for."""
        year = self.year(today.year)
        chosen = self.cleaned_data
        return Yearbook(dossiers, year, chosen.get("ministere"), chosen.get("nature"))
