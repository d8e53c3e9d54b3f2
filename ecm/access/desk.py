"""Reaching the secretariat's desk: 404 for whoever is not of the secretariat today."""

from dataclasses import dataclass
from typing import cast

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.access.dossiers import actor, standing
from ecm.domain.circuit import AT_SECRETARIAT
from ecm.dossiers.models import Dossier, LateRequest
from ecm.dossiers.standing import Standing, visible
from ecm.journal.chain import Actor
from ecm.people.models import User


@dataclass(frozen=True)
class Desk:
    """An officer at the secretariat's desk, and the dossiers that lie on it for him."""

    user: User
    standing: Standing
    actor: Actor

    @property
    def person(self) -> int:
        return cast(int, self.user.person_id)  # an officer is a person

    def dossiers(self) -> "QuerySet[Dossier]":
        """Return what was lodged and may be known: no confidential file of other readers."""
        lodged = visible(self.standing).filter(lodged_at__isnull=False)
        return lodged.select_related("kind", "officer")

    def chosen(self, pks: list[int]) -> list[Dossier]:
        """Return those of the dossiers chosen in a list that are still his, as they came."""
        return list(self.dossiers().filter(pk__in=pks).order_by("lodged_at", "pk"))

    def late_requests(self) -> "QuerySet[LateRequest]":
        """Return the requests for late lodging, answered or not, the oldest first."""
        known = visible(self.standing).filter(pk=OuterRef("dossier"))
        rows = LateRequest.objects.filter(Exists(known))
        return rows.select_related("dossier__kind", "asked_by", "answered_by")

    def pending_requests(self) -> "QuerySet[LateRequest]":
        """Return those that can be answered: the file is at the secretariat."""
        waiting = self.late_requests().filter(granted=None)
        return waiting.filter(dossier__state__in=AT_SECRETARIAT)

    def late_request(self, pk: int) -> LateRequest:
        """Return one of them; Http404 otherwise."""
        return get_object_or_404(self.late_requests(), pk=pk)


def desk(request: HttpRequest) -> Desk:
    """Return the user's place at the desk; Http404 for everybody else."""
    mine = standing(request)
    if not mine.is_officer:
        raise Http404
    return Desk(cast(User, request.user), mine, actor(request))
