"""Who may write to whom during a meeting, and what one reader has of it: his own, no more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ecm.meetings.models import Meeting, Message, Seat
from ecm.meetings.standing import Standing, occupied
from ecm.people.models import Capacity

# The secretariat has one box: whoever of it is there reads it, and answers in its name.
DESK = "secretariat"
WITHOUT_BOX = {Capacity.SCREEN.value, Capacity.ANTEROOM.value}


@dataclass(frozen=True)
class Box:
    """What is sent to and from a seat, or the secretariat, as its occupant may read it.

    `since` is when an acting member took the seat: what was said before is its holder's.
    """

    seat: Seat
    since: datetime | None

    @property
    def key(self) -> str:
        return end_of(self.seat)

    @property
    def is_desk(self) -> bool:
        return self.key == DESK

    def messages(self) -> "QuerySet[Message]":
        """Return what the box received and sent, in order."""
        received, sent = Q(recipient=self.seat), Q(sender=self.seat)
        if self.is_desk:
            received, sent = Q(recipient=None), Q(sender__capacity=Capacity.SECRETARY)
        found = Message.objects.filter(received | sent, meeting=self.seat.meeting_id)
        return found.filter(sent_at__gte=self.since) if self.since else found

    def received_from(self, other: str) -> "QuerySet[Message]":
        """Return what the box received from another one."""
        found = self.messages().filter(recipient=None if self.is_desk else self.seat)
        if other == DESK:
            return found.filter(sender__capacity=Capacity.SECRETARY)
        is_number = other.isascii() and other.isdecimal() and len(other) < 10
        return found.filter(sender=int(other) if is_number else 0)

    def has_sent(self, message: Message) -> bool:
        """Tell whether a message of the box went out of it."""
        return end_of(message.sender) == self.key


@dataclass(frozen=True)
class End:
    """Where a message may go."""

    key: str
    name: str
    title: str = ""


@dataclass(frozen=True)
class Line:
    """One message of a thread."""

    text: str
    at: datetime
    is_mine: bool
    is_new: bool


@dataclass(frozen=True)
class Thread:
    """What passed between a box of the reader and another one; the newest is the last."""

    box: str
    acting_for: str
    other: End
    last: int
    lines: tuple[Line, ...]

    @property
    def unread(self) -> int:
        return sum(line.is_new for line in self.lines)


def end_of(seat: Seat | None) -> str:
    """Return the name of a seat's box; None stands for the secretariat."""
    if seat is None or seat.capacity == Capacity.SECRETARY:
        return DESK
    return str(seat.pk)


def boxes_of(standing: Standing) -> list[Box]:
    """Return the boxes of somebody's seats, his own first; a wall has none."""
    seats = [s for s in standing.seats if s.capacity not in WITHOUT_BOX]
    seats.sort(key=lambda seat: seat.acting_id is not None)
    found: dict[str, Box] = {}
    for seat in seats:
        since = seat.noted_at if seat.acting_id else None
        found.setdefault(end_of(seat), Box(seat, since))
    return list(found.values())


def box_of(standing: Standing, key: str) -> Box | None:
    """Return the box of that name if it is one of the standing's."""
    return next((box for box in boxes_of(standing) if box.key == key), None)


def ends_for(own: Box) -> list[End]:
    """Return where a box may write: an observer's to the secretariat alone."""
    others = [] if own.is_desk else [_end(None)]
    if own.seat.capacity == Capacity.OBSERVER:
        return others
    seats = occupied(Seat.objects.filter(meeting=own.seat.meeting_id))
    seats = seats.exclude(capacity__in=[*WITHOUT_BOX, Capacity.SECRETARY.value])
    if not own.is_desk:
        seats = seats.exclude(capacity=Capacity.OBSERVER)
    return others + [_end(s) for s in seats if s.occupant != own.seat.occupant]


def threads_of(meeting: Meeting, boxes: Iterable[Box]) -> list[Thread]:
    """Return the threads of these boxes, the one with the newest message first.

    While messages are off there is none to read.
    """
    if not meeting.messages_are_on:
        return []
    found = [thread for box in boxes for thread in _threads(box)]
    return sorted(found, key=lambda thread: -thread.last)


def _threads(box: Box) -> Iterator[Thread]:
    people = ("holder", "acting")
    rows = box.messages().select_related(
        *("sender", "recipient"),
        *(f"{side}__{who}" for side in ("sender", "recipient") for who in people),
    )
    by_other: dict[str, list[Message]] = {}
    for message in rows:
        by_other.setdefault(end_of(_other(box, message)), []).append(message)
    for messages in by_other.values():
        seat = _other(box, messages[-1])
        yield _thread(box, _end(seat), messages)


def _other(box: Box, message: Message) -> Seat | None:
    return message.recipient if box.has_sent(message) else message.sender


def _thread(box: Box, other: End, messages: list[Message]) -> Thread:
    lines = [
        Line(m.text, m.sent_at, is_mine, not is_mine and m.read_at is None)
        for m in messages
        for is_mine in (box.has_sent(m),)
    ]
    acting_for = box.seat.title if box.seat.acting_id else ""
    return Thread(box.key, acting_for, other, messages[-1].pk, tuple(lines))


def _end(seat: Seat | None) -> End:
    if seat is None or end_of(seat) == DESK:
        return End(DESK, _("Le secrétariat"))
    return End(str(seat.pk), str(seat.occupant), seat.title)
