"""Open data as CSV (RFC 4180): one table of decisions and one of appointments a year.

UTF-8 with its mark, which spreadsheets need to read accents; a cell that a spreadsheet
would compute begins with an apostrophe.
"""

import csv
import io
from collections.abc import Iterable

from ecm.public import reading
from ecm.public.programs.masking import masked, staff_number
from ecm.public.programs.places import Places

MARK = "\ufeff"
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
DECISIONS = (
    *("reference", "date", "numero", "titre", "nature", "issue", "ministere"),
    *("code_ministere", "pour_le_compte_de", "theme", "texte", "adresse"),
)
APPOINTMENTS = (
    *("reference", "date", "civilite", "prenoms", "nom", "matricule", "grade"),
    *("fonction", "conseil_d_administration", "ministere", "code_ministere", "texte"),
)


def decisions(year: int, places: Places) -> bytes:
    """Return the decisions of a year, the last council first."""
    return _table(
        DECISIONS,
        (
            (
                *(row.reference, row.day.isoformat(), row.item, row.title, row.kind),
                *(row.outcome, row.ministry, row.ministry_code, row.on_behalf_of),
                *(row.theme, row.words),
                places.decision(row.year, row.meeting, row.reference),
            )
            for row in reading.decisions(year=year)
        ),
    )


def appointments(year: int) -> bytes:
    """Return the appointments of a year, the last council first."""
    return _table(
        APPOINTMENTS,
        (
            (
                *(row.reference, row.day.isoformat(), row.civility, row.given_names),
                *(row.surname, staff_number(row.staff_number), row.grade, row.post),
                *("oui" if row.is_board else "non", row.ministry, row.ministry_code),
                row.words,
            )
            for row in reading.appointments(year=year)
        ),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(head)
    table.writerows([_inert(masked(cell)) for cell in row] for row in rows)
    return (MARK + written.getvalue()).encode()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell
