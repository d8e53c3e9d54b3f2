"""The fields that a kind of dossier asks for, and the draft texts that it carries."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm.domain.kinds import WORDS, ItemKind

LONGEST_TEXT = 20_000
SHORT = {"rows": 2}


class DraftTextForm(forms.Form):
    """One of the draft texts that a dossier carries; without a title it is none."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    nature = forms.ChoiceField(
        label=gettext_lazy("Nature du texte"),
        choices=[(kind.value, WORDS[kind].label) for kind in ItemKind],
    )
    title = forms.CharField(
        label=gettext_lazy("Intitulé du texte"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=SHORT),
    )

    def __init__(self, *args: Any, usual: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nature"].initial = usual


TextFormSet = forms.formset_factory(DraftTextForm, extra=1, max_num=40)


def entry_field(asked: dict[str, Any]) -> forms.Field:
    """Return a field that takes any text: what is wrong with it is said, and kept."""
    kind = asked.get("type", "text")
    widget: forms.Widget = forms.TextInput()
    if kind == "long":
        widget = forms.Textarea(attrs={"rows": 4})
    elif kind == "date":
        widget = forms.DateInput(attrs={"type": "date"})
    elif kind in ("number", "amount"):
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
    elif kind == "choice":
        offered = [(c, _(c)) for c in asked.get("choices", [])]
        widget = forms.Select(choices=[("", "—"), *offered])
    return forms.CharField(
        label=_(asked["label"]),
        required=False,
        max_length=LONGEST_TEXT,
        widget=widget,
        help_text=_(asked["help"]) if asked.get("help") else "",
    )
