"""What is asked of somebody's ministries and bodies: what waits first, by its term."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When

from ecm.dossiers.consulting.lines import OpinionLine, lines_of, with_all
from ecm.dossiers.models import Opinion
from ecm.dossiers.standing import Standing
from ecm.people.models import Body, BodyMember, Capacity

ON_A_PAGE = 50


@dataclass(frozen=True)
class AskedPage:
    """One page of requests, and how many of all wait for an answer."""

    page: "Page[Opinion]"
    lines: list[OpinionLine]
    waiting: int


def page_of(rows: "QuerySet[Opinion]", number: str | None) -> AskedPage:
    """Return a page of the requests; the number of queries is constant."""
    waits = Case(
        When(given_at=None, renewed_by=None, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ordered = rows.annotate(rank=waits).order_by("rank", "due_at", "-pk")
    page = Paginator(with_all(ordered), ON_A_PAGE).get_page(number)
    waiting = rows.filter(given_at=None, renewed_by=None).count()
    return AskedPage(page, lines_of(page.object_list), waiting)


def bodies_of(standing: Standing) -> "QuerySet[Body]":
    """Return the bodies whose meetings somebody prepares as their secretary."""
    secretaries = BodyMember.objects.filter(
        capacity=Capacity.SECRETARY,
        mandate__person=standing.person,
        body__in=standing.bodies,
    )
    return Body.objects.filter(pk__in=secretaries.values("body")).order_by("name")
