"""The XML parts of a workbook, walked once and in bounds before anything is made of them."""

import re
from dataclasses import dataclass, field
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from ecm.domain.errors import NotPossible, gettext_noop

MOST_CELLS = 150_000
MOST_MERGED = 5_000

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

TOO_MANY_CELLS = gettext_noop(
    "Ce classeur contient plus de %(most)s cellules, vides ou non : copiez les lignes utiles "
    "dans le modèle."
)
BROKEN = gettext_noop(
    "Ce classeur est abîmé ou n'a pas été écrit par un tableur : ouvrez-le dans le tableur "
    "et enregistrez-le de nouveau en « Classeur Excel (.xlsx) »."
)


@dataclass(frozen=True)
class Range:
    """Merged cells: the first and the last row, the first and the last column."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class Traits:
    """What openpyxl does not tell of a sheet that it reads without loading it."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0


def walk(part: IO[bytes]) -> Traits:
    """Walk an XML part; raise NotPossible if it declares entities or holds too much."""
    handler = _Sheet()
    parser = make_parser()
    # No part of a workbook declares a type (ECMA-376, part 2, 7.2): only bombs do.
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        parser.parse(part)
    except (SAXException, DefusedXmlException, ValueError, LookupError):
        raise NotPossible(BROKEN) from None
    return handler.traits


def place(reference: str) -> tuple[int, int] | None:
    """Return the row and the column of « D14 », counted from 1."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


class _Sheet(ContentHandler):
    """Notes the formulas, the merged cells, the hidden rows and the last cell with a value."""

    def __init__(self) -> None:
        super().__init__()
        self.traits = Traits()
        self.cells = self.row = self.column = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._begin_row(attrs)
        elif tag == "c":
            self._begin_cell(attrs)
        elif tag in {"v", "is"}:
            self.traits.last_row = max(self.traits.last_row, self.row)
            self.traits.last_column = max(self.traits.last_column, self.column)
        elif tag == "f":
            self.traits.formulas.add((self.row, self.column))
        elif tag == "mergeCell":
            self._merge(attrs.get("ref", ""))

    def _begin_row(self, attrs: AttributesImpl) -> None:
        self.row = int(attrs.get("r") or self.row + 1)
        self.column = 0
        if attrs.get("hidden") in {"1", "true"}:
            self.traits.hidden.add(self.row)

    def _begin_cell(self, attrs: AttributesImpl) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise NotPossible(TOO_MANY_CELLS, most=MOST_CELLS)
        found = place(attrs.get("r", ""))
        self.column = found[1] if found else self.column + 1

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = place(first), place(last or first)
        if start and end and len(self.traits.merged) < MOST_MERGED:
            merged = Range(start[0], end[0], start[1], end[1])
            self.traits.merged.append(merged)
