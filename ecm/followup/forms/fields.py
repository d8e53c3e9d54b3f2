"""The fields that several steps share: a day, a reason, a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 5_000


def a_day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


def words(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class StepForm(forms.Form):
    """One step of a paper; its fields keep what was typed when it is refused."""

    slug = ""
    has_file = False

    def __init__(self, typed: Any = None, files: Any = None) -> None:
        super().__init__(typed, files, auto_id=f"id-{self.slug}-%s")


class FileForm(StepForm):
    """A file, brought by pieces before the form or inside it."""

    has_file = True
    upload = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    file = forms.FileField(label=_("Fichier"), required=False, allow_empty_file=True)
