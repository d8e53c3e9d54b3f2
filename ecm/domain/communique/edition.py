"""An edition: the communiqué as it is published, in one version and one language.

It holds everything that the public may know of a council and nothing else: documents,
feeds, open data and the public site are all made from it, years later if need be. Its
canonical JSON is what is stored, sealed and copied.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ecm.domain.communique.layout import Signature

FORMAT = 1
HEADING, OPENING, SECOND = "heading", "opening", "second"


@dataclass(frozen=True)
class EditionParagraph:
    """A paragraph; `key` is its name in every version and language (« I.2.1#0 »).

    `reference` is that of the decision it publishes, empty for a line of several.
    """

    key: str
    text: str
    reference: str = ""

    @property
    def is_entry(self) -> bool:
        """Whether it is one line of a list of persons."""
        return self.text.startswith("- ")


@dataclass(frozen=True)
class EditionGroup:
    """What stands under one number; `level` is 2 for I.1, 3 for what is inside it."""

    key: str
    number: str
    title: str
    on_behalf_of: str
    level: int
    paragraphs: tuple[EditionParagraph, ...]


@dataclass(frozen=True)
class EditionSection:
    key: str
    number: str
    title: str
    groups: tuple[EditionGroup, ...]


@dataclass(frozen=True)
class Decided:
    """A published decision as data; its words are the paragraphs that bear its reference.

    `kind` and `outcome` are codes of `ItemKind` and `Outcome`; `ministry` is the name of
    the day, `ministry_code` the ministry that stays when names change.
    """

    reference: str
    number: str
    title: str
    kind: str
    outcome: str
    ministry: str
    ministry_code: str
    theme: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True)
class Appointed:
    """A published appointment as data; `paragraph` is the key of its line.

    A line that was worded by hand carries no more than its text: the other fields are
    then empty, for nobody has checked them against it.
    """

    reference: str
    paragraph: str
    ministry: str
    ministry_code: str
    is_board: bool
    post: str = ""
    civility: str = ""
    given_names: str = ""
    surname: str = ""
    staff_number: str = ""
    rank: str = ""


@dataclass(frozen=True)
class EditionPeriod:
    """A sitting: ISO moments with their offset; `ends` is empty where no source has it."""

    starts: str
    ends: str


@dataclass(frozen=True)
class Edition:
    """One version in one language.

    `version` counts from 1; `published` is the ISO moment of this version and
    `first_published` that of the first; `reason` says in a line why a later one was
    needed. `days` are ISO. Of a council known by its communiqué alone (`is_archive`),
    `published` is the day of the council.
    """

    reference: str
    country: str
    body_code: str
    body_name: str
    year: int
    number: int
    nature: str
    place: str
    days: tuple[str, ...]
    periods: tuple[EditionPeriod, ...]
    language: str
    version: int
    published: str
    first_published: str
    reason: str
    is_archive: bool
    heading: str
    opening: str
    second: str
    sections: tuple[EditionSection, ...]
    signature: Signature | None
    decisions: tuple[Decided, ...]
    appointments: tuple[Appointed, ...]

    def paragraphs(self) -> Iterator[EditionParagraph]:
        """Yield the paragraphs of every section, in their order."""
        for section in self.sections:
            for group in section.groups:
                yield from group.paragraphs

    def words_of(self, reference: str) -> list[str]:
        """Return the paragraphs that publish one decision."""
        return [p.text for p in self.paragraphs() if p.reference == reference]


def texts_of(edition: Edition) -> dict[str, str]:
    """Return every text of an edition by its key, in reading order, empty ones left out."""
    found = {
        HEADING: edition.heading,
        OPENING: edition.opening,
        SECOND: edition.second,
    }
    for section in edition.sections:
        found[section.key] = section.title
        for group in section.groups:
            found[group.key] = group.title
            found[f"{group.key}/behalf"] = group.on_behalf_of
            found |= {p.key: p.text for p in group.paragraphs}
    return {key: text for key, text in found.items() if text}


def with_texts(edition: Edition, texts: Mapping[str, str], **changed: Any) -> Edition:
    """Return the edition with other words under the same keys, as a translation has.

    A key that `texts` lacks keeps its words; `changed` are fields (« language »).
    """

    def said(key: str, text: str) -> str:
        return texts.get(key, text)

    sections = tuple(
        replace(
            section,
            title=said(section.key, section.title),
            groups=tuple(
                replace(
                    group,
                    title=said(group.key, group.title),
                    on_behalf_of=said(f"{group.key}/behalf", group.on_behalf_of),
                    paragraphs=tuple(
                        replace(p, text=said(p.key, p.text)) for p in group.paragraphs
                    ),
                )
                for group in section.groups
            ),
        )
        for section in edition.sections
    )
    return replace(
        edition,
        heading=said(HEADING, edition.heading),
        opening=said(OPENING, edition.opening),
        second=said(SECOND, edition.second),
        sections=sections,
        **changed,
    )


def as_json(edition: Edition) -> str:
    """Return the canonical JSON of an edition: the same edition gives the same bytes."""
    body = {"format": FORMAT, **asdict(edition)}
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(edition: Edition) -> str:
    """Return the SHA-256 that seals an edition, in hexadecimal."""
    return hashlib.sha256(as_json(edition).encode()).hexdigest()


def from_json(text: str) -> Edition:
    """Return the edition of a canonical JSON; raise ValueError for another format."""
    body = json.loads(text)
    if body.pop("format", None) != FORMAT:
        raise ValueError("this is not an edition of format 1")
    signature = body["signature"]
    return Edition(
        **{
            **body,
            "days": tuple(body["days"]),
            "periods": tuple(EditionPeriod(**period) for period in body["periods"]),
            "sections": tuple(_section(section) for section in body["sections"]),
            "signature": Signature(**signature) if signature else None,
            "decisions": tuple(Decided(**decided) for decided in body["decisions"]),
            "appointments": tuple(Appointed(**who) for who in body["appointments"]),
        }
    )


def _section(body: dict[str, Any]) -> EditionSection:
    groups = tuple(_group(group) for group in body.pop("groups"))
    return EditionSection(**body, groups=groups)


def _group(body: dict[str, Any]) -> EditionGroup:
    paragraphs = tuple(EditionParagraph(**p) for p in body.pop("paragraphs"))
    return EditionGroup(**body, paragraphs=paragraphs)
