"""The order and the numbers of an agenda: parts, groups by ministry, items."""

from collections.abc import Iterable

from ecm.domain.numbering import roman
from ecm.meetings.models import AgendaItem, Part

# Only deliberations are grouped; the other parts number their items directly (domain 2.1).
GROUPED = frozenset({Part.DELIBERATIONS})
ORDER = {part.value: rank for rank, part in enumerate(Part)}


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return items by part, then by protocol rank of the ministry, then as they stood."""
    return sorted(
        items, key=lambda i: (ORDER[i.part], i.precedence, i.theme, i.position)
    )


def numbers(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Return « I.2.1 » for each item's id, given items in order; empty parts leave no hole."""
    found: dict[int, str] = {}
    part, part_rank, group, group_rank, rank = "", 0, None, 0, 0
    for item in items:
        if item.part != part:
            part, part_rank, group, group_rank = item.part, part_rank + 1, None, 0
            rank = 0
        if item.part not in GROUPED:
            rank += 1
            found[item.pk] = f"{roman(part_rank)}.{rank}"
            continue
        if (item.theme, item.ministry_id) != group:
            group, group_rank, rank = (item.theme, item.ministry_id), group_rank + 1, 0
        rank += 1
        found[item.pk] = f"{roman(part_rank)}.{group_rank}.{rank}"
    return found
