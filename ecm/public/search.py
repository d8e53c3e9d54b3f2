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
MOST_RANKED = 1000  # answers: above that a word tells too little to rank them
LAST_FIRST = "day DESC, meeting DESC, rank"
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
    Where very many answer, none is better than another: the last ones come first.
    """
    sought = expression(asked.words, "plain", "stems")
    filters = {"kind": asked.kind, "ministry_code": asked.ministry, "year": asked.year}
    question = _Question(
        "decision", sought, filters | {"language": "" if sought else FRENCH}
    )
    total = question.count()
    best = bool(sought) and not asked.newest_first and total <= MOST_RANKED
    return total, question.best(Decision, page) if best else question.last(
        Decision, page
    )


def find_appointments(asked: Asked, page: Page) -> tuple[int, list[Appointment]]:
    """Return how many appointments answer, and one page of them, the last first."""
    names = [f'name : "{word}" *' for word in plain_words(asked.name)[:6]]
    post = expression(asked.post, "post", "post_stems")
    sought = " AND ".join([*filter(None, [post]), *names])
    filters = {"ministry_code": asked.ministry, "year": asked.year}
    question = _Question("appointment", sought, filters)
    return question.count(), question.last(Appointment, page)


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


@dataclass(frozen=True)
class _Question:
    """Words sought in a table, in the terms of FTS5, and the columns that must be so."""

    table: str
    sought: str
    filters: dict[str, object]

    def count(self) -> int:
        """Count the rows that answer."""
        source, values = self._among()
        if self.sought and not any(self.filters.values()):
            source, values = self._hits(), [self.sought]
        return int(rows_once(f"SELECT count(*) {source}", *values)[0][0])

    def last(self, kind: type[Row], page: Page) -> list[Row]:
        """Return the rows of the last councils first: the index gives them in order."""
        source, values = self._among()
        asked = f"{source} ORDER BY {LAST_FIRST} LIMIT ? OFFSET ?"
        return read(kind, asked, *values, page.limit, page.offset)

    def best(self, kind: type[Row], page: Page) -> list[Row]:
        """Return the rows that answer best first; each of them is weighed."""
        where, values = which(**self.filters)
        asked = (
            f"FROM (SELECT rowid AS hit, rank AS score {self._hits()})"
            f" JOIN {self.table} ON id = hit {where}"
            f" ORDER BY score, {LAST_FIRST} LIMIT ? OFFSET ?"
        )
        return read(kind, asked, self.sought, *values, page.limit, page.offset)

    def _hits(self) -> str:
        return f"FROM {self.table}_words WHERE {self.table}_words MATCH ?"

    def _among(self) -> tuple[str, list[object]]:
        where, values = which(**self.filters)
        if not self.sought:
            return f"FROM {self.table} {where}", values
        # « + » keeps SQLite from fetching every hit in order to sort them.
        hits = f"+id IN (SELECT rowid {self._hits()})"
        source = f"FROM {self.table} {f'{where} AND' if where else 'WHERE'} {hits}"
        return source, [*values, self.sought]


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
