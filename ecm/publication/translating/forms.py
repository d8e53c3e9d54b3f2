"""What is typed of translators: a person and a language."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ecm.domain.communique.languages import OTHERS
from ecm.people.models import Person


class TranslatorForm(forms.Form):
    """A language given to a person."""

    person = forms.ModelChoiceField(
        label=_("Personne"), queryset=Person.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(
        label=_("Langue"), choices=[(known.code, _(known.name)) for known in OTHERS]
    )

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a choice field
