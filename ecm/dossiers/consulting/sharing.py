"""Which versions an opinion is asked on, which of them still stand, and who may open them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from ecm.domain.circuit import DossierRole
from ecm.dossiers.models import Dossier, Opinion, Version
from ecm.dossiers.standing import Standing
from ecm.journal.chain import digest


def current_versions(dossier: Dossier) -> "QuerySet[Version]":
    """Return the last version of each piece that is still in the dossier."""
    rows = Version.objects.filter(document__dossier=dossier).exclude(_is_replaced())
    return rows.select_related("document__kind").order_by(
        "document__position", "document_id"
    )


def usually_shared(dossier: Dossier) -> "QuerySet[Version]":
    """Return the current pieces less what others answered: their reports are theirs."""
    reports = Opinion.objects.filter(dossier=dossier, report__isnull=False)
    return current_versions(dossier).exclude(document__in=reports.values("report"))


def replaced_versions(dossier: Dossier) -> "QuerySet[Version]":
    """Return the versions that a later one replaced, or whose piece was removed."""
    return Version.objects.filter(_is_replaced(), document__dossier=dossier)


def replaced_among(ids: Iterable[int]) -> set[int]:
    """Return those of some versions that stand no longer."""
    rows = Version.objects.filter(_is_replaced(), pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _is_replaced() -> Q:
    later = Version.objects.filter(
        document=OuterRef("document"), number__gt=OuterRef("number")
    )
    return Q(document__removed_at__isnull=False) | Q(Exists(later))


def seal_of(versions: Iterable[Version]) -> str:
    """Return what seals exactly these versions, in whatever order they come."""
    return digest("\n".join(sorted(f"{v.pk} {v.sha256}" for v in versions)))


def asked_of(standing: Standing, dossier: Dossier) -> "QuerySet[Opinion]":
    """Return the opinions that a person's ministries and bodies are asked for."""
    mine = Q(ministry__in=standing.ministries) | Q(body__in=standing.bodies)
    return dossier.opinions.filter(mine, cancelled_at=None)


def opened_to(
    standing: Standing, roles: frozenset[DossierRole], dossier: Dossier
) -> "QuerySet[Version]":
    """Return the versions somebody may open: who was only asked, those he was asked on."""
    rows = Version.objects.filter(document__dossier=dossier)
    if roles != {DossierRole.CONSULTED}:
        return rows if roles else rows.none()
    return rows.filter(pk__in=asked_of(standing, dossier).values("versions"))


def last_opened_to(
    standing: Standing, roles: frozenset[DossierRole], dossier: Dossier
) -> "QuerySet[Version]":
    """Return, of each piece that still is there, the last version somebody may open."""
    opened = opened_to(standing, roles, dossier)
    later = opened.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    rows = opened.filter(document__removed_at=None).exclude(Exists(later))
    return rows.select_related("document__kind").order_by(
        "document__position", "document_id"
    )
