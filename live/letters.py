"""For whom there are new messages: which tablets must ask for their own, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from ecm.meetings.corresponding import DESK, end_of
from ecm.meetings.models import Meeting, Message, Seat
from ecm.meetings.standing import occupied
from ecm.people.models import Capacity, User


@dataclass(frozen=True)
class Post:
    """The last message of a meeting, and the accounts that those since concern."""

    last: int
    users: frozenset[int]


def since(meeting_id: int, last: int) -> Post:
    """Return whom the messages after `last` concern, at both their ends."""
    rows = Message.objects.filter(meeting=meeting_id, pk__gt=last)
    found = list(rows.select_related("sender", "recipient").order_by("pk"))
    if not found:
        return Post(last, frozenset())
    people = {person for message in found for person in _people(message)}
    users = User.objects.filter(person__in=people).values_list("pk", flat=True)
    return Post(found[-1].pk, frozenset(users))


def _people(message: Message) -> Iterator[int | None]:
    for seat in (message.sender, message.recipient):
        if end_of(seat) == DESK:
            yield from _at_the_desk(message.meeting_id)
        elif seat is not None:
            yield seat.acting_id or seat.holder_id


def _at_the_desk(meeting_id: int) -> Iterator[int | None]:
    seats = Seat.objects.filter(meeting=meeting_id, capacity=Capacity.SECRETARY)
    for seat in occupied(seats):
        yield seat.acting_id or seat.holder_id


def newest(meetings: list[int]) -> dict[int, int]:
    """Return the last message of each of these meetings where messages are permitted."""
    if not meetings:
        return {}
    open_ones = Meeting.objects.filter(pk__in=meetings, messages_are_on=True)
    found = open_ones.annotate(last=Max("messages")).values_list("pk", "last")
    return {meeting: last for meeting, last in found if last is not None}


def changed() -> str:
    """Tell a tablet to ask for its own messages again; they are in nobody's frame."""
    return '<i id="messages-changed" hidden></i>'
