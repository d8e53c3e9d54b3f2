"""An edition ready to be printed: one structure, drawn alike on a page and on paper."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings

from ecm.domain.communique.edition import Edition, EditionGroup, EditionSection
from ecm.domain.communique.languages import FRENCH
from ecm.domain.communique.layout import Signature
from ecm.domain.french import date_in_text, days_in_text, fastened
from ecm.meetings.models import Meeting
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

    `draft` is empty for one that is published; `empty` says in its stead that nothing
    was decided yet; `amended` says which version this is and why, nothing of the first;
    `is_home` is false for the council of another State, which does not bear our arms.
    """

    reference: str
    language: str
    country: str
    is_home: bool
    day: date
    when: str
    draft: str
    amended: str
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
    return rehearsed() or ("" if was_imported(meeting) else DRAFT)


def rehearsed() -> str:
    """Return the mark of whatever a rehearsal makes, nothing elsewhere."""
    return "RÉPÉTITION" if settings.REHEARSAL else ""


def sheet_of(edition: Edition, *, draft: str = "") -> Sheet:
    """Return an edition ready to be printed; one without a decision bears no signature.

    A council that was not held yet has no opening: nothing « s'est tenu ».
    """
    draft = draft or rehearsed()
    is_empty = bool(draft) and not edition.second and not edition.sections
    was_held = not draft or bool(edition.periods)
    days = [date.fromisoformat(day) for day in edition.days]
    set_for = fastened if edition.language == FRENCH else str
    return Sheet(
        reference=edition.reference,
        language=edition.language,
        country=edition.country,
        is_home=edition.country == settings.STATE.get("country", HOME),
        day=days[-1],
        when=f"{'des' if days[1:] else 'du'} {days_in_text(days)}",
        draft=draft,
        amended=amended(edition),
        heading=edition.heading,
        opening=set_for(edition.opening) if was_held else "",
        second=set_for(edition.second),
        empty=EMPTY if is_empty else "",
        sections=tuple(_section(section, set_for) for section in edition.sections),
        signature=None if is_empty else edition.signature,
    )


def amended(edition: Edition) -> str:
    """Return « Version n° 2 du 24 juillet 2026 : … », nothing of a first version."""
    if edition.version == 1:
        return ""
    day = datetime.fromisoformat(edition.published).date()
    why = f" : {edition.reason}" if edition.reason else ""
    return fastened(f"Version n° {edition.version} du {date_in_text(day)}{why}")


def _section(section: EditionSection, set_for: Callable[[str], str]) -> SheetSection:
    title = f"{section.number}. {section.title}"
    passages = [_passage(group, set_for) for group in section.groups]
    return SheetSection(f"partie-{section.number}", title, _without_gaps(passages))


def _without_gaps(passages: list[Passage]) -> tuple[Passage, ...]:
    """Return the passages with headings that never skip a level, as PDF/UA wants them."""
    deepest = min((p.depth for p in passages if p.heading), default=3)
    return tuple(replace(p, depth=p.depth - deepest + 3) for p in passages)


def _passage(group: EditionGroup, set_for: Callable[[str], str]) -> Passage:
    title = group.title or group.on_behalf_of
    number = f"{group.number}." if group.number else ""
    texts = [set_for(paragraph.text) for paragraph in group.paragraphs]
    is_list = bool(texts) and all(text.startswith("- ") for text in texts)
    return Passage(
        heading=set_for(f"{number} {title}".strip()) if title else "",
        number="" if title else number,
        depth=group.level + 1,
        paragraphs=() if is_list else tuple(texts),
        entries=tuple(text[2:] for text in texts) if is_list else (),
    )
