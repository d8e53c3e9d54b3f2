"""Finding dossiers by their words, only among those that the reader may know."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from ecm.domain.french import without_accents
from ecm.dossiers.models import Dossier, Indexed, Version
from ecm.dossiers.standing import Standing, asked_versions, wholly_known

MOST_FOUND = 50
AROUND = 90  # characters of a passage on each side of the word
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Passage:
    """Where the words were found: in the dossier itself, or in a version."""

    version: Version | None
    text: str


@dataclass(frozen=True)
class Found:
    dossier: Dossier
    passages: tuple[Passage, ...]


def plain(text: str) -> str:
    """Return the words of a text as they are indexed: lower case, without accents."""
    return " ".join(_WORD.findall(without_accents(text).lower()))


def index_dossier(dossier: Dossier) -> None:
    """Index the words of a dossier; a confidential one has none, nor has any version."""
    if dossier.is_confidential:
        Indexed.objects.filter(dossier=dossier).delete()
        return
    words = plain(
        " ".join([dossier.title, dossier.subject, dossier.theme, dossier.number])
    )
    Indexed.objects.update_or_create(
        dossier=dossier, version=None, defaults={"words": words}
    )


def index_version(version: Version, text: str) -> None:
    """Index the text of a version, unless its dossier is confidential."""
    dossier = version.document.dossier
    if dossier.is_confidential:
        return
    Indexed.objects.update_or_create(
        version=version, defaults={"dossier": dossier, "words": plain(text)}
    )


def search(standing: Standing, wanted: str) -> list[Found]:
    """Return the dossiers where all the words are together, the best first.

    The last word may be unfinished. The condition of knowing stands in the query itself:
    no count nor passage comes from what the reader may not open.
    """
    words = plain(wanted).split()
    if not words:
        return []
    rows = _matching(words).filter(_open_to(standing))
    rows = rows.filter(Q(version=None) | Q(version__document__removed_at=None))
    entries = rows.select_related(
        "dossier__kind",
        "dossier__ministry",
        "version__document",
        "version__rendition",
    )
    return _grouped(entries[:MOST_FOUND], words)


def _open_to(standing: Standing) -> Q:
    whole = Q(dossier__in=wholly_known(standing).values("pk"))
    return whole | Q(version__in=asked_versions(standing))


# What is looked for is a parameter; `plain` left it letters and digits alone.
_POSTGRESQL = (
    "SELECT id FROM dossiers_indexed "
    "WHERE to_tsvector('french', words) @@ to_tsquery('french', %s)"
)
_SQLITE = (
    "SELECT rowid FROM dossiers_indexed_words WHERE dossiers_indexed_words MATCH %s"
)


def _matching(words: Sequence[str]) -> "QuerySet[Indexed]":
    *whole, last = words
    if connection.vendor == "postgresql":
        statement, query = _POSTGRESQL, " & ".join([*whole, f"{last}:*"])
    else:
        statement = _SQLITE
        query = " ".join([*(f'"{word}"' for word in whole), f'"{last}"*'])
    found = RawSQL(statement, [query])  # noqa: S611  (a constant and its parameter)
    return Indexed.objects.filter(pk__in=found)


def _grouped(entries: Iterable[Indexed], words: Sequence[str]) -> list[Found]:
    by_dossier: dict[int, list[Indexed]] = {}
    for entry in entries:
        by_dossier.setdefault(entry.dossier_id, []).append(entry)
    return [
        Found(rows[0].dossier, tuple(_passage(row, words) for row in rows))
        for rows in by_dossier.values()
    ]


def _passage(entry: Indexed, words: Sequence[str]) -> Passage:
    """Return the words around the last one, as they were written in the piece."""
    if entry.version is None:
        return Passage(None, "")
    made = getattr(entry.version, "rendition", None)
    text = " ".join(made.text.split()) if made else entry.words
    # A ligature makes two letters: the place may be a few signs off, which cannot be seen.
    at = max(without_accents(text).lower().find(words[-1]), 0)
    start, end = max(at - AROUND, 0), at + AROUND
    shown = text[start:end]
    first = shown.partition(" ")[2] if start else shown
    whole = first.rpartition(" ")[0] if end < len(text) else first
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Passage(entry.version, f"{before}{whole}{after}")
