"""Reaching what the administrator sets, and a ministry's own levels of review."""

from typing import cast

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm import clock
from ecm.dossiers.models import DossierKind, PieceKind, ReturnReason, ReviewLevel
from ecm.dossiers.standing import STAFF, standing_today
from ecm.people.models import Mandate, Ministry, Person, User


def administrator(request: HttpRequest) -> User:
    """Return the user if he may set kinds and pieces; Http404 otherwise.

    It gives no right to any dossier (separation of duties).
    """
    user = cast(User, request.user)
    if not user.has_perm("dossiers.change_dossierkind"):
        raise Http404
    return user


def kinds(request: HttpRequest) -> "QuerySet[DossierKind]":
    """Return the kinds of dossier with how many dossiers each has."""
    administrator(request)
    return DossierKind.objects.annotate(used=Count("dossiers")).order_by(
        "position", "label"
    )


def kind(request: HttpRequest, code: str) -> DossierKind:
    administrator(request)
    return get_object_or_404(DossierKind, code=code)


def pieces(request: HttpRequest) -> "QuerySet[PieceKind]":
    administrator(request)
    return PieceKind.objects.all()


def piece(request: HttpRequest, code: str) -> PieceKind:
    return get_object_or_404(pieces(request), code=code)


def reasons(request: HttpRequest) -> "QuerySet[ReturnReason]":
    administrator(request)
    return ReturnReason.objects.annotate(used=Count("return")).order_by(
        "nature", "position", "label"
    )


def reason(request: HttpRequest, code: str) -> ReturnReason:
    return get_object_or_404(reasons(request), code=code)


def own_ministries(request: HttpRequest) -> "QuerySet[Ministry]":
    """Return the ministries whose circuit the user sets: he leads their cabinet.

    Http404 when there is none.
    """
    user = cast(User, request.user)
    standing = standing_today(user.person_id)
    found = Ministry.objects.filter(pk__in=standing.led)
    if not found.exists():
        raise Http404
    return found.prefetch_related("review_levels__reviewers")


def own_ministry(request: HttpRequest, code: str) -> Ministry:
    return get_object_or_404(own_ministries(request), code=code)


def level(ministry: Ministry, position: int) -> ReviewLevel:
    return get_object_or_404(ministry.review_levels.all(), position=position)


def staff_of(ministry: Ministry) -> "QuerySet[Person]":
    """Return who works at the ministry today and may be asked to review."""
    held = Mandate.objects.held_on(clock.now().date())
    mandates = held.filter(ministry=ministry, post__in=STAFF)
    return Person.objects.filter(mandates__in=mandates).distinct()
