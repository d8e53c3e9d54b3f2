"""How long a decision takes to become law: medians by ministry, and when lateness is told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

# Days after which what is late is told, once each.
ALERTS = (15, 30, 60)
# A worker that was down tells what it missed; what is older was told or is known.
LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True)
class Course:
    """The days of one act: decided, then perhaps signed, then perhaps published."""

    ministry: int
    decided: date
    signed: date | None = None
    gazetted: date | None = None


@dataclass(frozen=True)
class Delays:
    """Median days of some acts; None where no act has come so far. `acts` counts all."""

    acts: int
    signed: int
    gazetted: int
    to_signature: float | None
    to_gazette: float | None
    in_all: float | None


def delays_of(courses: Iterable[Course]) -> Delays:
    """Return the median delays: decision → signature, → Journal officiel, and in all."""
    every = list(courses)
    signing = [(c.signed - c.decided).days for c in every if c.signed]
    printing = [(c.gazetted - c.signed).days for c in every if c.signed and c.gazetted]
    whole = [(c.gazetted - c.decided).days for c in every if c.gazetted]
    return Delays(
        acts=len(every),
        signed=len(signing),
        gazetted=len(whole),
        to_signature=_median(signing),
        to_gazette=_median(printing),
        in_all=_median(whole),
    )


def delays_by_ministry(courses: Iterable[Course]) -> dict[int, Delays]:
    """Return the delays of each ministry that has an act."""
    found: dict[int, list[Course]] = defaultdict(list)
    for course in courses:
        found[course.ministry].append(course)
    return {ministry: delays_of(own) for ministry, own in found.items()}


def _median(days: Sequence[int]) -> float | None:
    return float(median(days)) if days else None


def alerts_due(since: date, today: date) -> tuple[int, ...]:
    """Return the alerts (in days after `since`) that are to be told on `today`."""
    return tuple(
        days
        for days in ALERTS
        if since + timedelta(days) <= today < since + timedelta(days) + LOOK_BACK
    )


def days_late(due: date | None, today: date) -> int:
    """Return how many days ago a term passed; 0 before it, and without one."""
    return max((today - due).days, 0) if due else 0
