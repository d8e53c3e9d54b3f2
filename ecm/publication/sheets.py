"""A communiqué ready to be printed: one structure, drawn alike on a page and on paper."""

import re
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from ecm.domain.communique import Communique, Facts, Group, Section, compose
from ecm.domain.communique.layout import Signature
from ecm.domain.french import days_in_text, fastened
from ecm.meetings.models import Meeting
from ecm.publication.compose import content_of
from ecm.publication.origin import was_imported

HOME = "bf"
# Words of the document itself: it is in French whatever the language of the screens.
DRAFT = "Projet — établi d'après les décisions prononcées"
EMPTY = "Aucune décision n'est encore à publier."


@dataclass(frozen=True)
class Passage:
    """What stands under one number.

    Without a heading, `number` runs into the first paragraph; `entries` is a list of
    persons. `depth` is the level of its heading in the document.
    """

    heading: str
    number: str
    depth: int
    paragraphs: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True)
class SheetSection:
    anchor: str
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole communiqué.

    `draft` is empty for one that was published long ago; `empty` says in its stead that
    nothing was decided yet; `is_home` is false for the council of another State, which
    does not bear our arms.
    """

    reference: str
    is_home: bool
    day: date
    when: str
    draft: str
    heading: str
    opening: str
    second: str
    empty: str
    sections: tuple[SheetSection, ...]
    signature: Signature | None

    @property
    def heading_lines(self) -> list[str]:
        """The heading in two lines, the second from the day on."""
        return re.split(r" (?=D(?:U|ES) (?:[A-Z]+ )?\d)", self.heading, maxsplit=1)


def draft_of(meeting: Meeting) -> str:
    """Return the words that mark a draft, none for a past council that was imported."""
    if settings.REHEARSAL:
        return "RÉPÉTITION"
    return "" if was_imported(meeting) else DRAFT


def sheet_of(meeting: Meeting) -> Sheet:
    """Return the communiqué of a meeting ready to be printed."""
    facts, content = content_of(meeting)
    return laid_out(meeting, facts, compose(facts, content))


def laid_out(meeting: Meeting, facts: Facts, communique: Communique) -> Sheet:
    """Return `communique` ready to be printed; one without a decision bears no signature.

    A council that was not held yet has no opening: nothing « s'est tenu ».
    """
    draft = draft_of(meeting)
    is_empty = bool(draft) and not communique.second and not communique.sections
    was_held = not draft or facts.periods[0].start is not None
    days = sorted({period.day for period in facts.periods})
    return Sheet(
        reference=meeting.reference,
        is_home=meeting.body.country == settings.STATE.get("country", HOME),
        day=days[-1],
        when=f"{'des' if days[1:] else 'du'} {days_in_text(days)}",
        draft=draft,
        heading=communique.heading,
        opening=fastened(communique.opening) if was_held else "",
        second=fastened(communique.second),
        empty=EMPTY if is_empty else "",
        sections=tuple(_section(section) for section in communique.sections),
        signature=None if is_empty else communique.signature,
    )


def _section(section: Section) -> SheetSection:
    title = f"{section.number}. {section.title}"
    passages = _without_gaps([_passage(group) for group in section.groups])
    return SheetSection(f"partie-{section.number}", title, passages)


def _without_gaps(passages: list[Passage]) -> tuple[Passage, ...]:
    """Return the passages with headings that never skip a level, as PDF/UA wants them."""
    deepest = min((p.depth for p in passages if p.heading), default=3)
    return tuple(replace(p, depth=p.depth - deepest + 3) for p in passages)


def _passage(group: Group) -> Passage:
    title = group.title or group.on_behalf_of
    number = f"{group.number}." if group.number else ""
    texts = [fastened(paragraph.text) for paragraph in group.paragraphs]
    is_list = bool(texts) and all(text.startswith("- ") for text in texts)
    return Passage(
        heading=fastened(f"{number} {title}".strip()) if title else "",
        number="" if title else number,
        depth=group.level + 1,
        paragraphs=() if is_list else tuple(texts),
        entries=tuple(text[2:] for text in texts) if is_list else (),
    )
