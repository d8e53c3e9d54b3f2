"""The yearly statistics as an archivable PDF; the same year and moment give the same bytes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecm.followup import tables
from ecm.followup.statistics import Statistics
from ecm.printed import paper
from ecm.written import short_day

TEMPLATE = Path(__file__).with_name("statistics.typ")


def statistics_pdf(book: Statistics, *, at: datetime) -> bytes:
    """Return the sheet, in French as every paper of the State."""
    with override("fr"):
        words = _words(book, at)
    return paper(TEMPLATE, words, at=at)


def _words(book: Statistics, at: datetime) -> dict[str, Any]:
    title = _("Statistiques du Conseil des ministres, année %(year)s")
    decrees = [
        (label, getattr(book.decrees, name)) for name, label in tables.DECREES.items()
    ]
    return {
        "title": title % {"year": book.year},
        "issuer": _("Secrétariat général du Gouvernement et du Conseil des ministres"),
        "made": _("Établi le %(day)s") % {"day": short_day(at.date())},
        "note": _(
            "Les dossiers sont ceux que le secrétariat a enregistrés dans l'année. "
            "« Ajournés » comprend les dossiers renvoyés ; « finalisés », ceux dont "
            "tous les textes sont numérotés ou transmis à l'Assemblée."
        ),
        "region": settings.STATE["country"].upper(),
        "arms_alt": _("Armoiries : %(state)s") % {"state": settings.STATE["name"]},
        "columns": [str(label) for label in tables.COLUMNS.values()],
        "tables": tables.of_page(book),
        "total": _("Ensemble"),
        "decrees_title": _("Décrets"),
        "decrees": decrees,
        "reasons_title": _("Motifs de retour"),
        "reasons_heads": [_("Motif"), _("Nature"), _("Nombre")],
        "reasons": [(r.label, r.nature, r.count) for r in book.reasons],
        "no_reason": _("Aucun retour cette année."),
    }
