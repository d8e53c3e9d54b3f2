"""The receipt of a lodged dossier: its number, its hour, its seal, and what it held then."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ecm import clock
from ecm.access import File
from ecm.dossiers.actions.review import seal_of
from ecm.dossiers.models import Dossier, Version
from ecm.people.names import Names


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
