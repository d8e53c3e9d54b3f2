"""Tying a dossier to another."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Mots de l'intitulé, ou numéro"), required=False, max_length=200
    )


class LinkForm(forms.Form):
    """The relation, and the other dossier: without one the relation is undone."""

    relation = forms.ChoiceField(
        label=_("Lien"),
        choices=[
            ("revises", _("Revient sur")),
            ("comes_back_from", _("Fait suite à")),
            ("related", _("Lié à")),
            ("unrelated", _("N'est plus lié à")),
        ],
    )
    other = forms.IntegerField(label=_("Dossier"), required=False)
