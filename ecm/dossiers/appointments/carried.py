"""A sheet carried by the page of its preview until it is confirmed: nothing is stored before."""

from django.core import signing

from ecm.domain.appointments.sheet import Cell, Nature, Row, Sheet, Workbook
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.dossiers.models import Dossier

LASTS = 12 * 3600  # seconds, as long as one stays signed in
# What a page may send back (DATA_UPLOAD_MAX_MEMORY_SIZE), less its other fields.
LARGEST = 2_000_000

_TOO_OLD = gettext_noop(
    "Cet aperçu est trop ancien : choisissez de nouveau le fichier."
)
_TOO_LARGE = gettext_noop(
    "Cette liste contient trop de texte pour être relue d'un coup : retirez les colonnes "
    "qui ne sont pas lues, ou partagez la liste."
)


def carry(dossier: Dossier, workbook: Workbook, name: str) -> str:
    """Return the sheet `name` as a signed text; raise NotPossible when it is too large."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == name)
    rows = [
        [row.number, row.is_hidden, [_packed(cell) for cell in row.cells]]
        for row in sheet.rows
    ]
    text = signing.dumps([name, rows], salt=_salt(dossier), compress=True)
    if len(text) > LARGEST:
        raise NotPossible(_TOO_LARGE)
    return text


def carried(dossier: Dossier, text: str) -> Workbook:
    """Return the sheet of a preview; raise NotPossible for a stale or a foreign text."""
    try:
        name, rows = signing.loads(text, salt=_salt(dossier), max_age=LASTS)
    except signing.BadSignature:
        raise NotPossible(_TOO_OLD) from None
    return Workbook(
        (
            Sheet(
                name,
                tuple(
                    Row(number, tuple(_unpacked(cell) for cell in cells), is_hidden)
                    for number, is_hidden, cells in rows
                ),
            ),
        )
    )


def _salt(dossier: Dossier) -> str:
    return f"ecm.dossiers.appointments.{dossier.pk}"


def _packed(cell: Cell) -> str | list[object]:
    if cell == Cell(cell.text):
        return cell.text
    flags = [cell.is_rounded, cell.is_computed, cell.is_merged]
    return [cell.text, cell.nature.value, *map(int, flags)]


def _unpacked(packed: str | list[object]) -> Cell:
    if isinstance(packed, str):
        return Cell(packed)
    text, nature, rounded, computed, merged = packed
    return Cell(
        str(text), Nature(str(nature)), bool(rounded), bool(computed), bool(merged)
    )
