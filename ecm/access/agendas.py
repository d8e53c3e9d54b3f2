"""Reaching an agenda in preparation: for those who prepare it; 404 for everybody else."""

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm import clock
from ecm.access.meetings import Presence, presence
from ecm.domain.policy import Role
from ecm.dossiers.models import Dossier
from ecm.meetings.carrying import left_items
from ecm.meetings.inscription import proposed_for, ready_for
from ecm.meetings.models import AgendaItem, AgendaVersion, Meeting, Seat
from ecm.meetings.standing import HEADS, occupied, standing_among
from ecm.people.models import Body, BodyMember, Capacity, Mandate, User

PREPARE = HEADS | {Role.SECRETARY}


def agenda(request: HttpRequest, meeting_id: int) -> Presence:
    """Return the presence of one who prepares the agenda of a meeting; Http404 otherwise."""
    here = presence(request, meeting_id)
    if here.standing.roles.isdisjoint(PREPARE):
        raise Http404
    return here


def agenda_version(here: Presence, number: int) -> AgendaVersion:
    """Return a kept version of the agenda; Http404 when there is none of that number."""
    rows = here.meeting.agendas.select_related("by__person")
    return get_object_or_404(rows, number=number)


def waiting_dossier(here: Presence, pk: int) -> Dossier:
    """Return a dossier that may be entered on the agenda; Http404 otherwise."""
    for rows in (proposed_for, ready_for):
        found = rows(here.meeting, here.actor).filter(pk=pk).first()
        if found:
            return found
    raise Http404


def left_item(here: Presence, pk: int) -> AgendaItem:
    """Return what an earlier council left and may be entered again; Http404 otherwise."""
    for item in left_items(here.meeting, here.actor):
        if item.pk == pk:
            return item
    raise Http404


def bodies(request: HttpRequest) -> "QuerySet[Body]":
    """Return the bodies of which the user is the secretary today; Http404 for none."""
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    held = Mandate.objects.held_on(clock.now().date()).filter(person=user.person_id)
    desks = BodyMember.objects.filter(mandate__in=held, capacity=Capacity.SECRETARY)
    found = Body.objects.filter(members__in=desks).distinct().order_by("name")
    if user.person_id is None or not found:
        raise Http404
    return found


def prepared(request: HttpRequest, meetings: Sequence[Meeting]) -> frozenset[int]:
    """Return the ids of those of the user's meetings whose agenda he prepares."""
    user = cast(User, request.user)
    seats = defaultdict(list)
    for seat in occupied(Seat.objects.filter(meeting__in=meetings)):
        seats[seat.meeting_id].append(seat)
    found = ((m.pk, standing_among(m, seats[m.pk], user)) for m in meetings)
    return frozenset(
        pk
        for pk, standing in found
        if standing and not standing.roles.isdisjoint(PREPARE)
    )


def makes_meetings(request: HttpRequest) -> bool:
    """Tell whether the user may open the page on which a meeting is made."""
    try:
        bodies(request)
    except Http404:
        return False
    return True
