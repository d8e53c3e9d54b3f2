"""A past council as its JSON file tells it: read and checked, nothing is written here."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from ecm.archive.individual import PastAppointment, loose_items
from ecm.archive.owners import Owner, owner_of
from ecm.archive.parts import part_of
from ecm.archive.reading import BadFile, Reader
from ecm.domain.french import normalise
from ecm.domain.outcomes import (
    OUTCOME_FROM_TEXT,
    ItemKind,
    Outcome,
    kind_from_text,
    outcome_from_text,
)
from ecm.meetings.models import MeetingKind, Part

EXTRAORDINARY = "extraordinaire"
CUT = ("[...]", "[…]", "…", "...")
# « projets de décret », 3: three drafts; « décret (nomination) », 10: ten persons.
SEVERAL = re.compile(r"[\w-]+s\b")
# What the sources say about themselves, or repeat from other keys.
REMARKS = (
    "truncated",
    "extent",
    "note",
    "opening_sentence",
    "duration_minutes",
    "privacy_note",
)
# Amounts and suppliers stand in the subject too, in the words that were published.
REPEATED = ("amount_xof", "funding", "counterpart")


@dataclass(frozen=True)
class PastItem:
    """An item in the words of the source; `outcome` of None is one it does not show."""

    part: Part
    owner: Owner
    kind: ItemKind
    subject: str
    outcome: Outcome | None
    decision: str = ""
    count: int = 1
    on_behalf_of: str = ""
    context: str = ""
    presenter: str = ""
    appointments: tuple[PastAppointment, ...] = ()


@dataclass(frozen=True)
class PastSitting:
    day: date
    start: time
    end: time | None


@dataclass(frozen=True)
class PastCouncil:
    """One council; without a published hour it has no sitting."""

    country: str
    day: date
    number: int | None
    kind: MeetingKind
    place: str
    presided_by: str
    acts: tuple[str, ...]
    sittings: tuple[PastSitting, ...]
    items: tuple[PastItem, ...]
    spokesperson: str
    source: str
    remarks: list[str] = field(default_factory=list)


def read_council(path: Path) -> PastCouncil:
    """Read a file. Raises BadFile; what it did not understand is in `remarks`."""
    unknown: list[str] = []
    with Reader.of(path.name, _loaded(path), "", unknown) as file:
        council = _council(file)
    doubts = [f"clé inconnue / unknown key: {key}" for key in unknown]
    council.remarks.extend(doubts)
    return council


def _loaded(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadFile(path.name, "(fichier)", "un fichier lisible") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadFile(path.name, "(fichier)", "du JSON en UTF-8", str(error)) from error


def _council(file: Reader) -> PastCouncil:
    country = file.text("country", required=True).lower()
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise BadFile(file.file, "country", "un code de pays à deux lettres", country)
    day = file.day("date", required=True)
    if day is None:
        raise BadFile(file.file, "date", "une date AAAA-MM-JJ")
    file.ignore(*REMARKS)
    remarks: list[str] = []
    extraordinary = EXTRAORDINARY in file.text("session_type").lower()
    return PastCouncil(
        country=country,
        day=day,
        number=file.number("number"),
        kind=MeetingKind.EXTRAORDINARY if extraordinary else MeetingKind.ORDINARY,
        place=normalise(file.text("place")),
        presided_by=normalise(file.text("presided_by")),
        acts=tuple(normalise(act) for act in file.texts("acts_announced_in_preamble")),
        sittings=tuple(_sittings(file, day, remarks)),
        items=tuple(_items(file, remarks)),
        spokesperson=_signatory(file),
        source=file.text("source_url"),
        remarks=remarks,
    )


def _sittings(file: Reader, day: date, remarks: list[str]) -> Iterator[PastSitting]:
    listed = list(_listed_sittings(file, day, remarks))
    start, end = file.hour("start_time"), file.hour("end_time")
    if listed or not start:
        yield from listed
        return
    yield PastSitting(day, start, end)


def _listed_sittings(
    file: Reader, day: date, remarks: list[str]
) -> Iterator[PastSitting]:
    for entry in file.objects("sittings"):
        start, end = entry.hour("start"), entry.hour("end")
        when = entry.day("date") or day
        if start:
            yield PastSitting(when, start, end)
        else:
            remarks.append(f"séance sans heure / sitting without an hour: {when}")


def _signatory(file: Reader) -> str:
    value = file.any("signatory")
    if isinstance(value, dict):
        with Reader.of(file.file, value, "signatory", file.unknown) as person:
            names = (person.text(key) for key in ("name", "title", "distinction"))
            return ", ".join(filter(None, names))
    return file.text("signatory")


def _items(file: Reader, remarks: list[str]) -> Iterator[PastItem]:
    owner: Owner | None = None
    for section in file.objects("sections"):
        part = part_of(section.text("title"), section.text("code"))
        for group in section.objects("groups"):
            group.ignore("code", "announced_item_count")
            owner = owner_of(
                group.text("ministry"),
                group.text("on_behalf_of"),
                owner,
            )
            for item in group.objects("items"):
                yield _item(item, part, owner, remarks)
    for name, part in (
        ("oral_communications", Part.ORAL_COMMUNICATIONS),
        ("nominations", Part.APPOINTMENTS),
        ("missions", Part.MISSIONS),
    ):
        for loose in loose_items(file, name):
            yield PastItem(part=part, **vars(loose))


def _item(item: Reader, part: Part, owner: Owner, remarks: list[str]) -> PastItem:
    item.ignore(*REPEATED)
    code = item.text("outcome")
    if code and code not in OUTCOME_FROM_TEXT:
        remarks.append(
            f"issue inconnue / unknown outcome: {item.key('outcome')}={code}"
        )
    decision = normalise(item.text("decision_text"))
    if decision.endswith(CUT):
        remarks.append(f"texte coupé / text cut short: {item.key('decision_text')}")
    count = item.number("count") or 1
    return PastItem(
        part=part,
        owner=owner,
        kind=_kind(item.text("kind"), part),
        subject=normalise(item.text("subject", required=True)),
        outcome=outcome_from_text(code),
        # The usual sentence is better than the beginning of the true one.
        decision="" if decision.endswith(CUT) else decision,
        count=count if SEVERAL.match(item.text("kind")) else 1,
        on_behalf_of=normalise(item.text("on_behalf_of")),
        context=normalise(item.text("context")),
    )


def _kind(text: str, part: Part) -> ItemKind:
    kind = kind_from_text(text)
    spoken = kind is ItemKind.COMMUNICATION and part is Part.ORAL_COMMUNICATIONS
    return ItemKind.ORAL_COMMUNICATION if spoken else kind
