"""Which members asked to speak by their position, and who may not speak on an item."""

from datetime import UTC, datetime
from typing import TypeVar

from django.db.models import QuerySet

from ecm.domain.policy import MarkValue, Role
from ecm.domain.workflow import Attendance
from ecm.meetings.models import (
    AgendaItem,
    FloorRequest,
    Mark,
    Position,
    Recusal,
    Seat,
)

Said = TypeVar("Said", Mark, Position)
NEVER_AGAIN = datetime.max.replace(tzinfo=UTC)
AWAY = (Attendance.EXCUSED, Attendance.ABSENT)


def wishes_of(item: AgendaItem) -> list[Seat]:
    """Return the seats that wish to speak on an item, the first who said so first.

    The last word of a seat counts: its mark of a later round over an earlier one, and any
    mark over its position before the meeting. Who has asked for the floor since is heard.
    """
    said: dict[int, Mark | Position] = {}
    for position in _of_who_is_there(Position.objects.filter(item=item)):
        said[position.seat_id] = position
    marks = Mark.objects.filter(round__item=item).order_by("round__number")
    for mark in _of_who_is_there(marks):
        said[mark.seat_id] = mark
    heard = _heard(item)
    wishes = [
        row
        for row in said.values()
        if row.value == MarkValue.WISHES_TO_SPEAK
        if row.seat_id not in heard or row.given_at > heard[row.seat_id]
    ]
    return [row.seat for row in sorted(wishes, key=lambda row: row.given_at)]


def _heard(item: AgendaItem) -> dict[int, datetime]:
    """Return when each seat last asked for the floor; who waits or stands aside: never."""
    heard: dict[int, datetime] = {}
    for request in item.floor_requests.order_by("requested_at"):
        is_over = request.left_at is not None or request.ended_at is not None
        heard[request.seat_id] = request.requested_at if is_over else NEVER_AGAIN
    for recusal in item.recusals.filter(lifted_at=None):
        heard[recusal.seat_id] = NEVER_AGAIN
    return heard


def _of_who_is_there(rows: "QuerySet[Said]") -> "QuerySet[Said]":
    rows = rows.filter(seat__withdrawn_at=None).exclude(seat__attendance__in=AWAY)
    return rows.select_related("seat")


def stands_aside(request: FloorRequest) -> bool:
    """Tell whether who asked may no longer hear of the item: left, recused or shut out."""
    seat, item = request.seat, request.item
    if seat.withdrawn_at is not None:
        return True
    if item is None:
        return False
    if Recusal.objects.filter(item=item, seat=seat, lifted_at=None).exists():
        return True
    return (
        item.is_restricted
        and seat.capacity != Role.PRESIDING.value
        and seat.occupant is not None
        and not item.readers.filter(pk=seat.occupant.pk).exists()
    )
