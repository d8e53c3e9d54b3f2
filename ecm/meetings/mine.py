"""What is one person's own: his marks on the item under deliberation, as a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ecm.access import Presence
from ecm.domain.policy import RIGHTS, MarkValue, Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState
from ecm.meetings.actions.passages import pointing_seats
from ecm.meetings.asked import MARK, ROUNDS
from ecm.meetings.models import AgendaItem, MarkRound, Seat
from ecm.meetings.papers import papers_of
from ecm.meetings.words import MARK_ACTS


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class SeatMarks:
    """The buttons of one seat; `acting_for` is empty for one's own."""

    seat: int
    title: str
    acting_for: str
    choices: tuple[Choice, ...]
    comment: str
    given_at: datetime | None


@dataclass(frozen=True)
class Mine:
    meeting: int
    item: int | None
    number: str
    is_open: bool
    key: str
    seats: tuple[SeatMarks, ...]
    text: str = ""
    round: int = 0


@dataclass(frozen=True)
class Voice:
    """A seat that may ask for the floor; `acting_for` is empty for one's own."""

    seat: int
    acting_for: str


def voices_of(here: Presence) -> tuple[Voice, ...]:
    """Return the user's seats that may ask for the floor, his own first."""
    rights = RIGHTS[Verb.REQUEST_FLOOR]
    seats = [s for s in here.standing.seats if Role(s.capacity) in rights]
    seats.sort(key=lambda seat: seat.acting_id is not None)
    return tuple(Voice(s.pk, s.title if s.acting_id else "") for s in seats)


def points_out(here: Presence) -> int | None:
    """Return the item under deliberation if the user is its rapporteur, with a paper."""
    item = _item_under_deliberation(here)
    if item is None or here.view not in (Role.MEMBER, Role.OBSERVER):
        return None
    seats = pointing_seats(here.meeting, item, here.standing.seats)
    if next(seats, None) is None or not papers_of(here.meeting, [item])[item.pk]:
        return None
    return item.pk


def of(here: Presence) -> Mine:
    """Return the user's own marks; without an item he may see, there is nothing to mark."""
    read, numbers = here.agenda()
    item = _under_deliberation(here, read)
    if item is None:
        return Mine(here.meeting.pk, None, "", False, ".0.closed", ())
    held = next(reversed(ROUNDS(item.pk)), None)
    is_open = held is not None and held.is_open and here.meeting.is_open
    seats = tuple(_seat(s, held) for s in here.standing.marking_seats) if held else ()
    state = "open" if held and held.is_open else "closed"
    key = f"{item.pk}.{held.number if held else 0}.{state}"
    number = numbers[item.pk]
    text, asked = (held.text, held.number) if held else ("", 0)
    return Mine(
        *(here.meeting.pk, item.pk, number, is_open, key, seats), text=text, round=asked
    )


def _item_under_deliberation(here: Presence) -> AgendaItem | None:
    return _under_deliberation(here, here.agenda()[0])


def _under_deliberation(
    here: Presence, read: Iterable[AgendaItem]
) -> AgendaItem | None:
    wanted = here.meeting.current_item_id
    item = next((item for item in read if item.pk == wanted), None)
    return item if item and item.state != ItemState.PLANNED else None


def _seat(seat: Seat, held: MarkRound) -> SeatMarks:
    mark = next(iter(MARK(held.pk, seat.pk)), None)
    chosen = mark.value if mark else ""
    return SeatMarks(
        seat=seat.pk,
        title=seat.title,
        acting_for=seat.title if seat.acting_id else "",
        choices=tuple(
            Choice(v.value, _(MARK_ACTS[v]), v.value == chosen) for v in MarkValue
        ),
        comment=mark.comment if mark else "",
        given_at=mark.given_at if mark else None,
    )
