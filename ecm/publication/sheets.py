"""A communiqué ready to be printed: one structure, drawn alike on a page and on paper."""

import re
from dataclasses import dataclass

from ecm.domain.communique import Communique, Group, Section, compose
from ecm.domain.communique.layout import Signature
from ecm.domain.french import NARROW_NBSP, NBSP, typeset
from ecm.meetings.models import Meeting
from ecm.publication.compose import content_of

# Words of the document itself: it is in French whatever the language of the screens.
DRAFT = f"Projet{NBSP}— établi d'après les décisions prononcées"
MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
    "|décembre"
)
# What a line must not part: hours, dates, amounts, staff numbers, « n° 5 ».
_FASTENED = (
    (re.compile(r"(\d) H (\d\d) mn"), rf"\1{NBSP}H{NBSP}\2{NBSP}mn"),
    (re.compile(rf"(\d|1er) ({MONTHS})\b"), rf"\1{NBSP}\2"),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW_NBSP),
    (re.compile(r"(?<=\d) (?=(?:F CFA|FCFA|%|H\b|m²|km\b|ha\b))"), NBSP),
    (re.compile(r"\bF CFA\b"), f"F{NBSP}CFA"),
    (re.compile(r"\b(n°|N°|Mle) (?=\d)"), rf"\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=[A-Z]\b,)"), NBSP),
    (re.compile(r"(\w) \((?=\d\d\))"), rf"\1{NBSP}("),
)


def fastened(text: str) -> str:
    """Return `text` with a no-break space wherever a line must not end."""
    text = typeset(text)
    for pattern, replacement in _FASTENED:
        text = pattern.sub(replacement, text)
    return text


@dataclass(frozen=True)
class Passage:
    """What stands under one number.

    Without a heading, `number` runs into the first paragraph; `entries` is a list of
    persons.
    """

    heading: str
    number: str
    level: int
    paragraphs: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True)
class SheetSection:
    anchor: str
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole communiqué; `draft` is empty for one that was published long ago."""

    reference: str
    day: str
    draft: str
    heading: str
    opening: str
    second: str
    sections: tuple[SheetSection, ...]
    signature: Signature | None

    @property
    def is_empty(self) -> bool:
        return not self.second and not self.sections


def communique_of(meeting: Meeting) -> Communique:
    """Return the communiqué that follows from the decisions of a meeting."""
    return compose(*content_of(meeting))


def draft_of(meeting: Meeting) -> str:
    """Return the words that mark a draft, none for a past council that was imported."""
    return "" if meeting.source else DRAFT


def sheet_of(meeting: Meeting) -> Sheet:
    """Return the communiqué of a meeting ready to be printed."""
    communique = communique_of(meeting)
    return Sheet(
        reference=meeting.reference,
        day=meeting.day.isoformat(),
        draft=draft_of(meeting),
        heading=communique.heading,
        opening=fastened(communique.opening),
        second=fastened(communique.second),
        sections=tuple(_section(section) for section in communique.sections),
        signature=communique.signature,
    )


def _section(section: Section) -> SheetSection:
    title = f"{section.number}. {section.title}"
    passages = tuple(_passage(group) for group in section.groups)
    return SheetSection(f"partie-{section.number}", title, passages)


def _passage(group: Group) -> Passage:
    title = group.title or group.on_behalf_of
    number = f"{group.number}." if group.number else ""
    texts = [fastened(paragraph.text) for paragraph in group.paragraphs]
    is_list = bool(texts) and all(text.startswith("- ") for text in texts)
    return Passage(
        heading=fastened(f"{number} {title}".strip()) if title else "",
        number="" if title else number,
        level=group.level,
        paragraphs=() if is_list else tuple(texts),
        entries=tuple(text[2:] for text in texts) if is_list else (),
    )
