"""What tablets send of a sealed vote: sizes are bounded here, forms are checked by rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.domain.votes import Layer

MOST_SEATS = 1000
LONGEST = 300  # characters of an envelope, and the space after it


class KeyForm(forms.Form):
    layer = forms.ChoiceField(
        label=_("Enveloppe"), choices=[(x.value, x.value) for x in Layer]
    )
    public = forms.JSONField(label=_("Clé publique"))


class EnvelopeForm(forms.Form):
    seat = forms.IntegerField(label=_("Siège"), min_value=1)
    sealed = forms.CharField(label=_("Bulletin scellé"), max_length=LONGEST)


class InnerForm(forms.Form):
    inner = forms.CharField(
        label=_("Bulletins"), required=False, max_length=MOST_SEATS * LONGEST
    )


def _total() -> forms.IntegerField:
    return forms.IntegerField(label=_("Total"), min_value=0, max_value=MOST_SEATS)


class TotalsForm(forms.Form):
    votes_for = _total()
    votes_against = _total()
    abstentions = _total()
    void = _total()
