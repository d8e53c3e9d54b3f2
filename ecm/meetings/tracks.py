"""With or without debate: what positions and opinions suggest for each item.

A suggestion only: it is the secretariat, the Prime Minister or the chair who decides.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from ecm.domain.kinds import ItemKind
from ecm.domain.policy import MarkValue
from ecm.dossiers.models import Opinion, Verdict
from ecm.meetings.models import AgendaItem, Position, Track

# Adopted together unless somebody asks otherwise.
USUALLY_TOGETHER = frozenset(
    {
        *(ItemKind.APPOINTMENTS, ItemKind.APPOINTMENT_DECREE),
        *(ItemKind.MISSION, ItemKind.AGREMENT),
    }
)
# The council hears it: its title alone says nothing.
ALWAYS_HEARD = frozenset({ItemKind.ORAL_COMMUNICATION, ItemKind.COMMUNICATION})
CALLS_FOR_DEBATE = (
    MarkValue.OBJECTION,
    MarkValue.RESERVATION,
    MarkValue.WISHES_TO_SPEAK,
)


@dataclass(frozen=True)
class Suggestion:
    """A track for an item, and the facts that suggest it.

    `positions` counts those that call for a debate: for the chair and the secretariat.
    """

    track: Track
    positions: Counter[str]
    unfavourable: int = 0
    invalid: int = 0


def suggestions(items: Iterable[AgendaItem]) -> dict[int, Suggestion]:
    """Return a suggestion for each item's id; two queries, whatever their number."""
    items = list(items)
    positions = _positions(items)
    opinions = _opinions(items)
    return {
        item.pk: _suggestion(
            ItemKind(item.kind), positions[item.pk], opinions[item.dossier_id or 0]
        )
        for item in items
    }


def _suggestion(
    kind: ItemKind, positions: Counter[str], opinions: Counter[str]
) -> Suggestion:
    called = Counter({v.value: positions[v.value] for v in CALLS_FOR_DEBATE})
    called = +called
    against = bool(called) or bool(opinions)
    # Without a position nobody has agreed yet: the usual track of its kind stands.
    together = kind in USUALLY_TOGETHER or bool(positions)
    track = Track.CONSENT if together and not against else Track.DEBATE
    if kind in ALWAYS_HEARD:
        track = Track.DEBATE
    return Suggestion(track, called, opinions["unfavourable"], opinions["invalid"])


def _positions(items: list[AgendaItem]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Position.objects.filter(item__in=items, seat__withdrawn_at=None)
    for item, value in rows.values_list("item_id", "value"):
        found[item][value] += 1
    return found


def _opinions(items: list[AgendaItem]) -> dict[int, Counter[str]]:
    """Return how many opinions on each dossier are against it, or on an older text."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    of_these = Opinion.objects.filter(dossier__items__in=items, cancelled_at=None)
    stale = Q(invalidated_at__isnull=False, renewed_by=None)
    counted = of_these.filter(
        Q(verdict=Verdict.OBJECT, invalidated_at=None) | stale, given_at__isnull=False
    )
    for dossier, invalidated in counted.values_list("dossier_id", "invalidated_at"):
        found[dossier]["invalid" if invalidated else "unfavourable"] += 1
    return found
