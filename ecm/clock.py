"""The council's one authoritative clock; in the demonstration it starts on the council's day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ecm.kept import kept

STARTED = "clock-started"  # the file of the demonstration's first start
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return the aware time of the council."""
    return _told.get() or timezone.now() + offset()


@contextmanager
def still() -> Iterator[None]:
    """Let the time stand for one act: its rows and its entries name the same moment."""
    token = _told.set(now())
    try:
        yield
    finally:
        _told.reset(token)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` for what is done inside: a demonstration has a past."""
    if not settings.DEMO:
        raise RuntimeError("the clock is only told the time in a demonstration")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def offset() -> timedelta:
    """Return how far the council's clock is from the machine's: zero outside a demonstration.

    The demonstration's first start is kept in a file, so that all processes agree and a
    restart does not turn the clock back.
    """
    if not settings.CLOCK_STARTS_AT:
        return timedelta()
    return _offset(settings.DATA, settings.CLOCK_STARTS_AT)


@cache
def _offset(folder: Path, starts_at: str) -> timedelta:
    # The file is written once and never again; the time is asked for at every heartbeat.
    started = kept(folder, STARTED, _this_moment)
    start = timezone.make_aware(datetime.fromisoformat(starts_at))
    return start - datetime.fromisoformat(started)


def restart() -> None:
    """Let the demonstration's clock start again at the next look at it."""
    (settings.DATA / STARTED).unlink(missing_ok=True)
    _offset.cache_clear()


def _this_moment() -> str:
    return timezone.now().isoformat()
