"""A sitting as it was written on paper, and everything that is wrong with what is copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, Refusal, gettext_noop
from ecm.domain.outcomes import Outcome
from ecm.domain.workflow import UNDECIDED, Attendance, MeetingState
from ecm.meetings.actions.attendance import LATER, refuse_impossible
from ecm.meetings.actions.items import (
    NO_MINISTRY,
    NO_TASK,
    NO_WORDS,
    TOO_EARLY,
    Instruction,
)
from ecm.meetings.attending import THERE
from ecm.meetings.models import AgendaItem, Meeting, Seat
from ecm.meetings.voting import UNDER_WAY, running
from ecm.people.models import Person

NO_HOUR = gettext_noop("Indiquez l'heure.")
BACKWARDS = gettext_noop("La séance finirait avant d'avoir commencé.")
OVERLAP = gettext_noop("Deux périodes de séance se chevaucheraient.")
OUTSIDE = gettext_noop("Cette heure est hors de la séance.")
UNKNOWN_PRESENCE = gettext_noop("Indiquez si ce membre était là.")
NO_MOMENT = gettext_noop("Indiquez l'heure de ce changement.")
NOT_THERE = gettext_noop("Ce membre n'était pas là : il n'est pas parti.")
LEFT_BEFORE = gettext_noop("Ce membre serait parti avant d'arriver.")
NO_DECISION_HOUR = gettext_noop("Indiquez l'heure de la décision.")
NOT_EXAMINED = gettext_noop("Ce point n'a pas été examiné : laissez ceci vide.")
OTHER_AGENDA = gettext_noop(
    "L'ordre du jour a changé depuis que cette page est ouverte : relisez la liste des "
    "points."
)


@dataclass(frozen=True)
class Attended:
    """Who held a seat; `at` of None: from the opening, or as it was noted already."""

    seat: Seat
    attendance: Attendance
    acting: Person | None = None
    at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True)
class Written:
    """The decision sheet of one item; NOT_REACHED is « non examiné »."""

    item: AgendaItem
    outcome: Outcome
    text: str = ""
    amendments: str = ""
    deferred_to: date | None = None
    instructions: tuple[Instruction, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True)
class Transcript:
    """The whole sitting; `starts_at` of None: the one that was opened here goes on."""

    starts_at: datetime | None
    ends_at: datetime | None
    roll: tuple[Attended, ...] = ()
    items: tuple[Written, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong, and at which field of the page: « hours-ends », « item-7-at »."""

    place: str
    refusal: Refusal


def to_transcribe(meeting: Meeting) -> "list[AgendaItem]":
    """Return the items on which nothing is decided yet, in their order."""
    rows = meeting.items.filter(state__in=UNDECIDED).select_related("dossier")
    return list(rows.order_by("position"))


def seats_of(meeting: Meeting) -> list[Seat]:
    """Return the seats of persons, in order of precedence."""
    rows = meeting.seats.filter(withdrawn_at=None, holder__isnull=False)
    return list(rows.select_related("holder", "acting").order_by("precedence", "pk"))


def beginning(meeting: Meeting, transcript: Transcript) -> datetime | None:
    """Return when the sitting began: as it is written, or as the clock opened it.

    People give hours to the minute; the clock opened the council at some second of it.
    """
    if meeting.state != MeetingState.OPEN:
        return transcript.starts_at
    return meeting.sittings.get(ends_at=None).starts_at.replace(second=0, microsecond=0)


def faults_of(meeting: Meeting, transcript: Transcript) -> list[Fault]:
    """Return everything that is wrong with a transcript, each thing at its field."""
    start = beginning(meeting, transcript)
    bounds = _Bounds(start, transcript.ends_at)
    found = [
        *_of_hours(meeting, transcript, start),
        *(f for one in transcript.roll for f in _of_seat(meeting, one, bounds)),
        *(f for one in transcript.items for f in _of_item(meeting, one, bounds)),
    ]
    due = {item.pk for item in to_transcribe(meeting)}
    if due != {written.item.pk for written in transcript.items}:
        found.append(Fault("", NotPossible(OTHER_AGENDA)))
    if running(meeting) is not None:
        found.append(Fault("", Conflict(UNDER_WAY)))
    return found


