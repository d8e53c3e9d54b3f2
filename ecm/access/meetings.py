"""Reaching a meeting and what is in it; 404 hides what one may not know."""

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.domain.policy import Role
from ecm.dossiers.models import Version
from ecm.journal.chain import Actor
from ecm.meetings.models import AgendaItem, Meeting, MinuteBlock, MinuteProposal, Seat
from ecm.meetings.papers import opened_by
from ecm.meetings.standing import Standing, standing_of, visible_items
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

    def item(self, pk: int) -> AgendaItem:
        """Return an item the user may read; Http404 otherwise, whether it exists or not."""
        items = visible_items(self.meeting, self.standing, self.user)
        item = items.filter(pk=pk).first()
        if item is None:
            raise Http404
        return item

    def seat(self, pk: int) -> Seat:
        """Return a seat of the meeting; Http404 otherwise."""
        return get_object_or_404(self.meeting.seats, pk=pk)

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


def presence(request: HttpRequest, meeting_id: int) -> Presence:
    """Return the user's presence at a meeting; Http404 for a stranger."""
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    meeting = Meeting.objects.select_related("body").filter(pk=meeting_id).first()
    standing = standing_of(user, meeting) if meeting else None
    if meeting is None or standing is None:
        raise Http404
    key = request.headers.get("Idempotency-Key", "") or request.POST.get("key", "")
    actor = Actor(user.pk, user.person_id, key[:64], _epoch(request))
    return Presence(user, meeting, standing, actor)


def _epoch(request: HttpRequest) -> int | None:
    """Return the number of the conduct that the sender's screen showed, if it says one."""
    told = request.headers.get("Wheel-Epoch", "") or request.POST.get("epoch", "")
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


def paper(request: HttpRequest, version_id: int) -> tuple[Version, Presence]:
    """Return a version that one of the user's readable items carries, and where."""
    rows = Version.objects.select_related("document__dossier")
    version = get_object_or_404(rows, pk=version_id)
    for item in AgendaItem.objects.filter(dossier=version.document.dossier):
        if not opened_by(item).filter(pk=version.pk).exists():
            continue
        try:
            here = presence(request, item.meeting_id)
            here.item(item.pk)
        except Http404:
            continue
        if here.view is not Role.SCREEN:
            return version, here
    raise Http404
