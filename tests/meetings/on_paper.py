"""Fills in the sheets of a council that was held on paper."""

from datetime import UTC, datetime
from typing import Any

from ecm.domain.outcomes import Outcome
from ecm.domain.workflow import Attendance
from ecm.meetings import transcript as written
from ecm.meetings.transcript import Attended, Transcript, Written
from tests.cast import Council


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC)


def roll(council: Council, **others: Attended) -> tuple[Attended, ...]:
    """Everybody was there from the opening, but for `others`."""
    seats = written.seats_of(council.meeting)
    known = {council.seat(name).pk: one for name, one in others.items()}
    return tuple(
        known.get(seat.pk, Attended(seat, Attendance.PRESENT)) for seat in seats
    )


def missed(council: Council, *but: str) -> list[Written]:
    """What was not examined: everything but some items."""
    kept = {council.items[name].pk for name in but}
    due = written.to_transcribe(council.refresh())
    return [Written(i, Outcome.NOT_REACHED) for i in due if i.pk not in kept]


def adopted(council: Council, name: str, when: datetime) -> Written:
    text = "Le Conseil a adopté ce rapport."
    return Written(council.items[name], Outcome.ADOPTED, text, at=when)


def paper(council: Council, *items: Written, **more: Any) -> Transcript:
    """The whole sitting, from nine to half past twelve unless told otherwise."""
    names = [n for n, i in council.items.items() if i.pk in {w.item.pk for w in items}]
    return Transcript(
        starts_at=more.get("starts_at", at(9, 5)),
        ends_at=more.get("ends_at", at(12, 30)),
        roll=more.get("roll", roll(council)),
        items=(*items, *missed(council, *names)),
    )
