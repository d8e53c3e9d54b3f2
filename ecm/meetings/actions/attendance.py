"""Who is there, who acts for whom, and whose seat is taken away."""

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import Attendance, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.models import Meeting, Seat
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.people.models import Person


def note_attendance(
    actor: Actor, seat: Seat, *, attendance: Attendance, acting: Person | None = None
) -> None:
    """Note the presence of a seat's holder, or who acts for him; the same again is nothing.

    Raises NotPossible when nobody is named for a represented seat, or the acting person
    has no seat of his own.
    """
    with turn(seat.meeting_id, actor) as meeting:
        require(actor, Verb.NOTE_ATTENDANCE, meeting)
        meeting_after(meeting.state, Verb.NOTE_ATTENDANCE)
        seat.refresh_from_db()
        acting = acting if attendance is Attendance.REPRESENTED else None
        refuse_impossible(meeting, seat, attendance, acting)
        acting_id = acting.pk if acting else None
        if (seat.attendance, seat.acting_id) == (attendance, acting_id):
            return
        seat.attendance, seat.acting = attendance, acting
        seat.noted_at = clock.now()
        seat.save(update_fields=["attendance", "acting", "noted_at"])
        record(
            Verb.NOTE_ATTENDANCE,
            actor,
            meeting,
            seat=seat.pk,
            attendance=attendance.value,
            acting=acting_id,
        )


def refuse_impossible(
    meeting: Meeting, seat: Seat, attendance: Attendance, acting: Person | None
) -> None:
    """Raise NotPossible when this cannot be noted of the seat."""
    if seat.screen_id or seat.withdrawn_at:
        raise NotPossible(gettext_noop("La présence ne se note pas pour ce siège."))
    if attendance is not Attendance.REPRESENTED:
        return
    if acting is None:
        raise NotPossible(gettext_noop("Indiquez qui assure l'intérim."))
    seats = meeting.seats.filter(holder=acting, withdrawn_at=None)
    if acting.pk == seat.holder_id or not seats.exists():
        raise NotPossible(
            gettext_noop("L'intérim est assuré par un autre membre de la séance.")
        )


def withdraw_seat(actor: Actor, seat: Seat) -> None:
    """Take a seat away: its occupant's tablets are cut off at once."""
    with turn(seat.meeting_id, actor) as meeting:
        require(actor, Verb.WITHDRAW_SEAT, meeting)
        seat.refresh_from_db()
        if seat.withdrawn_at:
            return
        seat.withdrawn_at = clock.now()
        seat.save(update_fields=["withdrawn_at"])
        record(Verb.WITHDRAW_SEAT, actor, meeting, seat=seat.pk)
