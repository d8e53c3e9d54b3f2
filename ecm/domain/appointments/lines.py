"""One line of a list of appointments: as it was typed, and as it would be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.appointments.headings import LABELS, Column
from ecm.domain.appointments.problems import Place
from ecm.domain.appointments.sheet import EMPTY, Cell
from ecm.domain.french import normalise


class Measure(StrEnum):
    APPOINTMENT = "appointment"
    TERMINATION = "termination"


@dataclass(frozen=True)
class Line:
    """A proposed appointment; `number` is its row in the file or its place in the list.

    `ministry` is what was written: which ministry that is, the checks say. `original` keeps
    every cell as it was typed, under its heading.
    """

    number: int
    surname: str = ""
    given_names: str = ""
    civility: str = ""
    staff_number: str = ""
    rank: str = ""
    post: str = ""
    ministry: str = ""
    structure: str = ""
    is_board: bool = False
    measure: Measure = Measure.APPOINTMENT
    original: tuple[tuple[str, str], ...] = ()

    @property
    def person(self) -> str:
        return " ".join(filter(None, [self.given_names, self.surname]))


@dataclass(frozen=True)
class Typed:
    """The cells of one line by column, and where each stands for the remarks."""

    number: int
    cells: Mapping[Column, Cell]
    places: Mapping[Column, int]

    def at(self, column: Column) -> Place:
        return Place(self.number, self.places.get(column), LABELS[column])

    def cell(self, column: Column) -> Cell:
        return self.cells.get(column, EMPTY)

    def text(self, column: Column) -> str:
        return normalise(self.cell(column).text)
