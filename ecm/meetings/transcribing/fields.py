"""The fields of the page: an hour, a choice that carries its sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

HOUR = {"type": "time"}
DAY = {"type": "date"}


class ConditionalTime(forms.TimeField):
    """An hour that another answer asks for: it would be wrong to call it optional."""

    is_conditional = True


class ConditionalText(forms.CharField):
    is_conditional = True


class ConditionalChoice(forms.ChoiceField):
    is_conditional = True


def an_hour(label: Any, *, help_text: Any = "") -> ConditionalTime:
    """Return a field of an hour: the whole sheet says whether it is needed."""
    widget = forms.TimeInput(attrs=HOUR, format="%H:%M")
    return ConditionalTime(
        label=label, required=False, widget=widget, help_text=help_text
    )


def a_day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def words(label: Any, *, most: int, help_text: Any = "") -> ConditionalText:
    widget = forms.Textarea(attrs={"rows": 2, "lang": "fr"})
    return ConditionalText(
        label=label,
        required=False,
        max_length=most,
        widget=widget,
        help_text=help_text,
    )


class OutcomeSelect(forms.Select):
    """Outcomes, each with the sentence that pronounces it."""

    sentences: dict[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> Any:
        option = super().create_option(name, value, *args, **more)
        if sentence := self.sentences.get(str(value), ""):
            option["attrs"]["data-sentence"] = sentence
        return option


CHOOSE = ("", _("Choisir"))
