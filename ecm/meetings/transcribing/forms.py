"""What is copied from the paper: hours, who was there, one sheet for each item."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome, usual_outcome
from ecm.domain.workflow import Attendance
from ecm.meetings.models import AgendaItem, Seat
from ecm.meetings.palette import sentence
from ecm.meetings.transcribing.fields import (
    CHOOSE,
    ConditionalChoice,
    OutcomeSelect,
    a_day,
    an_hour,
    words,
)
from ecm.meetings.words import ATTENDANCE_WORDS, outcome_label

Choices = Sequence[tuple[Any, Any]]
WAS_THERE = [a for a in Attendance if a is not Attendance.EXPECTED]


class HoursForm(forms.Form):
    """When the sitting began and ended; one that was opened here has its beginning."""

    day = a_day(_("Jour de la séance"), required=True)
    starts = an_hour(_("Ouverte à"))
    ends = an_hour(_("Levée à"))
    ends_day = a_day(_("Jour de la levée, si c'est le lendemain"))

    def __init__(self, *args: Any, is_open: bool, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["day"].initial = on
        if is_open:
            del self.fields["starts"], self.fields["day"]


class SeatForm(forms.Form):
    """Who held a seat, from when and until when."""

    attendance = forms.ChoiceField(label=_("Présence"))
    acting = ConditionalChoice(label=_("Représenté par"), required=False)
    at = an_hour(_("À partir de"))
    left_at = an_hour(_("Parti à"))

    def __init__(
        self, *args: Any, seat: Seat, people: Choices, is_convened: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.seat = seat
        noted = Attendance(seat.attendance)
        if noted is Attendance.EXPECTED and is_convened:
            noted = Attendance.PRESENT  # as the roll does: exceptions are noted after
        presence, acting = self.fields["attendance"], self.fields["acting"]
        listed = [CHOOSE] if noted is Attendance.EXPECTED else []
        listed += [(one.value, _(ATTENDANCE_WORDS[one])) for one in WAS_THERE]
        presence.choices = listed  # type: ignore[attr-defined]  # a choice field
        presence.initial = "" if noted is Attendance.EXPECTED else noted.value
        others = [(key, name) for key, name in people if key != seat.holder_id]
        acting.choices = [CHOOSE, *others]  # type: ignore[attr-defined]  # a choice field
        acting.initial = seat.acting_id

    def clean_attendance(self) -> Attendance:
        return Attendance(self.cleaned_data["attendance"])


class ItemForm(forms.Form):
    """The decision sheet of one item."""

    outcome = forms.ChoiceField(label=_("Issue"))
    at = an_hour(_("Heure"))
    text = words(
        _("Texte de la décision"),
        most=5000,
        help_text=_("Laissé vide, la formule usuelle de l'issue est reprise."),
    )
    amendments = words(_("Amendements"), most=10000)
    deferred_to = a_day(_("Ajourné à la séance du"))
    instruction = words(_("Instruction"), most=5000)
    responsible = ConditionalChoice(label=_("Ministère chargé"), required=False)
    due_on = a_day(_("Échéance"))

    def __init__(
        self,
        *args: Any,
        item: AgendaItem,
        number: str,
        ministries: Choices,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.item, self.number = item, number
        usual = usual_outcome(ItemKind(item.kind))
        outcomes = sorted(Outcome, key=lambda one: one is not usual)
        choices = [CHOOSE, *((o.value, outcome_label(o.value)) for o in outcomes)]
        select = OutcomeSelect()
        select.sentences = {o.value: self._sentence(o) for o in outcomes}
        self.fields["outcome"].widget = select
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["responsible"].choices = [CHOOSE, *ministries]  # type: ignore[attr-defined]  # a choice field

    def _sentence(self, outcome: Outcome, until: date | None = None) -> str:
        if outcome is Outcome.NOT_REACHED:
            return ""
        return sentence(self.item, outcome, until=until)

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])

    def clean(self) -> dict[str, Any]:
        """Write the usual formula where the paper has only a tick."""
        values = super().clean() or {}
        outcome = values.get("outcome")
        if outcome and not values.get("text"):
            values["text"] = self._sentence(outcome, values.get("deferred_to"))
        return values
