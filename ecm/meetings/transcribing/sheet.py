"""The whole page: its forms, the transcript they make, everything that is wrong at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext as _

from ecm import clock
from ecm.access import Presence
from ecm.domain.errors import NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.workflow import Attendance, MeetingState
from ecm.errors import words_of
from ecm.meetings.actions.items import Instruction
from ecm.meetings.models import AgendaItem
from ecm.meetings.transcribing.forms import HoursForm, ItemForm, SeatForm
from ecm.meetings.transcript import (
    OTHER_AGENDA,
    Attended,
    Fault,
    Transcript,
    Written,
    beginning,
    faults_of,
    seats_of,
    to_transcribe,
)
from ecm.people.models import Ministry, MinistryName, Person


@dataclass(frozen=True)
class Wrong:
    """A line of the summary: what to mend, and the field it leads to."""

    field: str
    label: str
    words: str


class Sheet:
    """A sitting as it is being copied by the secretariat."""

    def __init__(self, here: Presence, posted: QueryDict | None = None) -> None:
        self.meeting, self.posted = here.meeting, posted
        self.is_open = here.meeting.state == MeetingState.OPEN
        self.is_convened = here.meeting.state == MeetingState.CONVENED
        numbers, shut = here.numbers(), here.shut_items()
        due = [item for item in to_transcribe(here.meeting) if item.pk not in shut]
        on = here.meeting.day if self.is_convened else localdate(clock.now())
        self.hours = HoursForm(posted, prefix="hours", is_open=self.is_open, on=on)
        self.seats = list(self._seats())
        self.items = [self._item(item, numbers[item.pk]) for item in due]
        self.general: list[str] = []

    def _seats(self) -> Iterator[SeatForm]:
        seats = seats_of(self.meeting)
        people = [(s.holder_id, str(s.holder)) for s in seats]
        for seat in seats:
            yield SeatForm(
                self.posted,
                prefix=f"seat-{seat.pk}",
                seat=seat,
                people=people,
                is_convened=self.is_convened,
            )

    def _item(self, item: AgendaItem, number: str) -> ItemForm:
        return ItemForm(
            self.posted,
            prefix=f"item-{item.pk}",
            item=item,
            number=number,
            ministries=self._ministries,
        )

    @cached_property
    def _ministries(self) -> list[tuple[int, str]]:
        names = MinistryName.objects.valid_on(self.meeting.day)
        return list(names.values_list("ministry_id", "name"))

    @property
    def forms(self) -> list[Form]:
        return [self.hours, *self.seats, *self.items]

    @property
    def ids(self) -> str:
        """The items that the page shows; others there later are told."""
        return ",".join(str(form.item.pk) for form in self.items)

    @property
    def opened_at(self) -> datetime | None:
        """When a sitting that was opened here began."""
        if not self.is_open:
            return None
        return self.meeting.sittings.get(ends_at=None).starts_at

    def is_valid(self) -> bool:
        """Check the fields, then the whole; what is wrong is told at its field."""
        for form in self.forms:
            form.full_clean()
        if self.posted is not None and self.posted.get("items", self.ids) != self.ids:
            self.general.append(words_of(NotPossible(OTHER_AGENDA)))
        by_prefix = {str(form.prefix): form for form in self.forms}
        for fault in faults_of(self.meeting, self.transcript):
            prefix, _dash, field = fault.place.rpartition("-")
            told = words_of(fault.refusal)
            if prefix in by_prefix:
                _tell(by_prefix[prefix], field, told)
            elif told not in self.general and not self._is_of_gaps(fault):
                self.general.append(told)
        return not self.wrongs

    def _is_of_gaps(self, fault: Fault) -> bool:
        """Whether items are missed only because their outcome is, which is told there."""
        gaps = any("outcome" not in form.cleaned_data for form in self.items)
        return gaps and fault.refusal.message == OTHER_AGENDA

    @property
    def wrongs(self) -> list[Wrong]:
        """Everything that is to be mended, from the top of the page down."""
        found = [Wrong("", "", told) for told in self.general]
        for form in self.forms:
            for name, errors in form.errors.items():
                bound = form[name]
                label = f"{_name(form)}{bound.label}"
                field = bound.id_for_label
                found += [Wrong(field, label, str(error)) for error in errors]
        return found

    @property
    def orphans(self) -> list[str]:
        """What was typed on items that are on the page no more: nothing is lost."""
        known = {f"item-{form.item.pk}-" for form in self.items}
        typed = (self.posted or QueryDict()).items()
        return [
            str(value)
            for name, value in typed
            if name.startswith("item-")
            and name.rpartition("-")[0] + "-" not in known
            and " " in str(value).strip()
        ]

    # The transcript that the fields make

    @cached_property
    def transcript(self) -> Transcript:
        start, end = self._hours()
        return Transcript(
            starts_at=start,
            ends_at=end,
            roll=tuple(self._attended(form) for form in self.seats),
            items=tuple(
                self._written(form)
                for form in self.items
                if "outcome" in form.cleaned_data
            ),
        )

    def _hours(self) -> tuple[datetime | None, datetime | None]:
        values = self.hours.cleaned_data
        opened = self.opened_at
        day = localdate(opened) if opened else values.get("day")
        start = _moment(day, values.get("starts"))
        return start, _moment(values.get("ends_day") or day, values.get("ends"))

    @cached_property
    def _beginning(self) -> datetime | None:
        start, end = self._hours()
        return beginning(self.meeting, Transcript(start, end))

    def _at(self, hour: time | None) -> datetime | None:
        """Return the moment of an hour of the sitting, which may go past midnight."""
        if hour is None or self._beginning is None:
            return None
        first, end = localtime(self._beginning), self._hours()[1]
        at = make_aware(datetime.combine(first.date(), hour))
        overnight = end is not None and localdate(end) > first.date()
        return at + timedelta(days=1) if at < first and overnight else at

    def _attended(self, form: SeatForm) -> Attended:
        values = form.cleaned_data
        attendance = values.get("attendance") or Attendance.EXPECTED
        represented = attendance is Attendance.REPRESENTED and values.get("acting")
        return Attended(
            seat=form.seat,
            attendance=attendance,
            acting=self._people[int(represented)] if represented else None,
            at=self._at(values.get("at")),
            left_at=self._at(values.get("left_at")),
        )

    @cached_property
    def _people(self) -> dict[int, Person]:
        seats = [form.seat for form in self.seats]
        return {s.holder.pk: s.holder for s in seats if s.holder is not None}

    def _written(self, form: ItemForm) -> Written:
        values = form.cleaned_data
        return Written(
            item=form.item,
            outcome=Outcome(values["outcome"]),
            text=values.get("text", ""),
            amendments=values.get("amendments", ""),
            deferred_to=values.get("deferred_to"),
            instructions=tuple(self._instructions(values)),
            at=self._at(values.get("at")),
        )

    def _instructions(self, values: dict[str, Any]) -> Iterator[Instruction]:
        task, due = values.get("instruction", ""), values.get("due_on")
        chosen = values.get("responsible")
        if task or due or chosen:
            responsible = self._offices[int(chosen)] if chosen else None
            yield Instruction(task, responsible, due)

    @cached_property
    def _offices(self) -> dict[int, Ministry]:
        return Ministry.objects.in_bulk([pk for pk, _name in self._ministries])


def _moment(day: date | None, hour: time | None) -> datetime | None:
    if day is None or hour is None:
        return None
    return make_aware(datetime.combine(day, hour))


def _tell(form: Form, field: str, told: str) -> None:
    """Put an error at a field, unless the field already says what is wrong with it."""
    name = field if field in form.fields else next(iter(form.fields))
    if name not in form.errors:
        form.add_error(name, told)


def _name(form: Form) -> str:
    """Return what tells this form from the others in the summary of errors."""
    if isinstance(form, SeatForm):
        return f"{form.seat.holder} · "
    if isinstance(form, ItemForm):
        return _("Point %(number)s") % {"number": form.number} + " · "
    return ""
