"""Reading a CSV whatever wrote it: its letters and its separator are found, not asked."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from ecm.domain.appointments import headings
from ecm.domain.appointments.sheet import Cell, Row, Sheet, Workbook, looks_like_formula
from ecm.domain.errors import NotPossible, gettext_noop

MOST_ROWS = 5_000
MOST_COLUMNS = 60

_SEPARATORS = (";", "\t", ",")
_DECLARED = re.compile(r"sep=(?P<mark>[;,\t])\r?\n", re.I)
_HELD = re.compile(r'="(?P<text>[^"]*)"')

_UNREADABLE = gettext_noop(
    "Les lettres de ce fichier ne se laissent pas lire : enregistrez-le en « CSV UTF-8 », ou "
    "en « Classeur Excel (.xlsx) »."
)
_BROKEN = gettext_noop(
    "Ce CSV est mal formé près de la ligne %(row)s : une cellule y est trop longue, ou des "
    "guillemets y sont ouverts et jamais fermés. Enregistrez plutôt la liste en « Classeur "
    "Excel (.xlsx) »."
)
TOO_MANY_ROWS = gettext_noop(
    "Ce fichier compte plus de %(most)s lignes : copiez les lignes utiles dans le modèle."
)
TOO_MANY_COLUMNS = gettext_noop(
    "Ce fichier compte plus de %(most)s colonnes : copiez les colonnes utiles dans le modèle."
)


def read_separated(content: bytes) -> Workbook:
    """Read the text of a CSV; raise NotPossible with what to do, in French."""
    text = _decoded(content)
    declared = _DECLARED.match(text)
    if declared:
        # The line « sep=; » is a row for the spreadsheet that shows the numbers.
        rows = _rows("\n" + text[declared.end() :], declared["mark"])
        return Workbook((Sheet("CSV", rows),))
    mark = max(_SEPARATORS, key=lambda mark: _legibility(text, mark))
    return Workbook((Sheet("CSV", _rows(text, mark)),))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        # Any octets are some text in cp1252 but five: UTF-8 must come first.
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotPossible(_UNREADABLE)


def _legibility(text: str, mark: str) -> tuple[int, int]:
    """Return how many headings a separator lets appear at the top, then how many cells."""
    top = islice(io.StringIO(text, newline=""), headings.LAST_HEADING_ROW)
    try:
        records = list(csv.reader(top, delimiter=mark))
    except csv.Error:
        return (0, 0)
    rows = [Row(n, tuple(map(Cell, record))) for n, record in enumerate(records, 1)]
    found = headings.find(rows)
    return (len(found.columns) if found else 0, sum(len(row.cells) for row in rows))


def _rows(text: str, mark: str) -> tuple[Row, ...]:
    return tuple(
        Row(number, cells)
        for number, cells in enumerate(_records(text, mark), start=1)
        if not all(cell.is_blank for cell in cells)
    )


def _records(text: str, mark: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for number, record in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise NotPossible(TOO_MANY_ROWS, most=MOST_ROWS)
            if len(record) > MOST_COLUMNS and any(record[MOST_COLUMNS:]):
                raise NotPossible(TOO_MANY_COLUMNS, most=MOST_COLUMNS)
            yield tuple(Cell(_unheld(cell)) for cell in record[:MOST_COLUMNS])
    except csv.Error:
        raise NotPossible(_BROKEN, row=reader.line_num) from None


def _unheld(text: str) -> str:
    """Return a text without what keeps a spreadsheet from computing it: '-x, ="007"."""
    if held := _HELD.fullmatch(text):
        return held["text"]
    is_marked = text.startswith("'") and looks_like_formula(text[1:])
    return text[1:] if is_marked else text
