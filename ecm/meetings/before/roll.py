"""Who was convened, who has read it, who is excused: the list of the secretariat."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ecm.domain.workflow import Attendance
from ecm.meetings.models import Convocation, Meeting, Seat
from ecm.meetings.words import ATTENDANCE_WORDS


@dataclass(frozen=True)
class Line:
    """One convened seat; `phone` is for those who have not read it in time."""

    seat: int
    name: str
    title: str
    acting: str
    attendance: str
    excuse: str
    read_at: datetime | None
    phone: str


def lines_of(meeting: Meeting, last: Convocation | None) -> list[Line]:
    """Return the convened seats by protocol; two queries."""
    read = dict(last.receipts.values_list("seat_id", "read_at")) if last else {}
    seats = meeting.seats.filter(withdrawn_at=None, holder__isnull=False)
    return [_line(seat, read) for seat in seats.select_related("holder", "acting")]


def _line(seat: Seat, read: dict[int, datetime]) -> Line:
    occupant = seat.occupant
    return Line(
        seat=seat.pk,
        name=str(seat.holder),
        title=seat.title,
        acting=str(seat.acting) if seat.acting_id else "",
        attendance=_(ATTENDANCE_WORDS[Attendance(seat.attendance)]),
        excuse=seat.excuse,
        read_at=read.get(seat.pk),
        phone=occupant.phone if occupant else "",
    )
