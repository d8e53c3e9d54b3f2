"""Two texts of one paragraph: which words were added, which were taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[\w'’-]+|[^\w\s]")


class Fate(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """Words that follow each other and have the same fate."""

    fate: Fate
    text: str


def compared(before: str, after: str) -> tuple[Run, ...]:
    """Return the words of both texts in order, each with what became of it."""
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    found: list[Run] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        for fate, words in _runs(tag, was[a:b], now[c:d]):
            if words:
                found.append(Run(fate, "".join(words)))
    return tuple(found)


def _runs(tag: str, was: list[str], now: list[str]) -> Iterator[tuple[Fate, list[str]]]:
    if tag == "equal":
        yield Fate.SAME, now
        return
    yield Fate.REMOVED, was
    yield Fate.ADDED, now
