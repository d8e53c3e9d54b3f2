"""The floor after a recusal, and after a call that is undone."""

from ecm.meetings.actions import floor
from ecm.meetings.actions.items import undo_call
from ecm.meetings.actions.recusals import recuse
from tests.cast import Council
from tests.meetings.test_floor import ask, leave, order, verbs


def test_a_call_undone_brings_back_who_waited_in_the_order_of_the_chair(
    deliberating: Council,
) -> None:
    ask(deliberating, "minister")
    rival, deputy = ask(deliberating, "rival"), ask(deliberating, "deputy")
    floor.move_request(deliberating.actor("president"), deputy)
    waited, asked_at = order(deliberating), rival.requested_at
    leave(deliberating, "minister")
    waited.remove(deliberating.seat("minister").holder.surname)

    deliberating.call("bill")
    assert order(deliberating) == []
    undo_call(deliberating.actor("president", "undo"), deliberating.bill)

    assert order(deliberating) == waited
    assert rival.seat.floor_requests.latest("pk").requested_at == asked_at


def test_who_stands_aside_leaves_the_list_and_does_not_come_back(
    deliberating: Council,
) -> None:
    ask(deliberating, "minister")
    seat = ask(deliberating, "rival").seat
    before = deliberating.refresh().seq

    recuse(deliberating.actor("rival"), seat, deliberating.report)

    assert verbs(deliberating, before) == ["recusal.declared", "floor.left"]
    assert order(deliberating) == [deliberating.seat("minister").holder.surname]
    deliberating.call("bill")
    undo_call(deliberating.actor("president"), deliberating.bill)
    assert order(deliberating) == [deliberating.seat("minister").holder.surname]
