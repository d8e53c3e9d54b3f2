"""When and where a body meets, and what it will examine."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm import clock
from ecm.dossiers.models import Opinion
from ecm.meetings.actions.agenda import Plan


class MeetingForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("Jour"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Heure"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial="09:00",
    )
    place = forms.CharField(label=gettext_lazy("Lieu"), max_length=120, required=False)

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day < clock.now().date():
            raise ValidationError(_("Une séance se convoque pour un jour à venir."))
        return day

    def plan(self, presided_by: str) -> Plan:
        return Plan(presided_by=presided_by, **self.cleaned_data)


class DossiersForm(forms.Form):
    """The dossiers to put on the agenda, among those that the body is asked about."""

    opinions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Dossiers soumis"),
        queryset=Opinion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez au moins un dossier.")},
    )

    def __init__(self, *args: Any, opinions: "QuerySet[Opinion]", **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["opinions"]
        field.queryset = opinions  # type: ignore[attr-defined]  # a choice field
        field.label_from_instance = lambda o: o.dossier.title  # type: ignore[attr-defined]  # as above
