"""Who was there for what: presence at an hour, and the items somebody was absent from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Step:
    """From `at` on, a seat is attended or not."""

    at: datetime
    is_there: bool


@dataclass(frozen=True)
class Examined:
    """An item settled at `at`, or under deliberation at that moment; None: not examined."""

    number: str
    at: datetime | None


def is_there(steps: Iterable[Step], at: datetime) -> bool:
    """Tell whether a seat was attended at `at`; before its first step it was not."""
    before = sorted((s for s in steps if s.at <= at), key=lambda step: step.at)
    return bool(before) and before[-1].is_there


def missed(steps: Sequence[Step], items: Iterable[Examined]) -> list[list[str]]:
    """Return runs of the items, given in the agenda's order, settled without this seat.

    An item counts at the moment it was settled: whoever came in before took part in it.
    An item that was not examined ends a run.
    """
    runs: list[list[str]] = []
    follows = False
    for item in items:
        away = item.at is not None and not is_there(steps, item.at)
        if away and follows:
            runs[-1].append(item.number)
        elif away:
            runs.append([item.number])
        follows = away
    return runs
