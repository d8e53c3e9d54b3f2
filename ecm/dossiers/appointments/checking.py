"""What a list is checked against: the ministries of the day, and the dossier's other lines."""

from collections.abc import Mapping

from ecm import clock
from ecm.domain.appointments.checks import Context
from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.lines import Line, Typed
from ecm.domain.appointments.ministries import KnownMinistry
from ecm.domain.appointments.preview import Lookup, judge, nobody
from ecm.domain.appointments.problems import Problem
from ecm.domain.appointments.sheet import Cell
from ecm.dossiers.models import Dossier, Part, ProposedAppointment
from ecm.people.models import MinistryName

# The columns of a line that is typed in a form, and the model's field for each.
FIELDS: dict[Column, str] = {
    Column.CIVILITY: "civility",
    Column.SURNAME: "surname",
    Column.GIVEN_NAMES: "given_names",
    Column.STAFF_NUMBER: "staff_number",
    Column.RANK: "rank",
    Column.POST: "post",
    Column.MINISTRY: "ministry",
    Column.BOARD: "is_board",
}


def context_of(dossier: Dossier) -> Context:
    """Return the ministries known today and the dossier's own."""
    names = MinistryName.objects.valid_on(clock.now().date()).select_related("ministry")
    known = tuple(
        KnownMinistry(name.ministry.code, (name.name, name.short_name))
        for name in names.order_by("precedence", "pk")
    )
    return Context(
        ministries=known,
        ministry=dossier.ministry.code,
        terminations=dossier.kind.part == Part.MEASURES,
    )


def typed_of(row: ProposedAppointment) -> Typed:
    """Return a row of the dossier as if it had been typed."""
    code = row.ministry.code if row.ministry else ""
    values = {column: getattr(row, field) for column, field in FIELDS.items()}
    values |= {Column.MINISTRY: code, Column.BOARD: "oui" if row.is_board else "non"}
    if row.ends_function:
        values[Column.MEASURE] = "fin de fonction"
    return typed_values(row.position, values)


def typed_values(number: int, values: Mapping[Column, str]) -> Typed:
    """Return what a form holds as a line; its remarks name the field and no column."""
    return Typed(number, {column: Cell(text) for column, text in values.items()}, {})


def checked(
    dossier: Dossier,
    typed: Typed,
    others: list[ProposedAppointment],
    in_post: Lookup = nobody,
) -> tuple[Line, tuple[Problem, ...]]:
    """Read one line beside the others of the dossier; return it with its own remarks."""
    beside = [typed_of(row) for row in others]
    lines, problems = judge([*beside, typed], context_of(dossier), in_post)
    own = tuple(p for p in problems if p.place.row == typed.number)
    return lines[-1], own
