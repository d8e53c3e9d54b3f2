"""Who asks and who is asked: the persons to tell, and how each party is named."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from ecm.dossiers.models import Dossier, Opinion, PieceKind, Supplier
from ecm.dossiers.standing import MINISTERS, STAFF
from ecm.people.models import (
    COUNCIL,
    ActingMandate,
    Body,
    BodyMember,
    Capacity,
    Mandate,
    Ministry,
)

# As `Body.is_council`, for rows.
_IS_COUNCIL = Q(code=COUNCIL) | Q(code__startswith=f"{COUNCIL}-")
# The nature of piece that a body's report is; that of any other is « avis ».
REPORTS = {
    "COTEVAL": "coteval_report",
    "CE": "council_of_state",
    "CC": "constitutional_council",
    "CF": "financial_control",
}
Asked = Ministry | Body


def bodies() -> "QuerySet[Body]":
    """Return the bodies that may be asked: all but the council."""
    return Body.objects.exclude(_IS_COUNCIL).order_by("name")


def report_kind(asked: Asked) -> PieceKind:
    """Return the nature of piece that the report of `asked` is."""
    code = REPORTS.get(asked.code, "opinion") if isinstance(asked, Body) else "opinion"
    return PieceKind.objects.get(code=code)


def may_be_consulted(body: Body) -> bool:
    """Tell whether a ministry may ask this body itself; the SGG alone asks the others."""
    return report_kind(body).supplier == Supplier.MINISTRY


def name_of(asked: Asked) -> str:
    """Return what identifies a party in the journal: « ministry/3 » or « body/2 »."""
    return f"{asked._meta.model_name}/{asked.pk}"


def people_asked(opinion: Opinion, day: date) -> set[int]:
    """Return the persons who may answer for the party that is asked."""
    if opinion.ministry_id is not None:
        return people_of(opinion.ministry_id, day)
    members = BodyMember.objects.filter(
        body=opinion.body_id, mandate__in=Mandate.objects.held_on(day)
    ).exclude(capacity__in=(Capacity.OBSERVER, Capacity.SCREEN))
    return set(members.values_list("mandate__person", flat=True))


def people_of(ministry_id: int, day: date) -> set[int]:
    """Return the staff of a ministry, its minister, and who acts for him on `day`."""
    held = Mandate.objects.held_on(day).filter(ministry=ministry_id)
    persons = held.filter(post__in=STAFF | MINISTERS).values_list("person", flat=True)
    acting = ActingMandate.objects.filter(
        mandate__in=held.filter(post__in=MINISTERS),
        starts_on__lte=day,
        ends_on__gte=day,
    )
    return {*persons, *acting.values_list("acting", flat=True)}


def people_asking(opinion: Opinion) -> set[int]:
    """Return who asked, and at the secretariat who has the file in charge."""
    officer = opinion.dossier.officer_id if opinion.by_secretariat else None
    return {opinion.asked_by_id, *([officer] if officer else [])}


def awaiting() -> "QuerySet[Opinion]":
    """Return the requests that are not answered, taken back or made again."""
    return Opinion.objects.filter(
        given_at=None, cancelled_at=None, renewed_by=None
    ).select_related("dossier", "ministry", "body")


def awaited(dossier: Dossier, *, by_secretariat: bool) -> set[str]:
    """Return the parties whose answer one side already awaits."""
    waiting = awaiting().filter(dossier=dossier, by_secretariat=by_secretariat)
    return {name_of(opinion.asked) for opinion in waiting}


def page_of(opinion: Opinion) -> str:
    """Return the address of an opinion's page, which a notice may hold."""
    return reverse("consulting:opinion", args=[opinion.dossier_id, opinion.pk])


def discussion_of(dossier: Dossier) -> str:
    """Return the address of a dossier's discussion, which a notice may hold."""
    return reverse("consulting:discussion", args=[dossier.pk])


def key_of(opinion: Opinion) -> str:
    """Return what keeps a person from being told twice of the same opinion."""
    return f"opinion/{opinion.pk}"


def others_than(dossier: Dossier, ministries: Iterable[Ministry]) -> list[Ministry]:
    """Return the ministries less the dossier's own, each once."""
    return list({m.pk: m for m in ministries if m.pk != dossier.ministry_id}.values())
