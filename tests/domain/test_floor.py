"""Who comes next on the list, and how long each has had the floor."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.floor import (
    Hand,
    Speech,
    moved,
    rank_of_newcomer,
    remaining,
    total_of,
)

NINE = datetime(2026, 2, 5, 9, tzinfo=UTC)
NEW, SPOKEN, PLACED = Hand(), Hand(has_spoken=True), Hand(True, is_placed=True)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def speech(seat: int, start: float, end: float | None) -> Speech:
    ended = None if end is None else NINE + minutes(end)
    return Speech(seat, NINE + minutes(start), ended)


def newcomer(*waiting: Hand, has_spoken: bool = False, first: bool = True) -> int:
    return rank_of_newcomer(waiting, has_spoken=has_spoken, new_speakers_first=first)


def test_the_last_who_asks_is_the_last() -> None:
    assert newcomer(SPOKEN, NEW, SPOKEN, first=False) == 3
    assert newcomer(first=False) == 0


def test_who_has_not_spoken_comes_before_those_who_have() -> None:
    assert newcomer(NEW, SPOKEN, SPOKEN) == 1
    assert newcomer(SPOKEN) == 0


def test_who_has_spoken_passes_nobody() -> None:
    assert newcomer(SPOKEN, SPOKEN, has_spoken=True) == 2


def test_nobody_passes_one_whom_the_chair_has_placed() -> None:
    assert newcomer(PLACED) == 1
    assert newcomer(PLACED, SPOKEN) == 1


def test_one_goes_after_another_or_first() -> None:
    assert moved([1, 2, 3], 3, None) == [3, 1, 2]
    assert moved([1, 2, 3], 1, 2) == [2, 1, 3]
    assert moved([1, 2, 3], 2, 1) == [1, 2, 3]


@given(
    st.lists(st.integers(), min_size=1, unique=True).flatmap(
        lambda order: st.tuples(
            st.just(order), st.sampled_from(order), st.sampled_from([*order, None])
        )
    )
)
def test_a_move_loses_nobody_and_keeps_the_others_in_their_order(
    case: tuple[list[int], int, int | None],
) -> None:
    order, one, after = case
    if one == after:
        return

    found = moved(order, one, after)

    assert [x for x in found if x != one] == [x for x in order if x != one]
    place = found.index(one)
    assert (found[place - 1] if place else None) == after


def test_the_time_of_a_seat_is_the_sum_of_its_speeches() -> None:
    speeches = [speech(1, 0, 4), speech(2, 4, 5), speech(1, 5, None)]

    total = total_of(speeches, NINE + minutes(7))

    assert total == {1: minutes(6), 2: minutes(1)}


def test_a_clock_that_went_back_takes_no_time_from_anybody() -> None:
    assert total_of([speech(1, 5, None)], NINE) == {1: minutes(0)}


def test_what_is_left_of_a_speech_becomes_negative_past_its_time() -> None:
    under_way = speech(1, 0, None)

    assert remaining(under_way, NINE + minutes(2), 3) == minutes(1)
    assert remaining(under_way, NINE + minutes(4), 3) == -minutes(1)
    assert remaining(under_way, NINE + minutes(4), None) is None
