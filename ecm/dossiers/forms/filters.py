"""What a ministry's list is narrowed to."""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm.domain.circuit import STATE_WORDS
from ecm.dossiers.forms.choices import Choices
from ecm.dossiers.models import DossierKind


class FilterForm(forms.Form):
    """The filters of a ministry's files, which read as a sentence."""

    etat = forms.ChoiceField(label=gettext_lazy("État"), required=False)
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), required=False)
    q = forms.CharField(
        label=gettext_lazy("Mots de l'intitulé"), required=False, max_length=200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = DossierKind.objects.values_list("code", "label")
        states = [(state.value, _(words)) for state, words in STATE_WORDS.items()]
        self._offer("etat", [("", _("dans tous les états")), *states])
        self._offer("nature", [("", _("toutes les natures")), *kinds])

    def _offer(self, name: str, choices: Choices) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    @cached_property
    def chosen(self) -> dict[str, str]:
        """Return the filters that narrow; one that means nothing narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
