"""Calling an item, taking the call back, noting that it was presented."""

from uuid import uuid4

import pytest

from ecm.domain.errors import Conflict, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.items import call_item, decide, present_item, undo_call
from ecm.meetings.actions.marks import close_round, give_mark, open_round
from ecm.meetings.actions.minutes import write_block
from tests.cast import Council, journal


def test_calling_an_item_puts_it_before_the_council(opened: Council) -> None:
    before = opened.meeting.seq

    call_item(opened.actor("president"), opened.report)

    meeting, report = opened.refresh(), opened.report
    report.refresh_from_db()
    assert meeting.current_item_id == report.pk
    assert report.state == "called"
    assert report.called_at is not None
    assert journal(meeting, before) == [
        ("item.called", {"item": report.pk, "previous": None, "state": "planned"})
    ]


def test_calling_the_called_item_changes_nothing(deliberating: Council) -> None:
    before = deliberating.meeting.seq

    call_item(deliberating.actor("president"), deliberating.report)

    assert deliberating.refresh().seq == before


def test_an_item_may_be_called_out_of_order_and_again(deliberating: Council) -> None:
    report = deliberating.report
    first_called = report.called_at
    deliberating.call("oral")

    deliberating.call("report")

    report.refresh_from_db()
    assert report.called_at == first_called
    assert journal(deliberating.meeting)[-1] == (
        "item.called",
        {"item": report.pk, "previous": deliberating.oral.pk, "state": "called"},
    )


def test_a_presented_item_called_again_stays_presented(deliberating: Council) -> None:
    present_item(deliberating.actor("president"), deliberating.report)
    deliberating.call("oral")

    deliberating.call("report")

    deliberating.report.refresh_from_db()
    assert deliberating.report.state == "presented"


def test_a_decided_item_is_not_called_again(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    decide(president, report, outcome=Outcome.ADOPTED, text="Adopté.")
    deliberating.call("oral")

    with pytest.raises(NotPossible, match="déjà été prononcée"):
        call_item(president, report)


def test_undoing_the_call_brings_the_item_before_back(deliberating: Council) -> None:
    bill = deliberating.call("bill")
    deliberating.refresh()
    before = deliberating.meeting.seq

    undo_call(deliberating.actor("president"), bill)

    bill.refresh_from_db()
    assert deliberating.refresh().current_item_id == deliberating.report.pk
    assert (bill.state, bill.called_at) == ("planned", None)
    assert journal(deliberating.meeting, before) == [
        (
            "item.call_undone",
            {
                "item": bill.pk,
                "previous": deliberating.report.pk,
                "state": "planned",
            },
        )
    ]


def test_undoing_the_first_call_leaves_no_item(deliberating: Council) -> None:
    undo_call(deliberating.actor("president"), deliberating.report)

    assert deliberating.refresh().current_item_id is None


def test_undoing_twice_is_refused_and_changes_nothing(deliberating: Council) -> None:
    bill, president = deliberating.call("bill"), deliberating.actor("president")
    undo_call(president, bill)
    deliberating.refresh()
    before = deliberating.meeting.seq

    for item in (bill, deliberating.report):
        with pytest.raises(Conflict):
            undo_call(president, item)

    assert deliberating.refresh().seq == before


def test_only_the_last_call_is_undone(deliberating: Council) -> None:
    deliberating.call("bill")

    with pytest.raises(Conflict):
        undo_call(deliberating.actor("president"), deliberating.report)


def test_minutes_and_attendance_do_not_stand_in_the_way(deliberating: Council) -> None:
    secretary = deliberating.actor("secretary")
    write_block(secretary, deliberating.pk, uid=uuid4(), base=0, text="On appelle.")
    note_attendance(
        secretary, deliberating.seat("minister"), attendance=Attendance.PRESENT
    )

    undo_call(deliberating.actor("president"), deliberating.report)

    assert deliberating.refresh().current_item_id is None


def test_a_call_after_which_a_mark_was_given_stands(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    open_round(president, report)
    give_mark(
        deliberating.actor("minister"),
        deliberating.seat("minister").pk,
        report,
        value=MarkValue.AGREE,
    )
    close_round(president, report)

    with pytest.raises(Conflict, match="ne peut plus être annulé"):
        undo_call(president, report)

    assert deliberating.refresh().current_item_id == report.pk


def test_presenting_is_noted_once(deliberating: Council) -> None:
    before, secretary = deliberating.meeting.seq, deliberating.actor("secretary")

    present_item(secretary, deliberating.report)
    present_item(secretary, deliberating.report)

    deliberating.report.refresh_from_db()
    assert deliberating.report.state == "presented"
    assert journal(deliberating.meeting, before) == [
        ("item.presented", {"item": deliberating.report.pk})
    ]


def test_an_item_that_was_not_called_is_not_presented(opened: Council) -> None:
    with pytest.raises(NotPossible, match="pas encore été appelé"):
        present_item(opened.actor("president"), opened.report)
