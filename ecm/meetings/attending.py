"""Who attends a meeting, from its rows: what the room shows and what the record prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecm.domain import quorum
from ecm.domain.presence import Examined, Step, missed
from ecm.domain.workflow import Attendance, ItemState
from ecm.meetings.models import AgendaItem, AttendanceMove, Guest, Meeting, Seat
from ecm.meetings.words import ATTENDANCE_WORDS

THERE = (Attendance.PRESENT.value, Attendance.REPRESENTED.value)
_EXAMINED = (ItemState.DECIDED, ItemState.DEFERRED, ItemState.REFERRED_BACK)


@dataclass(frozen=True)
class MoveLine:
    """A change of attendance as it is read; `number` is of the item then examined."""

    id: int
    at: datetime
    word: str
    number: str
    is_there: bool


@dataclass(frozen=True)
class AttendeeLine:
    """One seat; `missed` and `aside` name items that this reader may know, in words."""

    id: int
    name: str
    title: str
    is_deliberative: bool
    attendance: str
    word: str
    acting: str
    excuse: str
    moves: tuple[MoveLine, ...]
    missed: str
    aside: str
    is_aside_now: bool


@dataclass(frozen=True)
class GuestLine:
    id: int
    name: str
    title: str
    number: str
    admitted_at: datetime
    left_at: datetime | None


@dataclass
class Rows:
    """What attendance is made of; `numbers` holds the items that the reader may know."""

    meeting: Meeting
    seats: Sequence[Seat]
    items: Sequence[AgendaItem]
    moves: Sequence[AttendanceMove]
    guests: Sequence[Guest]
    # By seat: the items from which it stands aside.
    recusals: dict[int, frozenset[int]]
    numbers: dict[int, str]
    now: datetime
    people: list[Seat] = field(init=False)

    def __post_init__(self) -> None:
        self.people = [seat for seat in self.seats if seat.holder_id is not None]


class Attending:
    """The attendance of a meeting as one reader may know it."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    @cached_property
    def lines(self) -> list[AttendeeLine]:
        """The seats of persons, in order of precedence."""
        return [self._line(seat) for seat in self.rows.people]

    @cached_property
    def guests(self) -> list[GuestLine]:
        return [
            GuestLine(
                id=guest.pk,
                name=guest.name,
                title=guest.title,
                number=self.rows.numbers[guest.item_id],
                admitted_at=guest.admitted_at,
                left_at=guest.left_at,
            )
            for guest in self.rows.guests
            if guest.item_id in self.rows.numbers
        ]

    @property
    def expected(self) -> int:
        """How many have not been noted yet."""
        return sum(s.attendance == Attendance.EXPECTED for s in self.rows.people)

    def _line(self, seat: Seat) -> AttendeeLine:
        moves = [m for m in self.rows.moves if m.seat_id == seat.pk]
        aside = self.rows.recusals.get(seat.pk, frozenset())
        current = self.rows.meeting.current_item_id
        return AttendeeLine(
            id=seat.pk,
            name=str(seat.holder),
            title=seat.title,
            is_deliberative=seat.is_deliberative,
            attendance=seat.attendance,
            word=_(ATTENDANCE_WORDS[Attendance(seat.attendance)]),
            acting=str(seat.acting) if seat.acting_id else "",
            excuse=seat.excuse,
            moves=tuple(map(self._move, moves)),
            missed=self._missed(moves),
            aside=_in_words([[n] for n in self._numbers(aside)]),
            is_aside_now=current in aside and current in self.rows.numbers,
        )

    def _move(self, move: AttendanceMove) -> MoveLine:
        word = _(ATTENDANCE_WORDS[Attendance(move.attendance)])
        if move.acting is not None:
            word = _("Représenté par %(name)s") % {"name": move.acting}
        number = self.rows.numbers.get(move.item_id or 0, "")
        return MoveLine(move.pk, move.at, word, number, move.attendance in THERE)

    def _missed(self, moves: list[AttendanceMove]) -> str:
        steps = [Step(m.at, m.attendance in THERE) for m in moves]
        # Whoever never came is absent, without a list of the whole agenda.
        if not any(step.is_there for step in steps):
            return ""
        return _in_words(missed(steps, self._examined))

    @cached_property
    def _examined(self) -> list[Examined]:
        known = (i for i in self.rows.items if i.pk in self.rows.numbers)
        return [Examined(self.rows.numbers[i.pk], self._settled(i)) for i in known]

    def _settled(self, item: AgendaItem) -> datetime | None:
        if item.is_undecided:
            current = item.pk == self.rows.meeting.current_item_id
            return self.rows.now if current else None
        was_called = item.state == ItemState.WITHDRAWN and item.called_at
        return item.settled_at if item.state in _EXAMINED or was_called else None

    def _numbers(self, items: Iterable[int]) -> list[str]:
        wanted = set(items)
        rows = (i.pk for i in self.rows.items if i.pk in wanted)
        return [self.rows.numbers[pk] for pk in rows if pk in self.rows.numbers]


def _in_words(runs: Sequence[Sequence[str]]) -> str:
    """Return « le point I.2.1 » or « les points I.2.1 à I.2.3, I.4.1 »."""
    if not runs:
        return ""
    names = ", ".join(map(_run, runs))
    count = sum(len(run) for run in runs)
    words = ngettext("le point %(names)s", "les points %(names)s", count)
    return words % {"names": names}


def _run(run: Sequence[str]) -> str:
    if len(run) == 1:
        return run[0]
    joined = _("%(first)s à %(last)s") if len(run) > 2 else _("%(first)s et %(last)s")
    return joined % {"first": run[0], "last": run[-1]}


def quorum_of(
    meeting: Meeting, seats: Iterable[Seat], aside: frozenset[int]
) -> quorum.Quorum | None:
    """Return the quorum at this moment; `aside` are the seats out for the present item."""
    people = [seat for seat in seats if seat.holder_id is not None]
    places = [
        quorum.Place(
            person=seat.holder_id or 0,
            is_present=seat.attendance == Attendance.PRESENT,
            acting=seat.acting_id,
            is_recused=seat.pk in aside,
        )
        for seat in people
        if seat.is_deliberative
    ]
    others = {
        seat.holder_id or 0
        for seat in people
        if not seat.is_deliberative and seat.attendance == Attendance.PRESENT
    }
    return quorum.count(meeting.body.quorum, places, others)


def quorum_sentence(count: quorum.Quorum | None) -> str:
    """Return « Quorum atteint : 17 présents sur 25, 13 requis », empty without a quorum."""
    if count is None:
        return ""
    values = {"present": count.present, "all": count.seats, "required": count.required}
    met = _("Quorum atteint : %(present)s présents sur %(all)s, %(required)s requis.")
    short = _(
        "Quorum non atteint : %(present)s présents sur %(all)s, %(required)s requis."
    )
    return (met if count.is_met else short) % values


def aside_from(recusals: dict[int, frozenset[int]], item: int | None) -> frozenset[int]:
    """Return the seats that stand aside from an item."""
    return frozenset(seat for seat, items in recusals.items() if item in items)
