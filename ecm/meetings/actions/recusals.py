"""Standing aside from an item: while it lasts, the item is closed to whoever does."""

from django.db.models import Q

from ecm import clock
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.policy import MarkValue, Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import UNDECIDED, ItemState, item_after, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.floor import leave_when_aside
from ecm.meetings.asked import RECUSALS
from ecm.meetings.models import AgendaItem, Mark, Meeting, Recusal, Seat
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.meetings.voting import strike

_UNSETTLED = [*UNDECIDED, ItemState.JOINED]
TABLE = frozenset({Role.PRESIDING.value, Role.SECRETARY.value})


def recuse(actor: Actor, seat: Seat, item: AgendaItem) -> None:
    """Let a seat stand aside from `item`, on every open tablet at once; twice is nothing.

    A member does so for his own seats, the chair and the secretariat for anybody's. Raises
    NotAllowed otherwise, NotPossible for those who keep the record, and for a wall.
    """
    with turn(item.meeting_id, actor) as meeting:
        own = require(actor, Verb.RECUSE_SEAT, meeting)
        _refuse_for_others(own, seat)
        meeting_after(meeting.state, Verb.RECUSE_SEAT)
        item.refresh_from_db()
        item_after(item.state, Verb.RECUSE_SEAT)
        seat.refresh_from_db()
        stand_aside(actor, meeting, seat, item)


def stand_aside(actor: Actor, meeting: Meeting, seat: Seat, item: AgendaItem) -> None:
    """Declare the recusal inside a turn; also what a mark or a position « recused » makes."""
    if seat.holder_id is None or seat.capacity == Role.SECRETARY.value:
        raise NotPossible(gettext_noop("Ce siège ne se déporte pas."))
    if item.recusals.filter(seat=seat, lifted_at=None).exists():
        return
    Recusal.objects.create(item=item, seat=seat, since=clock.now())
    _take_back_mark(seat, item)
    strike(seat, item)
    record(Verb.RECUSE_SEAT, actor, meeting, item=item.pk, seat=seat.pk)
    leave_when_aside(actor, meeting, seat, item)
    for other in _of_the_same_matter(item):
        stand_aside(actor, meeting, seat, other)


def _of_the_same_matter(item: AgendaItem) -> list[AgendaItem]:
    """Return what was divided from an item, or is examined with it, and is not settled."""
    first = item.split_from_id or item.pk
    family = Q(pk=first) | Q(split_from=first) | Q(joined_to=item)
    family |= Q(pk=item.joined_to_id)
    rows = item.meeting.items.filter(family, state__in=_UNSETTLED)
    return list(rows.exclude(pk=item.pk))


def lift_recusal(actor: Actor, seat: Seat, item: AgendaItem) -> None:
    """Let a seat come back to `item`; without a recusal nothing changes."""
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.LIFT_RECUSAL, meeting)
        meeting_after(meeting.state, Verb.LIFT_RECUSAL)
        item.refresh_from_db()
        item_after(item.state, Verb.LIFT_RECUSAL)
        held = item.recusals.filter(seat=seat, lifted_at=None).first()
        if held is None:
            return
        held.lifted_at = clock.now()
        held.save(update_fields=["lifted_at"])
        record(Verb.LIFT_RECUSAL, actor, meeting, item=item.pk, seat=seat.pk)


def refuse_aside(own: tuple[Seat, ...], item: AgendaItem, value: MarkValue) -> None:
    """Raise NotPossible when somebody who stands aside from an item takes part in it.

    Who is out in one of his seats is out in all of them.
    """
    seats = {seat.pk for seat in own}
    held = (one for one in RECUSALS(item.meeting_id) if one.item_id == item.pk)
    if value is not MarkValue.RECUSED and any(one.seat_id in seats for one in held):
        raise NotPossible(gettext_noop("Vous vous êtes déporté de ce point."))


def carry_over(
    actor: Actor, meeting: Meeting, item: AgendaItem, into: AgendaItem
) -> None:
    """Let whoever stands aside from an item stand aside from what is made of it too."""
    for held in item.recusals.filter(lifted_at=None).select_related("seat"):
        stand_aside(actor, meeting, held.seat, into)


def _take_back_mark(seat: Seat, item: AgendaItem) -> None:
    """In a round that is open, a seat that stands aside has said nothing else."""
    marks = Mark.objects.filter(round__item=item, round__closed_at=None, seat=seat)
    others = marks.exclude(
        value=MarkValue.RECUSED.value
    )  # his reason stays with his mark
    others.update(value=MarkValue.RECUSED.value, comment="")


def _refuse_for_others(own: tuple[Seat, ...], seat: Seat) -> None:
    if any(mine.capacity in TABLE or mine.pk == seat.pk for mine in own):
        return
    raise NotAllowed(gettext_noop("Vous n'occupez pas ce siège."))
