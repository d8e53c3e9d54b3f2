"""What is due before a meeting: convocations not read, positions that are about to close."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from ecm.calendar.days import deadlines
from ecm.domain.workflow import MeetingState
from ecm.meetings.actions.convocation import USUAL_HOUR
from ecm.meetings.models import Convocation, Meeting, Seat
from ecm.meetings.standing import occupied
from ecm.notices.reminders import Due
from ecm.people.models import Capacity

# Told the afternoon before positions close, which is early in the morning.
BEFORE_CLOSING = timedelta(hours=15)


def due(now: datetime) -> Iterator[Due]:
    """Return what the members and the secretariat must be told before a meeting."""
    convened = Meeting.objects.filter(
        state=MeetingState.CONVENED, day__gte=now.date() - timedelta(days=1)
    )
    for meeting in convened.select_related("body"):
        last = meeting.convocations.order_by("-sequence").first()
        if last is not None:
            yield from _unread(meeting, last, now)
            yield from _closing(meeting, now)


def _unread(meeting: Meeting, last: Convocation, now: datetime) -> Iterator[Due]:
    moment = deadlines(meeting.day).get("unread_list")
    if moment is None or not moment <= now or last.sent_at > now:
        return
    seats = [s for s in _seats(meeting) if s.capacity != Capacity.SECRETARY]
    read = set(last.receipts.values_list("seat_id", flat=True))
    unread = [seat for seat in seats if seat.pk not in read]
    url = reverse("meetings:convocation", args=[meeting.pk])
    yield Due(
        person_ids=_people(unread),
        kind="convocation.unread",
        key=f"unread/{last.pk}",
        url=url,
        words={"day": meeting.day, "hour": meeting.starts_at or USUAL_HOUR},
    )
    if unread:
        desk = [s for s in _seats(meeting) if s.capacity == Capacity.SECRETARY]
        yield Due(
            person_ids=_people(desk),
            kind="convocation.unread_list",
            key=f"unread-list/{last.pk}",
            url=url,
            words={"day": meeting.day, "count": len(unread)},
        )


def _closing(meeting: Meeting, now: datetime) -> Iterator[Due]:
    closing = meeting.positions_close_at
    if closing is None or not closing - BEFORE_CLOSING <= now < closing:
        return
    seats = [s for s in _seats(meeting) if s.is_deliberative]
    yield Due(
        person_ids=_people(seats),
        kind="positions.close",
        key=f"positions/{meeting.pk}/{closing.isoformat()}",
        url=reverse("meetings:positions", args=[meeting.pk]),
        words={"day": meeting.day, "until": closing},
    )


def _seats(meeting: Meeting) -> list[Seat]:
    return list(occupied(meeting.seats.filter(screen=None)))


def _people(seats: list[Seat]) -> tuple[int, ...]:
    return tuple(person.pk for seat in seats if (person := seat.occupant))
