"""Noting who sits where, who acts for whom, and at what hour each came and went."""

from datetime import datetime

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import Attendance, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.wheel import give_back
from ecm.meetings.models import AttendanceMove, Meeting, Seat, Sitting
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.people.models import Person

LATER = gettext_noop("Cette heure n'est pas encore venue.")


def note_attendance(
    actor: Actor, seat: Seat, *, attendance: Attendance, acting: Person | None = None
) -> None:
    """Note the presence of a seat's holder, or who acts for him; the same again is nothing.

    Each change is a move, with its hour and the item under deliberation. Raises NotPossible
    when nobody is named for a represented seat, or the acting person has no seat of his own.
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
        _note(actor, meeting, seat, attendance, acting)


def call_the_roll(actor: Actor, meeting_id: int) -> None:
    """Note as present everybody who is still expected; the exceptions are noted after it.

    Nobody expected any more: nothing changes.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.NOTE_ATTENDANCE, meeting)
        meeting_after(meeting.state, Verb.NOTE_ATTENDANCE)
        expected = meeting.seats.filter(
            attendance=Attendance.EXPECTED, withdrawn_at=None, holder__isnull=False
        )
        for seat in expected:
            _note(actor, meeting, seat, Attendance.PRESENT, None)


def _note(
    actor: Actor,
    meeting: Meeting,
    seat: Seat,
    attendance: Attendance,
    acting: Person | None,
) -> None:
    now = clock.now()
    seat.attendance, seat.acting, seat.noted_at = attendance, acting, now
    seat.save(update_fields=["attendance", "acting", "noted_at"])
    AttendanceMove.objects.create(
        seat=seat,
        attendance=attendance.value,
        acting=acting,
        item_id=meeting.current_item_id,
        at=now,
    )
    record(
        Verb.NOTE_ATTENDANCE,
        actor,
        meeting,
        seat=seat.pk,
        attendance=attendance.value,
        acting=acting.pk if acting else None,
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


def correct_attendance(actor: Actor, move: AttendanceMove, at: datetime) -> None:
    """Set right the hour at which somebody came or went; the journal keeps the old one.

    The same hour changes nothing. Raises NotPossible for an hour before the council sat,
    after it closed, or still to come.
    """
    with turn(move.seat.meeting_id, actor) as meeting:
        require(actor, Verb.CORRECT_ATTENDANCE, meeting)
        meeting_after(meeting.state, Verb.CORRECT_ATTENDANCE)
        move.refresh_from_db()
        if move.at == at:
            return
        _refuse_outside(meeting, at)
        was, move.at = move.at, at
        move.save(update_fields=["at"])
        record(
            Verb.CORRECT_ATTENDANCE,
            actor,
            meeting,
            move=move.pk,
            seat=move.seat_id,
            at=at.isoformat(),
            was=was.isoformat(),
        )


def _refuse_outside(meeting: Meeting, at: datetime) -> None:
    if at > clock.now():
        raise NotPossible(LATER)
    sittings = list(meeting.sittings.order_by("number"))
    # People give hours to the minute; the clock opened the council at some second of it.
    if sittings and at < sittings[0].starts_at.replace(second=0, microsecond=0):
        raise NotPossible(gettext_noop("La séance n'était pas encore ouverte."))
    end = sittings[-1].ends_at if sittings else None
    if end is not None and at > end:
        raise NotPossible(gettext_noop("La séance était déjà levée ou suspendue."))


def correct_sitting(actor: Actor, sitting: Sitting, edge: str, at: datetime) -> None:
    """Set right the hour at which a sitting began (« starts ») or stopped (« ends »).

    The record and the communiqué give the corrected hour, the journal keeps both. The same
    hour changes nothing. Raises NotPossible for an hour still to come, an end that was not,
    or one that overlaps another sitting.
    """
    with turn(sitting.meeting_id, actor) as meeting:
        require(actor, Verb.CORRECT_SITTING, meeting)
        meeting_after(meeting.state, Verb.CORRECT_SITTING)
        sitting.refresh_from_db()
        was = sitting.starts_at if edge == "starts" else sitting.ends_at
        if was is None:
            raise NotPossible(gettext_noop("Cette période de séance dure encore."))
        if was == at:
            return
        if edge == "starts":
            sitting.starts_at = at
        else:
            sitting.ends_at = at
        _refuse_disorder(meeting, sitting, at)
        sitting.save(update_fields=["starts_at", "ends_at"])
        record(
            Verb.CORRECT_SITTING,
            actor,
            meeting,
            sitting=sitting.number,
            edge=edge,
            at=at.isoformat(),
            was=was.isoformat(),
        )


def _refuse_disorder(meeting: Meeting, sitting: Sitting, at: datetime) -> None:
    if at > clock.now():
        raise NotPossible(LATER)
    if sitting.ends_at is not None and sitting.ends_at < sitting.starts_at:
        raise NotPossible(gettext_noop("La séance finirait avant d'avoir commencé."))
    others = meeting.sittings.exclude(pk=sitting.pk)
    before = others.filter(number__lt=sitting.number, ends_at__gt=sitting.starts_at)
    after = others.filter(number__gt=sitting.number)
    if sitting.ends_at is not None:
        after = after.filter(starts_at__lt=sitting.ends_at)
    if before.exists() or after.exists():
        raise NotPossible(gettext_noop("Deux périodes de séance se chevaucheraient."))


def withdraw_seat(actor: Actor, seat: Seat) -> None:
    """Take a seat away: its occupant's tablets are cut off at once."""
    with turn(seat.meeting_id, actor) as meeting:
        require(actor, Verb.WITHDRAW_SEAT, meeting)
        seat.refresh_from_db()
        if seat.withdrawn_at:
            return
        seat.withdrawn_at = clock.now()
        seat.save(update_fields=["withdrawn_at"])
        give_back(meeting, seat)
        record(Verb.WITHDRAW_SEAT, actor, meeting, seat=seat.pk)
