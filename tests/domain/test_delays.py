"""Median delays, and the days on which lateness is told."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.delays import (
    Course,
    alerts_due,
    days_late,
    delays_by_ministry,
    delays_of,
)

ONE_DATABASE = True
COUNCIL = date(2013, 4, 10)


def test_the_delay_of_a_real_decree() -> None:
    """Decree 2013-404: decided 10 April, signed 23 May, published 19 September."""
    course = Course(1, COUNCIL, date(2013, 5, 23), date(2013, 9, 19))

    found = delays_of([course])

    assert (found.to_signature, found.to_gazette, found.in_all) == (43, 119, 162)


def test_a_median_is_of_what_has_come_so_far() -> None:
    signed = [Course(1, COUNCIL, COUNCIL + timedelta(n)) for n in (2, 10, 5)]

    found = delays_of([*signed, Course(1, COUNCIL)])

    assert (found.acts, found.signed, found.gazetted) == (4, 3, 0)
    assert (found.to_signature, found.to_gazette, found.in_all) == (5, None, None)


def test_an_even_number_of_acts_has_the_middle_of_two() -> None:
    found = delays_of(Course(1, COUNCIL, COUNCIL + timedelta(n)) for n in (1, 4))

    assert found.to_signature == 2.5


@given(st.lists(st.tuples(st.integers(1, 5), st.none() | st.integers(0, 400))))
def test_each_act_is_of_one_ministry(days: list[tuple[int, int | None]]) -> None:
    courses = [
        Course(m, COUNCIL, None if n is None else COUNCIL + timedelta(n))
        for m, n in days
    ]

    found = delays_by_ministry(courses)

    assert sum(d.acts for d in found.values()) == len(courses)
    assert sum(d.signed for d in found.values()) == delays_of(courses).signed


def test_an_alert_is_due_for_a_week_from_its_day() -> None:
    due = {n: alerts_due(COUNCIL, COUNCIL + timedelta(n)) for n in range(70)}

    assert {n for n, told in due.items() if 15 in told} == set(range(15, 22))
    assert {n for n, told in due.items() if 30 in told} == set(range(30, 37))
    assert {n for n, told in due.items() if 60 in told} == set(range(60, 67))


def test_what_has_no_term_is_never_late() -> None:
    assert days_late(None, COUNCIL) == 0
    assert days_late(COUNCIL, COUNCIL) == 0
    assert days_late(COUNCIL, COUNCIL + timedelta(3)) == 3
