"""The words in hand: a row for each text of the generated edition, and back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ecm.domain.communique.edition import (
    Appointed,
    Edition,
    EditionGroup,
    EditionParagraph,
    as_json,
    from_json,
    texts_of,
    with_texts,
)
from ecm.publication.models import Communique, CommuniqueText

# Under this key stands the short title of a decision on the public site.
TITLE = "/titre"
# What of a row an abandoned erratum gives back.
KEPT = (
    *("key", "position", "reference", "generated", "text", "edited_from"),
    *("is_edited", "is_removed", "is_added", "after", "number"),
)


def keyed_texts(edition: Edition) -> dict[str, tuple[str, str]]:
    """Return every text that may be worded, by key, with the decision it belongs to."""
    references = {p.key: p.reference for p in edition.paragraphs()}
    found = {
        key: (text, references.get(key, "")) for key, text in texts_of(edition).items()
    }
    for decided in edition.decisions:
        found[f"{decided.number}{TITLE}"] = (decided.title, decided.reference)
    return found


def generated(communique: Communique) -> Edition:
    """Return what the grammar made of the decisions, before any hand."""
    return from_json(communique.edition)


def lay(communique: Communique, edition: Edition) -> None:
    """Put a generated edition under the words in hand, none of which is lost.

    A text that nobody touched follows the grammar; one that was worded by hand keeps its
    words, and one whose place is gone is set aside until its place comes back.
    """
    communique.edition = as_json(edition)
    rows = {row.key: row for row in communique.texts.filter(is_added=False)}
    places = {}
    for position, (key, (text, reference)) in enumerate(keyed_texts(edition).items()):
        row = rows.pop(key, None) or CommuniqueText(communique=communique, key=key)
        row.position, row.reference, row.generated = position, reference, text
        row.is_edited = row.is_edited and row.text != text
        if not row.is_edited:
            row.text = text
        row.save()
        places[key] = position
    for row in rows.values():
        _set_aside(row)
    for row in communique.texts.filter(is_added=True, after__in=places):
        row.position = places[row.after]
        row.save(update_fields=["position"])


def _set_aside(row: CommuniqueText) -> None:
    """Keep what a hand made of a text that the grammar has no more place for."""
    if row.is_edited or row.is_removed:
        row.generated = ""
        row.save()
    else:
        row.delete()


def has_place(row: CommuniqueText, edition: Edition) -> bool:
    """Tell whether the generated `edition` has a place for a text, its decision with it."""
    if not row.is_added:
        return bool(row.generated)
    known = {decided.reference for decided in edition.decisions}
    is_known = not row.reference or row.reference in known
    return is_known and any(p.key == row.after for p in edition.paragraphs())


def edition_in_hand(communique: Communique) -> Edition:
    """Return the communiqué as it is worded now, as its next version would be."""
    edition = generated(communique)
    rows = list(communique.texts.all())
    removed = {row.key for row in rows if row.is_removed}
    words = {r.key: r.text for r in rows if not r.is_added and not r.is_removed}
    edition = with_texts(edition, words)
    added = [
        row
        for row in rows
        if row.is_added and not row.is_removed and has_place(row, edition)
    ]
    edition = replace(
        edition,
        sections=tuple(
            replace(
                section,
                groups=tuple(_group(g, removed, added) for g in section.groups),
            )
            for section in edition.sections
        ),
    )
    return _as_data(edition, rows, words)


def _group(
    group: EditionGroup, removed: set[str], added: Sequence[CommuniqueText]
) -> EditionGroup:
    paragraphs: list[EditionParagraph] = []
    for paragraph in group.paragraphs:
        if paragraph.key not in removed:
            paragraphs.append(paragraph)
        paragraphs += [
            EditionParagraph(row.key, row.text, row.reference)
            for row in added
            if row.after == paragraph.key
        ]
    return replace(group, paragraphs=tuple(paragraphs))


def _as_data(
    edition: Edition, rows: Iterable[CommuniqueText], words: dict[str, str]
) -> Edition:
    """Return the edition with data that say no more than its paragraphs."""
    by_hand = {row.key for row in rows if row.is_edited}
    lines = {paragraph.key for paragraph in edition.paragraphs()}
    decisions = tuple(
        replace(d, title=words.get(f"{d.number}{TITLE}", d.title))
        for d in edition.decisions
        if not _is_unsaid(edition, d.reference)
    )
    appointments = tuple(
        _bare(who) if who.paragraph in by_hand else who
        for who in edition.appointments
        if who.paragraph in lines
    )
    return replace(edition, decisions=decisions, appointments=appointments)


def _bare(who: Appointed) -> Appointed:
    """Return an appointment of which nobody knows more than its line: it was reworded."""
    return Appointed(
        *(who.reference, who.paragraph, who.ministry, who.ministry_code, who.is_board)
    )


def _is_unsaid(edition: Edition, reference: str) -> bool:
    """Whether every paragraph of a decision was taken out."""
    return not edition.words_of(reference)


def is_stale(row: CommuniqueText) -> bool:
    """Tell whether the grammar says something else since a hand worded or took it out."""
    was_touched = (row.is_edited or row.is_removed) and not row.is_added
    return was_touched and bool(row.generated) and row.edited_from != row.generated


def keep(communique: Communique) -> None:
    """Remember the texts as they are published, and what they were laid on."""
    communique.kept_edition = communique.edition
    communique.kept_left_out = communique.left_out
    communique.kept_texts = [
        {name: getattr(row, name) for name in KEPT} for row in communique.texts.all()
    ]


def give_back(communique: Communique) -> None:
    """Put back the texts as they were published."""
    communique.texts.all().delete()
    communique.edition = communique.kept_edition or communique.edition
    communique.left_out = communique.kept_left_out
    rows: list[dict[str, Any]] = communique.kept_texts
    CommuniqueText.objects.bulk_create(
        [CommuniqueText(communique=communique, **row) for row in rows]
    )
