"""The floor: asked for, ordered by the chair, given to one at a time, taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from ecm import clock
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.workflow import Attendance
from ecm.meetings.actions import floor
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.conduct import set_aside
from ecm.meetings.actions.items import undo_call
from ecm.meetings.actions.sittings import close, suspend
from ecm.meetings.models import FloorRequest, Recusal
from tests.cast import Council, journal


def ask(council: Council, name: str, seat: str = "") -> FloorRequest:
    """Let one of the cast ask for the floor, and return his request."""
    place = council.seat(seat or name)
    floor.request_floor(council.actor(name), council.pk, place.pk)
    return place.floor_requests.latest("pk")


def give(council: Council, request: FloorRequest) -> None:
    floor.give_floor(council.actor("president"), request)


def leave(council: Council, name: str, seat: str = "") -> None:
    place = council.seat(seat or name).pk
    floor.leave_floor(council.actor(name), council.pk, place)


def end(council: Council, name: str, seat: str = "") -> None:
    place = council.seat(seat or name).pk
    floor.end_speech(council.actor(name), council.pk, place)


def order(council: Council) -> list[str]:
    """Return the surnames of those who wait, in their order."""
    return [r.seat.holder.surname for r in floor.waiting(council.meeting)]


def speaker(council: Council) -> str:
    request = floor.speaking(council.meeting)
    return request.seat.holder.surname if request else ""


def verbs(council: Council, after: int) -> list[str]:
    return [verb for verb, _ in journal(council.meeting, after)]


# Asking


def test_those_who_ask_wait_in_the_order_in_which_they_asked(
    deliberating: Council,
) -> None:
    before = deliberating.meeting.seq
    first = ask(deliberating, "rival")
    ask(deliberating, "minister")

    assert order(deliberating) == ["rival", "minister"]
    assert journal(deliberating.meeting, before)[0] == (
        "floor.requested",
        {
            "request": first.pk,
            "seat": deliberating.seat("rival").pk,
            "item": deliberating.report.pk,
        },
    )


def test_asking_twice_changes_nothing(deliberating: Council) -> None:
    ask(deliberating, "rival")
    before = deliberating.refresh().seq

    ask(deliberating, "rival")

    assert deliberating.refresh().seq == before
    assert FloorRequest.objects.count() == 1


def test_who_is_speaking_does_not_ask_again(deliberating: Council) -> None:
    give(deliberating, ask(deliberating, "rival"))
    before = deliberating.refresh().seq

    ask(deliberating, "rival")

    assert deliberating.refresh().seq == before


@pytest.mark.parametrize(
    "name", ["observer", "secretary", "screen", "stranger", "administrator"]
)
def test_who_has_no_seat_at_the_table_does_not_ask(
    deliberating: Council, name: str
) -> None:
    seat = deliberating.seat("minister").pk

    with pytest.raises(NotAllowed):
        floor.request_floor(deliberating.actor(name), deliberating.pk, seat)


def test_nobody_asks_for_the_seat_of_another(deliberating: Council) -> None:
    with pytest.raises(NotAllowed, match="n'occupez pas"):
        ask(deliberating, "rival", seat="minister")


def test_one_person_with_two_seats_asks_for_each(deliberating: Council) -> None:
    note_attendance(
        deliberating.actor("secretary"),
        deliberating.seat("absent"),
        attendance=Attendance.REPRESENTED,
        acting=deliberating.cast.deputy.person,
    )

    ask(deliberating, "deputy")
    ask(deliberating, "deputy", seat="absent")

    assert order(deliberating) == ["deputy", "absent"]


def test_nobody_asks_between_two_items(opened: Council) -> None:
    with pytest.raises(NotPossible, match="point en délibération"):
        ask(opened, "rival")


@pytest.mark.parametrize("item", ["secret", "neutral"])
def test_of_an_item_that_one_may_not_know_the_answer_is_that_there_is_none(
    opened: Council, item: str
) -> None:
    with pytest.raises(NotPossible) as between:
        ask(opened, "rival")
    opened.call(item)

    with pytest.raises(NotPossible) as during:
        ask(opened, "rival")

    assert str(during.value) == str(between.value)
    assert ask(opened, "minister").item == opened.items[item]


def test_a_list_that_is_closed_takes_nobody_and_says_so(deliberating: Council) -> None:
    ask(deliberating, "rival")
    floor.close_floor(deliberating.actor("president"), deliberating.pk)

    with pytest.raises(Conflict, match="est close"):
        ask(deliberating, "minister")
    assert order(deliberating) == ["rival"]

    floor.reopen_floor(deliberating.actor("president"), deliberating.pk)
    ask(deliberating, "minister")
    assert order(deliberating) == ["rival", "minister"]


def test_closing_the_list_twice_changes_nothing(deliberating: Council) -> None:
    president, before = deliberating.actor("president"), deliberating.meeting.seq

    floor.close_floor(president, deliberating.pk)
    floor.close_floor(president, deliberating.pk)

    assert journal(deliberating.meeting, before) == [
        ("floor.closed", {"item": deliberating.report.pk})
    ]


# Leaving


def test_who_renounces_leaves_no_hole(deliberating: Council) -> None:
    for name in ("rival", "minister", "deputy"):
        ask(deliberating, name)

    leave(deliberating, "minister")
    leave(deliberating, "minister")

    assert order(deliberating) == ["rival", "deputy"]
    rows = floor.waiting(deliberating.meeting).values_list("position", flat=True)
    assert list(rows) == [1, 2]


def test_the_chair_takes_anybody_off_the_list_and_nobody_else_does(
    deliberating: Council,
) -> None:
    ask(deliberating, "rival")

    with pytest.raises(NotAllowed):
        leave(deliberating, "minister", seat="rival")
    leave(deliberating, "president", seat="rival")

    assert order(deliberating) == []


# The order


def test_where_new_speakers_come_first_they_pass_those_who_have_spoken(
    deliberating: Council,
) -> None:
    body = deliberating.meeting.body
    body.new_speakers_first = True
    body.save()
    give(deliberating, ask(deliberating, "rival"))
    end(deliberating, "rival")
    again = ask(deliberating, "rival")

    ask(deliberating, "minister")
    assert order(deliberating) == ["minister", "rival"]

    floor.move_request(deliberating.actor("president"), again)
    ask(deliberating, "deputy")
    assert order(deliberating) == ["rival", "minister", "deputy"]


def test_the_chair_puts_one_after_another(deliberating: Council) -> None:
    requests = [ask(deliberating, name) for name in ("rival", "minister", "deputy")]
    president = deliberating.actor("president")

    floor.move_request(president, requests[2], after=requests[0].pk)

    assert order(deliberating) == ["rival", "deputy", "minister"]
    before = deliberating.refresh().seq
    floor.move_request(president, requests[2], after=requests[0].pk)
    assert deliberating.refresh().seq == before


def test_nobody_is_put_after_one_who_waits_no_more(deliberating: Council) -> None:
    first, second = (ask(deliberating, name) for name in ("rival", "minister"))
    leave(deliberating, "rival")

    with pytest.raises(Conflict, match="n'attend plus"):
        floor.move_request(deliberating.actor("president"), second, after=first.pk)
    with pytest.raises(Conflict, match="n'attend plus"):
        floor.move_request(deliberating.actor("president"), first)


@pytest.mark.parametrize("name", ["minister", "secretary", "observer", "screen"])
def test_only_who_conducts_orders_the_list_and_gives_the_floor(
    deliberating: Council, name: str
) -> None:
    request, actor = ask(deliberating, "rival"), deliberating.actor(name)

    for act in (
        lambda: floor.give_floor(actor, request),
        lambda: floor.move_request(actor, request),
        lambda: floor.close_floor(actor, deliberating.pk),
        lambda: floor.reopen_floor(actor, deliberating.pk),
        lambda: floor.inscribe_wishes(actor, deliberating.report),
    ):
        with pytest.raises(NotAllowed):
            act()


# Speaking


def test_giving_the_floor_ends_the_speech_before_it_at_the_same_moment(
    deliberating: Council,
) -> None:
    first, second = (ask(deliberating, name) for name in ("rival", "minister"))
    before = deliberating.refresh().seq

    give(deliberating, first)
    give(deliberating, first)
    give(deliberating, second)

    assert speaker(deliberating) == "minister"
    assert verbs(deliberating, before) == ["floor.given", "floor.ended", "floor.given"]
    first.refresh_from_db()
    assert first.ended_at is not None
    assert first.ended_at <= second.started_at


def test_two_speakers_are_impossible_in_the_database_itself(
    deliberating: Council,
) -> None:
    first, second = (ask(deliberating, name) for name in ("rival", "minister"))
    give(deliberating, first)
    second.started_at = clock.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_a_speech_ends_by_the_speaker_or_by_the_chair_and_by_nobody_else(
    deliberating: Council,
) -> None:
    give(deliberating, ask(deliberating, "rival"))

    with pytest.raises(NotAllowed):
        end(deliberating, "minister", seat="rival")
    end(deliberating, "rival")
    end(deliberating, "rival")
    assert speaker(deliberating) == ""

    give(deliberating, ask(deliberating, "rival"))
    end(deliberating, "president", seat="rival")
    assert speaker(deliberating) == ""


def test_a_speech_ends_no_earlier_than_it_began(deliberating: Council) -> None:
    request = ask(deliberating, "rival")
    give(deliberating, request)

    with time_machine.travel(clock.now() - timedelta(hours=1)):
        end(deliberating, "rival")

    request.refresh_from_db()
    assert request.ended_at == request.started_at


def test_who_left_the_list_is_not_given_the_floor(deliberating: Council) -> None:
    request = ask(deliberating, "rival")
    leave(deliberating, "rival")

    with pytest.raises(Conflict, match="n'attend plus"):
        give(deliberating, request)


def test_who_stands_aside_is_not_given_the_floor(deliberating: Council) -> None:
    request = ask(deliberating, "rival")
    Recusal.objects.create(
        item=deliberating.report, seat=request.seat, since=clock.now()
    )

    with pytest.raises(NotPossible, match="ne siège pas"):
        give(deliberating, request)


# What ends the list


def test_calling_another_item_ends_the_speech_and_lets_the_others_go(
    deliberating: Council,
) -> None:
    give(deliberating, ask(deliberating, "rival"))
    ask(deliberating, "minister")
    floor.close_floor(deliberating.actor("president"), deliberating.pk)
    before = deliberating.refresh().seq

    deliberating.call("bill")

    assert verbs(deliberating, before) == ["floor.ended", "floor.left", "item.called"]
    assert (speaker(deliberating), order(deliberating)) == ("", [])
    assert deliberating.refresh().floor_is_closed is False
    ask(deliberating, "minister")


def test_a_call_may_be_undone_though_somebody_asked_to_speak(
    deliberating: Council,
) -> None:
    deliberating.call("bill")
    ask(deliberating, "rival")

    undo_call(deliberating.actor("president"), deliberating.bill)

    assert deliberating.refresh().current_item == deliberating.report
    assert order(deliberating) == []


def test_setting_an_item_aside_leaves_neither_speaker_nor_list(
    deliberating: Council,
) -> None:
    give(deliberating, ask(deliberating, "rival"))
    ask(deliberating, "minister")

    set_aside(deliberating.actor("president"), deliberating.report)

    assert (speaker(deliberating), order(deliberating)) == ("", [])


def test_suspending_ends_the_speech_and_keeps_the_list(deliberating: Council) -> None:
    give(deliberating, ask(deliberating, "rival"))
    ask(deliberating, "minister")

    suspend(deliberating.actor("president"), deliberating.pk)

    assert (speaker(deliberating), order(deliberating)) == ("", ["minister"])
    with pytest.raises(NotPossible):
        ask(deliberating, "deputy")


def test_closing_the_meeting_leaves_neither_speaker_nor_list(
    deliberating: Council,
) -> None:
    give(deliberating, ask(deliberating, "rival"))
    ask(deliberating, "minister")

    close(deliberating.actor("president"), deliberating.pk)

    assert (speaker(deliberating), order(deliberating)) == ("", [])
