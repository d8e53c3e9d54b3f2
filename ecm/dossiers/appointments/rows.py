"""From the lines of a list to the rows of a dossier, to their seal and to an agenda's."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ecm.domain.appointments.checks import Context, ministry_of
from ecm.domain.appointments.lines import Line, Measure
from ecm.dossiers.models import Dossier, ProposedAppointment
from ecm.journal.chain import digest
from ecm.people.models import Ministry

SEALED = (
    *("civility", "given_names", "surname", "staff_number", "rank", "post"),
    *("ministry_id", "is_board", "ends_function"),
)


def rows_of(
    dossier: Dossier, lines: Sequence[Line], context: Context
) -> list[ProposedAppointment]:
    """Return the rows, not saved, that the lines of a checked list make."""
    codes = Ministry.objects.in_bulk(field_name="code")
    return [
        ProposedAppointment(
            dossier=dossier, position=place, **fields_of(line, context, codes)
        )
        for place, line in enumerate(lines, start=1)
    ]


def fields_of(
    line: Line, context: Context, codes: dict[str, Ministry]
) -> dict[str, Any]:
    found = ministry_of(line, context)
    return {
        "civility": line.civility,
        "given_names": line.given_names,
        "surname": line.surname,
        "staff_number": line.staff_number,
        "rank": line.rank,
        "post": line.post,
        "ministry": codes.get(found.code) if found else None,
        "is_board": line.is_board,
        "ends_function": line.measure is Measure.TERMINATION,
        "original": dict(line.original),
    }


def line_of(row: ProposedAppointment, names: dict[str, str]) -> Line:
    """Return a row as a line again; `names` tells each ministry's, by code."""
    return Line(
        number=row.position,
        surname=row.surname,
        given_names=row.given_names,
        civility=row.civility,
        staff_number=row.staff_number,
        rank=row.rank,
        post=row.post,
        ministry=names.get(row.ministry.code, "") if row.ministry else "",
        is_board=row.is_board,
        measure=Measure.TERMINATION if row.ends_function else Measure.APPOINTMENT,
    )


def seal_of(rows: Iterable[ProposedAppointment]) -> str:
    """Return the digest of a list: who, to what, in which order."""
    told = [[getattr(row, field) for field in SEALED] for row in rows]
    return digest(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
