"""Dates and hours as the communiqués print them."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.french import (
    date_in_text,
    day_in_text,
    days_in_text,
    hour,
    hour_in_full,
)


def test_a_day_has_two_digits_and_the_first_is_1er():
    assert day_in_text(date(2026, 2, 5)) == "jeudi 05 février 2026"
    assert day_in_text(date(2018, 8, 1)) == "mercredi 1er août 2018"
    assert date_in_text(date(2019, 12, 3)) == "03 décembre 2019"


def test_days_share_their_month_and_year():
    assert (
        days_in_text([date(2016, 10, 26), date(2016, 10, 27)])
        == "26 et 27 octobre 2016"
    )
    assert days_in_text([date(2016, 9, 30), date(2016, 10, 1)]) == (
        "30 septembre et 1er octobre 2016"
    )
    assert days_in_text([date(2016, 12, 31), date(2017, 1, 1)]) == (
        "31 décembre 2016 et 1er janvier 2017"
    )
    assert days_in_text([date(2016, 10, 5), date(2016, 10, 6), date(2016, 10, 7)]) == (
        "05, 06 et 07 octobre 2016"
    )
    assert days_in_text([date(2016, 10, 5)]) == "05 octobre 2016"


@given(st.dates())
def test_the_first_day_alone_is_an_ordinal(day):
    assert ("1er" in day_in_text(day)) is (day.day == 1)
    assert day_in_text(day).endswith(str(day.year))


def test_hours_are_written_as_in_the_communique():
    assert hour(time(9, 0)) == "09 H 00 mn"
    assert hour(time(14, 24)) == "14 H 24 mn"
    assert hour_in_full(time(9, 0)) == "09 heures 00"
