"""Entering a sitting that was held on paper: whole, in one act, at the written hours."""

from dataclasses import replace
from datetime import datetime

from ecm import clock
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.domain.workflow import (
    TRANSITIONS,
    Attendance,
    ItemState,
    MeetingState,
    item_after,
    meeting_after,
)
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.items import VERB_OF_OUTCOME, follow, write_down
from ecm.meetings.actions.passages import put_passage_away
from ecm.meetings.actions.sittings import put_down, wind_up
from ecm.meetings.models import AttendanceMove, Decision, Meeting, Seat, Sitting
from ecm.meetings.standing import require
from ecm.meetings.transcript import (
    Attended,
    Transcript,
    Written,
    beginning,
    faults_of,
    is_change,
)
from ecm.meetings.turn import turn
from ecm.people.models import Person


def transcribe(actor: Actor, meeting_id: int, transcript: Transcript) -> None:
    """Enter what was held on paper, which closes the meeting: « saisi a posteriori ».

    What was decided here before stays. Raises NotPossible with the first thing that is
    wrong; `faults_of` tells them all.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.TRANSCRIBE_MEETING, meeting)
        after = meeting_after(meeting.state, Verb.TRANSCRIBE_MEETING)
        for fault in faults_of(meeting, transcript):
            raise fault.refusal
        put_down(actor, meeting)
        if meeting.state == MeetingState.CONVENED:
            meeting.items.filter(awaits_approval=True).update(awaits_approval=False)
        start = beginning(meeting, transcript)
        sitting = _sitting(meeting, transcript)
        for attended in transcript.roll:
            _attend(actor, meeting, attended, _Hours(transcript, start))
        for written in transcript.items:
            if written.outcome is not Outcome.NOT_REACHED:
                _decide(actor, meeting, written)
        wind_up(actor, meeting, sitting.ends_at or clock.now())
        put_passage_away(actor, meeting, None)
        meeting.state, meeting.current_item = after, None
        record(
            Verb.TRANSCRIBE_MEETING,
            actor,
            meeting,
            sitting=sitting.number,
            starts=sitting.starts_at.isoformat(),
            ends=sitting.ends_at.isoformat() if sitting.ends_at else "",
        )


def _sitting(meeting: Meeting, transcript: Transcript) -> Sitting:
    """Return the sitting with its written hours: the one under way, or a new one."""
    sitting = meeting.sittings.filter(ends_at=None).first()
    if sitting is None:
        number = meeting.sittings.count() + 1
        sitting = Sitting(meeting=meeting, number=number)
        sitting.starts_at = transcript.starts_at or clock.now()
    # An end in the minute of the opening comes before the opening's second.
    sitting.ends_at = max(transcript.ends_at or clock.now(), sitting.starts_at)
    sitting.is_transcribed = True
    sitting.save()
    return sitting


class _Hours:
    """The hours of the decisions, by which a coming or a going finds its item."""

    def __init__(self, transcript: Transcript, start: datetime | None) -> None:
        self.start = start or clock.now()
        decided = [(one.at, one.item.pk) for one in transcript.items if one.at]
        self.decided = sorted(decided)

    def item_at(self, at: datetime) -> int | None:
        """Return the item that was examined at a moment; None at the opening."""
        if at <= self.start:
            return None
        return next((item for end, item in self.decided if end > at), None)


def _attend(actor: Actor, meeting: Meeting, one: Attended, hours: _Hours) -> None:
    seat = meeting.seats.get(pk=one.seat.pk)
    if is_change(replace(one, seat=seat)):
        at = one.at or hours.start
        _move(actor, meeting, seat, one.attendance, one.acting, at, hours)
    if one.left_at is not None:
        _move(actor, meeting, seat, Attendance.ABSENT, None, one.left_at, hours)


def _move(
    actor: Actor,
    meeting: Meeting,
    seat: Seat,
    attendance: Attendance,
    acting: Person | None,
    at: datetime,
    hours: _Hours,
) -> None:
    """Note a coming or a going; the entry that follows gives its written hour."""
    now = clock.now()
    seat.attendance, seat.acting, seat.noted_at = attendance, acting, now
    seat.save(update_fields=["attendance", "acting", "noted_at"])
    move = AttendanceMove.objects.create(
        seat=seat,
        attendance=attendance.value,
        acting=acting,
        item_id=hours.item_at(at),
        at=at,
    )
    told = {"attendance": attendance.value, "acting": acting.pk if acting else None}
    record(Verb.NOTE_ATTENDANCE, actor, meeting, seat=seat.pk, **told)
    record(
        Verb.CORRECT_ATTENDANCE,
        actor,
        meeting,
        move=move.pk,
        seat=seat.pk,
        at=at.isoformat(),
        was=now.isoformat(),
    )


def _decide(actor: Actor, meeting: Meeting, written: Written) -> None:
    """Write one decision down at its hour; its dossier follows as it does live."""
    item = meeting.items.get(pk=written.item.pk)
    at = written.at or clock.now()  # one without an hour was refused
    item_after(item.state, Verb.TRANSCRIBE_ITEM)
    verb = VERB_OF_OUTCOME.get(written.outcome, Verb.DECIDE_ITEM)
    item.state = TRANSITIONS[verb].item_to or ItemState.DECIDED
    item.settled_at, item.is_aside = at, False
    item.save(update_fields=["state", "settled_at", "is_aside"])
    decision = Decision(
        item=item,
        outcome=written.outcome.value,
        text=written.text.strip(),
        amendments=written.amendments.strip(),
        deferred_to=written.deferred_to,
        decided_at=at,
        is_transcribed=True,
    )
    seal = write_down(decision, written.instructions)
    record(
        Verb.TRANSCRIBE_ITEM,
        actor,
        meeting,
        item=item.pk,
        outcome=written.outcome.value,
        digest=seal,
        at=at.isoformat(),
    )
    follow(item, written.outcome, deferred_to=written.deferred_to)
