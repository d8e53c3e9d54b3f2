"""Reading an XLSX: its archive in bounds, its macros refused, its cells as they were typed."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import openpyxl

from ecm.domain.appointments.problems import Place, Problem, warning
from ecm.domain.appointments.sheet import EMPTY, Cell, Row, Sheet, Workbook
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.dossiers.spreadsheet import parts
from ecm.dossiers.spreadsheet.cells import cell_of
from ecm.dossiers.spreadsheet.separated import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)

MOST_UNPACKED = 16_000_000
MOST_MEMBERS = 1_000
MOST_SHEETS = 30

_TYPES = "[Content_Types].xml"
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_XML = re.compile(r"\.(?:xml|rels|vml)$", re.I)
_MACROS = re.compile(rb"macroenabled|vbaproject", re.I)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)

_UNPACKED = gettext_noop(
    "Ce classeur est trop volumineux une fois déplié, sans doute à cause de milliers de "
    "lignes vides : copiez les lignes utiles dans le modèle."
)
_WITH_MACROS = gettext_noop(
    "Ce classeur contient des macros, qui ne sont jamais acceptées : enregistrez-le en "
    "« Classeur Excel (.xlsx) », sans macros."
)
_BINARY = gettext_noop(
    "Ce classeur est au format binaire .xlsb : enregistrez-le en « Classeur Excel (.xlsx) »."
)
_OPEN_DOCUMENT = gettext_noop(
    "Ce classeur est au format .ods : dans LibreOffice, « Enregistrer sous », choisissez "
    "« Excel 2007-365 (.xlsx) »."
)
_NOT_A_WORKBOOK = gettext_noop(
    "Ce fichier n'est pas un classeur : importez la liste en XLSX ou en CSV."
)
_SEALED = gettext_noop(
    "Ce fichier est protégé par un mot de passe : enregistrez-le sans mot de passe."
)
_HIDDEN_SHEET = gettext_noop("la feuille masquée « %(name)s » n'est pas lue.")


def read_package(content: bytes) -> Workbook:
    """Read the visible sheets of an XLSX; raise NotPossible with what to do, in French."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_what_is_no_workbook(archive)
            traits = _walk_parts(archive)
    except (*_DAMAGED, ValueError):
        raise NotPossible(parts.BROKEN) from None
    return _opened(content, traits)


def _refuse_what_is_no_workbook(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise NotPossible(_SEALED)
    unpacked = sum(
        member.file_size for member in members if _XML.search(member.filename)
    )
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise NotPossible(_UNPACKED)
    if any(member.compress_type not in _PLAIN for member in members):
        raise NotPossible(parts.BROKEN)
    if _TYPES not in names:
        is_open = "mimetype" in names and "content.xml" in names
        raise NotPossible(_OPEN_DOCUMENT if is_open else _NOT_A_WORKBOOK)
    if "xl/workbook.bin" in names:
        raise NotPossible(_BINARY)
    if _MACROS.search("\n".join(names).encode()) or _MACROS.search(
        archive.read(_TYPES)
    ):
        raise NotPossible(_WITH_MACROS)
    if not any(name.startswith("xl/") for name in names):
        raise NotPossible(_NOT_A_WORKBOOK)


def _walk_parts(archive: zipfile.ZipFile) -> dict[str, parts.Traits]:
    """Walk every XML part before openpyxl does; return the traits of each by its name."""
    traits = {}
    for member in archive.infolist():
        if _XML.search(member.filename):
            with archive.open(member) as part:
                traits[member.filename] = parts.walk(part)
    return traits


def _opened(content: bytes, traits: dict[str, parts.Traits]) -> Workbook:
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        with_rows = [_sheet(sheet, traits) for sheet in book.worksheets[:MOST_SHEETS]]
        states = [sheet.sheet_state for sheet in book.worksheets[:MOST_SHEETS]]
    except NotPossible:
        raise
    except Exception:
        # openpyxl raises whatever a malformed part made it stumble on.
        raise NotPossible(parts.BROKEN) from None
    if not with_rows:
        raise NotPossible(parts.BROKEN)
    shown = [
        s for s, state in zip(with_rows, states, strict=True) if state == "visible"
    ]
    hidden = [s for s in with_rows if s.rows and s not in shown]
    return Workbook(tuple(shown), tuple(_of_hidden(hidden)))


def _of_hidden(sheets: list[Sheet]) -> Iterator[Problem]:
    for sheet in sheets:
        yield warning(Place(), _HIDDEN_SHEET, name=sheet.name)


def _sheet(sheet: Any, traits: dict[str, parts.Traits]) -> Sheet:
    # The part's name is private to openpyxl, which offers no other way to it.
    traits_of = traits.get(sheet._worksheet_path.lstrip("/"), parts.Traits())
    if traits_of.last_row > MOST_ROWS:
        raise NotPossible(TOO_MANY_ROWS, most=MOST_ROWS)
    if traits_of.last_column > MOST_COLUMNS:
        raise NotPossible(TOO_MANY_COLUMNS, most=MOST_COLUMNS)
    sheet.reset_dimensions()
    bottom, right = max(traits_of.last_row, 1), max(traits_of.last_column, 1)
    typed = sheet.iter_rows(max_row=bottom, max_col=right)
    grid = [
        [
            cell_of(c, (row, column) in traits_of.formulas)
            for column, c in enumerate(r, 1)
        ]
        for row, r in enumerate(typed, 1)
    ]
    _repeat_merged(grid, traits_of.merged)
    rows = (
        Row(number, tuple(cells), number in traits_of.hidden)
        for number, cells in enumerate(grid, 1)
    )
    return Sheet(sheet.title, tuple(row for row in rows if not row.is_blank))


def _repeat_merged(grid: list[list[Cell]], merged: list[parts.Range]) -> None:
    """Give the cells merged under another the value that the spreadsheet shows for all."""
    for area in merged:
        if not area.top < area.bottom or area.top > len(grid):
            continue
        above = grid[area.top - 1]
        shown = above[area.left - 1] if area.left <= len(above) else EMPTY
        if shown.is_blank or shown.is_merged:
            continue
        for cells in grid[area.top : min(area.bottom, len(grid))]:
            cells[area.left - 1] = Cell(shown.text, shown.nature, is_merged=True)
