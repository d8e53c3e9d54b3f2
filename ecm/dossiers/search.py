"""Finding dossiers by their words, only among those that the reader may know."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import RawSQL

from ecm.domain.french import without_accents
from ecm.dossiers.models import Dossier, Indexed, Version
from ecm.dossiers.standing import Standing, asked_versions, wholly_known

MOST_FOUND = 30  # dossiers
MOST_PASSAGES = 4  # of each, its own title included
AROUND = 90  # characters of a passage on each side of the word
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Passage:
    """Where the words were found: in the dossier itself, or in a version."""

    version: Version | None
    text: str


@dataclass(frozen=True)
class Found:
    """A dossier, where the words are in it, and how many more pieces hold them."""

    dossier: Dossier
    passages: tuple[Passage, ...]
    more: int = 0


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
    """Return the dossiers where all the words are together: those named so, then the latest.

    At most MOST_FOUND of them. The last word may be unfinished. The condition of knowing
    stands in the query itself: no count nor passage comes from what the reader may not
    open.
    """
    words = plain(wanted).split()
    if not words:
        return []
    rows = _matching(words).filter(_open_to(standing))
    rows = rows.filter(Q(version=None) | Q(version__document__removed_at=None))
    named = Count("pk", filter=Q(version=None))
    best = rows.values("dossier").annotate(named=named).order_by("-named", "-dossier")
    order = [row["dossier"] for row in best[:MOST_FOUND]]
    return _grouped(order, rows.filter(dossier__in=order), words)


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


def _grouped(
    order: Sequence[int], rows: "QuerySet[Indexed]", words: Sequence[str]
) -> list[Found]:
    by_dossier: dict[int, list[int]] = defaultdict(list)
    sorted_rows = rows.order_by(F("version").asc(nulls_first=True))
    for pk, dossier in sorted_rows.values_list("pk", "dossier"):
        by_dossier[dossier].append(pk)
    shown = {d: pks[:MOST_PASSAGES] for d, pks in by_dossier.items()}
    entries = Indexed.objects.select_related(
        "dossier__kind",
        "dossier__ministry",
        "version__document",
        "version__rendition",
    ).in_bulk([pk for pks in shown.values() for pk in pks])
    return [
        Found(
            entries[shown[d][0]].dossier,
            tuple(_passage(entries[pk], words) for pk in shown[d]),
            len(by_dossier[d]) - len(shown[d]),
        )
        for d in order
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
