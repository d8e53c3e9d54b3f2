"""What is called out of its order, and when a meeting should end."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.order import out_of_place
from ecm.domain.schedule import rounded, schedule

NINE = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_one_item_that_was_moved_is_the_one_out_of_place() -> None:
    assert out_of_place([1, 2, 3, 4]) == set()
    assert out_of_place([4, 1, 2, 3]) == {4}
    assert out_of_place([2, 3, 4, 1]) == {1}
    assert out_of_place([]) == set()


@given(st.permutations(range(8)), st.integers(0, 7))
def test_without_those_out_of_place_the_others_ascend(ranks: list, moved: int) -> None:
    found = out_of_place(ranks)

    rest = [rank for rank in ranks if rank not in found]
    assert rest == sorted(rest)
    assert found < set(ranks)
    # Moving one item puts one item out of place at the most.
    order = [rank for rank in sorted(ranks) if rank != moved]
    order.insert(ranks[0], moved)
    assert len(out_of_place(order)) <= 1


def test_an_hour_is_rounded_to_five_minutes() -> None:
    assert rounded(NINE + 38 * MINUTE) == NINE + 40 * MINUTE
    assert rounded(NINE + 41 * MINUTE) == NINE + 40 * MINUTE


def test_a_meeting_on_time_ends_as_planned() -> None:
    at = schedule(
        [(NINE, None)],
        planned=[10, 20, 30],
        left=[30],
        in_hand=(NINE + 10 * MINUTE, 20),
    )

    assert at.end(NINE + 15 * MINUTE) == NINE + 60 * MINUTE
    assert at.late(NINE + 15 * MINUTE) == 0


def test_an_item_that_takes_longer_moves_the_end() -> None:
    at = schedule([(NINE, None)], planned=[10, 20], left=[20], in_hand=(NINE, 10))

    assert at.late(NINE + 10 * MINUTE) == 0
    assert at.late(NINE + 25 * MINUTE) == 15
    assert at.end(NINE + 25 * MINUTE) == NINE + 45 * MINUTE


def test_a_pause_is_no_delay() -> None:
    next_day = NINE + timedelta(days=1)
    sittings = [(NINE, NINE + 10 * MINUTE), (next_day, None)]

    at = schedule(sittings, planned=[10, 20], left=[20])

    assert at.late(next_day) == 0
    assert at.end(next_day) == next_day + 20 * MINUTE


minutes = st.integers(0, 600)


@given(st.lists(minutes, max_size=9), st.integers(0, 9), minutes)
def test_time_that_passes_never_brings_the_end_nearer(
    planned: list, done: int, elapsed: int
) -> None:
    at = schedule([(NINE, None)], planned=planned, left=planned[done:])
    now = NINE + elapsed * MINUTE

    assert at.end(now) >= now
    assert at.end(now + MINUTE) >= at.end(now)
    assert at.late(now) == (at.end(now) - at.planned_end) // MINUTE
