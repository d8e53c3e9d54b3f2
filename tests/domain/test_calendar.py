"""The week of the council: its days, and the deadlines that follow them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.calendar import (
    DAY,
    MILESTONES,
    NINE,
    THURSDAY,
    Calendar,
    Milestone,
    Recess,
    Week,
    council_days,
    deadline,
    is_late,
    next_council_day,
)

THE_FIFTH = date(2026, 2, 5)  # a Thursday
OUAGADOUGOU = ZoneInfo("Africa/Ouagadougou")
PARIS = ZoneInfo("Europe/Paris")
DEFAULT = Calendar(Week(), MILESTONES, (), {}, UTC)


def at(day: int, hour: int, minute: int = 0, month: int = 2) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


# What is due


def test_the_default_week_is_that_of_the_secretariat() -> None:
    assert DEFAULT.deadlines(THE_FIFTH) == {
        "lodging": at(27, 12, month=1),  # Tuesday, nine days before
        "consultations": at(30, 16, month=1),  # Friday
        "draft_agenda": at(2, 16),  # Monday
        "oral_lodging": at(3, 8),  # Tuesday
        "observations": at(3, 14),
        "cabinet_council": at(3, 16),
        "agenda": at(4, 12),  # Wednesday
        "unread_list": at(4, 18),
        "positions": at(5, 8),
        "council": at(5, 9),
        "communique": at(5, 20),
        "extracts": at(6, 16),
        "final_texts": at(10, 16),
    }


def test_the_first_due_comes_first() -> None:
    moments = list(DEFAULT.deadlines(THE_FIFTH).values())

    assert moments == sorted(moments)


def test_a_council_at_another_hour_moves_only_what_has_no_hour() -> None:
    usual = DEFAULT.deadlines(THE_FIFTH)
    afternoon = DEFAULT.deadlines(THE_FIFTH, time(15, 30))

    assert {code for code in usual if usual[code] != afternoon[code]} == {"council"}
    assert afternoon["council"] == at(5, 15, 30)


def test_a_deadline_that_is_not_in_use_is_none() -> None:
    assert DEFAULT.deadline("imaginary", THE_FIFTH) is None
    assert DEFAULT.deadline("agenda", THE_FIFTH) == at(4, 12)


def test_on_the_stroke_is_in_time() -> None:
    noon = at(27, 12, month=1)

    assert not is_late(noon, noon)
    assert is_late(noon + timedelta(microseconds=1), noon)
    assert not is_late(noon, None)


def test_lateness_does_not_depend_on_the_zone_in_which_it_is_written() -> None:
    noon = at(27, 12, month=1)

    assert not is_late(noon.astimezone(PARIS), noon)


def test_a_deadline_keeps_its_hour_on_the_wall_through_a_change_of_time() -> None:
    # Clocks go forward in Paris on 29 March 2026, between the deadline and the council.
    lodging = Milestone("lodging", "", 9, time(12))

    due = deadline(date(2026, 4, 2), NINE, lodging, PARIS)

    assert due == datetime(2026, 3, 24, 12, tzinfo=PARIS)
    assert due.utcoffset() == timedelta(hours=1)


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
HOURS = st.times().map(lambda t: t.replace(tzinfo=None))
POINTS = st.builds(
    Milestone, st.just("point"), st.just(""), st.integers(-30, 30), st.none() | HOURS
)


@given(DAYS, HOURS, POINTS, st.integers(-60, 60))
def test_a_deadline_moves_by_as_much_as_the_council(
    day: date, hour: time, point: Milestone, by: int
) -> None:
    before = deadline(day, hour, point, OUAGADOUGOU)
    after = deadline(day + by * DAY, hour, point, OUAGADOUGOU)

    assert after - before == by * DAY
    assert after.utcoffset() == timedelta()


# When it meets


def test_the_next_council_is_the_next_thursday() -> None:
    assert next_council_day(THE_FIFTH, THURSDAY) == date(2026, 2, 12)
    assert next_council_day(date(2026, 2, 4), THURSDAY) == THE_FIFTH


def test_no_council_meets_in_a_recess() -> None:
    august = Recess(date(2026, 8, 1), date(2026, 8, 31))

    assert next_council_day(date(2026, 7, 30), THURSDAY, [august]) == date(2026, 9, 3)


@pytest.mark.parametrize("day", [date(2026, 8, 6), date(2026, 8, 27)])
def test_a_recess_holds_both_its_ends(day: date) -> None:
    recess = Recess(day, day)

    assert next_council_day(day - DAY, THURSDAY, [recess]) == day + 7 * DAY


def test_a_council_is_kept_in_a_recess_on_another_day() -> None:
    # The Council sat on Wednesday 21 August 2024.
    august = Recess(date(2024, 8, 1), date(2024, 8, 31))
    kept = {date(2024, 8, 22): date(2024, 8, 21)}

    days = council_days(date(2024, 7, 31), THURSDAY, [august], kept)

    assert list(islice(days, 2)) == [date(2024, 8, 21), date(2024, 9, 5)]


def test_a_moved_council_leaves_its_day() -> None:
    moved = {THE_FIFTH: date(2026, 2, 4)}

    days = council_days(date(2026, 2, 1), THURSDAY, (), moved)

    assert list(islice(days, 2)) == [date(2026, 2, 4), date(2026, 2, 12)]


def test_a_cancelled_council_has_no_day() -> None:
    assert next_council_day(date(2026, 2, 1), THURSDAY, (), {THE_FIFTH: None}) == date(
        2026, 2, 12
    )


def test_a_council_can_be_added() -> None:
    monday = date(2026, 2, 2)

    days = council_days(date(2026, 2, 1), THURSDAY, (), {monday: monday})

    assert list(islice(days, 2)) == [monday, THE_FIFTH]


def test_two_councils_moved_to_one_day_are_one() -> None:
    merged = {THE_FIFTH: date(2026, 2, 12)}

    days = council_days(date(2026, 2, 1), THURSDAY, (), merged)

    assert list(islice(days, 2)) == [date(2026, 2, 12), date(2026, 2, 19)]


def test_a_chain_of_moves_ends_where_each_says() -> None:
    moves = {THE_FIFTH: date(2026, 2, 12), date(2026, 2, 12): date(2026, 2, 13)}

    days = council_days(date(2026, 2, 1), THURSDAY, (), moves)

    # The first was moved to a day whose own council was moved on: both are held.
    assert list(islice(days, 2)) == [date(2026, 2, 12), date(2026, 2, 13)]


def test_a_calendar_gives_as_many_days_as_it_is_asked_for() -> None:
    assert DEFAULT.council_days(THE_FIFTH, 3) == [
        date(2026, 2, 12),
        date(2026, 2, 19),
        date(2026, 2, 26),
    ]


def test_the_end_of_all_dates_is_an_end() -> None:
    assert DEFAULT.council_days(date(9999, 12, 30), 3) == []


RECESSES = st.lists(
    st.builds(
        lambda first, days: Recess(first, first + days * DAY),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(0, 60),
    ),
    max_size=4,
)
NEAR = st.dates(date(2026, 1, 1), date(2026, 12, 31))
EXCEPTIONS = st.dictionaries(NEAR, st.none() | NEAR, max_size=8)


@given(NEAR, st.integers(1, 7), RECESSES, EXCEPTIONS)
def test_a_council_meets_on_its_usual_day_or_where_it_was_put(
    after: date, weekday: int, recesses: list[Recess], exceptions: dict
) -> None:
    found = next_council_day(after, weekday, recesses, exceptions)

    assert found > after
    assert found in exceptions.values() or (
        found.isoweekday() == weekday
        and found not in exceptions
        and not any(recess.holds(found) for recess in recesses)
    )


@given(NEAR, st.integers(1, 7), RECESSES, EXCEPTIONS)
def test_no_council_is_skipped(
    after: date, weekday: int, recesses: list[Recess], exceptions: dict
) -> None:
    found = next_council_day(after, weekday, recesses, exceptions)

    for days in range(1, (found - after).days):
        between = after + days * DAY
        assert between not in exceptions.values()
        assert (
            between.isoweekday() != weekday
            or between in exceptions
            or any(recess.holds(between) for recess in recesses)
        )


@given(NEAR, st.integers(1, 7), RECESSES, EXCEPTIONS, st.integers(1, 8))
def test_the_days_are_one_line_however_it_is_walked(
    after: date, weekday: int, recesses: list[Recess], exceptions: dict, count: int
) -> None:
    at_once = list(islice(council_days(after, weekday, recesses, exceptions), count))

    one_by_one, day = [], after
    for _ in range(count):
        day = next_council_day(day, weekday, recesses, exceptions)
        one_by_one.append(day)

    assert at_once == one_by_one
