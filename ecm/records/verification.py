"""Proving that the approved papers of the councils still say what the journal sealed."""

from collections.abc import Iterator
from typing import Any

from ecm.domain.records import MinutesState, RecordState
from ecm.domain.verbs import Verb
from ecm.journal.chain import digest
from ecm.journal.models import Entry, Stream
from ecm.records.models import (
    CorrectionState,
    DecisionRecord,
    LineCorrection,
    Minutes,
    RecordExtract,
)
from ecm.records.sealing import (
    digest_of,
    drawn_digest,
    drawn_minutes_digest,
    minutes_digest,
    record_digest,
)

SEALS_OF_RECORD = {Verb.SUBMIT_RECORD.value, Verb.APPROVE_RECORD.value}
SEALS_OF_MINUTES = {
    *(Verb.REVIEW_MINUTES.value, Verb.APPROVE_MINUTES.value),
    Verb.SEAL_MINUTES.value,
}


def record_faults() -> Iterator[str]:
    """Yield in French each paper whose words are not those that the chain sealed."""
    for record in DecisionRecord.objects.select_related("meeting").order_by("pk"):
        yield from _of_record(record)
    for minutes in Minutes.objects.order_by("pk"):
        yield from _of_minutes(minutes)


def _of_record(record: DecisionRecord) -> Iterator[str]:
    entries = _entries(record)
    if _sealed(entries, {Verb.DRAW_RECORD.value}) != drawn_digest(record):
        yield f"{record.stream} : les décisions prononcées ne sont plus les mêmes"
    is_sealed = record.state != RecordState.DRAFT
    if is_sealed and _sealed(entries, SEALS_OF_RECORD) != record_digest(record):
        yield f"{record.stream} : le relevé n'est plus celui qui a été approuvé"
    if _corrected(entries) != sorted(_corrections(record)):
        yield f"{record.stream} : les corrections ne sont plus celles du Conseil"
    yield from _of_extracts(record, entries)


def _of_extracts(record: DecisionRecord, entries: list[Entry]) -> Iterator[str]:
    issued = {
        entry.facts["extract"]: entry.facts["digest"]
        for entry in entries
        if entry.verb == Verb.ISSUE_EXTRACT.value
    }
    for extract in RecordExtract.objects.filter(record=record).order_by("pk"):
        sealed = issued.pop(extract.pk, None)
        if sealed != digest_of(extract.content) or sealed != extract.digest:
            yield f"{record.stream} : l'extrait {extract.pk} n'est plus celui remis"
    for missing in issued:
        yield f"{record.stream} : l'extrait {missing} manque"


def _corrected(entries: list[Entry]) -> list[tuple[Any, ...]]:
    made = [e.facts for e in entries if e.verb == Verb.CORRECT_RECORD.value]
    return sorted((f["line"], f["meeting"], f["before"], f["after"]) for f in made)


def _corrections(record: DecisionRecord) -> Iterator[tuple[Any, ...]]:
    rows = LineCorrection.objects.filter(
        line__record=record, state=CorrectionState.ADOPTED
    )
    for row in rows:
        yield row.line_id, row.meeting_id, digest(row.before), digest(row.after)


def _of_minutes(minutes: Minutes) -> Iterator[str]:
    entries = _entries(minutes)
    drawn = _sealed(entries, {Verb.DRAW_MINUTES.value})
    if drawn != drawn_minutes_digest(minutes):
        yield f"{minutes.stream} : les passages d'origine ne sont plus les mêmes"
    is_sealed = minutes.state != MinutesState.DRAFT
    if is_sealed and _sealed(entries, SEALS_OF_MINUTES) != minutes_digest(minutes):
        yield f"{minutes.stream} : le procès-verbal n'est plus celui qui a été scellé"


def _entries(row: Stream) -> list[Entry]:
    return list(Entry.objects.filter(stream=row.stream).order_by("seq"))


def _sealed(entries: list[Entry], verbs: set[str]) -> str | None:
    """Return the digest that the last of these verbs recorded."""
    return next((e.facts["digest"] for e in reversed(entries) if e.verb in verbs), None)
