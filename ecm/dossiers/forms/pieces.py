"""Giving a file, or saying that none is needed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.models import PieceKind


class GivingForm(forms.Form):
    """A file, brought by pieces before the form or inside it, and what it is."""

    upload = forms.CharField(required=False, max_length=36)
    file = forms.FileField(label=_("Fichier"), required=False, allow_empty_file=True)
    title = forms.CharField(label=_("Intitulé"), required=False, max_length=250)
    document = forms.IntegerField(required=False)
    draft = forms.IntegerField(required=False)

    def __init__(self, *args: Any, piece: PieceKind) -> None:
        super().__init__(*args)
        self.piece = piece  # its place on the page


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi cette pièce est sans objet"), required=False, max_length=300
    )
    expected = forms.BooleanField(required=False)
