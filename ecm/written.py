"""Days and hours as the screens and messages write them: « jeudi 1er janvier », « 9 h 00 »."""

from datetime import date, datetime, time

from django.utils.dateformat import format as written
from django.utils.timezone import localtime
from django.utils.translation import get_language

SPACE = "\u00a0"


def day(value: date) -> str:
    """Return « jeudi 5 février », in the active language."""
    return _with(value, "l {} F")


def full_day(value: date) -> str:
    """Return « jeudi 5 février 2026 »."""
    return _with(value, "l {} F Y")


def short_day(value: date) -> str:
    """Return « 5 février 2026 »."""
    return _with(value, "{} F Y")


def hour(value: time | datetime) -> str:
    """Return « 9 h 00 »; also of a date and time, which is in the council's zone by then."""
    return written(value, rf"G{SPACE}\h{SPACE}i")


def day_and_hour(value: datetime) -> str:
    """Return « jeudi 5 février, 9 h 00 », of a moment in the council's zone by then."""
    return f"{day(value)}, {hour(value)}"


def moment(value: datetime) -> str:
    """Return « 5 février 2026, 9 h 00 », in the council's zone."""
    here = localtime(value)
    return f"{short_day(here)}, {hour(here)}"


def _with(value: date, pattern: str) -> str:
    # French says « 1er » and no other ordinal; a number stays beside its month.
    is_first = value.day == 1 and str(get_language()).startswith("fr")
    number = r"j\e\r" if is_first else "j"
    return written(value, pattern.format(number).replace(" F", f"{SPACE}F"))
