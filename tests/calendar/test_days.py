"""The calendar as the settings stand: shipped, changed, and read in a few queries."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ecm.calendar import days
from ecm.calendar.defaults import install_defaults
from ecm.calendar.models import CouncilException, Milestone, Recess, Week

pytestmark = pytest.mark.django_db
THE_FIFTH = date(2026, 2, 5)  # a Thursday


def test_the_usual_week_is_shipped() -> None:
    assert days.deadline("lodging", THE_FIFTH) == datetime(2026, 1, 27, 12, tzinfo=UTC)
    assert days.council_days(THE_FIFTH, 2) == [date(2026, 2, 12), date(2026, 2, 19)]


def test_shipping_again_touches_nothing_that_was_set() -> None:
    Week.objects.update(weekday=3)
    Milestone.objects.filter(code="lodging").update(days_before=12, label="Dépôt")
    Milestone.objects.filter(code="agenda").delete()

    install_defaults()
    install_defaults()

    assert Week.objects.get().weekday == 3
    assert Milestone.objects.get(code="lodging").days_before == 12
    assert Milestone.objects.filter(code="agenda").count() == 1


def test_tables_that_were_emptied_are_filled_again() -> None:
    Week.objects.all().delete()
    Milestone.objects.all().delete()

    install_defaults()

    assert days.deadline("agenda", THE_FIFTH) == datetime(2026, 2, 4, 12, tzinfo=UTC)


def test_without_any_setting_the_council_is_on_thursday_and_nothing_is_due() -> None:
    Week.objects.all().delete()
    Milestone.objects.all().delete()

    assert days.council_days(THE_FIFTH, 1) == [date(2026, 2, 12)]
    assert days.deadlines(THE_FIFTH) == {}


def test_another_weekday_and_hour_are_followed_at_once() -> None:
    Week.objects.update(weekday=3, hour=time(10))

    day = days.council_days(THE_FIFTH, 1)[0]

    assert day == date(2026, 2, 11)  # a Wednesday
    assert days.deadline("council", day) == datetime(2026, 2, 11, 10, tzinfo=UTC)


def test_a_meeting_at_another_hour_has_its_own() -> None:
    due = days.deadline("council", THE_FIFTH, time(15))

    assert due == datetime(2026, 2, 5, 15, tzinfo=UTC)


def test_a_milestone_out_of_use_has_no_deadline() -> None:
    Milestone.objects.filter(code="cabinet_council").update(is_active=False)

    assert days.deadline("cabinet_council", THE_FIFTH) is None
    assert "cabinet_council" not in days.deadlines(THE_FIFTH)


def test_recesses_and_exceptions_are_followed() -> None:
    Recess.objects.create(
        first=date(2026, 2, 9), last=date(2026, 2, 15), reason="Vacances"
    )
    CouncilException.objects.create(
        day=date(2026, 2, 19), moved_to=date(2026, 2, 18), reason="Voyage"
    )
    CouncilException.objects.create(day=date(2026, 2, 26), reason="Férié")

    assert days.council_days(THE_FIFTH, 2) == [date(2026, 2, 18), date(2026, 3, 5)]


def test_a_page_of_a_hundred_dossiers_reads_the_settings_once() -> None:
    with CaptureQueriesContext(connection) as captured:
        calendar = days.current()
        for number in range(100):
            calendar.deadline("lodging", THE_FIFTH)
            calendar.council_days(THE_FIFTH, number % 5)

    assert len(captured) == 4


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Week, {"pk": 2}),
        (Week, {"pk": 1, "weekday": 8}),
        (Milestone, {"code": "agenda", "label": "x", "days_before": 1}),
        (Milestone, {"code": "far", "label": "x", "days_before": 61}),
        (Recess, {"first": date(2026, 8, 2), "last": date(2026, 8, 1)}),
    ],
)
def test_what_must_not_be_is_refused_by_the_tables(
    model: Any, values: dict[str, Any]
) -> None:
    Week.objects.all().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)
