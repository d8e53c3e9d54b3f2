"""What a record says to each ministry: its own decisions, and the instructions given to it."""

from collections.abc import Iterator
from typing import Any

from ecm.records.models import DecisionRecord, LineDirective, RecordLine

# A ministry, and the restricted line that is an extract of its own (None: all others).
Key = tuple[int, int | None]


def contents(record: DecisionRecord) -> dict[Key, dict[str, Any]]:
    """Return the content of each extract; nothing of one is in another without cause."""
    found: dict[Key, dict[str, Any]] = {}
    lines = record.lines.select_related("item").prefetch_related(
        "directives", "corrections__meeting__body"
    )
    for line in lines.order_by("position"):
        for ministry in _concerned(line):
            key = (ministry, line.pk if is_shut(line) else None)
            content = found.setdefault(key, {"decisions": [], "instructions": []})
            _write(content, line, ministry)
    return found


def is_shut(line: RecordLine) -> bool:
    return line.is_restricted or line.item.is_restricted


def _concerned(line: RecordLine) -> list[int]:
    told = [directive.ministry_id for directive in line.directives.all()]
    return list(dict.fromkeys([line.ministry_id, *told]))


def _write(content: dict[str, Any], line: RecordLine, ministry: int) -> None:
    given = [
        _instruction(d) for d in line.directives.all() if d.ministry_id == ministry
    ]
    if line.ministry_id == ministry:
        content["decisions"].append({**_decision(line), "instructions": given})
        return
    # Of another's decision it reads the instruction alone: neither title nor text.
    for instruction in given:
        content["instructions"].append({"reference": line.reference, **instruction})


def _decision(line: RecordLine) -> dict[str, Any]:
    return {
        "reference": line.reference,
        "number": line.number,
        "title": line.title,
        "outcome": line.outcome,
        "text": line.current,
        "amendments": line.amendments,
        "deferred_to": line.deferred_to.isoformat() if line.deferred_to else "",
        "corrections": list(_corrections(line)),
    }


def _corrections(line: RecordLine) -> Iterator[dict[str, str]]:
    for row in line.adopted_corrections:
        yield {"before": row.before, "meeting": row.meeting.reference}


def _instruction(directive: LineDirective) -> dict[str, str]:
    due = directive.due_on.isoformat() if directive.due_on else ""
    return {"text": directive.text, "due_on": due}
