"""What the table shows to all, as one audience may know it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from ecm.domain.policy import Role
from ecm.meetings.models import Announcement, ShownTo
from live.lines import ItemLine

if TYPE_CHECKING:
    from live.room import Room

SCREEN_OF = {Role.SCREEN: ShownTo.ROOM, Role.ANTEROOM: ShownTo.ANTEROOM}


@dataclass(frozen=True)
class Passage:
    """A page of a paper, and the words on it that are pointed out."""

    item: int
    title: str
    page: int
    quote: str
    by: str
    url: str


def tabled(room: "Room") -> ItemLine | None:
    """Return the item just laid on the table, to who may read it."""
    item = room.council.tabled
    return room.line(item) if item is not None and room.sees(item) else None


def announced(room: "Room") -> Announcement | None:
    """Return the announcement that this audience's screens carry: the newest."""
    mine = (ShownTo.EVERYWHERE, SCREEN_OF.get(room.view, ShownTo.TABLETS))
    shown = (a for a in reversed(room.council.announcements) if a.shown_to in mine)
    return next(shown, None)


def elsewhere(room: "Room") -> list[Announcement]:
    """Return what other screens carry, for the table to withdraw it."""
    if not (room.takes_roll or room.steers):
        return []
    here = announced(room)
    return [a for a in room.council.announcements if a != here]


def pointed(room: "Room") -> Passage | None:
    """Return the passage shown of the item under deliberation, to who may read that item."""
    item = room.current_item
    shown = room.council.passage
    if item is None or shown is None or not room.sees(item):
        return None
    return Passage(
        item=item.pk,
        title=shown.version.document.title,
        page=shown.page,
        quote=shown.quote,
        by=str(shown.seat.occupant or shown.seat),
        url=f"{reverse('meetings:paper', args=[shown.version_id])}#page={shown.page}",
    )
