"""What an operator says to the tablets."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ecm.watching.actions import DURATIONS, LONGEST


class AnnouncementForm(forms.Form):
    """A sentence and how long it is shown."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        help_text=_("« Le système redémarre à 14 h » : montré à toutes les tablettes."),
    )
    minutes = forms.TypedChoiceField(
        label=_("Montré pendant"),
        coerce=int,
        initial=15,
        choices=[(n, format_lazy(_("{n} minutes"), n=n)) for n in DURATIONS],
    )
