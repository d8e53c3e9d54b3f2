"""A press list read from a spreadsheet: each row a recipient, or what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ecm.domain.appointments.sheet import Row, Workbook
from ecm.domain.communique.languages import FRENCH, LANGUAGES
from ecm.domain.french import without_accents

COLUMNS = {
    "name": ("nom", "redaction", "organe", "media", "destinataire"),
    "email": ("courriel", "adresse", "email", "e-mail", "mail", "adresse electronique"),
    "language": ("langue", "langues"),
}
LONGEST_NAME = 120


@dataclass(frozen=True)
class Entry:
    """One row as it will be kept."""

    row: int
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, in the reader's language."""

    row: int
    words: str


def read_list(workbook: Workbook) -> tuple[list[Entry], list[Fault]]:
    """Return the recipients of the first sheet that has rows, and every fault in it."""
    rows = next((sheet.rows for sheet in workbook.sheets if sheet.rows), ())
    places = _places(rows[0]) if rows else None
    if places is None:
        told = _("La première ligne doit nommer les colonnes : Nom, Courriel, Langue.")
        return [], [Fault(rows[0].number if rows else 1, told)]
    entries = [_entry(row, places) for row in rows[1:]]
    faults = [Fault(e.row, words) for e in entries for words in _faults(e)]
    faults += _repeated(entries)
    if not entries:
        faults.append(Fault(rows[0].number, _("La liste ne contient aucune ligne.")))
    return entries, sorted(faults, key=lambda fault: fault.row)


def _places(heading: Row) -> dict[str, int] | None:
    titles = [without_accents(c.text).strip().lower() for c in heading.cells]
    found = {
        column: rank
        for column, names in COLUMNS.items()
        for rank, title in enumerate(titles)
        if title in names
    }
    return found if {"name", "email"} <= found.keys() else None


def _entry(row: Row, places: dict[str, int]) -> Entry:
    def cell(column: str) -> str:
        rank = places.get(column, len(row.cells))
        return row.cells[rank].text.strip() if rank < len(row.cells) else ""

    named = cell("language")
    return Entry(row.number, cell("name"), cell("email").lower(), _code(named))


def _code(named: str) -> str:
    """Return the code of a language given by its code or its name; itself when unknown."""
    wanted = without_accents(named).lower() or FRENCH
    for language in LANGUAGES.values():
        names = (language.code, language.iso, language.name, language.own_name)
        if wanted in (without_accents(name).lower() for name in names):
            return language.code
    return named


def _faults(entry: Entry) -> Iterator[str]:
    if not entry.name:
        yield _("Le nom manque.")
    elif len(entry.name) > LONGEST_NAME:
        yield _("Le nom est trop long.")
    if not is_address(entry.email):
        yield _("« %(typed)s » n'est pas une adresse de courriel.") % {
            "typed": entry.email
        }
    if entry.language not in LANGUAGES:
        yield _("« %(typed)s » n'est pas une langue du compte rendu.") % {
            "typed": entry.language
        }


def is_address(text: str) -> bool:
    """Tell whether a text has the form of an address of mail."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _repeated(entries: Sequence[Entry]) -> list[Fault]:
    first: dict[str, int] = {}
    found = []
    for entry in entries:
        before = first.setdefault(entry.email, entry.row)
        if entry.email and before != entry.row:
            told = _("Cette adresse est déjà à la ligne %(row)s.") % {"row": before}
            found.append(Fault(entry.row, told))
    return found
