"""The week of the council: on which days it meets, and what is due before and after each.

Every deadline is counted from the day of the meeting: it moves when the meeting moves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice

from ecm.domain.errors import gettext_noop

DAY = timedelta(days=1)
COUNCIL = "council"


@dataclass(frozen=True)
class Milestone:
    """Something due `days_before` the council (negative: after), at an hour of that day.

    Without an hour it is due at the hour of the council.
    """

    code: str
    label: str
    days_before: int
    at: time | None = None


# Default week of the secretariat, for a council on Thursday at nine; all are settings.
MILESTONES = (
    Milestone("lodging", gettext_noop("Dépôt des dossiers ordinaires"), 9, time(12)),
    Milestone(
        "consultations", gettext_noop("Résultats des consultations"), 6, time(16)
    ),
    Milestone(
        "draft_agenda",
        gettext_noop("Projet d'ordre du jour au Premier ministre"),
        3,
        time(16),
    ),
    Milestone(
        "oral_lodging",
        gettext_noop("Dépôt des communications orales et des missions"),
        2,
        time(8),
    ),
    Milestone(
        "observations",
        gettext_noop("Clôture des observations des ministères"),
        2,
        time(14),
    ),
    Milestone("cabinet_council", gettext_noop("Conseil de cabinet"), 2, time(16)),
    Milestone(
        "agenda", gettext_noop("Ordre du jour approuvé et convocation"), 1, time(12)
    ),
    Milestone(
        "unread_list",
        gettext_noop("Liste des convocations non lues, à appeler"),
        1,
        time(18),
    ),
    Milestone("positions", gettext_noop("Clôture des positions"), 0, time(8)),
    Milestone(COUNCIL, gettext_noop("Conseil des ministres"), 0),
    Milestone("communique", gettext_noop("Compte rendu publié"), 0, time(20)),
    Milestone("extracts", gettext_noop("Extraits aux ministères"), -1, time(16)),
    Milestone("final_texts", gettext_noop("Textes mis en forme rendus"), -5, time(16)),
)
THURSDAY = 4  # ISO
NINE = time(9)


@dataclass(frozen=True)
class Week:
    """The usual day of the council (ISO: Monday is 1) and its hour."""

    weekday: int = THURSDAY
    hour: time = NINE


@dataclass(frozen=True)
class Recess:
    """Days on which no council is usually held, both ends included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


# A day → where its council is held instead: another day, the same one (kept in spite of a
# recess, or added), or None when it is cancelled.
Exceptions = Mapping[date, date | None]


def council_days(
    after: date,
    weekday: int,
    recesses: Iterable[Recess] = (),
    exceptions: Exceptions | None = None,
) -> Iterator[date]:
    """Yield the days of the councils after `after`, which is excluded, until the last date."""
    resting, exceptions = tuple(recesses), exceptions or {}
    held = {day for day in exceptions.values() if day}
    day = after
    while day < date.max:
        day += DAY
        is_usual = day.isoweekday() == weekday and day not in exceptions
        if day in held or (is_usual and not any(r.holds(day) for r in resting)):
            yield day


def next_council_day(
    after: date,
    weekday: int,
    recesses: Iterable[Recess] = (),
    exceptions: Exceptions | None = None,
) -> date:
    """Return the day of the first council after `after`."""
    return next(council_days(after, weekday, recesses, exceptions))


def deadline(day: date, hour: time, milestone: Milestone, zone: tzinfo) -> datetime:
    """Return when a milestone of the council held on `day` at `hour` is due, aware."""
    due_on = day - milestone.days_before * DAY
    return datetime.combine(due_on, milestone.at or hour, zone)


def is_late(lodged_at: datetime, deadline: datetime | None) -> bool:
    """Tell whether the deadline was passed; on the stroke is in time, and none is never."""
    return deadline is not None and lodged_at > deadline


@dataclass(frozen=True)
class Calendar:
    """All of the settings together, read once for as many dossiers as a page shows."""

    week: Week
    milestones: tuple[Milestone, ...]
    recesses: tuple[Recess, ...]
    exceptions: Exceptions
    zone: tzinfo

    def council_days(self, after: date, count: int) -> list[date]:
        """Return the days of the next `count` councils after `after`, which is excluded."""
        weekday = self.week.weekday
        days = council_days(after, weekday, self.recesses, self.exceptions)
        return list(islice(days, count))

    def deadlines(self, day: date, hour: time | None = None) -> dict[str, datetime]:
        """Return what is due for the council of `day`, by code, the first due first."""
        due = {
            milestone.code: self._due(milestone, day, hour)
            for milestone in self.milestones
        }
        return dict(sorted(due.items(), key=lambda entry: entry[1]))

    def deadline(
        self, code: str, day: date, hour: time | None = None
    ) -> datetime | None:
        """Return one deadline of the council of `day`, or None when it is not in use."""
        return self.deadlines(day, hour).get(code)

    def _due(self, milestone: Milestone, day: date, hour: time | None) -> datetime:
        return deadline(day, hour or self.week.hour, milestone, self.zone)
