"""The list without debate as one audience sees it; what it may not know is not on it."""

from dataclasses import dataclass
from datetime import datetime

from ecm.domain.policy import MarkDisplay, Role
from ecm.meetings.consenting import stands
from live.council import Council
from live.sight import Sight


@dataclass(frozen=True)
class ListedLine:
    """A row of the list; `by` is who had it taken out, where this audience is told."""

    id: int
    number: str
    title: str
    ministry: str
    is_out: bool
    by: str = ""


@dataclass(frozen=True)
class ConsentSheet:
    """The list; `is_for_voices`: this view has a voice, who has none is refused by the rule."""

    lines: tuple[ListedLine, ...]
    last_out: ListedLine | None
    is_for_voices: bool

    @property
    def count(self) -> int:
        """How many items would be adopted now."""
        return sum(not line.is_out for line in self.lines)

    @property
    def pages(self) -> list[tuple[ListedLine, ...]]:
        """The rows as the wall shows them: so many at a time, legible from afar."""
        starts = range(0, len(self.lines), ON_THE_WALL)
        return [self.lines[start : start + ON_THE_WALL] for start in starts]


@dataclass(frozen=True)
class AdoptedList:
    count: int
    at: datetime


ON_THE_WALL = 12


def sheet_of(room: Sight) -> ConsentSheet | None:
    """Return the list that the council has before it, or None."""
    council = room.council
    if not room.is_open or _is_in_hand(council):
        return None
    held = council.consent_list
    if held is None or held.closed_at is not None:
        return None
    lines = tuple(
        ListedLine(
            id=item.pk,
            number=room.line(item).number,
            title=item.title,
            ministry=item.ministry_name,
            is_out=not stands(item),
            by=_by(room, item.pk),
        )
        for item in council.items
        if (stands(item) or _is_out(council, item.pk)) and room.sees(item)
    )
    has_voice = room.view in (Role.PRESIDING, Role.MEMBER)
    return ConsentSheet(lines, _last_out(council, lines), has_voice)


def _is_in_hand(council: Council) -> bool:
    """The list is put away when an item is called: nothing has to be asked then."""
    current = council.current
    return current is not None and current.is_undecided


def _is_out(council: Council, item: int) -> bool:
    return item in council.taken_out


def _by(room: Sight, item: int) -> str:
    """Return whose gesture took an item out: to the table, to all where names are shown."""
    display = MarkDisplay(room.meeting.mark_display)
    named = room.takes_roll or (display is MarkDisplay.NAMES and not room.is_screen)
    seat = room.council.taken_out.get(item) if named else None
    return next((str(s) for s in room.council.seats if s.pk == seat), "")


def _last_out(council: Council, lines: tuple[ListedLine, ...]) -> ListedLine | None:
    """Return the row that left the list last, to be announced."""
    out = {line.id: line for line in lines if line.is_out}
    order = [item for item in council.taken_out if item in out]
    return out[order[-1]] if order else None


def offered(room: Sight) -> int:
    """Return how many items the chair may put before the council together now."""
    if not room.is_open or not room.steers or _is_in_hand(room.council):
        return 0
    return sum(stands(item) and room.sees(item) for item in room.council.items)


def adopted(room: Sight) -> AdoptedList | None:
    """Return the list that the council has just adopted, until it moves on."""
    if not room.is_open or room.meeting.current_item_id is not None:
        return None
    held = room.council.consent_list
    if held is None or not held.is_adopted or held.closed_at is None:
        return None
    count = sum(
        room.sees(item) and item.called_at is None and item.settled_at == held.closed_at
        for item in room.council.items
    )
    return AdoptedList(count, held.closed_at)
