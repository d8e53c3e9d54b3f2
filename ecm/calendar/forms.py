"""What is typed on the calendar's screens, cleaned; no rule lives here."""

# Django's form classes take no type argument when they run.
# mypy: disable-error-code="type-arg"

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.calendar.models import CouncilException, Milestone, Recess, Week


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _hour() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class WeekForm(forms.ModelForm):
    class Meta:
        model = Week
        fields = ["weekday", "hour"]
        widgets = {"hour": _hour()}


class MilestoneForm(forms.ModelForm):
    is_active = forms.TypedChoiceField(
        label=_("État"),
        choices=[(True, _("en usage")), (False, _("hors d'usage"))],
        coerce=lambda text: text == "True",
        initial=True,
    )

    class Meta:
        model = Milestone
        fields = ["label", "days_before", "at", "is_active"]
        widgets = {"at": _hour()}


class RecessForm(forms.ModelForm):
    class Meta:
        model = Recess
        fields = ["first", "last", "reason"]
        widgets = {"first": _day(), "last": _day()}

    def clean(self) -> dict[str, Any]:
        """Say at the field what the table would refuse."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("Le dernier jour précède le premier."))
        return cleaned


class ExceptionForm(forms.ModelForm):
    class Meta:
        model = CouncilException
        fields = ["day", "moved_to", "reason"]
        widgets = {"day": _day(), "moved_to": _day()}
        error_messages = {"day": {"unique": _("Ce jour a déjà son exception.")}}
