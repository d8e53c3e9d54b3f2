"""The record, an extract or the minutes on paper: archivable, accessible, always the same.

The words are in French whatever the language of the screens.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from ecm import printed, written
from ecm.domain.french import date_in_text
from ecm.meetings.models import Meeting
from ecm.meetings.words import outcome_label
from ecm.people.models import Person
from ecm.records.models import (
    DecisionRecord,
    LineCorrection,
    LineDirective,
    Minutes,
    MinutesPassage,
    PassageKind,
    RecordExtract,
    RecordLine,
)
from ecm.records.sealing import minutes_digest, record_digest

TEMPLATE = Path(__file__).with_name("paper.typ")
DRAFT = "Projet"

Words = dict[str, Any]
Passage = dict[str, str]


def record_pdf(
    record: DecisionRecord,
    lines: Iterable[RecordLine],
    opening: Sequence[LineCorrection],
) -> bytes:
    """Return the PDF of a record, with what its reader may know.

    `opening` is what the council corrected of the former record.
    """
    with translation.override("fr"):
        words = {
            **_head(record.meeting, "Relevé des décisions"),
            "draft": "" if record.is_approved else DRAFT,
            "digest": _digest("relevé", record.digest or record_digest(record)),
            "sections": record_sections(lines, opening),
            "seals": [
                *_seal(
                    "Approuvé par le Secrétaire général du Gouvernement",
                    record.submitted_by,
                    record.submitted_at,
                ),
                *_seal(
                    "Approuvé par le président de séance",
                    record.approved_by,
                    record.approved_at,
                ),
            ],
        }
    return printed.paper(TEMPLATE, words, at=record.dated)


def record_sections(
    lines: Iterable[RecordLine], opening: Sequence[LineCorrection]
) -> list[Words]:
    """Return what opens a record, the former one as it was corrected, then its lines."""
    sections = [_section("Décisions", [_line(line) for line in lines])]
    if opening:
        former = opening[0].line.record.meeting
        title = f"Approbation du relevé du conseil n° {former.number}"
        entries = [_entry(row.line.reference, _corrected(row)) for row in opening]
        sections.insert(0, _section(title, entries))
    return sections


def _corrected(row: LineCorrection) -> list[Passage]:
    return [
        _note("Texte approuvé :"),
        _former(row.before),
        _note("Texte corrigé :"),
        _text(row.after),
        _note(f"Motif : {row.reason}"),
    ]


def _line(line: RecordLine) -> Words:
    passages = [
        _note(
            f"{line.reference} · {line.ministry_name} · {outcome_label(line.outcome)}"
        ),
        _text(line.current),
        *_amended(line.amendments),
    ]
    if line.deferred_to:
        passages.append(_note(f"Ajourné au {date_in_text(line.deferred_to)}."))
    for directive in line.directives.all():
        passages += [_note(_to_whom(directive)), _text(directive.text)]
    if line.is_reworded:
        passages += [_note("Texte prononcé en séance :"), _former(line.pronounced)]
    for row in line.adopted_corrections:
        corrected = f"Corrigé par {row.meeting.reference} ; texte antérieur :"
        passages += [_note(corrected), _former(row.before)]
    return _entry(f"{line.number} {line.title}", passages)


def _to_whom(directive: LineDirective) -> str:
    due = f", avant le {date_in_text(directive.due_on)}" if directive.due_on else ""
    return f"Instruction : {directive.ministry_name}{due}"


def extract_pdf(extract: RecordExtract) -> bytes:
    """Return the PDF of an extract: nothing but what was handed to its ministry."""
    with translation.override("fr"):
        head = _head(extract.record.meeting, "Extrait du relevé des décisions")
        version = f"Version {extract.version}" if extract.version > 1 else ""
        head["under"] = list(filter(None, [extract.ministry_name, version]))
        words = {
            **head,
            "draft": "",
            "digest": _digest("extrait", extract.digest),
            "sections": extract_sections(extract.content),
            "seals": [f"Remis le {_moment(extract.issued_at)}."],
        }
    return printed.paper(TEMPLATE, words, at=extract.issued_at)


def extract_sections(content: Words) -> list[Words]:
    """Return the decisions of a ministry, then the instructions others' decisions gave it."""
    decisions = [_extracted(decision) for decision in content["decisions"]]
    given = [
        _entry(given["reference"], _instructed(given))
        for given in content["instructions"]
    ]
    found = [_section("Décisions", decisions), _section("Instructions", given)]
    return [section for section in found if section["entries"]]


