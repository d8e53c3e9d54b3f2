"""Who conducts, what comes next and when it should end, as one audience may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecm import clock
from ecm.domain.order import out_of_place
from ecm.domain.schedule import Schedule, rounded, schedule
from ecm.domain.workflow import ItemState
from ecm.meetings.actions.wheel import conductor
from ecm.meetings.agenda import in_calling_order
from ecm.meetings.models import AgendaItem
from live.lines import ItemLine, Note

if TYPE_CHECKING:
    from live.room import Room
    from live.sight import Sight

ON_TIME = 5  # minutes: less than that is neither late nor early


@dataclass(frozen=True)
class Expected:
    """When the meeting should end; the page counts on from `due`, `rest` and the plan."""

    due: datetime | None
    rest: int
    planned_end: datetime
    words: str


class Conduct:
    """What the cockpit shows beside its acts."""

    def __init__(self, room: "Room") -> None:
        self.room = room

    @cached_property
    def conductor(self) -> str:
        """Who conducts; empty when nobody sits where the conduct is."""
        seat = conductor(self.room.meeting, self.room.council.seats)
        return str(seat.occupant) if seat else ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether another seat than the chair's conducts."""
        return self.room.meeting.wheel_id is not None

    @cached_property
    def next_line(self) -> ItemLine | None:
        """The item proposed next: those set aside come back at the end."""
        lines = {line.id: line for line in self.room.lines}
        order = in_calling_order(self.room.council.items)
        known = [
            lines[i.pk] for i in order if i.pk in lines and not lines[i.pk].is_stub
        ]
        # What is called again is called on purpose; the one before the council is there.
        waiting = [line for line in known if line.is_undecided and not line.is_current]
        first = [line for line in waiting if not line.is_aside]
        at = next((n for n, line in enumerate(known) if line.is_current), -1)
        after = [line for line in known[at + 1 :] if line in first]
        return next(iter(after or first or waiting), None)

    @cached_property
    def expected(self) -> Expected | None:
        """When the meeting should end, while it sits."""
        if not self.room.is_open or not self.room.council.sittings:
            return None
        found = self._schedule()
        words = _in_words(found, clock.now())
        return Expected(found.due, found.rest, found.planned_end, words)

    @cached_property
    def expected_end(self) -> datetime | None:
        """When the meeting should end, for who may know nothing of its agenda."""
        items = self.room.council.items
        if not self.room.is_open or not self.room.council.sittings:
            return None
        found = schedule(
            [(s.starts_at, s.ends_at) for s in self.room.council.sittings],
            planned=[item.planned_minutes for item in items],
            left=[item.planned_minutes for item in items if item.is_undecided],
            in_hand=None,
        )
        return rounded(found.end(clock.now()))

    def _schedule(self) -> Schedule:
        current = self.room.current if self.room.can_be_decided else None
        lines = [line for line in self.room.lines if not line.is_stub]
        own = current.line.id if current else None
        called_at = current.called_at if current else None
        return schedule(
            [(s.starts_at, s.ends_at) for s in self.room.council.sittings],
            planned=[line.minutes for line in lines],
            left=[i.minutes for i in lines if i.is_undecided and i.id != own],
            in_hand=(called_at, current.line.minutes)
            if current and called_at
            else None,
        )


def _in_words(found: Schedule, now: datetime) -> str:
    end = date_format(rounded(found.end(now)), r"G \h i")
    late = found.late(now)
    if abs(late) < ON_TIME:
        return _("fin prévue vers %(end)s, à l'heure") % {"end": end}
    minutes = abs(late)
    if late > 0:
        words = ngettext(
            "fin prévue vers %(end)s, %(n)s min de retard",
            "fin prévue vers %(end)s, %(n)s min de retard",
            minutes,
        )
    else:
        words = ngettext(
            "fin prévue vers %(end)s, %(n)s min d'avance",
            "fin prévue vers %(end)s, %(n)s min d'avance",
            minutes,
        )
    return words % {"end": end, "n": minutes}


def called_elsewhere(sight: "Sight") -> dict[int, str]:
    """Return, for the items that are called out of order, the number they come after.

    Among what this audience sees: nothing here tells of another item. Empty: the first.
    """
    items = [item for item in sight.council.items if sight.sees(item)]
    if all(item.calling_rank is None for item in items):
        return {}
    order = in_calling_order(items)
    moved = out_of_place([item.position for item in order])
    before = ["", *(sight.number_of(item) for item in order)]
    pairs = zip(order, before, strict=False)
    return {item.pk: number for item, number in pairs if item.position in moved}


def notes_of(sight: "Sight", item: AgendaItem) -> tuple[Note, ...]:
    """Return what a row says of an item beside its state."""
    return tuple(_notes(sight, item))


def _notes(sight: "Sight", item: AgendaItem) -> Iterable[Note]:
    if item.is_tabled:
        yield Note("tabled", _("Sur table"))
    if item.papers_due_on:
        day = date_format(item.papers_due_on, "j F")
        yield Note("due", _("Pièces attendues le %(day)s") % {"day": day})
    if item.state != ItemState.PLANNED:
        return
    if item.is_aside:
        yield Note("aside", _("Mis de côté"))
    number = sight.elsewhere.get(item.pk)
    if number:
        yield Note("moved", _("Appelé après %(number)s") % {"number": number})
    elif number is not None:
        yield Note("moved", _("Appelé en premier"))


def joined_words(sight: "Sight", item: AgendaItem) -> str:
    """Return « Joint au point I.2.1 », or « Joint » to who may not know of that one."""
    other = next((i for i in sight.council.items if i.pk == item.joined_to_id), None)
    if other is None or not sight.knows(other):
        return _("Joint")
    return _("Joint au point %(number)s") % {"number": sight.number_of(other)}
