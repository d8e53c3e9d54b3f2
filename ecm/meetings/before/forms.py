"""What is typed before a meeting: positions, excuses, another moment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.domain.policy import MarkValue
from ecm.meetings.actions.cancelling import LONGEST_REASON
from ecm.meetings.actions.convocation import Moment
from ecm.meetings.models import Meeting, Seat
from ecm.people.models import Person


class PositionForm(forms.Form):
    seat = forms.IntegerField()
    value = forms.ChoiceField(choices=[(m.value, m.value) for m in MarkValue])
    comment = forms.CharField(required=False, max_length=500)

    def clean_value(self) -> MarkValue:
        return MarkValue(self.cleaned_data["value"])


class ExcuseForm(forms.Form):
    """Why a member cannot come, and which other member will sit for him."""

    reason = forms.CharField(
        label=_("Motif"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    acting = forms.ModelChoiceField(
        label=_("Intérim assuré par"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Personne"),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = seat.meeting.seats.filter(withdrawn_at=None, capacity="member")
        people = Person.objects.filter(seats__in=others.exclude(pk=seat.pk))
        self.fields["acting"].queryset = people  # type: ignore[attr-defined]  # a choice field


class CancellationForm(forms.Form):
    """Why a council that was convened will not be held."""

    reason = forms.CharField(
        label=_("Motif de l'annulation"),
        max_length=LONGEST_REASON,
        help_text=_(
            "Les membres le liront ici ; l'avis qu'ils reçoivent ne le dit pas."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fr"}),
    )


class MomentForm(forms.Form):
    """Another day, hour or place for a meeting that is not open yet."""

    day = forms.DateField(
        label=_("Jour"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    starts_at = forms.TimeField(
        label=_("Heure"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Lieu"), max_length=120, required=False)

    @classmethod
    def of(cls, meeting: Meeting) -> "MomentForm":
        """Return the form filled with the meeting's present moment."""
        return cls(
            initial={
                "day": meeting.day,
                "starts_at": meeting.starts_at,
                "place": meeting.place,
            }
        )

    @property
    def moment(self) -> Moment:
        return Moment(**self.cleaned_data)
