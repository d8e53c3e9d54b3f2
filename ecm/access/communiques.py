"""Reaching the desk of a communiqué: 404 for who neither words, validates nor signs it."""

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm import clock
from ecm.access.dossiers import actor
from ecm.access.meetings import presence
from ecm.domain.procedure import Office, Offices
from ecm.domain.publishing import COMMUNIQUE, CommuniqueState
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState
from ecm.journal.chain import Actor
from ecm.meetings.models import Meeting
from ecm.people.models import COUNCIL, User
from ecm.people.offices import offices_of
from ecm.publication.models import Communique

_READERS = frozenset(
    {
        *(Office.SECRETARIAT, Office.SECRETARY_GENERAL),
        *(Office.HEAD_OF_GOVERNMENT, Office.SPOKESPERSON),
    }
)


@dataclass(frozen=True)
class Desk:
    """A user before the communiqué of a closed council; None until it is drafted."""

    user: User
    meeting: Meeting
    communique: Communique | None
    offices: Offices
    actor: Actor

    @property
    def state(self) -> CommuniqueState:
        row = self.communique
        return CommuniqueState(row.state) if row else CommuniqueState.DRAFT

    def can(self, verb: Verb) -> bool:
        """Tell whether the user may do `verb` in the communiqué's present state."""
        return COMMUNIQUE.can(self.offices, verb, self.state)

    def drafted(self) -> Communique:
        """Return the communiqué; Http404 before its first draft."""
        if self.communique is None:
            raise Http404
        return self.communique


def reads_communiques(request: HttpRequest) -> bool:
    """Tell whether the user has a part in the communiqués of councils."""
    return not _READERS.isdisjoint(_offices(cast(User, request.user)))


def _offices(user: User) -> Offices:
    return offices_of(user.person_id, clock.now().date())


def communiques(request: HttpRequest) -> "QuerySet[Meeting]":
    """Return the closed councils with their communiqués, the latest first."""
    if not reads_communiques(request):
        raise Http404
    closed = Meeting.objects.filter(state=MeetingState.CLOSED, body__code=COUNCIL)
    held_here = closed.filter(sittings__isnull=False).distinct()
    rows = held_here.select_related("body", "communique")
    return rows.prefetch_related("communique__versions").order_by("-day")


def desk(request: HttpRequest, meeting_id: int) -> Desk:
    """Return the desk of one council's communiqué; Http404 for who has no part in it."""
    user = cast(User, request.user)
    offices = _offices(user)
    closed = Meeting.objects.filter(state=MeetingState.CLOSED).select_related("body")
    meeting = get_object_or_404(closed, pk=meeting_id)
    if _READERS.isdisjoint(offices) or _stands_aside(request, meeting_id):
        raise Http404
    found = Communique.objects.filter(meeting=meeting).first()
    return Desk(user, meeting, found, offices, actor(request))


def at_the_desk(request: HttpRequest, meeting_id: int) -> Meeting | None:
    """Return the council to who has a part in its drafted communiqué, None to others."""
    try:
        return desk(request, meeting_id).drafted().meeting
    except Http404:
        return None


def _stands_aside(request: HttpRequest, meeting_id: int) -> bool:
    """Tell whether an item of the council is closed to the user, whatever became of it."""
    try:
        return bool(presence(request, meeting_id).shut_items())
    except Http404:
        return False  # he had no seat: the chief of staff of the Prime Minister
