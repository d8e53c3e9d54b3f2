"""What the chair and the secretariat choose from: attendances, stand-ins and readers."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from ecm.access import Presence
from ecm.domain.policy import Role
from ecm.domain.workflow import Attendance
from ecm.meetings.models import AgendaItem, Seat
from ecm.meetings.words import ATTENDANCE_WORDS


@dataclass(frozen=True)
class Choice:
    value: str
    word: str


def attendance(here: Presence, seat: Seat) -> dict[str, Any]:
    """Return how a seat may be attended, and by whom in its holder's place."""
    people = _people(here)
    return {
        "seat": seat,
        "choices": [Choice(a.value, _(ATTENDANCE_WORDS[a])) for a in Attendance],
        "others": [other for other in people if other.pk != seat.pk],
    }


def readers(here: Presence, item: AgendaItem) -> dict[str, Any]:
    """Return the members who may be let into an item, and those who are."""
    admitted = set(item.readers.values_list("pk", flat=True))
    seats = [s for s in _people(here) if s.capacity not in _TABLE]
    return {"item": item, "seats": seats, "readers": admitted}


# The chair and the secretariat read every item.
_TABLE = (Role.PRESIDING, Role.SECRETARY)


def _people(here: Presence) -> list[Seat]:
    """Return the seats that persons hold; nobody else than the table may ask."""
    if here.view not in _TABLE:
        raise Http404
    rows = here.meeting.seats.filter(withdrawn_at=None, holder__isnull=False)
    return list(rows.select_related("holder"))
