"""Convening the members: the notice of meeting, who has read it, who is excused."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ecm import clock
from ecm.calendar.days import deadline
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import Attendance, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.attendance import refuse_impossible
from ecm.meetings.models import (
    AgendaStep,
    AgendaVersion,
    Convocation,
    Meeting,
    Receipt,
    Seat,
)
from ecm.meetings.standing import occupied, require
from ecm.meetings.turn import turn
from ecm.meetings.versions import last_version, stands_approved
from ecm.notices.actions import notify
from ecm.people.models import ActingMandate, Person

# Positions may be changed until shortly before the meeting opens.
POSITIONS_CLOSE_BEFORE = timedelta(hours=1)
USUAL_HOUR = time(9)
NOT_APPROVED = gettext_noop(
    "L'ordre du jour doit d'abord être approuvé par le président."
)
CHANGED_SINCE = gettext_noop(
    "L'ordre du jour a changé depuis son approbation : il est à approuver de nouveau."
)


def send_convocation(actor: Actor, meeting_id: int) -> Convocation:
    """Convene the members on the approved agenda; sending the same again changes nothing.

    A changed agenda or moment makes a notice with the next sequence number. Raises
    NotPossible until the agenda is approved.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.SEND_CONVOCATION, meeting)
        agenda = _approved(meeting)
        last = meeting.convocations.order_by("-sequence").first()
        if last and not needs_convocation(meeting):
            return last
        meeting.state = meeting_after(meeting.state, Verb.SEND_CONVOCATION)
        _seat_the_acting(meeting)
        _close_positions(meeting)
        sent = Convocation.objects.create(
            meeting=meeting,
            agenda=agenda,
            sequence=last.sequence + 1 if last else 0,
            by_id=actor.user_id,
            sent_at=clock.now(),
        )
        record(
            Verb.SEND_CONVOCATION,
            actor,
            meeting,
            convocation=sent.pk,
            sequence=sent.sequence,
        )
        _tell(meeting, sent)
        return sent


def _tell(meeting: Meeting, sent: Convocation) -> None:
    """Tell every seat's occupant that there is a council; never what it will discuss."""
    hour = meeting.starts_at or USUAL_HOUR
    url = reverse("meetings:convocation", args=[meeting.pk])
    seats = list(occupied(meeting.seats.filter(screen=None)))
    notify(
        [person.pk for seat in seats if (person := seat.occupant)],
        "meeting.changed" if sent.sequence else "meeting.convened",
        url=url,
        key=f"convocation/{sent.pk}",
        day=meeting.day,
        hour=hour,
    )
    notify(
        [seat.acting_id for seat in seats if seat.acting_id],
        "seat.acting",
        url=url,
        key=f"acting/{meeting.pk}",
        day=meeting.day,
    )


def needs_convocation(meeting: Meeting) -> bool:
    """Tell whether the members were not yet told of the approved agenda or the moment."""
    last = meeting.convocations.order_by("-sequence").first()
    if last is None:
        return True
    approved = _last_approved(meeting)
    if approved and approved.pk != last.agenda_id:
        return True
    moved = meeting.moved_at
    return moved is not None and moved > last.sent_at


def _last_approved(meeting: Meeting) -> AgendaVersion | None:
    approved = meeting.agendas.filter(step=AgendaStep.APPROVED)
    return approved.order_by("-number").first()


def _approved(meeting: Meeting) -> AgendaVersion:
    """Return the agenda that was approved, if it is the one that stands now."""
    last = last_version(meeting)
    if last is None or last.step != AgendaStep.APPROVED:
        raise NotPossible(NOT_APPROVED)
    if not stands_approved(meeting):
        raise NotPossible(CHANGED_SINCE)
    return last


def obstacle(meeting: Meeting) -> str:
    """Return in French why the members cannot be convened yet; empty when they can."""
    try:
        meeting_after(meeting.state, Verb.SEND_CONVOCATION)
        _approved(meeting)
    except NotPossible as refused:
        return gettext(refused.message) % refused.values
    return ""


def _seat_the_acting(meeting: Meeting) -> None:
    """Seat who acts by decree that day; what the secretariat has noted is left."""
    held = ActingMandate.objects.filter(
        starts_on__lte=meeting.day, ends_on__gte=meeting.day
    )
    acting = {row.mandate.person_id: row.acting for row in held.select_related()}
    seats = meeting.seats.filter(withdrawn_at=None, attendance=Attendance.EXPECTED)
    present = set(meeting.seats.values_list("holder_id", flat=True))
    for seat in seats.filter(holder__in=acting):
        person = acting.get(seat.holder_id or 0)
        if person and person.pk in present and person.pk != seat.holder_id:
            seat.attendance, seat.acting = Attendance.REPRESENTED, person
            seat.noted_at = clock.now()
            seat.save(update_fields=["attendance", "acting", "noted_at"])


