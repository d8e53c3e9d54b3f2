"""What is typed into the acts by which a council is conducted, cleaned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.models import DossierKind
from ecm.meetings.models import AgendaItem, Track
from ecm.people.models import Ministry

LONGEST_WAIT = 60  # days in which papers may follow


class SeatForm(forms.Form):
    seat = forms.IntegerField(label=_("Siège"))


class OfItems(forms.Form):
    """A form about items of a meeting: those that its author may read, and no others."""

    item = forms.ModelChoiceField(label=_("Point"), queryset=AgendaItem.objects.none())

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = items


class OrderForm(OfItems):
    after = forms.ModelChoiceField(
        label=_("Appelé après"), queryset=AgendaItem.objects.none(), required=False
    )


class TrackForm(OfItems):
    track = forms.ChoiceField(label=_("Débat"), choices=Track.choices)

    def clean_track(self) -> Track:
        return Track(self.cleaned_data["track"])


class SplitForm(OfItems):
    title = forms.CharField(label=_("Intitulé"), max_length=600)


class JoinForm(OfItems):
    to = forms.ModelChoiceField(
        label=_("Joint au point"), queryset=AgendaItem.objects.none()
    )


class TableForm(forms.Form):
    title = forms.CharField(label=_("Intitulé"), max_length=600)
    ministry = forms.ModelChoiceField(
        label=_("Ministère"), queryset=Ministry.objects.all()
    )
    kind = forms.ModelChoiceField(
        label=_("Nature"), queryset=DossierKind.objects.filter(is_active=True)
    )
    days = forms.IntegerField(
        label=_("Pièces attendues sous"),
        min_value=0,
        max_value=LONGEST_WAIT,
        required=False,
    )
