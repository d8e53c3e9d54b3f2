"""Oral communications, appointments and missions, which the files list outside sections.

Few files have them, in several shapes: texts, objects, or groups by ministry.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ecm.archive.owners import NOBODY, Owner, owner_of
from ecm.archive.reading import BadFile, Reader
from ecm.domain.communique import parse_presided_by
from ecm.domain.french import normalise
from ecm.domain.outcomes import (
    ItemKind,
    Outcome,
    kind_from_text,
    outcome_from_text,
    usual_outcome,
)

KINDS = {
    "oral_communications": ItemKind.ORAL_COMMUNICATION,
    "nominations": ItemKind.APPOINTMENTS,
    "missions": ItemKind.MISSION,
}
# « Le ministre de la Santé a fait au Conseil une communication relative à … »
_SPOKEN = re.compile(
    r"(?:la |le |l')?(?P<who>.+?) a fait (?:au conseil )?une communication(?: orale)? "
    r"(?P<about>(?:relative|portant|sur)\b.+)",
    re.I,
)


@dataclass(frozen=True)
class PastAppointment:
    civility: str
    given_names: str
    surname: str
    staff_number: str
    rank: str
    post: str


@dataclass(frozen=True)
class LooseItem:
    owner: Owner
    kind: ItemKind
    subject: str
    outcome: Outcome | None
    decision: str = ""
    context: str = ""
    presenter: str = ""
    appointments: tuple[PastAppointment, ...] = ()


def loose_items(file: Reader, name: str) -> Iterator[LooseItem]:
    """Yield the items of a list that stands beside the sections."""
    listed = file.any(name)
    if isinstance(listed, dict):
        listed = listed.get("groups", [listed])
    if listed is None:
        return
    if not isinstance(listed, list):
        raise BadFile(file.file, file.key(name), "une liste", listed)
    yield from _entries(file, name, listed, KINDS[name], Owner(NOBODY, NOBODY))


def _entries(
    file: Reader, key: str, listed: list[Any], kind: ItemKind, owner: Owner
) -> Iterator[LooseItem]:
    for rank, entry in enumerate(listed):
        path = f"{key}[{rank}]"
        if isinstance(entry, str):
            yield _told(normalise(entry), kind, owner)
            continue
        with Reader.of(file.file, entry, path, file.unknown) as reader:
            yield from _entry(reader, kind, owner)


def _told(text: str, kind: ItemKind, owner: Owner) -> LooseItem:
    """Return an item told in one sentence, with who spoke when it says so."""
    found = _SPOKEN.fullmatch(text.rstrip(" .;"))
    who, about = (found["who"], found["about"]) if found else ("", text)
    return LooseItem(owner, kind, about, usual_outcome(kind), presenter=who)


def _entry(reader: Reader, kind: ItemKind, owner: Owner) -> Iterator[LooseItem]:
    if ministry := _first(reader, "ministry", "ministere"):
        owner = owner_of(ministry, reader.text("on_behalf_of"), owner)
    inner = reader.any("items") or reader.any("persons")
    if isinstance(inner, list):
        reader.ignore("code", "title", "announced_item_count", "count")
        path = reader.key("items" if "items" in reader.values else "persons")
        yield from _entries(reader, path, inner, kind, owner)
        return
    reader.ignore("code", "count")
    kind = kind_from_text(reader.text("kind")) if reader.values.get("kind") else kind
    appointment = _appointment(reader) if kind is ItemKind.APPOINTMENTS else None
    code = reader.text("outcome")
    yield LooseItem(
        owner=owner,
        kind=kind,
        subject=normalise(_subject(reader, appointment)),
        outcome=outcome_from_text(code) if code else usual_outcome(kind),
        decision=normalise(reader.text("decision_text")),
        context=normalise(reader.text("context")),
        appointments=(appointment,) if appointment else (),
    )


def _subject(reader: Reader, appointment: PastAppointment | None) -> str:
    found = _first(reader, "subject", "title", "text", "object")
    if found:
        return found
    if appointment:
        return f"nomination : {appointment.post}"
    raise BadFile(reader.file, reader.key("subject"), "un texte")


def _first(reader: Reader, *names: str) -> str:
    texts = [reader.text(name) for name in names]
    return next(filter(None, texts), "")


def _appointment(reader: Reader) -> PastAppointment | None:
    post = _first(reader, "post", "function", "position", "fonction", "poste")
    given, surname = reader.text("given_names"), reader.text("surname")
    civility = reader.text("civility")
    if name := _first(reader, "name", "person", "nom"):
        person = parse_presided_by(name)
        given, surname = given or person.given_names, surname or person.surname
        civility = civility or person.civility
    if not (post and surname):
        return None
    return PastAppointment(
        civility=civility or "Monsieur",
        given_names=given,
        surname=surname,
        staff_number=_first(reader, "staff_number", "matricule"),
        rank=_first(reader, "rank", "grade", "corps"),
        post=post,
    )
