"""Two sheets side by side: the same texts, in French and in another language."""

from collections.abc import Iterator
from dataclasses import dataclass

from ecm.publication.sheets import Passage, Sheet


@dataclass(frozen=True)
class Line:
    """A text as it is set: `depth` is the level of a heading, 0 of any other line."""

    text: str
    depth: int = 0
    is_entry: bool = False


@dataclass(frozen=True)
class Row:
    french: str
    other: str
    depth: int
    is_entry: bool


def rows_of(french: Sheet, other: Sheet) -> list[Row]:
    """Return the texts by pairs; raise ValueError when they are not the same ones."""
    pairs = zip(_lines(french), _lines(other), strict=True)
    rows = [Row(one.text, two.text, one.depth, one.is_entry) for one, two in pairs]
    return [row for row in rows if row.french]


def _lines(sheet: Sheet) -> Iterator[Line]:
    yield Line(sheet.heading, 1)
    yield Line(sheet.opening)
    yield Line(sheet.second)
    for section in sheet.sections:
        yield Line(section.title, 2)
        for passage in section.passages:
            yield from _passage(passage)


def _passage(passage: Passage) -> Iterator[Line]:
    if passage.heading:
        yield Line(passage.heading, passage.depth)
    for rank, text in enumerate(passage.paragraphs):
        number = "" if rank else passage.number
        yield Line(f"{number} {text}".strip())
    for text in passage.entries:
        yield Line(text, is_entry=True)
