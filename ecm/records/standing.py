"""Which offices somebody holds before the papers of a council, and what is shut to him."""

from datetime import date

from django.db import models

from ecm import clock
from ecm.domain.procedure import Office, Offices
from ecm.journal.chain import Actor
from ecm.meetings.models import AgendaItem, Meeting, Recusal
from ecm.meetings.standing import standing_of
from ecm.people.models import Capacity, User
from ecm.people.offices import mandates_of, offices_of

# They answer for the whole paper: no passage and no line is shut to them.
ANSWER = frozenset({Office.SECRETARY_GENERAL, Office.CHAIR, Office.HEAD_OF_STATE})


def today() -> date:
    return clock.now().date()


def offices_on(actor: Actor, meeting: Meeting) -> Offices:
    """Return the offices of who acts before the papers of a council."""
    if actor.user_id is None:
        return frozenset({Office.SYSTEM})
    return offices_before(actor.person_id, meeting)


def offices_before(person_id: int | None, meeting: Meeting) -> Offices:
    """Return somebody's offices of today; CHAIR if he presided over that council."""
    held = offices_of(person_id, today())
    return held | {Office.CHAIR} if person_id in chairs_of(meeting) else held


def chairs_of(meeting: Meeting) -> frozenset[int]:
    """Return who presided over a council: one person, or nobody where it was imported."""
    seats = meeting.seats.filter(capacity=Capacity.PRESIDING, withdrawn_at=None)
    return frozenset(
        seat.acting_id or seat.holder_id or 0
        for seat in seats
        if seat.acting_id or seat.holder_id
    )


def ministries_of(person_id: int | None) -> frozenset[int]:
    """Return the ministries that somebody is of today, by mandate or in place of another."""
    held = mandates_of(person_id, today())
    return frozenset(m.ministry_id for m in held if m.ministry_id)


def shut_items(user: User, meeting: Meeting, offices: Offices) -> frozenset[int]:
    """Return the items of which somebody may read nothing in the papers of a council.

    They are those that the room kept from him: restricted ones, and those from which he
    stood aside.
    """
    if not offices.isdisjoint(ANSWER):
        return frozenset()
    standing = standing_of(user, meeting)
    shut = AgendaItem.objects.none()
    if standing is None or not standing.reads_all:
        known = AgendaItem.readers.through.objects.filter(person=user.person_id or 0)
        shut = meeting.items.filter(is_restricted=True)
        shut = shut.exclude(pk__in=known.values("agendaitem"))
    aside = recused(user.person_id).filter(item__meeting=meeting)
    return frozenset(shut.values_list("pk", flat=True)) | frozenset(
        aside.values_list("item", flat=True)
    )


def recused(person_id: int | None) -> "models.QuerySet[Recusal]":
    """Return the recusals of somebody that hold, in any council."""
    seats = Recusal.objects.filter(lifted_at=None)
    if person_id is None:
        return seats.none()
    own = models.Q(seat__holder=person_id, seat__acting=None)
    return seats.filter(own | models.Q(seat__acting=person_id))
