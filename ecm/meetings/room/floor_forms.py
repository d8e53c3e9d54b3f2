"""What is typed or chosen about the floor and the rounds, cleaned; no rule lives here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.domain.policy import MarkDisplay

LONGEST_TEXT = 10_000  # characters: the article that was amended, not the whole bill


class AfterForm(forms.Form):
    """The request that another is put after; empty or 0 for the first place."""

    after = forms.IntegerField(required=False, min_value=0)

    def clean_after(self) -> int | None:
        return self.cleaned_data["after"] or None


class WishForm(forms.Form):
    """The item on which the floor was asked: a wish that waited for the network names it."""

    item = forms.IntegerField(required=False, min_value=1)


class RoundForm(forms.Form):
    text = forms.CharField(
        label=_("Texte amendé"),
        widget=forms.Textarea,
        required=False,
        max_length=LONGEST_TEXT,
    )


class DisplayForm(forms.Form):
    display = forms.ChoiceField(choices=[(d.value, d.value) for d in MarkDisplay])

    def clean_display(self) -> MarkDisplay:
        return MarkDisplay(self.cleaned_data["display"])
