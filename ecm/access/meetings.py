"""Reaching a meeting and what is in it; 404 hides what one may not know."""

from dataclasses import dataclass
from typing import cast

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.domain.policy import Role, may
from ecm.domain.verbs import Verb
from ecm.dossiers.models import Dossier, Version
from ecm.journal.chain import Actor
from ecm.meetings.asked import AGENDA, ITEM, MEETING, RECUSALS
from ecm.meetings.models import (
    AgendaItem,
    Announcement,
    AttendanceMove,
    Ballot,
    FloorRequest,
    Guest,
    Meeting,
    MinuteBlock,
    MinuteProposal,
    Recusal,
    Seat,
    Sitting,
)
from ecm.meetings.papers import opened_by
from ecm.meetings.standing import (
    WALLS,
    Standing,
    numbers_among_read,
    numbers_for,
    read_among,
    standing_of,
    visible_items,
)
from ecm.people.models import User


@dataclass(frozen=True)
class Presence:
    """A user before a meeting that he may know."""

    user: User
    meeting: Meeting
    standing: Standing
    actor: Actor

    @property
    def view(self) -> Role:
        return self.standing.view

    def items(self) -> "QuerySet[AgendaItem]":
        """Return the items of the meeting that the user may read."""
        return visible_items(self.meeting, self.standing, self.user)

    def item(self, pk: int) -> AgendaItem:
        """Return an item the user may read; Http404 otherwise, whether it exists or not."""
        found = ITEM(self.meeting.pk, pk, meeting=self.meeting)
        for item in self._read_among(found):
            return item
        raise Http404

    def agenda(self) -> tuple[list[AgendaItem], dict[int, str]]:
        """Return the items that the user may read, and the number he knows each under."""
        items = AGENDA(self.meeting.pk, meeting=self.meeting)
        read = self._read_among(items)
        return read, numbers_among_read(items, read)

    def _read_among(self, items: list[AgendaItem]) -> list[AgendaItem]:
        return read_among(items, self.meeting, self.standing, self.user)

    def seat(self, pk: int) -> Seat:
        """Return a seat of the meeting; Http404 otherwise."""
        return get_object_or_404(self.meeting.seats, pk=pk)

    def move(self, pk: int) -> AttendanceMove:
        """Return a move of the attendance, to whoever takes the roll; Http404 otherwise."""
        self._refuse_all_but_the_table()
        rows = AttendanceMove.objects.select_related("seat")
        return get_object_or_404(rows, pk=pk, seat__meeting=self.meeting)

    def sitting(self, number: int) -> Sitting:
        """Return a sitting of the meeting, to whoever takes the roll; Http404 otherwise."""
        self._refuse_all_but_the_table()
        return get_object_or_404(self.meeting.sittings, number=number)

    def announcement(self, pk: int) -> Announcement:
        """Return an announcement to whoever may withdraw it; Http404 otherwise."""
        if not may(self.standing.roles, Verb.WITHDRAW_ANNOUNCEMENT):
            raise Http404
        return get_object_or_404(self.meeting.announcements, pk=pk)

    def guest(self, pk: int) -> Guest:
        """Return a guest of an item that the user may read; Http404 otherwise."""
        self._refuse_all_but_the_table()
        guest = get_object_or_404(self.meeting.guests, pk=pk)
        self.item(guest.item_id)
        return guest

    def ballot(self, pk: int) -> Ballot:
        """Return a vote on an item that the user may read; Http404 otherwise."""
        rows = Ballot.objects.select_related("item").filter(item__in=self.items())
        return get_object_or_404(rows, pk=pk)

    def stands_aside(self, item: int) -> bool:
        """Tell whether the user stands aside from an item, in one of his seats."""
        return item in self.shut_items()

    def shut_items(self) -> frozenset[int]:
        """Return the items from which the user stands aside."""
        own = {seat.pk for seat in self.standing.seats}
        held = RECUSALS(self.meeting.pk)
        return frozenset(one.item_id for one in held if one.seat_id in own)

    def numbers(self) -> dict[int, str]:
        """Return the number under which the user knows each item that he may read."""
        return numbers_for(self.meeting, self.standing, self.user)

    def _refuse_all_but_the_table(self) -> None:
        if self.standing.roles.isdisjoint({Role.PRESIDING, Role.SECRETARY}):
            raise Http404

    def floor_request(self, pk: int) -> FloorRequest:
        """Return a request for the floor on an item the user may read; Http404 otherwise."""
        items = visible_items(self.meeting, self.standing, self.user)
        rows = self.meeting.floor_requests.filter(item__in=items)
        return get_object_or_404(rows.select_related("item", "seat"), pk=pk)

    def block(self, pk: int) -> MinuteBlock:
        """Return a paragraph of the minutes; Http404 otherwise."""
        self._refuse_readers()
        return get_object_or_404(self.meeting.blocks, pk=pk)

    def proposal(self, pk: int) -> MinuteProposal:
        """Return a second text of a paragraph; Http404 otherwise."""
        self._refuse_readers()
        rows = MinuteProposal.objects.select_related("block")
        return get_object_or_404(rows, pk=pk, block__meeting=self.meeting)

    def _refuse_readers(self) -> None:
        if Role.SECRETARY not in self.standing.roles:
            raise Http404


