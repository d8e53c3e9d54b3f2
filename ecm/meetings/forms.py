"""What people type into commands, cleaned; no rule lives here."""

from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.items import Instruction
from ecm.meetings.models import AgendaItem, Zone
from ecm.meetings.typed import cleaned
from ecm.people.models import Ministry, Person

LAST_VERSION = 2**31 - 1  # what the column holds


class MarkForm(forms.Form):
    seat = forms.IntegerField()
    value = forms.ChoiceField(choices=[(m.value, m.value) for m in MarkValue])
    comment = forms.CharField(required=False, max_length=500)
    # The round that the screen showed: a mark that waited for the network names it.
    round = forms.IntegerField(required=False, min_value=1)

    def clean_value(self) -> MarkValue:
        return MarkValue(self.cleaned_data["value"])


class DecisionForm(forms.Form):
    """The words that will be pronounced, read back before they are."""

    outcome = forms.ChoiceField(
        label=_("Issue"),
        choices=[(o.value, o.value) for o in Outcome if o is not Outcome.NOT_REACHED],
    )
    text = forms.CharField(
        label=_("Texte de la décision"), widget=forms.Textarea, max_length=5000
    )
    amendments = forms.CharField(
        label=_("Amendements"), widget=forms.Textarea, required=False, max_length=10000
    )
    deferred_to = forms.DateField(label=_("Ajourné au"), required=False)

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])


class InstructionForm(forms.Form):
    instruction = forms.CharField(
        label=_("Instruction"), widget=forms.Textarea, required=False, max_length=5000
    )
    responsible = forms.ModelChoiceField(
        label=_("Ministère chargé de l'exécution"),
        queryset=Ministry.objects.all(),
        required=False,
    )
    due_on = forms.DateField(label=_("Échéance"), required=False)


def instructions_of(posted: QueryDict) -> list[Instruction]:
    """Return the instructions that were typed, one a line; an empty line is none.

    Raises NotPossible with what is wrong of one in words.
    """
    columns = (posted.getlist(name) for name in InstructionForm.base_fields)
    lines = zip_longest(*columns, fillvalue="")
    return [_instruction(line) for line in lines if any(map(str.strip, line))]


def _instruction(line: tuple[str, ...]) -> Instruction:
    given = dict(zip(InstructionForm.base_fields, line, strict=True))
    values = cleaned(InstructionForm(given))
    return Instruction(values["instruction"], values["responsible"], values["due_on"])


class AttendanceForm(forms.Form):
    attendance = forms.ChoiceField(choices=[(a.value, a.value) for a in Attendance])
    acting = forms.ModelChoiceField(queryset=Person.objects.all(), required=False)

    def clean_attendance(self) -> Attendance:
        return Attendance(self.cleaned_data["attendance"])


class RestrictionForm(forms.Form):
    restricted = forms.BooleanField(required=False)
    readers = forms.ModelMultipleChoiceField(
        queryset=Person.objects.all(), required=False
    )


class BlockForm(forms.Form):
    """A paragraph as the secretary's tablet sends it; its text is kept to the letter."""

    uid = forms.UUIDField()
    base = forms.IntegerField(min_value=0, max_value=LAST_VERSION)
    text = forms.CharField(required=False, strip=False)
    item = forms.ModelChoiceField(queryset=AgendaItem.objects.none(), required=False)
    zone = forms.ChoiceField(choices=Zone.choices, required=False)
    position = forms.FloatField(required=False)

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]  # a choice field

    def clean_zone(self) -> Zone:
        return Zone(self.cleaned_data["zone"] or Zone.RUNNING)

    def clean_position(self) -> float:
        return self.cleaned_data["position"] or 0.0


class BaseForm(forms.Form):
    base = forms.IntegerField(min_value=0, max_value=LAST_VERSION)


class SettlementForm(BaseForm):
    text = forms.CharField(required=False, strip=False)
