"""What the week is narrowed to; forms clean, they decide nothing."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm.domain.circuit import STATE_WORDS
from ecm.dossiers.desk.narrowing import MINE, NOBODYS
from ecm.dossiers.desk.rows import Row
from ecm.dossiers.desk.stages import ORDER

Choices = list[tuple[str, str]]


class WeekForm(forms.Form):
    """The filters of the week, which read as a sentence; what is empty narrows nothing."""

    nature = forms.ChoiceField(label=gettext_lazy("Nature"), required=False)
    ministere = forms.ChoiceField(label=gettext_lazy("Ministère"), required=False)
    etat = forms.ChoiceField(label=gettext_lazy("État"), required=False)
    charge = forms.ChoiceField(label=gettext_lazy("Pris en charge"), required=False)
    suivi = forms.ChoiceField(label=gettext_lazy("Suivi"), required=False)
    q = forms.CharField(
        label=gettext_lazy("Mots"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    tri = forms.ChoiceField(label=gettext_lazy("Ordre"), required=False)

    def __init__(self, *args: Any, rows: Iterable[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in _choices(list(rows)).items():
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = choices

    @property
    def wishes(self) -> dict[str, Any]:
        """The filters that are understood, each empty when it is not asked."""
        self.is_valid()
        return self.cleaned_data


def _choices(rows: list[Row]) -> dict[str, Choices]:
    """Return what the rows themselves offer: a choice that finds nothing is not offered."""
    by_rank = sorted(rows, key=lambda row: row.rank)
    by_kind = sorted(rows, key=lambda row: row.dossier.kind.position)
    by_stage = sorted({row.state for row in rows}, key=lambda state: ORDER[state])
    charged = sorted({(str(r.dossier.officer), r.dossier.officer_id) for r in rows})
    return {
        "ministere": [
            ("", _("de tous les ministères")),
            *_once((str(r.dossier.ministry_id), r.ministry) for r in by_rank),
        ],
        "nature": [
            ("", _("de toutes natures")),
            *_once((r.dossier.kind.code, r.dossier.kind.label) for r in by_kind),
        ],
        "etat": [
            ("", _("à toutes les étapes")),
            *((state.value, _(STATE_WORDS[state])) for state in by_stage),
        ],
        "charge": [
            ("", _("suivis par tous")),
            (MINE, _("suivis par moi")),
            (NOBODYS, _("suivis par personne")),
            *((str(pk), name) for name, pk in charged if pk),
        ],
        "suivi": [
            ("", _("sans autre condition")),
            ("attend", _("qui attendent mon acte")),
            ("hors-delai", _("transmis hors délai")),
            ("avis", _("en attente d'avis")),
            ("silence", _("dont un avis est échu")),
            ("revenus", _("déjà retournés")),
            ("reserves", _("à lecteurs désignés")),
        ],
        "tri": [
            ("", _("par étape")),
            ("arrivee", _("par ordre d'arrivée")),
            ("ministere", _("par ministère")),
            ("nature", _("par nature")),
            ("charge", _("par responsable")),
        ],
    }


def _once(choices: Iterable[tuple[str, str]]) -> Choices:
    return list(dict(choices).items())
