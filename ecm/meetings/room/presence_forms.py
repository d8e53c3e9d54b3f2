"""What the table types about attendance, cleaned; no rule lives here."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecm.domain.workflow import Attendance


class HourForm(forms.Form):
    """A corrected hour, in the council's zone."""

    day = forms.DateField(label=_("Jour"))
    hour = forms.TimeField(label=_("Heure"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "day" in values and "hour" in values:
            moment = datetime.combine(values["day"], values["hour"])
            values["at"] = timezone.make_aware(moment)
        return values


class GuestForm(forms.Form):
    name = forms.CharField(label=_("Nom et prénoms"), max_length=200)
    title = forms.CharField(label=_("Qualité"), max_length=250, required=False)


class RollForm(forms.Form):
    """What one tap of the roll says; an interim is noted by its own form."""

    attendance = forms.ChoiceField(
        choices=[(a.value, a.value) for a in Attendance if a != "represented"]
    )

    def clean_attendance(self) -> Attendance:
        return Attendance(self.cleaned_data["attendance"])


class SeatForm(forms.Form):
    seat = forms.IntegerField(label=_("Siège"))
