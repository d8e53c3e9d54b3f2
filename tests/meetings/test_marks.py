"""Asking for marks, giving them for oneself and for another, closing the round."""

import pytest

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.marks import close_round, give_mark, open_round
from ecm.meetings.models import Mark
from tests.cast import Council, journal


@pytest.fixture
def marking(deliberating: Council) -> Council:
    """The report is under deliberation and its first round is open."""
    open_round(deliberating.actor("president"), deliberating.report)
    deliberating.refresh()
    return deliberating


def mark(
    council: Council, name: str, value: MarkValue, comment: str = "", seat: str = ""
) -> Mark:
    place = council.seat(seat or name).pk
    actor = council.actor(name)
    return give_mark(actor, place, council.report, value=value, comment=comment)


def test_asking_for_marks_opens_one_round(deliberating: Council) -> None:
    before, president = deliberating.meeting.seq, deliberating.actor("president")

    open_round(president, deliberating.report)
    open_round(president, deliberating.report)

    assert deliberating.report.rounds.count() == 1
    assert journal(deliberating.meeting, before) == [
        ("round.opened", {"item": deliberating.report.pk, "round": 1})
    ]


def test_a_closed_round_may_be_followed_by_another(marking: Council) -> None:
    before, president = marking.meeting.seq, marking.actor("president")

    close_round(president, marking.report)
    close_round(president, marking.report)
    open_round(president, marking.report)

    assert journal(marking.meeting, before) == [
        ("round.closed", {"item": marking.report.pk, "round": 1}),
        ("round.opened", {"item": marking.report.pk, "round": 2}),
    ]


def test_marks_are_asked_on_the_item_under_deliberation_only(
    deliberating: Council,
) -> None:
    deliberating.call("bill")
    president = deliberating.actor("president")

    with pytest.raises(NotPossible, match="pas en délibération"):
        open_round(president, deliberating.report)


@pytest.mark.parametrize("value", list(MarkValue))
def test_every_mark_is_recorded_under_its_seat(
    marking: Council, value: MarkValue
) -> None:
    before, seat = marking.meeting.seq, marking.seat("minister")

    mark(marking, "minister", value, comment=" Sous réserve. ")

    given = Mark.objects.get()
    assert (given.seat, given.value, given.comment) == (seat, value, "Sous réserve.")
    assert given.given_by == marking.cast.minister.person
    assert journal(marking.meeting, before)[:1] == [
        (
            "mark.given",
            {
                "item": marking.report.pk,
                "round": 1,
                "seat": seat.pk,
                "value": value.value,
            },
        )
    ]


def test_the_chair_has_a_voice_too(marking: Council) -> None:
    assert mark(marking, "president", MarkValue.AGREE).pk


def test_a_mark_may_change_until_the_round_closes(marking: Council) -> None:
    mark(marking, "minister", MarkValue.AGREE)
    mark(marking, "minister", MarkValue.OBJECTION)

    assert Mark.objects.get().value == "objection"

    close_round(marking.actor("president"), marking.report)
    with pytest.raises(Conflict, match="closes : rien n'a changé"):
        mark(marking, "minister", MarkValue.AGREE)
    assert Mark.objects.get().value == "objection"


def test_the_same_mark_again_changes_nothing(marking: Council) -> None:
    mark(marking, "minister", MarkValue.AGREE, comment="Bien.")
    marking.refresh()
    before = marking.meeting.seq

    mark(marking, "minister", MarkValue.AGREE, comment="Bien. ")

    assert marking.refresh().seq == before


def test_a_comment_that_is_longer_than_its_column_is_kept_once(
    marking: Council,
) -> None:
    mark(marking, "minister", MarkValue.AGREE, comment="a" * 600)
    marking.refresh()
    before = marking.meeting.seq

    mark(marking, "minister", MarkValue.AGREE, comment="a" * 600)

    assert Mark.objects.get().comment == "a" * 500
    assert marking.refresh().seq == before


@pytest.mark.parametrize("name", ["secretary", "observer", "screen", "stranger"])
def test_who_has_no_voice_gives_no_mark(marking: Council, name: str) -> None:
    seat = marking.seat("minister")

    with pytest.raises(NotAllowed):
        give_mark(marking.actor(name), seat.pk, marking.report, value=MarkValue.AGREE)

    assert not Mark.objects.exists()


def test_nobody_marks_for_the_seat_of_another(marking: Council) -> None:
    with pytest.raises(NotAllowed, match="n'occupez pas ce siège"):
        mark(marking, "rival", MarkValue.OBJECTION, seat="minister")


def test_one_person_with_two_seats_gives_two_marks(marking: Council) -> None:
    note_attendance(
        marking.actor("secretary"),
        marking.seat("absent"),
        attendance=Attendance.REPRESENTED,
        acting=marking.cast.deputy.person,
    )

    mark(marking, "deputy", MarkValue.AGREE)
    mark(marking, "deputy", MarkValue.RESERVATION, seat="absent")

    assert {(m.seat, m.value) for m in Mark.objects.select_related("seat")} == {
        (marking.seat("deputy"), "agree"),
        (marking.seat("absent"), "reservation"),
    }


def test_who_is_represented_gives_no_mark_any_more(marking: Council) -> None:
    note_attendance(
        marking.actor("secretary"),
        marking.seat("absent"),
        attendance=Attendance.REPRESENTED,
        acting=marking.cast.deputy.person,
    )

    with pytest.raises(NotAllowed):
        mark(marking, "absent", MarkValue.AGREE)


def test_when_the_holder_comes_back_the_acting_voice_is_gone(marking: Council) -> None:
    secretary, seat = marking.actor("secretary"), marking.seat("absent")
    note_attendance(
        secretary,
        seat,
        attendance=Attendance.REPRESENTED,
        acting=marking.cast.deputy.person,
    )
    note_attendance(secretary, seat, attendance=Attendance.PRESENT)

    with pytest.raises(NotAllowed):
        mark(marking, "deputy", MarkValue.AGREE, seat="absent")
    assert mark(marking, "absent", MarkValue.AGREE).seat == seat


def test_an_open_round_waits_while_another_item_is_called(marking: Council) -> None:
    marking.call("bill")

    with pytest.raises(NotPossible, match="pas en délibération"):
        mark(marking, "minister", MarkValue.AGREE)

    marking.call("report")
    assert mark(marking, "minister", MarkValue.AGREE).pk