@dataclass(frozen=True)
class _Bounds:
    """The sitting, as far as its hours are known."""

    start: datetime | None
    end: datetime | None

    def refusal(self, at: datetime) -> Refusal | None:
        if at > clock.now():
            return NotPossible(LATER)
        early = self.start is not None and at < self.start
        late = self.end is not None and at > self.end
        return NotPossible(OUTSIDE) if early or late else None


def _of_hours(
    meeting: Meeting, transcript: Transcript, start: datetime | None
) -> Iterator[Fault]:
    now, end = clock.now(), transcript.ends_at
    if start is None:
        yield Fault("hours-starts", NotPossible(NO_HOUR))
    elif start > now:
        yield Fault("hours-starts", NotPossible(LATER))
    elif meeting.sittings.filter(ends_at__gt=start).exists():
        yield Fault("hours-starts", NotPossible(OVERLAP))
    if end is None:
        yield Fault("hours-ends", NotPossible(NO_HOUR))
    elif end > now:
        yield Fault("hours-ends", NotPossible(LATER))
    elif start is not None and end < start:
        yield Fault("hours-ends", NotPossible(BACKWARDS))


def _of_seat(meeting: Meeting, one: Attended, bounds: _Bounds) -> Iterator[Fault]:
    place, seat = f"seat-{one.seat.pk}", one.seat
    if one.attendance is Attendance.EXPECTED:
        yield Fault(f"{place}-attendance", NotPossible(UNKNOWN_PRESENCE))
        return
    try:
        refuse_impossible(meeting, seat, one.attendance, one.acting)
    except Refusal as refusal:
        yield Fault(f"{place}-acting", refusal)
    if one.at is None and is_change(one) and meeting.state != MeetingState.CONVENED:
        yield Fault(f"{place}-at", NotPossible(NO_MOMENT))
    for name, at in (("at", one.at), ("left_at", one.left_at)):
        if at is not None and (outside := bounds.refusal(at)):
            yield Fault(f"{place}-{name}", outside)
    if one.left_at is not None and one.attendance not in THERE:
        yield Fault(f"{place}-left_at", NotPossible(NOT_THERE))
    if one.at and one.left_at and one.left_at <= one.at:
        yield Fault(f"{place}-left_at", NotPossible(LEFT_BEFORE))


def is_change(one: Attended) -> bool:
    """Tell whether a seat is written otherwise than it is noted."""
    acting = one.acting.pk if one.acting else None
    return (one.seat.attendance, one.seat.acting_id) != (one.attendance.value, acting)


def _of_item(meeting: Meeting, one: Written, bounds: _Bounds) -> Iterator[Fault]:
    place = f"item-{one.item.pk}"
    if one.outcome is Outcome.NOT_REACHED:
        for name in ("text", "amendments", "at"):
            if getattr(one, name):
                yield Fault(f"{place}-{name}", NotPossible(NOT_EXAMINED))
        if one.instructions:
            yield Fault(f"{place}-instruction", NotPossible(NOT_EXAMINED))
        return
    if one.at is None:
        yield Fault(f"{place}-at", NotPossible(NO_DECISION_HOUR))
    elif outside := bounds.refusal(one.at):
        yield Fault(f"{place}-at", outside)
    if not one.text.strip():
        yield Fault(f"{place}-text", NotPossible(NO_WORDS))
    if one.deferred_to is not None and one.deferred_to <= meeting.day:
        yield Fault(f"{place}-deferred_to", NotPossible(TOO_EARLY))
    for given in one.instructions:
        if not given.text.strip():
            yield Fault(f"{place}-instruction", NotPossible(NO_TASK))
        if given.responsible is None:
            yield Fault(f"{place}-responsible", NotPossible(NO_MINISTRY))
