"""What the pages of the papers show, from the rows their reader may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecm.domain.records import MINUTES, RECORD, MinutesState, RecordState
from ecm.domain.verbs import Verb
from ecm.journal.models import Entry
from ecm.meetings.models import Meeting
from ecm.meetings.words import outcome_label
from ecm.records.actions.corrections import HELD
from ecm.records.models import (
    CorrectionState,
    LineCorrection,
    MinutesPassage,
    PassageKind,
    RecordLine,
)


@dataclass(frozen=True)
class Act:
    """A step that the reader may take now: its address, its words, and what it asks."""

    url: str
    label: str
    asks_reason: bool = False
    reads: bool = False


RECORD_ACTS = {
    Verb.SUBMIT_RECORD: Act("records:submit", gettext_noop("Approuver le relevé")),
    Verb.APPROVE_RECORD: Act(
        "records:approve", gettext_noop("Approuver le relevé"), reads=True
    ),
    Verb.RETURN_RECORD: Act(
        "records:return", gettext_noop("Renvoyer le relevé"), asks_reason=True
    ),
    Verb.ISSUE_EXTRACT: Act(
        "records:issue", gettext_noop("Remettre les extraits aux ministères")
    ),
}
MINUTES_ACTS = {
    Verb.REVIEW_MINUTES: Act(
        "records:minutes-review", gettext_noop("J'ai relu le procès-verbal")
    ),
    Verb.APPROVE_MINUTES: Act(
        "records:minutes-approve",
        gettext_noop("Approuver le procès-verbal"),
        reads=True,
    ),
    Verb.RETURN_MINUTES: Act(
        "records:minutes-return",
        gettext_noop("Renvoyer le procès-verbal"),
        asks_reason=True,
    ),
    Verb.SEAL_MINUTES: Act(
        "records:minutes-seal", gettext_noop("Sceller le procès-verbal")
    ),
}


def acts(table: dict[Verb, Act], can: Any) -> list[Act]:
    """Return the steps that the reader may take in the present state."""
    return [
        Act(act.url, _(act.label), act.asks_reason, act.reads)
        for verb, act in table.items()
        if can(verb)
    ]


def record_state(state: str) -> str:
    return _(RECORD.words[RecordState(state)])


def minutes_state(state: str) -> str:
    return _(MINUTES.words[MinutesState(state)])


@dataclass(frozen=True)
class Line:
    """A line as it is shown, with its outcome in words."""

    row: RecordLine
    outcome: str
    corrections: list[LineCorrection]


def shown(lines: Iterable[RecordLine]) -> list[Line]:
    return [Line(r, outcome_label(r.outcome), r.adopted_corrections) for r in lines]


@dataclass(frozen=True)
class Candidate:
    """A line of the former record, and the correction of it that waits."""

    row: RecordLine
    outcome: str
    waiting: LineCorrection | None


def candidates(
    lines: Iterable[RecordLine], corrections: Iterable[LineCorrection]
) -> list[Candidate]:
    waiting = {
        row.line_id: row for row in corrections if row.state == CorrectionState.PROPOSED
    }
    return [Candidate(r, outcome_label(r.outcome), waiting.get(r.pk)) for r in lines]


def may_settle(state: str) -> bool:
    """Whether a council of this state may have made a correction."""
    return state in HELD


@dataclass
class Chapter:
    """The passages of one item of the minutes, or of the council as a whole."""

    title: str
    passages: list[MinutesPassage]


def chapters(passages: Iterable[MinutesPassage]) -> list[Chapter]:
    found = [Chapter("", [])]
    for row in passages:
        if row.kind == PassageKind.HEADING:
            found.append(Chapter(row.text, []))
        else:
            found[-1].passages.append(row)
    return [c for c in found if c.title or c.passages]


@dataclass
class Reader:
    """Somebody who opened the minutes: how often, and when last."""

    name: str
    first: datetime
    last: datetime
    count: int = 1


def readers(openings: Iterable[Entry]) -> list[Reader]:
    """Return the reading list, the first reader first."""
    found: dict[int, Reader] = {}
    for entry in openings:
        known = found.get(entry.actor_id or 0)
        if known:
            known.count, known.last = known.count + 1, entry.at
        else:
            name = str(entry.actor)
            found[entry.actor_id or 0] = Reader(name, entry.at, entry.at)
    return list(found.values())


@dataclass(frozen=True)
class Council:
    """A closed council, and in words how far its papers are."""

    meeting: Meeting
    record: str
    minutes: str


def councils(meetings: Iterable[Meeting]) -> list[Council]:
    return [Council(m, _record_of(m), _minutes_of(m)) for m in meetings]


def _record_of(meeting: Meeting) -> str:
    row = getattr(meeting, "record", None)
    return record_state(row.state) if row else _("à établir")


def _minutes_of(meeting: Meeting) -> str:
    row = getattr(meeting, "minutes", None)
    return minutes_state(row.state) if row else _("à établir")
