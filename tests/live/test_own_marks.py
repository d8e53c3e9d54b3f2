"""One's own marks are told to one's own tablets, and are in nobody's frame."""

from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.marks import give_mark, open_round
from live import render
from tests.cast import Council


def test_a_mark_concerns_the_tablets_of_who_gave_it(deliberating: Council) -> None:
    open_round(deliberating.actor("president"), deliberating.report)
    before = deliberating.refresh().seq
    give_mark(
        deliberating.actor("minister"),
        deliberating.seat("minister").pk,
        deliberating.report,
        value=MarkValue.AGREE,
    )

    change = render.changes(deliberating.pk, before, ())

    assert change.markers == {deliberating.actor("minister").user_id}


def test_a_seat_that_changes_hands_concerns_everybody(deliberating: Council) -> None:
    before = deliberating.refresh().seq
    note_attendance(
        deliberating.actor("president"),
        deliberating.seat("rival"),
        attendance=Attendance.REPRESENTED,
        acting=deliberating.seat("minister").holder,
    )

    change = render.changes(deliberating.pk, before, ())

    assert change.markers is None


def test_the_roll_before_any_item_concerns_nobodys_marks(opened: Council) -> None:
    before = opened.refresh().seq
    note_attendance(
        opened.actor("president"),
        opened.seat("minister"),
        attendance=Attendance.PRESENT,
    )

    change = render.changes(opened.pk, before, ())

    assert change.markers == frozenset()
