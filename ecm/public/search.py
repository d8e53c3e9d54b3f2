"""Finds decisions and appointments by their words, and shows where the words are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from ecm.domain.communique.languages import FRENCH
from ecm.domain.french import without_accents
from ecm.public.opened import read, rows_once, which
from ecm.public.reading import Appointment, Decision
from ecm.public.words import asked_words, expression, plain_words, stem

Row = TypeVar("Row")
AROUND = 140  # characters of an excerpt before the first word found
LONGEST = 420
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Asked:
    """A question and its filters, each empty or 0 when it does not matter."""

    words: str = ""
    year: int = 0
    ministry: str = ""
    kind: str = ""
    post: str = ""
    name: str = ""
    newest_first: bool = False


@dataclass(frozen=True)
class Page:
    """What of an answer is shown: `offset` rows are left out before."""

    limit: int
    offset: int = 0


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `is_found` when it is a word that was asked for."""

    text: str
    is_found: bool


def find_decisions(asked: Asked, page: Page) -> tuple[int, list[Decision]]:
    """Return how many decisions answer, and one page of them, the best first.

    Words are sought in every language; without words the French decisions are listed.
    """
    sought = expression(asked.words, "plain", "stems")
    language = "" if sought else FRENCH
    filters = {"kind": asked.kind, "ministry_code": asked.ministry, "year": asked.year}
    best = bool(sought) and not asked.newest_first
    found = _matching("decision", sought, filters | {"language": language}, best)
    return _counted(Decision, found, page)


def find_appointments(asked: Asked, page: Page) -> tuple[int, list[Appointment]]:
    """Return how many appointments answer, and one page of them, the last first."""
    names = [f'name : "{word}" *' for word in plain_words(asked.name)[:6]]
    post = expression(asked.post, "post", "post_stems")
    sought = " AND ".join([*filter(None, [post]), *names])
    filters = {"ministry_code": asked.ministry, "year": asked.year}
    found = _matching("appointment", sought, filters, best=False)
    return _counted(Appointment, found, page)


def pieces_of(text: str, question: str) -> list[Piece]:
    """Return a text in pieces, the words that answer a question apart."""
    return list(_pieces(text, _tests(question)))


def excerpt_of(text: str, question: str) -> list[Piece]:
    """Return the passage around the first word that answers, the words apart."""
    stems, last = _tests(question)
    hits = (w for w in _WORD.finditer(text) if _answers(w[0], stems, last))
    first = next(hits, None)
    start = max(first.start() - AROUND, 0) if first else 0
    start = text.find(" ", start) + 1 if start else 0
    end = start + LONGEST
    end = text.rfind(" ", start, end) if end < len(text) else len(text)
    passage = text[start:end]
    cut = f"{'… ' if start else ''}{passage}{' …' if end < len(text) else ''}"
    return list(_pieces(cut, (stems, last)))


def _matching(
    table: str, sought: str, filters: dict[str, object], best: bool
) -> tuple[str, str, list[object]]:
    """Return the source, the order and the values of a question."""
    where, values = which(**filters)
    order = "day DESC, meeting DESC, rank"
    if not sought:
        return f"FROM {table} {where}", order, values
    score = ", rank AS score" if best else ""
    hits = (
        f"SELECT rowid AS hit{score} FROM {table}_words"  # noqa: S608  (our names)
        f" WHERE {table}_words MATCH ?"
    )
    source = f"FROM ({hits}) JOIN {table} ON id = hit {where}"
    return source, f"score, {order}" if best else order, [sought, *values]


def _counted(
    kind: type[Row], found: tuple[str, str, list[object]], page: Page
) -> tuple[int, list[Row]]:
    source, order, values = found
    total = int(rows_once(f"SELECT count(*) {source}", *values)[0][0])
    asked = f"{source} ORDER BY {order} LIMIT ? OFFSET ?"
    return total, read(kind, asked, *values, page.limit, page.offset)


def _tests(question: str) -> tuple[frozenset[str], str]:
    words = asked_words(question)
    return frozenset(map(stem, words)), words[-1] if words else ""


def _answers(word: str, stems: frozenset[str], last: str) -> bool:
    plain = without_accents(word).lower()
    return stem(plain) in stems or (bool(last) and plain.startswith(last))


def _pieces(text: str, asked: tuple[frozenset[str], str]) -> Iterator[Piece]:
    done = 0
    for word in _WORD.finditer(text):
        if _answers(word[0], *asked):
            if word.start() > done:
                yield Piece(text[done : word.start()], False)
            yield Piece(word[0], True)
            done = word.end()
    if done < len(text):
        yield Piece(text[done:], False)
