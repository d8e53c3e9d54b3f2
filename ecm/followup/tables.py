"""Delays and yearly statistics as tables for a spreadsheet, and as words for the printer."""

from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecm.domain.delays import Delays
from ecm.domain.year_counts import YearCounts
from ecm.dossiers.desk.tables import written
from ecm.followup.medians import Medians
from ecm.followup.statistics import Statistics

COLUMNS: dict[str, str | Promise] = {
    "received": _("reçus"),
    "adopted": _("adoptés"),
    "rejected": _("rejetés"),
    "deferred": _("ajournés"),
    "withdrawn": _("retirés"),
    "finalised": _("finalisés"),
    "pending": _("en instance"),
}
DECREES: dict[str, str | Promise] = {
    "adopted": _("adoptés"),
    "not_adopted": _("non adoptés"),
    "finalised": _("finalisés"),
    "withdrawn": _("retirés"),
}
DELAYS = (
    *(_("ministère"), _("actes"), _("signés"), _("parus")),
    *(_("décision → signature (jours)"), _("signature → Journal officiel (jours)")),
    _("décision → Journal officiel (jours)"),
)


def statistics_table(book: Statistics) -> str:
    """Return the year by ministry, by kind, decrees alone, then the reasons of return."""
    heads = [_("année"), _("tableau"), _("ligne"), _("colonne"), _("nombre")]
    return written(heads, _statistics(book))


def _statistics(book: Statistics) -> Iterator[Sequence[object]]:
    groups = (
        (_("ensemble"), [(_("ensemble"), book.total)]),
        (_("ministère"), [(x.label, x.counts) for x in book.by_ministry]),
        (_("nature de dossier"), [(x.label, x.counts) for x in book.by_kind]),
    )
    for table, lines in groups:
        for label, counts in lines:
            for name, column in COLUMNS.items():
                yield book.year, table, label, column, getattr(counts, name)
    for name, column in DECREES.items():
        yield book.year, _("décrets"), "", column, getattr(book.decrees, name)
    for reason in book.reasons:
        yield book.year, _("motif de retour"), reason.label, reason.nature, reason.count


def cells(counts: YearCounts) -> list[int]:
    """Return the numbers of a line, in the order of the columns."""
    return [getattr(counts, name) for name in COLUMNS]


def delays_table(medians: Medians) -> str:
    """Return the median days of each ministry, then of all."""
    lines = [_delays(line.label, line.delays) for line in medians.lines]
    return written(DELAYS, [*lines, _delays(_("Ensemble"), medians.total)])


def _delays(label: object, found: Delays) -> list[object]:
    days = (found.to_signature, found.to_gazette, found.in_all)
    return [label, found.acts, found.signed, found.gazetted, *map(_number, days)]


def _number(days: float | None) -> str:
    return "" if days is None else f"{days:g}".replace(".", ",")


def of_page(book: Statistics) -> list[dict[str, object]]:
    """Return the two tables of the page: by ministry, by kind, each with its total."""
    groups = (
        ("ministries", _("Par ministère"), _("Ministère"), book.by_ministry),
        ("kinds", _("Par nature de dossier"), _("Nature"), book.by_kind),
    )
    return [
        {
            "slug": slug,
            "title": title,
            "head": head,
            "lines": [(x.label, cells(x.counts)) for x in lines],
            "total": cells(book.total),
        }
        for slug, title, head, lines in groups
    ]
