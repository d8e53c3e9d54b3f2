"""Which members asked to speak by their position, and who may not speak on an item."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from django.db.models import QuerySet

from ecm.domain.policy import MarkValue, Role
from ecm.domain.workflow import Attendance
from ecm.meetings.models import (
    AgendaItem,
    FloorRequest,
    Mark,
    MarkRound,
    Position,
    Recusal,
    Seat,
)

Said = TypeVar("Said", Mark, Position)
STILL_WAITS = datetime.max.replace(tzinfo=UTC)
AWAY = (Attendance.EXCUSED, Attendance.ABSENT)


def wishes_of(item: AgendaItem) -> list[Seat]:
    """Return the seats that wish to speak on an item, the first who said so first."""
    aside = item.recusals.filter(lifted_at=None).values_list("seat_id", flat=True)
    rounds = list(item.rounds.all())
    return wishes_among(item, rounds, item.floor_requests.all(), frozenset(aside))


def wishes_among(
    item: AgendaItem,
    rounds: Sequence[MarkRound],
    requests: Iterable[FloorRequest],
    aside: frozenset[int],
) -> list[Seat]:
    """Return the same from rows already read, with two queries more at most.

    The last word of a seat counts: its mark of a later round over an earlier one, and any
    mark over its position before the meeting. Who has asked for the floor since is heard;
    the seats `aside` do not speak on the item.
    """
    said: dict[int, Mark | Position] = {}
    for position in _of_who_is_there(Position.objects.filter(item=item)):
        said[position.seat_id] = position
    marks = Mark.objects.filter(round__in=rounds) if rounds else Mark.objects.none()
    for mark in _of_who_is_there(marks.order_by("round__number")):
        said[mark.seat_id] = mark
    heard = _heard(requests)
    wishes = [
        row
        for row in said.values()
        if row.value == MarkValue.WISHES_TO_SPEAK and row.seat_id not in aside
        if row.seat_id not in heard or row.given_at > heard[row.seat_id]
    ]
    return [row.seat for row in sorted(wishes, key=lambda row: row.given_at)]


def _heard(requests: Iterable[FloorRequest]) -> dict[int, datetime]:
    """Return when each seat last asked for the floor; never again while it still waits."""
    heard: dict[int, datetime] = {}
    for request in sorted(requests, key=lambda one: one.requested_at):
        is_over = request.left_at is not None or request.ended_at is not None
        heard[request.seat_id] = request.requested_at if is_over else STILL_WAITS
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
