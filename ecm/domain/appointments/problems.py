"""What is wrong in a list of appointments: a severity, a place in the sheet, French words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.errors import gettext_noop
from ecm.domain.french import NBSP, typeset, upper_first

_LONGEST_VALUE = 200


class Severity(StrEnum):
    """An error forbids to confirm the list; a warning asks to look twice."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """A cell, a row, a column or, with neither, the whole file; rows and columns from 1."""

    row: int | None = None
    column: int | None = None
    label: str = ""

    @property
    def letter(self) -> str:
        return column_letter(self.column) if self.column else ""


@dataclass(frozen=True)
class Problem:
    """One remark on a list; `values` fill the French sentence of `message`."""

    place: Place
    severity: Severity
    message: str
    values: tuple[tuple[str, object], ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Return « Ligne 14, colonne D (matricule) : … » in the language of `translate`."""
        where = located(self.place, translate)
        words = self.words(translate)
        return upper_first(f"{where}{NBSP}: {words}" if where else words)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return the words with a capital, for the field of a form."""
        return upper_first(self.words(translate))

    def words(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence alone, for a screen that shows it beside its row."""
        sentence = translate(self.message)
        return typeset(sentence % dict(self.values) if self.values else sentence)


def error(place: Place, message: str, **values: object) -> Problem:
    return Problem(place, Severity.ERROR, message, _shortened(values))


def warning(place: Place, message: str, **values: object) -> Problem:
    return Problem(place, Severity.WARNING, message, _shortened(values))


def _shortened(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    """Return values that leave a sentence readable, whatever a cell holds."""
    return tuple((name, _short(value)) for name, value in values.items())


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        return f"{value[: _LONGEST_VALUE - 1]}…"
    return value


def column_letter(column: int) -> str:
    """Return the name that spreadsheets give to a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


_ROW = gettext_noop("ligne %(row)s")
_COLUMN = gettext_noop("colonne %(letter)s (%(label)s)")


def located(place: Place, translate: Callable[[str], str] = str) -> str:
    """Return « ligne 14, colonne D (matricule) », as far as the place is known."""
    parts = []
    if place.row:
        parts.append(translate(_ROW) % {"row": place.row})
    label = translate(place.label) if place.label else ""
    if place.letter:
        parts.append(translate(_COLUMN) % {"letter": place.letter, "label": label})
    elif label:
        parts.append(label)
    return ", ".join(parts)
