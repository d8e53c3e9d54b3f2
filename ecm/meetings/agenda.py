"""The order and the numbers of an agenda: parts, groups by ministry or theme, items.

Nothing here writes; `ecm.meetings.actions` does, inside a turn.
"""

from collections.abc import Iterable, Iterator, Sequence

from ecm.domain.numbering import roman
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
    places = ((item.part, item.theme or item.ministry_id) for item in items)
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