def _extracted(decision: Words) -> Words:
    deferred = decision["deferred_to"]
    until = f"Ajourné au {_date(deferred)}." if deferred else ""
    passages = [
        _note(f"{decision['reference']} · {outcome_label(decision['outcome'])}"),
        _text(decision["text"]),
        *_amended(decision["amendments"]),
        *([_note(until)] if until else []),
    ]
    for given in decision["instructions"]:
        passages += _instructed(given)
    for row in decision["corrections"]:
        corrected = f"Corrigé par {row['meeting']} ; texte antérieur :"
        passages += [_note(corrected), _former(row["before"])]
    return _entry(f"{decision['number']} {decision['title']}", passages)


def _instructed(given: Words) -> list[Passage]:
    due = f" avant le {_date(given['due_on'])}" if given["due_on"] else ""
    return [_note(f"Instruction{due} :"), _text(given["text"])]


def minutes_pdf(minutes: Minutes, passages: Iterable[MinutesPassage]) -> bytes:
    """Return the PDF of the minutes, with the passages that its reader may know."""
    with translation.override("fr"):
        words = {
            **_head(minutes.meeting, "Procès-verbal"),
            "draft": "" if minutes.is_approved else DRAFT,
            "digest": _digest(
                "procès-verbal", minutes.digest or minutes_digest(minutes)
            ),
            "sections": minutes_sections(passages),
            "seals": [
                *_seal(
                    "Relu par le Secrétaire général du Gouvernement",
                    minutes.reviewed_by,
                    minutes.reviewed_at,
                ),
                *_seal(
                    "Approuvé par le président de séance",
                    minutes.approved_by,
                    minutes.approved_at,
                ),
                *_seal(
                    "Scellé par le Secrétaire général du Gouvernement",
                    minutes.sealed_by,
                    minutes.sealed_at,
                ),
            ],
        }
    return printed.paper(TEMPLATE, words, at=minutes.dated)


def minutes_sections(passages: Iterable[MinutesPassage]) -> list[Words]:
    """Return the passages under the titles of their items."""
    sections = [_section("Ouverture et présences", [_entry("", [])])]
    for row in passages:
        if row.kind == PassageKind.HEADING:
            sections.append(_section(row.text, [_entry("", [])]))
        else:
            said = f"[Confidentiel] {row.text}" if row.is_closed else row.text
            sections[-1]["entries"][0]["passages"].append(_text(said))
    return sections


def _head(meeting: Meeting, title: str) -> Words:
    day = written.full_day(meeting.day)
    moment = ", ".join(filter(None, [f"Séance du {day}", meeting.place]))
    under = (
        f"Sous la présidence de {meeting.presided_by}" if meeting.presided_by else ""
    )
    return {
        "title": title,
        "body": meeting.body.name,
        "reference": meeting.reference,
        "moment": moment,
        "under": [under] if under else [],
    }


def _digest(what: str, value: str) -> str:
    return f"Empreinte SHA-256 ({what}) : {value}"


def _seal(words: str, by: Person | None, at: datetime | None) -> list[str]:
    return [f"{words}, {by}, le {_moment(at)}."] if by and at else []


def _moment(at: datetime) -> str:
    return written.moment(timezone.localtime(at))


def _date(kept: str) -> str:
    return date_in_text(date.fromisoformat(kept))


def _section(title: str, entries: list[Words]) -> Words:
    return {"title": title, "entries": entries}


def _entry(title: str, passages: list[Passage]) -> Words:
    return {"title": title, "passages": passages}


def _amended(text: str) -> list[Passage]:
    return [_note("Amendements :"), _text(text)] if text.strip() else []


def _text(text: str) -> Passage:
    return {"style": "text", "text": text}


def _note(text: str) -> Passage:
    return {"style": "note", "text": text}


def _former(text: str) -> Passage:
    return {"style": "former", "text": text}