def presence(
    request: HttpRequest, meeting_id: int, *, anteroom: bool = False
) -> Presence:
    """Return the user's presence at a meeting; Http404 for a stranger.

    The wall of the waiting room is a stranger wherever `anteroom` does not let it in.
    """
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    meeting = next(iter(MEETING(meeting_id)), None)
    standing = standing_of(user, meeting) if meeting else None
    if meeting is None or standing is None:
        raise Http404
    if standing.view is Role.ANTEROOM and not anteroom:
        raise Http404
    key = request.headers.get("Idempotency-Key", "") or request.POST.get("key", "")
    actor = Actor(user.pk, user.person_id, key[:64], _epoch(request))
    return Presence(user, meeting, standing, actor)


def _epoch(request: HttpRequest) -> int | None:
    """Return the number of the conduct that the sender's screen showed, if it says one.

    A dialog tells the one under which its own words were written.
    """
    told = request.POST.get("epoch", "") or request.headers.get("Wheel-Epoch", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else None


def meetings_of(request: HttpRequest) -> "list[Meeting]":
    """Return the meetings at which the user has a seat, the next first."""
    user = cast(User, request.user)
    seats = Meeting.objects.select_related("body").filter(seats__withdrawn_at=None)
    mine = seats.filter(seats__screen=user)
    if user.person_id:
        held = seats.filter(seats__holder=user.person_id)
        mine = mine | held | seats.filter(seats__acting=user.person_id)
    found = mine.distinct().order_by("-day", "-number")
    return [m for m in found if standing_of(user, m)]


def has_recused(user: User, dossier: Dossier) -> bool:
    """Tell whether a user stands aside from an item that carries a dossier."""
    return recusals_by(user).filter(item__dossier=dossier).exists()


def recusals_by(user: User) -> "QuerySet[Recusal]":
    """Return the recusals that hold for a user, in any council."""
    if user.person_id is None:
        return Recusal.objects.none()
    sits = Q(seat__acting=user.person_id)
    sits |= Q(seat__holder=user.person_id, seat__acting=None)
    return Recusal.objects.filter(sits, lifted_at=None)


def paper(request: HttpRequest, version_id: int) -> tuple[Version, Presence]:
    """Return a version that one of the user's readable items carries, and where."""
    rows = Version.objects.select_related("document__dossier")
    version = get_object_or_404(rows, pk=version_id)
    # Whoever stands aside from a matter reads nothing of it in any council.
    if has_recused(cast(User, request.user), version.document.dossier):
        raise Http404
    for item in AgendaItem.objects.filter(dossier=version.document.dossier):
        if not opened_by(item).filter(pk=version.pk).exists():
            continue
        try:
            here = presence(request, item.meeting_id)
            here.item(item.pk)
        except Http404:
            continue
        if here.view not in WALLS:
            return version, here
    raise Http404
