"""The order of those who wait for the floor, and how long each has had it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Hand:
    """Somebody who waits; `is_placed` when the chair himself gave him his rank."""

    has_spoken: bool = False
    is_placed: bool = False


def rank_of_newcomer(
    waiting: Sequence[Hand], *, has_spoken: bool, new_speakers_first: bool
) -> int:
    """Return how many of `waiting` come before somebody who asks for the floor now.

    Everybody, as a rule. Where those who have not spoken come first, such a newcomer goes
    before the last ones who have, but never before one whom the chair has placed.
    """
    if has_spoken or not new_speakers_first:
        return len(waiting)
    passed = takewhile(lambda h: h.has_spoken and not h.is_placed, reversed(waiting))
    return len(waiting) - sum(1 for _ in passed)


def moved(order: Sequence[T], one: T, after: T | None) -> list[T]:
    """Return the order with `one` just after `after`, or first where that is None."""
    rest = [other for other in order if other != one]
    place = 0 if after is None else rest.index(after) + 1
    return [*rest[:place], one, *rest[place:]]


@dataclass(frozen=True)
class Speech:
    """One time that a seat had the floor; `ended_at` is None while it has it."""

    seat: int
    started_at: datetime
    ended_at: datetime | None

    def lasted(self, now: datetime) -> timedelta:
        """Return how long it lasted, or has until now; never less than nothing."""
        return max((self.ended_at or now) - self.started_at, timedelta())


def total_of(speeches: Iterable[Speech], now: datetime) -> dict[int, timedelta]:
    """Return the whole time that each seat has spoken."""
    total: dict[int, timedelta] = {}
    for speech in speeches:
        before = total.get(speech.seat, timedelta())
        total[speech.seat] = before + speech.lasted(now)
    return total


def remaining(speech: Speech, now: datetime, minutes: int | None) -> timedelta | None:
    """Return what is left of a speech, negative once it is over its time; None: no limit."""
    if minutes is None:
        return None
    return timedelta(minutes=minutes) - speech.lasted(now)
