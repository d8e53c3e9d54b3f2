"""When a sitting should end, from what was planned and what it took so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

# What is said of an hour is « vers 12 h 40 »: nobody plans a council to the minute.
STEP = timedelta(minutes=5)
Span = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Schedule:
    """`due` is when the item in hand should end, `rest` the minutes planned after it.

    `planned_end` is when the meeting would have ended as planned, its pauses included.
    """

    due: datetime | None
    rest: int
    planned_end: datetime

    def end(self, now: datetime) -> datetime:
        """Return when the meeting should end, seen at `now`."""
        start = max(self.due or now, now)
        return start + timedelta(minutes=self.rest)

    def late(self, now: datetime) -> int:
        """Return by how many minutes it is late, below zero when it is early."""
        return round((self.end(now) - self.planned_end) / timedelta(minutes=1))


def schedule(
    sittings: Sequence[Span],
    *,
    planned: Iterable[int],
    left: Iterable[int],
    in_hand: tuple[datetime, int] | None = None,
) -> Schedule:
    """Return the schedule of a meeting that has begun.

    `planned` are the minutes of all its items, `left` of those still to be called;
    `in_hand` is when the item under deliberation was called, and its minutes.
    """
    opened_at = sittings[0][0]
    whole = timedelta(minutes=sum(planned)) + _pauses(sittings)
    due = in_hand and in_hand[0] + timedelta(minutes=in_hand[1])
    return Schedule(due, sum(left), opened_at + whole)


def _pauses(sittings: Sequence[Span]) -> timedelta:
    pairs = pairwise(sittings)
    gaps = (start - end for (_, end), (start, _) in pairs if end is not None)
    return sum(gaps, timedelta())


def rounded(moment: datetime) -> datetime:
    """Return the nearest five minutes."""
    seconds = round(moment.timestamp() / STEP.total_seconds()) * STEP.total_seconds()
    return datetime.fromtimestamp(seconds, tz=moment.tzinfo)
