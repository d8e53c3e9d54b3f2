"""Who may be played in a rehearsal: one account without a password for each seat."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from ecm.meetings.models import Meeting, Seat
from ecm.people.models import BodyMember, Mandate, User


@dataclass(frozen=True)
class Part:
    """A seat that somebody may play: the copy's account, and in which capacity."""

    username: str
    capacity: str


def name_of(person_id: int) -> str:
    """Return the copy's account of a person: real names of accounts are left behind."""
    return f"personne-{person_id}"


def parts_of(meeting: Meeting) -> list[Part]:
    """Return the persons who sit, in protocol order; who acts for another sits once."""
    seats = meeting.seats.filter(withdrawn_at=None, screen=None, acting=None)
    return [
        Part(name_of(seat.holder_id), seat.capacity)
        for seat in seats.order_by("precedence", "pk")
        if seat.holder_id
    ]


def accounts_of(people: Iterable[int], seats: Iterable[Seat]) -> list[User]:
    """Return the accounts of the copy: its people's and the walls', nobody else's."""
    screens = [seat.screen for seat in seats if seat.screen]
    taken = max((screen.pk for screen in screens), default=0)
    walls = [User(pk=screen.pk, username=f"ecran-{screen.pk}") for screen in screens]
    persons = [
        User(pk=taken + rank, username=name_of(pk), person_id=pk)
        for rank, pk in enumerate(sorted(people), start=1)
    ]
    accounts = [*walls, *persons]
    for account in accounts:
        account.password = make_password(None)
    return accounts


def memberships_of(meeting: Meeting, seats: Sequence[Seat]) -> Iterator[BodyMember]:
    """Yield a membership for each seat, in the capacity that it has on that day."""
    held = Mandate.objects.held_on(meeting.day).order_by("precedence", "pk")
    by_person: dict[int, Mandate] = {}
    for mandate in held.filter(person__in=[s.holder_id for s in seats if s.holder_id]):
        by_person.setdefault(mandate.person_id, mandate)
    for seat in seats:
        if post := by_person.get(seat.holder_id or 0):
            yield BodyMember(
                pk=seat.pk,
                body_id=meeting.body_id,
                mandate=post,
                capacity=seat.capacity,
            )
