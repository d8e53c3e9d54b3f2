"""Positions before the meeting: each seat on each item, changeable until they close."""

from ecm import clock
from ecm.domain.errors import Conflict, gettext_noop
from ecm.domain.policy import MarkValue
from ecm.domain.verbs import Verb
from ecm.domain.workflow import item_after, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.marks import LONGEST_COMMENT, own_seat
from ecm.meetings.actions.recusals import refuse_aside, stand_aside
from ecm.meetings.models import AgendaItem, Meeting, Position
from ecm.meetings.standing import require
from ecm.meetings.turn import turn


def give_position(
    actor: Actor, seat_id: int, item: AgendaItem, *, value: MarkValue, comment: str = ""
) -> Position:
    """Record the position of a seat on an item; a later one replaces it.

    The same position again changes nothing. Raises NotAllowed when the actor does not sit
    there with a deliberative voice, Conflict when positions are closed.
    """
    with turn(item.meeting_id, actor) as meeting:
        own = require(actor, Verb.GIVE_POSITION, meeting)
        seat = own_seat(own, seat_id)
        meeting_after(meeting.state, Verb.GIVE_POSITION)
        _refuse_after_closing(meeting)
        item.refresh_from_db()  # it was read before the lock
        item_after(item.state, Verb.GIVE_POSITION)
        refuse_aside(own, item, value)
        comment = comment.strip()[:LONGEST_COMMENT]
        position = Position.objects.filter(item=item, seat=seat).first()
        if position and (position.value, position.comment) == (value, comment):
            return position
        position = position or Position(item=item, seat=seat)
        position.value, position.comment = value.value, comment
        position.given_by_id, position.given_at = actor.member, clock.now()
        position.save()
        record(
            Verb.GIVE_POSITION,
            actor,
            meeting,
            item=item.pk,
            seat=seat.pk,
            value=value.value,
        )
        if value is MarkValue.RECUSED:
            stand_aside(actor, meeting, seat, item)
        return position


def _refuse_after_closing(meeting: Meeting) -> None:
    closing = meeting.positions_close_at
    if closing is not None and clock.now() >= closing:
        raise Conflict(
            gettext_noop("Les positions sont closes : rien n'a changé."),
        )
