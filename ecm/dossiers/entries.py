"""What the fields of a kind take: any text is kept, and what is wrong with it is said."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def fault_of_entry(asked: dict[str, Any], value: str) -> str:
    """Return in French what is wrong with what was written, or nothing."""
    return _FAULTS.get(asked.get("type", ""), _no)(value) if value else ""


def _no(value: str) -> str:
    return ""


def _not_a_number(value: str) -> str:
    digits = "".join(value.split()).replace(",", ".")
    try:
        float(digits)
    except ValueError:
        return _("écrivez un nombre.")
    return ""


def _not_a_day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return _("donnez une date.")
    return ""


_FAULTS: dict[str, Callable[[str], str]] = {
    "number": _not_a_number,
    "amount": _not_a_number,
    "date": _not_a_day,
}
