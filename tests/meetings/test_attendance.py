"""Noting who is there, who acts for whom, and whose seat is taken away."""

import pytest

from ecm.domain.errors import NotPossible
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance, withdraw_seat
from ecm.meetings.standing import standing_of
from tests.cast import Council, journal


def test_a_presence_is_noted_once(council: Council) -> None:
    before, seat = council.meeting.seq, council.seat("minister")

    for _ in range(2):
        note_attendance(council.actor("secretary"), seat, attendance=Attendance.PRESENT)

    seat.refresh_from_db()
    assert seat.attendance == "present"
    assert seat.noted_at is not None
    assert journal(council.meeting, before) == [
        (
            "attendance.noted",
            {"seat": seat.pk, "attendance": "present", "acting": None},
        )
    ]


def test_who_acts_for_another_sits_in_both_seats(council: Council) -> None:
    before, seat = council.meeting.seq, council.seat("absent")
    deputy = council.cast.deputy

    note_attendance(
        council.actor("president"),
        seat,
        attendance=Attendance.REPRESENTED,
        acting=deputy.person,
    )

    standing = standing_of(deputy, council.meeting)
    assert standing
    assert [s.pk for s in standing.marking_seats] == [
        council.seat("deputy").pk,
        seat.pk,
    ]
    assert standing_of(council.cast.absent, council.meeting) is None
    assert journal(council.meeting, before) == [
        (
            "attendance.noted",
            {
                "seat": seat.pk,
                "attendance": "represented",
                "acting": deputy.person_id,
            },
        )
    ]


def test_the_acting_person_counts_only_for_a_represented_seat(
    council: Council,
) -> None:
    seat = council.seat("absent")

    note_attendance(
        council.actor("president"),
        seat,
        attendance=Attendance.EXCUSED,
        acting=council.cast.deputy.person,
    )

    seat.refresh_from_db()
    assert seat.acting is None


@pytest.mark.parametrize("acting", ["", "stranger", "absent"])
def test_only_another_member_of_the_meeting_may_act(
    council: Council, acting: str
) -> None:
    before, seat = council.meeting.seq, council.seat("absent")

    with pytest.raises(NotPossible, match="intérim"):
        note_attendance(
            council.actor("president"),
            seat,
            attendance=Attendance.REPRESENTED,
            acting=council.cast[acting].person if acting else None,
        )

    seat.refresh_from_db()
    assert (seat.attendance, seat.acting) == ("expected", None)
    assert council.refresh().seq == before


def test_a_wall_has_no_presence(council: Council) -> None:
    with pytest.raises(NotPossible, match="ne se note pas"):
        note_attendance(
            council.actor("president"),
            council.seat("screen"),
            attendance=Attendance.PRESENT,
        )


def test_a_withdrawn_seat_seats_nobody(council: Council) -> None:
    before, seat = council.meeting.seq, council.seat("rival")

    withdraw_seat(council.actor("secretary"), seat)
    withdraw_seat(council.actor("secretary"), seat)

    seat.refresh_from_db()
    assert seat.withdrawn_at is not None
    assert standing_of(council.cast.rival, council.meeting) is None
    assert journal(council.meeting, before) == [("seat.withdrawn", {"seat": seat.pk})]


def test_no_presence_is_noted_for_a_withdrawn_seat(council: Council) -> None:
    seat = council.seat("rival")
    withdraw_seat(council.actor("secretary"), seat)

    with pytest.raises(NotPossible, match="ne se note pas"):
        note_attendance(council.actor("secretary"), seat, attendance=Attendance.PRESENT)


def test_who_acts_for_the_chair_presides(council: Council) -> None:
    note_attendance(
        council.actor("secretary"),
        council.seat("president"),
        attendance=Attendance.REPRESENTED,
        acting=council.cast.deputy.person,
    )

    standing = standing_of(council.cast.deputy, council.meeting)
    assert standing
    assert standing.view == "presiding"
    assert standing_of(council.cast.president, council.meeting) is None
