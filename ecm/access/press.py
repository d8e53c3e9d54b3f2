"""Reaching the press list and what was sent to it: the secretariat and the spokesperson."""

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm import clock
from ecm.access.dossiers import actor
from ecm.domain.procedure import Office
from ecm.journal.chain import Actor
from ecm.people.models import User
from ecm.people.offices import offices_of
from ecm.publication.models import CommuniqueVersion, Delivery, Recipient

# The spokesperson's own people keep the list of the press with the secretariat.
_KEEPERS = frozenset({Office.SECRETARIAT, Office.SPOKESPERSON})
LAST_VERSIONS = 20


@dataclass(frozen=True)
class Press:
    """Somebody who keeps the press list."""

    actor: Actor

    def recipients(self) -> "QuerySet[Recipient]":
        return Recipient.objects.order_by("-is_active", "name", "pk")

    def recipient(self, pk: int) -> Recipient:
        return get_object_or_404(Recipient, pk=pk)

    def versions(self) -> "QuerySet[CommuniqueVersion]":
        """Return the last versions that were sent to somebody, the latest first."""
        sent = CommuniqueVersion.objects.filter(deliveries__isnull=False).distinct()
        rows = sent.select_related("communique__meeting").order_by("-pk")
        return rows[:LAST_VERSIONS]

    def delivery(self, pk: int) -> Delivery:
        return get_object_or_404(Delivery, pk=pk)


def keeps_press(request: HttpRequest) -> bool:
    """Tell whether the user keeps the press list."""
    user = cast(User, request.user)
    held = offices_of(user.person_id, clock.now().date())
    return not held.isdisjoint(_KEEPERS)


def press(request: HttpRequest) -> Press:
    """Return the press list to who keeps it; Http404 for everybody else."""
    if not keeps_press(request):
        raise Http404
    return Press(actor(request))
