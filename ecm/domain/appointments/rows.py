"""The rows under the headings: which are lines of the list, and which are not."""

from collections.abc import Sequence

from ecm.domain.appointments.headings import Column, Headings
from ecm.domain.appointments.lines import Typed
from ecm.domain.appointments.ministries import group_heading
from ecm.domain.appointments.problems import Place, Problem, column_letter, warning
from ecm.domain.appointments.sheet import EMPTY, Cell, Row, Sheet
from ecm.domain.appointments.spelling import bare
from ecm.domain.errors import gettext_noop

_HIDDEN = gettext_noop("cette ligne est masquée dans le classeur ; elle est lue aussi.")
_SKIPPED = gettext_noop(
    "« %(text)s » : cette ligne n'est pas une nomination, elle n'est pas lue."
)


def typed_lines(sheet: Sheet, heads: Headings) -> tuple[list[Typed], list[Problem]]:
    """Return the lines under the headings, and a remark on each row left out or hidden."""
    typed: list[Typed] = []
    problems: list[Problem] = []
    owner = ""
    for row in sheet.rows:
        if row.number <= heads.row or _is_heading(row, heads):
            continue
        if not (filled := row.filled()):
            continue
        if len(filled) == 1 and (named := group_heading(filled[0].text)):
            owner = named
            continue
        if note := _not_a_line(row, heads, filled):
            problems.append(note)
            continue
        if row.is_hidden:
            problems.append(warning(Place(row.number), _HIDDEN))
        typed.append(_typed(row, heads, owner))
    return typed, problems


def _typed(row: Row, heads: Headings, owner: str) -> Typed:
    cells = {column: row.cell(place) for column, place in heads.columns.items()}
    if owner and not cells.get(Column.MINISTRY, EMPTY).text.strip():
        cells[Column.MINISTRY] = Cell(owner)
    return Typed(row.number, cells, heads.columns)


def _is_heading(row: Row, heads: Headings) -> bool:
    """Tell a row of headings repeated at the top of a printed page."""
    titles = {bare(title) for title in heads.titles.values()}
    return len(row.filled()) > 1 and all(bare(c.text) in titles for c in row.filled())


def _not_a_line(row: Row, heads: Headings, filled: Sequence[Cell]) -> Problem | None:
    """Return a remark for a total, the model's example or a note under the list."""
    order = row.cell(heads.columns.get(Column.ORDER, len(row.cells) + 1))
    first = bare(filled[0].text) if filled else ""
    wanted = [row.cell(heads.columns[c]) for c in heads.columns if c != Column.ORDER]
    if bare(order.text).startswith("exemple"):
        return warning(Place(row.number), _SKIPPED, text=order.text.strip())
    if first.startswith("total") or not any(not cell.is_blank for cell in wanted):
        return warning(Place(row.number), _SKIPPED, text=filled[0].text.strip())
    return None


def original(row: Row, heads: Headings) -> tuple[tuple[str, str], ...]:
    """Return every filled cell of a row as it was typed, under its heading."""
    return tuple(
        (heads.titles.get(place) or column_letter(place), cell.text)
        for place, cell in enumerate(row.cells, start=1)
        if not cell.is_blank
    )
