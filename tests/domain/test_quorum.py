"""How many must be there, how many are, and who does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.quorum import Place, Quorum, count, required

PRESENT, AWAY = True, False


@pytest.mark.parametrize(
    ("rule", "by_seats"),
    [
        ("none", {0: 0, 1: 0, 25: 0}),
        ("half", {0: 0, 1: 1, 2: 1, 24: 12, 25: 13}),
        ("majority", {0: 0, 1: 1, 2: 2, 24: 13, 25: 13}),
        ("two_thirds", {0: 0, 1: 1, 2: 2, 3: 2, 24: 16, 25: 17, 26: 18}),
    ],
)
def test_each_rule_asks_for_so_many(rule: str, by_seats: dict[int, int]) -> None:
    assert {n: required(rule, n) for n in by_seats} == by_seats


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="no such quorum"):
        required("most", 3)


def test_a_body_without_a_quorum_counts_nobody() -> None:
    assert count("none", [Place(1, PRESENT)]) is None


def test_the_present_are_counted_among_all_the_seats() -> None:
    places = [Place(n, n <= 17) for n in range(1, 26)]

    found = count("majority", places)

    assert found == Quorum(present=17, seats=25, required=13)
    assert found.is_met


def test_one_short_is_not_a_quorum() -> None:
    found = count("majority", [Place(1, PRESENT), Place(2, AWAY)])

    assert found == Quorum(present=1, seats=2, required=2)
    assert not found.is_met


@pytest.mark.parametrize(
    ("places", "present"),
    [
        # The acting person sits in his own seat too: two seats for one person.
        ([Place(1, PRESENT), Place(2, AWAY, acting=1)], 2),
        # He has left, and with him both seats.
        ([Place(1, AWAY), Place(2, AWAY, acting=1)], 0),
        # Who acts is himself represented: he is not in the room.
        (
            [Place(1, AWAY, acting=2), Place(2, AWAY, acting=3), Place(3, PRESENT)],
            2,
        ),
    ],
)
def test_a_represented_seat_counts_by_the_acting_person(
    places: list[Place], present: int
) -> None:
    found = count("half", places)

    assert found is not None
    assert found.present == present
    assert found.seats == len(places)


def test_somebody_without_a_voice_may_act_for_a_member() -> None:
    places = [Place(1, PRESENT), Place(2, AWAY, acting=9)]

    with_him, without = count("half", places, [9]), count("half", places)

    assert with_him is not None
    assert without is not None
    assert (with_him.present, without.present) == (2, 1)


def test_who_stands_aside_counts_neither_among_the_present_nor_among_the_seats() -> (
    None
):
    places = [Place(1, PRESENT), Place(2, PRESENT, is_recused=True), Place(3, AWAY)]

    assert count("majority", places) == Quorum(present=1, seats=2, required=2)


@pytest.mark.parametrize("aside", [0, 1])
def test_who_acts_for_another_and_stands_aside_is_out_for_both(aside: int) -> None:
    places = [
        Place(1, PRESENT, is_recused=aside == 0),
        Place(2, AWAY, acting=1, is_recused=aside == 1),
        Place(3, PRESENT),
    ]

    assert count("half", places) == Quorum(present=1, seats=1, required=1)


@given(
    st.lists(
        st.tuples(st.booleans(), st.booleans(), st.none() | st.integers(1, 6)),
        max_size=6,
    ),
    st.sampled_from(["half", "majority", "two_thirds"]),
)
def test_a_count_stays_within_its_seats(rows: list, rule: str) -> None:
    places = [
        Place(n, there and acting is None, acting, aside)
        for n, (there, aside, acting) in enumerate(rows, start=1)
    ]

    found = count(rule, places)

    assert found is not None
    assert 0 <= found.present <= found.seats <= len(places)
    assert 0 <= found.required <= found.seats
