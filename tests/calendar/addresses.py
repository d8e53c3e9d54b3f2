"""The calendar's addresses as requests: name, method, arguments, fields."""

from collections.abc import Callable
from typing import Any

from ecm.calendar.models import CouncilException, Milestone, Recess
from tests.cast import DAY

Row = tuple[Any, ...]
RECESS = {"first": DAY, "last": DAY, "reason": "Congés"}
EXCEPTION = {"day": DAY, "moved_to": DAY, "reason": "Voyage"}
MILESTONE = {"label": "Dépôt", "days_before": 9, "is_active": "True"}


def nothing(place: object) -> list[int]:
    return []


def a_milestone(place: object) -> list[int]:
    return [Milestone.objects.get(code="lodging").pk]


def a_recess(place: object) -> list[int]:
    """The one recess of the test: arguments are asked for more than once."""
    return [Recess.objects.get_or_create(**RECESS)[0].pk]


def an_exception(place: object) -> list[int]:
    found, _ = CouncilException.objects.get_or_create(day=DAY, reason="Voyage")
    return [found.pk]


def edited(
    name: str, arguments: Callable[[object], list[int]], fields: dict[str, Any]
) -> list[Row]:
    """Return the reading of a form and its sending."""
    address = f"calendar:{name}"
    filled = (address, "post", arguments, lambda place, who: fields)
    return [(address, "get", arguments), filled]


OF_THE_CALENDAR: list[Row] = [
    ("calendar:weeks",),
    ("calendar:settings",),
    *edited("week", nothing, {"weekday": 3, "hour": "10:00"}),
    *edited("milestone", a_milestone, MILESTONE),
    *edited("milestone-add", nothing, MILESTONE),
    *edited("recess", a_recess, RECESS),
    *edited("recess-add", nothing, RECESS),
    *edited("exception", an_exception, EXCEPTION),
    *edited("exception-add", nothing, EXCEPTION),
    ("calendar:recess-remove", "post", a_recess),
    ("calendar:exception-remove", "post", an_exception),
]
