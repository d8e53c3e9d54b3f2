"""The list without debate as it is read back to the chair before it is adopted."""

from collections import defaultdict
from dataclasses import dataclass

from ecm.access import Presence
from ecm.meetings import palette
from ecm.meetings.agenda import numbers_among
from ecm.meetings.consenting import listed, outcome_of
from ecm.meetings.models import AgendaItem, StubDisplay
from ecm.meetings.standing import visible_items


@dataclass(frozen=True)
class Title:
    number: str
    title: str


@dataclass(frozen=True)
class Together:
    """The items of which one sentence is pronounced."""

    sentence: str
    titles: tuple[Title, ...]


@dataclass(frozen=True)
class Reading:
    """What the chair confirms: `ids` is exactly what is adopted."""

    ids: str
    count: int
    groups: tuple[Together, ...]


def of(here: Presence) -> Reading:
    """Return what stands on the user's list, the most frequent sentence first."""
    items = listed(here.meeting, here.standing.seats)
    known = _numbers(here)
    found: dict[str, list[Title]] = defaultdict(list)
    for item in items:
        sentence = palette.sentence(item, outcome_of(item))
        found[sentence].append(Title(known[item.pk], item.title))
    groups = [Together(sentence, tuple(titles)) for sentence, titles in found.items()]
    groups.sort(key=lambda group: -len(group.titles))
    ids = ",".join(str(item.pk) for item in items)
    return Reading(ids, len(items), tuple(groups))


def _numbers(here: Presence) -> dict[int, str]:
    """Return the numbers of the items as the user's agenda shows them.

    An item of which he knows nothing leaves no hole.
    """
    seen = visible_items(here.meeting, here.standing, here.user)
    ids = set(seen.values_list("pk", flat=True))
    items = list(here.meeting.items.order_by("position"))
    known = [item for item in items if item.pk in ids or _has_stub(item)]
    if len(known) == len(items):
        return {item.pk: item.number for item in items}
    return numbers_among(known)


def _has_stub(item: AgendaItem) -> bool:
    return item.stub_display == StubDisplay.NEUTRAL and not item.awaits_approval
