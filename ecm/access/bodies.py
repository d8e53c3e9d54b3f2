"""Reaching a body as its secretary: 404 for everybody else, and for the council."""

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm import clock
from ecm.access.dossiers import actor as actor_of
from ecm.dossiers.models import Opinion
from ecm.journal.chain import Actor
from ecm.meetings.models import Meeting
from ecm.people.models import Body, BodyMember, Capacity, Mandate, User


@dataclass(frozen=True)
class Secretary:
    """The secretary of a body, with its meetings and what it is asked."""

    user: User
    body: Body
    actor: Actor

    def meetings(self) -> "QuerySet[Meeting]":
        """Return the body's meetings, the last first."""
        return self.body.meetings.select_related("body").order_by("-day", "-number")

    def meeting(self, pk: int) -> Meeting:
        """Return one of them; Http404 otherwise."""
        return get_object_or_404(self.meetings(), pk=pk)

    def opinions(self) -> "QuerySet[Opinion]":
        """Return what the body is asked, the first due first."""
        rows = self.body.opinions.filter(cancelled_at=None)
        rows = rows.select_related("dossier__kind", "dossier__ministry")
        return rows.order_by("due_at", "pk")


def body(request: HttpRequest, code: str) -> Secretary:
    """Return the user's place as secretary of a body today; Http404 otherwise."""
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    found = Body.objects.filter(code=code).first()
    mandates = Mandate.objects.held_on(clock.now().date()).filter(person=user.person_id)
    is_secretary = BodyMember.objects.filter(
        body=found, mandate__in=mandates, capacity=Capacity.SECRETARY
    )
    if found is None or found.is_council or not is_secretary.exists():
        raise Http404
    return Secretary(user, found, actor_of(request))
