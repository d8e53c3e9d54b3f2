"""What is chosen about a vote, cleaned; no rule lives here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.domain.votes import Choice, Majority, Method
from ecm.meetings.actions.votes import LONGEST_QUESTION
from ecm.meetings.words import CHOICE_WORDS, MAJORITY_WORDS, METHOD_WORDS

MOST_SEATS = 1000


class VoteForm(forms.Form):
    question = forms.CharField(
        label=_("Texte mis aux voix"), max_length=LONGEST_QUESTION
    )
    method = forms.ChoiceField(
        label=_("Mode"), choices=[(m.value, METHOD_WORDS[m]) for m in Method]
    )
    majority = forms.ChoiceField(
        label=_("Majorité"), choices=[(m.value, MAJORITY_WORDS[m]) for m in Majority]
    )
    keeps_names = forms.BooleanField(label=_("Noms gardés"), required=False)

    def clean_method(self) -> Method:
        return Method(self.cleaned_data["method"])

    def clean_majority(self) -> Majority:
        return Majority(self.cleaned_data["majority"])


class CastForm(forms.Form):
    seat = forms.IntegerField(label=_("Siège"), min_value=1)
    choice = forms.ChoiceField(
        label=_("Vote"), choices=[(c.value, CHOICE_WORDS[c]) for c in Choice]
    )
    by_hand = forms.BooleanField(required=False)
    corrects = forms.BooleanField(required=False)

    def clean_choice(self) -> Choice:
        return Choice(self.cleaned_data["choice"])


def _total(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_SEATS)


class PaperForm(forms.Form):
    votes_for = _total(_("Pour"))
    votes_against = _total(_("Contre"))
    abstentions = _total(_("Abstentions"))
    void = _total(_("Blancs et nuls"))
    scan = forms.FileField(label=_("Procès-verbal numérisé"), required=False)
