"""The yearbook as tables for a spreadsheet: UTF-8, semicolons, as French ones open them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.desk.yearbook import Yearbook

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")

COLUMNS: dict[str, str | Promise] = {
    "received": _("reçus"),
    "returned": _("retournés"),
    "returns": _("retours"),
    "form": _("motifs de forme"),
    "substance": _("motifs de fond"),
    "adopted": _("adoptés"),
    "rejected": _("rejetés"),
    "deferred": _("ajournés"),
    "withdrawn": _("retirés"),
}


def counts_table(book: Yearbook) -> str:
    """Return one line for each ministry and kind of dossier."""
    heads = [_("année"), _("ministère"), _("nature de dossier"), *COLUMNS.values()]
    lines = (
        [
            *(book.year, book.ministry_name(ministry), book.kinds[kind].label),
            *(getattr(counts, column) for column in COLUMNS),
        ]
        for (ministry, kind), counts in sorted(book.cells.items())
    )
    return written(heads, lines)


def reasons_table(book: Yearbook) -> str:
    """Return one line for each ministry, kind of dossier and reason for return."""
    heads = [
        *(_("année"), _("ministère"), _("nature de dossier")),
        *(_("nature du motif"), _("motif"), _("retours")),
    ]
    return written(heads, _reasons(book))


def _reasons(book: Yearbook) -> Iterator[Sequence[object]]:
    for (ministry, kind), reason, count in book.given:
        where = book.ministry_name(ministry), book.kinds[kind].label
        yield (book.year, *where, reason.get_nature_display(), reason.label, count)


def written(heads: Sequence[object], lines: Iterable[Sequence[object]]) -> str:
    """Return a table that a French spreadsheet opens, no cell of which is a formula."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";")
    for line in (heads, *lines):
        writer.writerow([_plain(cell) for cell in line])
    return BYTE_ORDER_MARK + sheet.getvalue()


def _plain(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
