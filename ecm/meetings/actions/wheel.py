"""Who conducts a meeting: the wheel is one seat's, handed over or taken, never shared.

Each time it changes hands `meeting.epoch` goes on by one: a screen that was drawn under
an earlier conduct commands no more.
"""

from collections.abc import Iterable

from ecm.domain import policy
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import Attendance, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.models import Meeting, Seat
from ecm.meetings.standing import OF_POST, holds_the_wheel, require
from ecm.meetings.turn import turn

AWAY = (Attendance.ABSENT, Attendance.EXCUSED)


def hand_wheel(actor: Actor, meeting_id: int, seat: Seat) -> None:
    """Give the conduct to another seat; to one's own seat it changes nothing.

    Raises NotPossible when that seat may not conduct, or nobody sits there.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.HAND_WHEEL, meeting)
        meeting_after(meeting.state, Verb.HAND_WHEEL)
        seat.refresh_from_db()
        if holds_the_wheel(seat, meeting):
            return
        _refuse_unfit(seat)
        _pass_on(actor, Verb.HAND_WHEEL, meeting, seat)


def take_wheel(actor: Actor, meeting_id: int) -> None:
    """Take the conduct from whoever has it; taking what one has changes nothing.

    Raises Conflict when it is not any more with the one from whom it was to be taken.
    """
    with turn(meeting_id, actor) as meeting:
        seats = require(actor, Verb.TAKE_WHEEL, meeting)
        meeting_after(meeting.state, Verb.TAKE_WHEEL)
        if any(holds_the_wheel(seat, meeting) for seat in seats):
            return
        if actor.epoch is not None and actor.epoch != meeting.epoch:
            raise Conflict(
                gettext_noop(
                    "La conduite a changé de main pendant que vous lisiez : voyez qui "
                    "conduit, puis recommencez."
                )
            )
        seat = min(filter(may_conduct, seats), key=lambda s: s.precedence)
        _pass_on(actor, Verb.TAKE_WHEEL, meeting, seat)


def give_back(meeting: Meeting, seat: Seat) -> None:
    """Leave the conduct to the chair when the seat that has it is withdrawn."""
    if seat.pk == meeting.wheel_id:
        meeting.wheel, meeting.epoch = None, meeting.epoch + 1


def receivers(meeting: Meeting) -> list[Seat]:
    """Return the seats to which the conduct may be given now, by precedence."""
    rows = meeting.seats.select_related("holder", "acting")
    fit = (seat for seat in rows if may_conduct(seat) and not _is_empty(seat))
    return [seat for seat in fit if not holds_the_wheel(seat, meeting)]


def conductor(meeting: Meeting, seats: Iterable[Seat]) -> Seat | None:
    """Return which of the meeting's seats has the conduct; None when it is empty."""
    return next((seat for seat in seats if holds_the_wheel(seat, meeting)), None)


def may_conduct(seat: Seat) -> bool:
    """Tell whether whoever sits here may take the conduct, and so be given it."""
    roles = {Role(seat.capacity)} | (
        {OF_POST[seat.post]} if seat.post in OF_POST else set()
    )
    return policy.may(frozenset(roles), Verb.TAKE_WHEEL)


def _is_empty(seat: Seat) -> bool:
    return seat.withdrawn_at is not None or seat.attendance in AWAY


def _refuse_unfit(seat: Seat) -> None:
    if not may_conduct(seat):
        raise NotPossible(
            gettext_noop(
                "La conduite se remet au président de séance, au Premier ministre ou au "
                "secrétariat."
            )
        )
    if _is_empty(seat):
        raise NotPossible(gettext_noop("Personne n'occupe ce siège en ce moment."))


def _pass_on(actor: Actor, verb: Verb, meeting: Meeting, seat: Seat) -> None:
    seats = meeting.seats.filter(withdrawn_at=None)
    before = conductor(meeting, seats)
    # The chair's own conduct is written as nobody else's: it outlives a change of chair.
    meeting.wheel = None if seat.capacity == Role.PRESIDING.value else seat
    meeting.epoch += 1
    record(
        verb,
        actor,
        meeting,
        seat=seat.pk,
        previous=before.pk if before else None,
        epoch=meeting.epoch,
    )
