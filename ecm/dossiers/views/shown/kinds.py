"""The kinds of dossier that a ministry may open, each with what it will be asked for."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from ecm.dossiers.models import DossierKind, Need, Requirement, Supplier


@dataclass(frozen=True)
class Offered:
    """A kind, and its pieces: those that every dossier carries, and the others."""

    kind: DossierKind
    required: list[str]
    others: list[str]


def offered_kinds() -> list[Offered]:
    """Return the kinds in their order; three queries."""
    asked = Requirement.objects.select_related("piece").order_by("piece__position")
    asked = asked.filter(piece__supplier=Supplier.MINISTRY)
    rows = DossierKind.objects.filter(is_active=True)
    rows = rows.prefetch_related(Prefetch("requirements", asked, to_attr="asked"))
    return [_offered(kind) for kind in rows]


def _offered(kind: DossierKind) -> Offered:
    labels: dict[str, list[str]] = {need: [] for need in Need.values}
    for row in kind.asked:  # type: ignore[attr-defined]  # prefetched above
        words = _(row.piece.label)
        labels[row.need].append(words[:1].lower() + words[1:])
    return Offered(kind, labels[Need.REQUIRED], labels[Need.IF_APPLICABLE])
