"""The coming weeks as the page shows them: what is due, for which council, and what changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext

from ecm.calendar import days
from ecm.calendar.models import FURTHEST, CouncilException, Recess
from ecm.domain.calendar import COUNCIL, Calendar

COUNCILS = 6
NEXT = 8


@dataclass(frozen=True)
class Line:
    """One thing that is due."""

    code: str
    label: str
    at: datetime
    council: date
    is_past: bool

    @property
    def is_council(self) -> bool:
        return self.code == COUNCIL


@dataclass(frozen=True)
class Council:
    """A council and everything that is due for it, in order."""

    day: date
    lines: tuple[Line, ...]
    is_past: bool
    is_next: bool

    @property
    def at(self) -> datetime | None:
        return next((line.at for line in self.lines if line.is_council), None)


@dataclass(frozen=True)
class Coming:
    """All that the page shows."""

    councils: tuple[Council, ...]
    next_lines: tuple[Line, ...]
    recesses: tuple[Recess, ...]
    exceptions: tuple[CouncilException, ...]


def coming(now: datetime) -> Coming:
    """Return the councils for which something is still due, and what is due first."""
    today = localdate(now)
    councils = tuple(_councils(days.current(), now, today))
    due = [line for council in councils for line in council.lines if not line.is_past]
    return Coming(
        councils,
        tuple(sorted(due, key=lambda line: line.at)[:NEXT]),
        tuple(Recess.objects.filter(last__gte=today)),
        tuple(CouncilException.objects.filter(day__gte=today)),
    )


def _councils(calendar: Calendar, now: datetime, today: date) -> Iterator[Council]:
    labels = {m.code: gettext(m.label) for m in calendar.milestones}
    # What is due after a council may still be to come.
    first = today - timedelta(days=FURTHEST + 1)
    days_of_councils = calendar.council_days(first, FURTHEST + COUNCILS)
    next_day = next((day for day in days_of_councils if day >= today), None)
    found = 0
    for day in days_of_councils:
        due = calendar.deadlines(day)
        if found < COUNCILS and any(at >= now for at in due.values()):
            found += 1
            lines = (Line(c, labels[c], at, day, at < now) for c, at in due.items())
            yield Council(day, tuple(lines), day < today, day == next_day)
