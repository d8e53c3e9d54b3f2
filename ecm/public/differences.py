"""What an erratum changed: the texts of two versions, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ecm.domain.communique.edition import Edition, texts_of

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Span:
    """Words that stayed, or were taken out or put in; `sign` is « », « - » or « + »."""

    sign: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A text before and after; one of the two is empty when it came or went."""

    before: str
    after: str

    @property
    def spans(self) -> list[Span]:
        return list(_spans(_WORDS.findall(self.before), _WORDS.findall(self.after)))


def differences(before: Edition, after: Edition) -> list[Difference]:
    """Return every text that is not the same in both, in the order of the later one."""
    old, new = texts_of(before), texts_of(after)
    changed = [
        Difference(old.get(key, ""), text)
        for key, text in new.items()
        if old.get(key) != text
    ]
    return changed + [Difference(old[key], "") for key in old if key not in new]


def _spans(before: list[str], after: list[str]) -> Iterator[Span]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Span("", "".join(before[i:j]))
            continue
        if i < j:
            yield Span("-", "".join(before[i:j]))
        if k < m:
            yield Span("+", "".join(after[k:m]))
