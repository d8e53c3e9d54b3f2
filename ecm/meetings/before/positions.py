"""The positions of a meeting as each may see them: his own, the totals, or the names."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ecm import clock
from ecm.access import Presence
from ecm.domain.policy import MarkValue, Role
from ecm.domain.workflow import ItemState, MeetingState
from ecm.meetings.models import AgendaItem, Position, Seat
from ecm.meetings.standing import visible_items
from ecm.meetings.words import MARK_ACTS, MARK_WORDS, kind_label


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Own:
    """The buttons of one seat on one item; `acting_for` is empty for one's own."""

    seat: int
    acting_for: str
    choices: tuple[Choice, ...]
    comment: str
    given_at: datetime | None


@dataclass(frozen=True)
class Total:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Named:
    title: str
    value: str
    label: str
    comment: str


@dataclass(frozen=True)
class Line:
    """One item with what this reader may know of the positions on it."""

    id: int
    number: str
    kind: str
    title: str
    group: str
    own: tuple[Own, ...]
    totals: tuple[Total, ...]
    named: tuple[Named, ...]
    is_open: bool

    @property
    def is_disputed(self) -> bool:
        """Whether somebody says more than that he agrees: it is to be read first."""
        return any(named.value != MarkValue.AGREE for named in self.named)


@dataclass(frozen=True)
class Sheet:
    """The positions of a meeting; `given` of `asked` are this reader's own."""

    lines: tuple[Line, ...]
    is_open: bool
    closes_at: datetime | None
    given: int
    asked: int

    def line(self, item_id: int) -> Line:
        """Return the line of one item that this reader may know."""
        return next(line for line in self.lines if line.id == item_id)


def sheet_of(here: Presence) -> Sheet:
    """Return the sheet of positions; seven queries, whatever the number of items."""
    items = visible_items(here.meeting, here.standing, here.user)
    rows = list(items.select_related("ministry").order_by("position"))
    table = _Table(here)
    numbers = here.numbers()
    lines = tuple(table.line(item, numbers[item.pk]) for item in rows)
    own = [seat for line in lines for seat in line.own]
    return Sheet(
        lines=lines,
        is_open=table.is_open,
        closes_at=here.meeting.positions_close_at,
        given=sum(seat.given_at is not None for seat in own),
        asked=len(own),
    )


class _Table:
    """The positions of a meeting, read once, and what the reader may see of them."""

    def __init__(self, here: Presence) -> None:
        view, closing = here.standing.view, here.meeting.positions_close_at
        self.seats = here.standing.marking_seats
        self.sees_totals = view in (Role.PRESIDING, Role.SECRETARY)
        self.sees_names = view is Role.SECRETARY
        self.is_open = here.meeting.state == MeetingState.CONVENED and (
            closing is None or clock.now() < closing
        )
        rows = Position.objects.filter(item__meeting=here.meeting)
        if not self.sees_totals:
            rows = rows.filter(seat__in=self.seats)
        self.positions: dict[int, list[Position]] = {}
        for row in rows.select_related("seat").order_by("seat__precedence", "seat_id"):
            self.positions.setdefault(row.item_id, []).append(row)

    def line(self, item: AgendaItem, number: str) -> Line:
        given = self.positions.get(item.pk, [])
        return Line(
            id=item.pk,
            number=number,
            kind=kind_label(item.kind),
            title=item.title,
            group=item.ministry_name,
            own=tuple(self._own(seat, given) for seat in self.seats),
            totals=_totals(given) if self.sees_totals else (),
            named=tuple(map(_named, given)) if self.sees_names else (),
            is_open=self.is_open and item.state == ItemState.PLANNED,
        )

    def _own(self, seat: Seat, given: list[Position]) -> Own:
        mine = next((row for row in given if row.seat_id == seat.pk), None)
        chosen = mine.value if mine else ""
        return Own(
            seat=seat.pk,
            acting_for=seat.title if seat.acting_id else "",
            choices=tuple(
                Choice(v.value, _(MARK_ACTS[v]), v.value == chosen) for v in MarkValue
            ),
            comment=mine.comment if mine else "",
            given_at=mine.given_at if mine else None,
        )


def _totals(given: list[Position]) -> tuple[Total, ...]:
    counts = Counter(row.value for row in given)
    return tuple(
        Total(v.value, _(MARK_WORDS[v]), counts[v.value])
        for v in MarkValue
        if counts[v.value]
    )


def _named(row: Position) -> Named:
    label = _(MARK_WORDS[MarkValue(row.value)])
    return Named(row.seat.title, row.value, label, row.comment)
