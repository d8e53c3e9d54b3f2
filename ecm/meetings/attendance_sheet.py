"""The attendance of a meeting as its record prints it: hours, people, guests."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecm import clock
from ecm.access import Presence
from ecm.domain.policy import Role
from ecm.domain.workflow import Attendance
from ecm.meetings.attending import (
    AttendeeLine,
    Attending,
    GuestLine,
    Rows,
    aside_from,
    quorum_of,
    quorum_sentence,
)
from ecm.meetings.models import AttendanceMove, Recusal, Seat, Sitting


@dataclass(frozen=True)
class Group:
    """Those present, represented, excused… under one heading."""

    heading: str
    lines: tuple[AttendeeLine, ...]


@dataclass(frozen=True)
class Sheet:
    sittings: tuple[Sitting, ...]
    quorum: str
    groups: tuple[Group, ...]
    guests: tuple[GuestLine, ...]


@dataclass(frozen=True)
class Aside:
    """A seat that may stand aside from an item."""

    id: int
    name: str
    title: str
    is_aside_from_it: bool


def attending_of(here: Presence) -> Attending:
    """Return the attendance of a meeting as its reader may know it; six queries."""
    meeting = here.meeting
    moves = AttendanceMove.objects.filter(seat__meeting=meeting)
    return Attending(
        Rows(
            meeting=meeting,
            seats=_seats(here),
            items=list(meeting.items.order_by("position")),
            moves=list(moves.select_related("acting").order_by("at", "pk")),
            guests=list(meeting.guests.all()),
            recusals=_recusals(here),
            numbers=here.numbers(),
            now=clock.now(),
        )
    )


def quorum_now(attending: Attending) -> tuple[str, bool]:
    """Return the sentence of the quorum, and whether it is met; empty where none is asked."""
    rows = attending.rows
    current = rows.meeting.current_item_id
    known = current if current in rows.numbers else None
    aside = aside_from(rows.recusals, known)
    count = quorum_of(rows.meeting, rows.seats, aside)
    return quorum_sentence(count), count is None or count.is_met


def sheet_of(here: Presence) -> Sheet:
    """Return the sheet that the record prints."""
    attending = attending_of(here)
    return Sheet(
        sittings=tuple(here.meeting.sittings.order_by("number")),
        quorum=quorum_now(attending)[0],
        groups=tuple(_groups(attending.lines)),
        guests=tuple(attending.guests),
    )


def _groups(lines: Sequence[AttendeeLine]) -> list[Group]:
    headings = {
        Attendance.PRESENT: _("Présents"),
        Attendance.REPRESENTED: _("Représentés"),
        Attendance.EXCUSED: _("Excusés"),
        Attendance.ABSENT: _("Absents"),
        Attendance.EXPECTED: _("Attendus"),
    }
    found = [
        Group(heading, tuple(line for line in lines if _group(line) is attendance))
        for attendance, heading in headings.items()
    ]
    return [group for group in found if group.lines]


def _group(line: AttendeeLine) -> Attendance:
    """Whoever was there for a while was present: his moves say for how long."""
    came = any(move.is_there for move in line.moves)
    now = Attendance(line.attendance)
    left = now in (Attendance.ABSENT, Attendance.EXCUSED)
    return Attendance.PRESENT if left and came else now


def seats_aside(here: Presence, item: int) -> list[Aside]:
    """Return the seats that may stand aside from an item: all for the table, else his own."""
    is_table = here.view in (Role.PRESIDING, Role.SECRETARY)
    held = Recusal.objects.filter(item=item, lifted_at=None)
    aside = set(held.values_list("seat", flat=True))
    own = {seat.pk for seat in here.standing.seats}
    return [
        Aside(seat.pk, str(seat.occupant), seat.title, seat.pk in aside)
        for seat in _seats(here)
        if (is_table or seat.pk in own)
        and seat.holder_id is not None
        and seat.capacity != Role.SECRETARY.value
    ]


def _seats(here: Presence) -> list[Seat]:
    rows = here.meeting.seats.filter(withdrawn_at=None)
    return list(rows.select_related("holder", "acting").order_by("precedence", "pk"))


def _recusals(here: Presence) -> dict[int, frozenset[int]]:
    rows = Recusal.objects.filter(item__meeting=here.meeting, lifted_at=None)
    found: dict[int, set[int]] = {}
    for seat, item in rows.values_list("seat", "item"):
        found.setdefault(seat, set()).add(item)
    return {seat: frozenset(items) for seat, items in found.items()}
