"""What is typed on the papers of a council: another wording, a reason, a correction."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordingForm(forms.Form):
    """Another wording of a text; `base` is the digest of the one that was read."""

    text = forms.CharField(
        label=_("Texte"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "fr"}),
        error_messages={"required": _("Écrivez le texte.")},
    )
    base = forms.CharField(max_length=64, widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    """Another text for an approved line, and why the council is asked for it."""

    text = forms.CharField(
        label=_("Texte corrigé"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "fr"}),
        error_messages={"required": _("Écrivez le texte corrigé.")},
    )
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        help_text=_("Il figure au relevé avec les deux textes."),
        error_messages={"required": _("Donnez le motif de la correction.")},
    )


class ReasonForm(forms.Form):
    """Why a paper is sent back."""

    reason = forms.CharField(
        label=_("Motif du renvoi"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fr"}),
        error_messages={"required": _("Donnez le motif du renvoi.")},
    )


class ReadForm(forms.Form):
    """The digest of the paper that was read before it was approved."""

    base = forms.CharField(max_length=64, widget=forms.HiddenInput)
