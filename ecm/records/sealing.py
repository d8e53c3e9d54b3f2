"""What a paper says, as one canonical text, and the digest by which the journal seals it."""

import json
from typing import Any

from ecm.journal.chain import digest
from ecm.meetings.models import Meeting
from ecm.records.models import (
    CorrectionState,
    DecisionRecord,
    LineCorrection,
    Minutes,
    RecordLine,
)


def digest_of(content: Any) -> str:
    """Return the digest of a content of plain values, whatever the order of its keys."""
    return digest(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str))


def record_digest(record: DecisionRecord) -> str:
    """Return the digest of a record: its lines as worded, the corrections made at it."""
    lines = [_line(line, line.text) for line in _lines(record)]
    corrections = [
        [row.line.reference, row.before, row.after, row.reason]
        for row in corrections_made_at(record.meeting)
    ]
    return digest_of({"lines": lines, "corrections": corrections})


def drawn_digest(record: DecisionRecord) -> str:
    """Return the digest of a record as it was drawn up, before any rewording."""
    return digest_of([_line(line, line.pronounced) for line in _lines(record)])


def corrections_made_at(meeting: Meeting) -> list[LineCorrection]:
    """Return what a council corrected in the record of an earlier one."""
    rows = LineCorrection.objects.filter(meeting=meeting, state=CorrectionState.ADOPTED)
    found = rows.select_related("line__record__meeting__body")
    return list(found.order_by("line__record", "line__position", "pk"))


def _lines(record: DecisionRecord) -> list[RecordLine]:
    return list(record.lines.prefetch_related("directives").order_by("position"))


def _line(line: RecordLine, text: str) -> list[Any]:
    directives = [
        [d.position, d.text, d.ministry_id, d.ministry_name, d.due_on]
        for d in line.directives.all()
    ]
    return [
        *(line.position, line.item_id, line.reference, line.number, line.title),
        *(line.ministry_id, line.ministry_name, line.outcome, line.pronounced, text),
        *(line.amendments, line.deferred_to, line.is_restricted, directives),
    ]


def minutes_digest(minutes: Minutes) -> str:
    """Return the digest over all the passages, the closed ones included."""
    rows = minutes.passages.prefetch_related("earlier").order_by("position")
    return digest_of(
        [
            [
                *(row.position, row.item_id, row.kind, row.drawn, row.text),
                *(row.is_closed, [earlier.text for earlier in row.earlier.all()]),
            ]
            for row in rows
        ]
    )


def drawn_minutes_digest(minutes: Minutes) -> str:
    """Return the digest of the passages as they were frozen from the room."""
    rows = minutes.passages.order_by("position")
    return digest_of([[r.position, r.item_id, r.kind, r.drawn] for r in rows])