def _close_positions(meeting: Meeting) -> None:
    """Close positions by the calendar, or an hour before the meeting."""
    closing = deadline("positions", meeting.day, meeting.starts_at)
    # The calendar may say a day that is past already for a council called in haste.
    if closing is None or closing <= clock.now():
        closing = opening_of(meeting) - POSITIONS_CLOSE_BEFORE
    meeting.positions_close_at = closing
    meeting.save(update_fields=["positions_close_at"])


def opening_of(meeting: Meeting) -> datetime:
    """Return the planned opening as an aware moment."""
    return timezone.make_aware(
        datetime.combine(meeting.day, meeting.starts_at or USUAL_HOUR)
    )


@dataclass(frozen=True)
class Moment:
    """When and where a meeting is moved to."""

    day: date
    starts_at: time
    place: str


def move_meeting(actor: Actor, meeting_id: int, to: Moment) -> None:
    """Move a meeting that is not open yet; its members must be convened again.

    A meeting keeps its number and its year. Raises NotPossible for another year.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.MOVE_MEETING, meeting)
        meeting_after(meeting.state, Verb.MOVE_MEETING)
        if to.day.year != meeting.year:
            raise NotPossible(
                gettext_noop("Une séance reste dans l'année de son numéro.")
            )
        if (meeting.day, meeting.starts_at, meeting.place) == (
            to.day,
            to.starts_at,
            to.place,
        ):
            return
        meeting.day, meeting.starts_at = to.day, to.starts_at
        meeting.place, meeting.moved_at = to.place, clock.now()
        meeting.save(update_fields=["day", "starts_at", "place", "moved_at"])
        hour = to.starts_at.isoformat(timespec="minutes")
        record(Verb.MOVE_MEETING, actor, meeting, day=to.day.isoformat(), hour=hour)


def read_convocation(actor: Actor, meeting_id: int) -> None:
    """Note that the actor has seen the last convocation, once for each of his seats."""
    with turn(meeting_id, actor) as meeting:
        seats = require(actor, Verb.READ_CONVOCATION, meeting)
        last = meeting.convocations.order_by("-sequence").first()
        if last is None:
            return
        read = set(last.receipts.values_list("seat_id", flat=True))
        for seat in seats:
            if seat.pk not in read and seat.screen_id is None:
                _note_reading(actor, meeting, last, seat)


def _note_reading(
    actor: Actor, meeting: Meeting, last: Convocation, seat: Seat
) -> None:
    Receipt.objects.create(
        convocation=last, seat=seat, by_id=actor.member, read_at=clock.now()
    )
    record(Verb.READ_CONVOCATION, actor, meeting, convocation=last.pk, seat=seat.pk)


def excuse(
    actor: Actor, seat: Seat, *, reason: str, acting: Person | None = None
) -> None:
    """Excuse a member before the meeting; `acting` will sit for him, if anybody.

    A member excuses himself, the secretariat anybody. Raises NotAllowed otherwise,
    NotPossible when the acting person has no seat of his own.
    """
    with turn(seat.meeting_id, actor) as meeting:
        own = require(actor, Verb.EXCUSE_SEAT, meeting)
        meeting_after(meeting.state, Verb.EXCUSE_SEAT)
        seat.refresh_from_db()
        _refuse_for_others(actor, own, seat)
        became = Attendance.REPRESENTED if acting else Attendance.EXCUSED
        refuse_impossible(meeting, seat, became, acting)
        acting_id = acting.pk if acting else None
        if (seat.attendance, seat.acting_id, seat.excuse) == (
            became,
            acting_id,
            reason,
        ):
            return
        seat.attendance, seat.acting, seat.excuse = became, acting, reason[:300]
        seat.noted_at = clock.now()
        seat.save(update_fields=["attendance", "acting", "excuse", "noted_at"])
        record(Verb.EXCUSE_SEAT, actor, meeting, seat=seat.pk, acting=acting_id)


def _refuse_for_others(actor: Actor, own: tuple[Seat, ...], seat: Seat) -> None:
    roles = {mine.capacity for mine in own}
    if Role.SECRETARY in roles or seat.holder_id == actor.person_id:
        return
    raise NotAllowed(gettext_noop("Vous n'occupez pas ce siège."))
