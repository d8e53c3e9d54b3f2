"""The order and the numbers of an agenda: parts, groups by ministry or theme, items.

Nothing here writes; `ecm.meetings.actions` does, inside a turn.
"""

from collections.abc import Iterable, Iterator, Sequence

from ecm.domain.numbering import ItemNumber, roman
from ecm.meetings.models import AgendaItem, Part

# Only deliberations are grouped; the other parts number their items directly (domain 2.1).
GROUPED = frozenset({Part.DELIBERATIONS})
# In these an item stands where it was put; elsewhere the items of a ministry stay together.
FREE = frozenset({Part.ORAL_COMMUNICATIONS, Part.MISSIONS})
ORDER = {part.value: rank for rank, part in enumerate(Part)}
Group = tuple[object, ...]


def group_of(item: AgendaItem) -> Group:
    """Return what two items share that may be put one after the other by hand."""
    if item.part in FREE:
        return (item.part,)
    return (item.part, item.theme or item.ministry_id)


def heading_of(item: AgendaItem) -> str:
    """Return the name of the group under which an item stands."""
    return item.theme or item.ministry_name


def _protocol(item: AgendaItem) -> tuple[int, int, str, int]:
    """Return the rank of an item by part, then by its ministry's or its theme's rank."""
    ministry = 0 if item.theme else item.ministry_id
    return (ORDER[item.part], item.precedence, item.theme, ministry)


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return items by part, then by protocol rank of the ministry, then as they stood."""
    return sorted(items, key=_sorting)


def _sorting(item: AgendaItem) -> tuple[object, ...]:
    if item.part in FREE:
        return (ORDER[item.part], 0, "", 0, item.position)
    return (*_protocol(item), item.position)


def with_new(items: Sequence[AgendaItem], new: AgendaItem) -> list[AgendaItem]:
    """Return items in order with a new one: the last of its ministry, by protocol."""
    own = _protocol(new)
    before = (i for i, item in enumerate(items, start=1) if _protocol(item) <= own)
    at = max(before, default=0)
    return [*items[:at], new, *items[at:]]


def moved(
    items: Sequence[AgendaItem], item: AgendaItem, after: AgendaItem | None
) -> list[AgendaItem]:
    """Return items in order with one of them put after another of its group.

    `after` of None puts it first in its group.
    """
    rest = [other for other in items if other.pk != item.pk]
    own = group_of(item)
    if after is not None:
        at = [other.pk for other in rest].index(after.pk) + 1
        return [*rest[:at], item, *rest[at:]]
    group = [place for place, other in enumerate(rest) if group_of(other) == own]
    if not group:
        return with_new(rest, item)
    return [*rest[: group[0]], item, *rest[group[0] :]]


def numbers(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Return « I.2.1 » for each item's id, given items in order."""
    items = list(items)
    places = ((item.part, _group(item)) for item in items)
    return {
        item.pk: number for item, number in zip(items, numbered(places), strict=True)
    }


def numbered(places: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield « I.2.1 » for each part and group in order; empty parts leave no hole."""
    part, part_rank, group, group_rank, rank = "", 0, None, 0, 0
    for own_part, own_group in places:
        if own_part != part:
            part, part_rank, group, group_rank = own_part, part_rank + 1, None, 0
            rank = 0
        if own_part not in GROUPED:
            rank += 1
            yield f"{roman(part_rank)}.{rank}"
            continue
        if own_group != group:
            group, group_rank, rank = own_group, group_rank + 1, 0
        rank += 1
        yield f"{roman(part_rank)}.{group_rank}.{rank}"


def numbers_among(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Return a number for the id of each item that somebody knows: what he may not know
    leaves no hole.

    Their order is that of their numbers: a council that sits changes none of them.
    """
    places: dict[tuple[object, ...], list[AgendaItem]] = {}
    for item in in_number_order(items):
        places.setdefault(_place(item), []).append(item)
    firsts = [(same[0].part, _group(same[0])) for same in places.values()]
    found = {}
    for same, number in zip(places.values(), numbered(firsts), strict=True):
        for repeat, item in enumerate(same):
            found[item.pk] = str(ItemNumber.parse(number).repeated(repeat))
    return found


def in_number_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return items by their numbers; those that have none yet stay where they stand."""
    items = list(items)
    if not all(item.number for item in items):
        return sorted(items, key=lambda item: item.position)
    return sorted(items, key=lambda item: ItemNumber.parse(item.number))


def _place(item: AgendaItem) -> tuple[object, ...]:
    if not item.number:
        return ("", item.pk)
    number = ItemNumber.parse(item.number)
    return (number.part, number.ranks)


def _group(item: AgendaItem) -> object:
    return item.theme or item.ministry_id


def in_calling_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return items as they are to be called: all have a rank of their own, or none has."""
    return sorted(items, key=lambda item: item.calling_rank or item.position)


def tabled_after(
    items: Iterable[AgendaItem], part: str, group: object
) -> tuple[ItemNumber, AgendaItem | None]:
    """Return the number of an item laid on the table, and the item it follows.

    It comes after all the others of its part, or of its group there: no number moves.
    """
    items = in_number_order(items)
    own = [item for item in items if item.part == part]
    if part in GROUPED:
        own = [item for item in own if _group(item) == group] or own
    last = own[-1] if own else None
    if last is None:
        parts = (ItemNumber.parse(item.number).part for item in items)
        ranks = (1, 1) if part in GROUPED else (1,)
        return ItemNumber(max(parts, default=0) + 1, ranks), items[
            -1
        ] if items else None
    number = ItemNumber.parse(last.number)
    if part in GROUPED and _group(last) != group:
        return ItemNumber(number.part, (number.ranks[0] + 1, 1)), last
    return ItemNumber(number.part, (*number.ranks[:-1], number.ranks[-1] + 1)), last


def divided_from(
    items: Iterable[AgendaItem], item: AgendaItem
) -> tuple[ItemNumber, AgendaItem]:
    """Return the number of a part of `item`, « I.2.1 bis », and the item it follows.

    Raises ValueError past « decies ».
    """
    own = _place(item)
    last = [other for other in in_number_order(items) if _place(other) == own][-1]
    number = ItemNumber.parse(last.number)
    return number.repeated(number.repeat + 1), last
