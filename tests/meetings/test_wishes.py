"""Members whose position asks to speak are put on the list of the floor by one act."""

from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions import floor
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.marks import close_round, give_mark, open_round
from ecm.meetings.actions.positions import give_position
from ecm.meetings.actions.sittings import open_meeting
from tests.cast import Council
from tests.meetings.test_floor import ask, end, give, order


def wish(council: Council, name: str, value: MarkValue) -> None:
    seat = council.seat(name).pk
    give_mark(council.actor(name), seat, council.report, value=value)


def test_those_who_asked_by_their_position_are_put_on_the_list_in_one_act(
    council: Council,
) -> None:
    speak, agree = MarkValue.WISHES_TO_SPEAK, MarkValue.AGREE
    for name, value in (("rival", speak), ("minister", speak), ("deputy", agree)):
        give_position(
            council.actor(name), council.seat(name).pk, council.report, value=value
        )
    president = council.actor("president")
    open_meeting(president, council.pk)
    council.call("report")
    open_round(president, council.report)
    wish(council, "minister", agree)
    wish(council, "deputy", speak)
    close_round(president, council.report)

    floor.inscribe_wishes(president, council.report)

    # The minister said otherwise since; the deputy asks now.
    assert order(council) == ["rival", "deputy"]


def test_a_second_act_puts_nobody_on_the_list_again(deliberating: Council) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report)
    wish(deliberating, "rival", MarkValue.WISHES_TO_SPEAK)
    ask(deliberating, "minister")
    wish(deliberating, "minister", MarkValue.WISHES_TO_SPEAK)
    close_round(president, deliberating.report)

    floor.inscribe_wishes(president, deliberating.report)
    give(deliberating, deliberating.seat("rival").floor_requests.get())
    end(deliberating, "rival")
    floor.inscribe_wishes(president, deliberating.report)

    assert order(deliberating) == ["minister"]


def test_who_is_away_is_not_put_on_the_list(deliberating: Council) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report)
    wish(deliberating, "rival", MarkValue.WISHES_TO_SPEAK)
    note_attendance(president, deliberating.seat("rival"), attendance=Attendance.ABSENT)

    floor.inscribe_wishes(president, deliberating.report)

    assert order(deliberating) == []
