"""The receipt of a lodged dossier: its number, its hour, its seal, and what it held then."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm import clock
from ecm.access import File
from ecm.dossiers.actions.review import seal_of
from ecm.dossiers.models import Dossier, Version
from ecm.dossiers.paper.receipt import receipt_pdf
from ecm.people.names import Names
from ecm.written import full_day, hour

ISSUER = gettext_lazy("Secrétariat général du Gouvernement et du Conseil des ministres")


@dataclass(frozen=True)
class Piece:
    version: Version

    @property
    def title(self) -> str:
        return self.version.document.title

    @property
    def pages(self) -> int | None:
        made = getattr(self.version, "rendition", None)
        return (made.pages if made else None) or self.version.pages

    @property
    def kind(self) -> str:
        return self.version.document.kind.label


def receipt_of(file: File) -> dict[str, Any]:
    """Return what the receipt prints; `is_sealed` tells that the seal was found again."""
    dossier = file.dossier
    versions = versions_lodged(dossier)
    name = Names().on(dossier.ministry_id, (dossier.lodged_at or clock.now()).date())
    return {
        "dossier": dossier,
        "ministry": name.name if name else "",
        "pieces": [Piece(version) for version in versions],
        "lodged_at": dossier.lodged_at,
        "is_sealed": seal_of(versions) == dossier.lodged_digest,
        "now": clock.now(),
    }


def versions_lodged(dossier: Dossier) -> list[Version]:
    """Return the versions that were the dossier's when it was last lodged."""
    lodged = dossier.lodged_at
    rows = Version.objects.filter(
        Q(document__removed_at=None) | Q(document__removed_at__gt=lodged),
        document__dossier=dossier,
        stored_at__lte=lodged,
    )
    rows = rows.select_related("document__kind", "rendition")
    ordered = rows.order_by("document__position", "document", "number")
    return list({version.document_id: version for version in ordered}.values())


def printed(file: File) -> bytes:
    """Return the receipt as a PDF, dated by the last of its facts."""
    shown, dossier = receipt_of(file), file.dossier
    words = {
        "title": _("Reçu de transmission %(number)s") % {"number": dossier.reference},
        "issuer": ISSUER,
        "heading": _("Reçu de transmission"),
        "number": dossier.number or _("Numéro donné à l'enregistrement"),
        "subject": dossier.title,
        "facts": list(_facts(dossier, shown["ministry"])),
        "pieces_title": _("Pièces transmises"),
        "headings": [_("Pièce"), _("Version"), _("Pages"), _("Empreinte SHA-256")],
        "pieces": [_row(piece) for piece in shown["pieces"]],
        "seal_title": _("Empreinte du dossier transmis :"),
        "seal": dossier.lodged_digest,
    }
    return receipt_pdf(words, at=dossier.registered_at or shown["lodged_at"])


def _facts(dossier: Dossier, ministry: str) -> Iterator[tuple[str, str]]:
    yield _("Ministère"), ministry
    yield _("Nature"), str(dossier.kind)
    for label, moment in (
        (_("Transmis le"), dossier.lodged_at),
        (_("Enregistré le"), dossier.registered_at),
    ):
        if moment:
            there = localtime(moment)
            yield label, f"{full_day(there)}, {hour(there)}"
    if dossier.signed_by:
        yield _("Signé par"), str(dossier.signed_by)
    if dossier.council_day:
        yield _("Conseil visé"), full_day(dossier.council_day)


def _row(piece: Piece) -> dict[str, str]:
    return {
        "title": piece.title,
        "version": str(piece.version.number),
        "pages": str(piece.pages or "—"),
        "seal": piece.version.sha256,
    }
