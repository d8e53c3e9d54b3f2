"""A sheet as it was read: cells with what the spreadsheet made of them, and nothing more."""

from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.appointments.problems import Problem

# What a spreadsheet takes for the beginning of a formula (OWASP, « CSV injection »).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Nature(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FAULT = "fault"


@dataclass(frozen=True)
class Cell:
    """The text of a cell; `nature` is the type the spreadsheet stored it under.

    `is_rounded`: a number with more digits than a spreadsheet keeps. `is_computed`: the
    result of a formula. `is_merged`: repeated from the cell it is merged with.
    """

    text: str = ""
    nature: Nature = Nature.TEXT
    is_rounded: bool = False
    is_computed: bool = False
    is_merged: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and not self.is_computed


EMPTY = Cell()


@dataclass(frozen=True)
class Row:
    """A row and its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    @property
    def is_blank(self) -> bool:
        return all(cell.is_blank for cell in self.cells)

    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.is_blank and not cell.is_merged]

    def cell(self, column: int) -> Cell:
        """Return the cell of a column, counted from 1; empty beyond the end."""
        return self.cells[column - 1] if column <= len(self.cells) else EMPTY


@dataclass(frozen=True)
class Sheet:
    """The rows that hold something; `problems` is what reading already noticed."""

    name: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """The visible sheets of a file, in their order."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet that opens this text would compute it."""
    return text.startswith(_FORMULA_STARTS)
