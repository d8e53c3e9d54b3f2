"""The council's one authoritative clock; in the demonstration it starts on the council's day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the aware time of the council."""
    return timezone.now() + offset()


def offset() -> timedelta:
    """Return how far the council's clock is from the machine's: zero outside a demonstration.

    The demonstration's first start is kept in a file, so that all processes agree and a
    restart does not turn the clock back.
    """
    if not settings.CLOCK_STARTS_AT:
        return timedelta()
    kept = settings.DATA / "clock-started"
    if not kept.exists():
        kept.write_text(timezone.now().isoformat())
    start = timezone.make_aware(datetime.fromisoformat(settings.CLOCK_STARTS_AT))
    return start - datetime.fromisoformat(kept.read_text())
