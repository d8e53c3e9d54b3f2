"""The vote under way, as other acts meet it: what it holds up, and who leaves its register."""

from ecm.domain.errors import Conflict, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.votes import RUNNING, BallotState
from ecm.meetings.attending import THERE
from ecm.meetings.models import AgendaItem, Ballot, Meeting, Recusal, Seat, Voter
from ecm.meetings.standing import occupied
from ecm.people.models import Post
from ecm.prepared import Prepared

UNDER_WAY = gettext_noop(
    "Un vote est en cours sur ce point : clôturez-le ou annulez-le."
)
_RUNNING = [state.value for state in RUNNING]
UNDER_WAY_AT = Prepared(
    lambda meeting: Ballot.objects.filter(item__meeting=meeting, state__in=_RUNNING)[:1]
)
# Until it closes, somebody may still leave the register.
_TAKES_VOTES = [BallotState.PREPARED.value, BallotState.OPEN.value]


def running(meeting: Meeting) -> Ballot | None:
    """Return the vote under way at a meeting, if there is one."""
    return next(iter(UNDER_WAY_AT(meeting.pk)), None)


def refuse_while_voting(meeting: Meeting) -> None:
    """Raise Conflict while a vote is under way: nothing is settled or left behind it."""
    if running(meeting) is not None:
        raise Conflict(UNDER_WAY)


def entitled(item: AgendaItem) -> list[Seat]:
    """Return the seats that vote on an item, in protocol order.

    Those with a deliberative voice, present or represented, whose occupant neither stands
    aside from the item in any of his seats nor is shut out of it.
    """
    seats = occupied(item.meeting.seats.filter(holder__isnull=False))
    seats = seats.filter(is_deliberative=True, attendance__in=THERE)
    aside = _aside(item)
    readers = set(item.readers.values_list("pk", flat=True))
    rows = seats.order_by("precedence", "pk")
    return [s for s in rows if _person(s) not in aside and _may_read(s, item, readers)]


def strike(seat: Seat, item: AgendaItem) -> None:
    """Take whoever stands aside out of the register of a vote that is not closed.

    His vote goes with him if he had given one: what he says of the matter counts no more.
    """
    voters = Voter.objects.filter(ballot__item=item, ballot__state__in=_TAKES_VOTES)
    person = _person(seat)
    own = (v.pk for v in voters.select_related("seat") if _person(v.seat) == person)
    Voter.objects.filter(pk__in=list(own)).delete()


def _aside(item: AgendaItem) -> set[int | None]:
    held = Recusal.objects.filter(item=item, lifted_at=None).select_related("seat")
    return {_person(one.seat) for one in held}


def _person(seat: Seat) -> int | None:
    return seat.acting_id or seat.holder_id


def _may_read(seat: Seat, item: AgendaItem, readers: set[int]) -> bool:
    is_head = seat.capacity == Role.PRESIDING.value or seat.post == Post.PRESIDENT.value
    return not item.is_restricted or is_head or _person(seat) in readers
