"""The passages of the minutes, frozen from what the room noted and the secretariat wrote."""

from collections.abc import Iterator

from ecm.meetings.chronicle import facts_of
from ecm.meetings.models import AgendaItem, Meeting, Zone
from ecm.meetings.told_votes import told_votes
from ecm.records.models import Minutes, MinutesPassage, PassageKind

Written = tuple[PassageKind, str]


def freeze_passages(minutes: Minutes) -> None:
    """Write the passages: the council as a whole, then each item in its order."""
    meeting = minutes.meeting
    items = meeting.items.order_by("position").select_related("decision")
    rows: list[MinutesPassage] = []
    for item in (None, *items):
        for kind, text in _passages(meeting, item):
            position = len(rows) + 1
            row = {"item": item, "position": position, "kind": kind}
            rows.append(MinutesPassage(minutes=minutes, **row, drawn=text, text=text))
    MinutesPassage.objects.bulk_create(rows)


def _passages(meeting: Meeting, item: AgendaItem | None) -> Iterator[Written]:
    """Yield what was noted, then what was written, then what was decided."""
    before, decided = _noted(meeting, item)
    if item is not None:
        yield PassageKind.HEADING, f"{item.number} {item.title}"
    yield from ((PassageKind.FACT, text) for text in before)
    # The private notes of the secretariat are another zone: they never leave it.
    blocks = meeting.blocks.filter(item=item, zone=Zone.RUNNING, is_removed=False)
    for text in blocks.order_by("position", "pk").values_list("text", flat=True):
        if text.strip():
            yield PassageKind.WRITTEN, text.strip()
    yield from ((PassageKind.DECISION, text) for text in decided)


def _noted(meeting: Meeting, item: AgendaItem | None) -> tuple[list[str], list[str]]:
    """Return the facts before the decision, and those from the vote on.

    A fact that the secretariat made a paragraph of is not told twice.
    """
    facts = facts_of(meeting, item)
    decision = getattr(item, "decision", None) if item else None
    texts = [fact.text for fact in facts]
    cut = len(facts)
    if item and decision and decision.text.strip() in texts:
        cut = texts.index(decision.text.strip()) - len(told_votes(item))
    told = [None if fact.is_inserted else fact.text for fact in facts]
    return [t for t in told[:cut] if t], [t for t in told[cut:] if t]
