"""The French that translators have before them, and the one that the country reads."""

from dataclasses import replace

from django.db.models import Q, QuerySet

from ecm.domain.communique.edition import (
    Edition,
    EditionGroup,
    EditionParagraph,
    from_json,
    with_texts,
)
from ecm.domain.communique.languages import FRENCH
from ecm.domain.publishing import CommuniqueState
from ecm.publication.models import Communique, CommuniqueText, CommuniqueVersion

# From its submission on: before, a paragraph may still be taken out of it.
UNDER_WAY = (
    CommuniqueState.SUBMITTED,
    CommuniqueState.VALIDATED,
    CommuniqueState.SIGNED,
)


def french_of(communique: Communique) -> Edition | None:
    """Return the French to translate: the text submitted, else the last one published.

    None for a draft that was never submitted.
    """
    if communique.state in UNDER_WAY:
        return _in_hand(communique)
    return published_french(communique)


def published_french(communique: Communique) -> Edition | None:
    """Return the French as the country reads it today; None before its publication."""
    rows = CommuniqueVersion.objects.filter(communique=communique, language=FRENCH)
    last = rows.order_by("number").last()
    return from_json(last.edition) if last else None


def open_to_translators() -> "QuerySet[Communique]":
    """Return the communiqués of which a translator may read the French."""
    published = Q(versions__language=FRENCH)
    return Communique.objects.filter(Q(state__in=UNDER_WAY) | published).distinct()


def _in_hand(communique: Communique) -> Edition:
    """Return the text that was submitted: what was taken out of it is not in it."""
    rows = list(communique.texts.all())
    words = {row.key: row.text for row in rows}
    edition = with_texts(from_json(communique.edition), words)
    sections = [
        replace(section, groups=tuple(_group(group, rows) for group in section.groups))
        for section in edition.sections
    ]
    filled = [
        replace(section, groups=tuple(g for g in section.groups if g.paragraphs))
        for section in sections
    ]
    return replace(edition, sections=tuple(s for s in filled if s.groups))


def _group(group: EditionGroup, rows: list[CommuniqueText]) -> EditionGroup:
    removed = {row.key for row in rows if row.is_removed}
    added = [row for row in rows if row.is_added and not row.is_removed]
    found: list[EditionParagraph] = []
    for paragraph in group.paragraphs:
        if paragraph.key not in removed:
            found.append(paragraph)
        found += [
            EditionParagraph(row.key, row.text, row.reference)
            for row in added
            if row.after == paragraph.key
        ]
    return replace(group, paragraphs=tuple(found))
