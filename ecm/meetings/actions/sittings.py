"""Convening, opening, suspending, resuming and closing a meeting."""

from datetime import datetime

from ecm import clock
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.domain.workflow import UNDECIDED, ItemState, MeetingState, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.floor import clear_floor, end_speech_under_way
from ecm.meetings.actions.guests import see_guests_out
from ecm.meetings.actions.items import follow
from ecm.meetings.actions.messages import forget_messages
from ecm.meetings.actions.passages import put_passage_away
from ecm.meetings.consenting import put_away
from ecm.meetings.models import MarkRound, Meeting, Sitting
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.meetings.voting import refuse_while_voting


def convene(actor: Actor, meeting_id: int) -> None:
    """Send the agenda to the members: from now on they may read it."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.CONVENE_MEETING, meeting)
        meeting.state = meeting_after(meeting.state, Verb.CONVENE_MEETING)
        record(Verb.CONVENE_MEETING, actor, meeting)


def open_meeting(actor: Actor, meeting_id: int) -> None:
    """Open the meeting: its first sitting begins by the server's clock."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.OPEN_MEETING, meeting)
        if meeting.state == MeetingState.OPEN:
            return
        # The chair opens on the agenda as it lies before him, late items included.
        meeting.items.filter(awaits_approval=True).update(awaits_approval=False)
        _begin(actor, meeting, Verb.OPEN_MEETING)


def suspend(actor: Actor, meeting_id: int) -> None:
    """End the sitting; the meeting goes on later, the same day or another."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.SUSPEND_MEETING, meeting)
        if meeting.state == MeetingState.SUSPENDED:
            return
        meeting.state = meeting_after(meeting.state, Verb.SUSPEND_MEETING)
        end_speech_under_way(actor, meeting)
        record(Verb.SUSPEND_MEETING, actor, meeting, sitting=_end(meeting))


def resume(actor: Actor, meeting_id: int) -> None:
    """Begin another sitting of a suspended meeting."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.RESUME_MEETING, meeting)
        if meeting.state == MeetingState.OPEN:
            return
        _begin(actor, meeting, Verb.RESUME_MEETING)


def close(actor: Actor, meeting_id: int) -> None:
    """Close the meeting; what was not decided becomes « non examiné » (domain 1.6)."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.CLOSE_MEETING, meeting)
        if meeting.state == MeetingState.CLOSED:
            return
        after = meeting_after(meeting.state, Verb.CLOSE_MEETING)
        put_down(actor, meeting)
        wind_up(actor, meeting, clock.now())
        sitting = _end(meeting) if meeting.is_open else None
        meeting.state, meeting.current_item = after, None
        record(Verb.CLOSE_MEETING, actor, meeting, sitting=sitting)


def _begin(actor: Actor, meeting: Meeting, verb: Verb) -> None:
    meeting.state = meeting_after(meeting.state, verb)
    number = meeting.sittings.count() + 1
    sitting = Sitting.objects.create(
        meeting=meeting, number=number, starts_at=clock.now()
    )
    record(verb, actor, meeting, sitting=sitting.number)


def _end(meeting: Meeting) -> int:
    sitting = meeting.sittings.filter(ends_at=None).get()
    sitting.ends_at = max(clock.now(), sitting.starts_at)
    sitting.save(update_fields=["ends_at"])
    return sitting.number


def put_down(actor: Actor, meeting: Meeting) -> None:
    """End what is under way, inside the turn that closes: speech, marks, list.

    Raises Conflict while a vote is under way: it is for the chair to end it.
    """
    refuse_while_voting(meeting)
    clear_floor(actor, meeting)
    _close_rounds(actor, meeting)
    put_away(actor, meeting)


def wind_up(actor: Actor, meeting: Meeting, at: datetime) -> None:
    """Leave nothing open behind a closing, inside its turn: items, guests, messages."""
    _miss_the_rest(actor, meeting, at)
    see_guests_out(actor, meeting)
    put_passage_away(actor, meeting, None)
    forget_messages(meeting)


def _close_rounds(actor: Actor, meeting: Meeting) -> None:
    for held in MarkRound.objects.filter(item__meeting=meeting, closed_at=None):
        held.closed_at = clock.now()
        held.save(update_fields=["closed_at"])
        record(Verb.CLOSE_ROUND, actor, meeting, item=held.item_id, round=held.number)


def _miss_the_rest(actor: Actor, meeting: Meeting, at: datetime) -> None:
    """Note what was not decided as « non examiné » at the closing (domain 1.6)."""
    missed = meeting.items.filter(state__in=UNDECIDED).select_related("dossier")
    for item in missed:
        item.state, item.settled_at = ItemState.NOT_REACHED, at
        item.save(update_fields=["state", "settled_at"])
        record(Verb.MISS_ITEM, actor, meeting, item=item.pk)
        follow(item, Outcome.NOT_REACHED)
