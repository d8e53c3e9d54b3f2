"""The public calendar follows the council's own, dates only."""

from datetime import UTC, date, datetime

import pytest

from ecm.calendar.models import CouncilException
from ecm.public import reading
from ecm.publication.coming_days import tell_the_country

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 6, 8, tzinfo=UTC)


def test_the_country_learns_the_coming_days_and_their_changes() -> None:
    tell_the_country(NOW)
    assert reading.coming_days()[:2] == [date(2026, 2, 12), date(2026, 2, 19)]

    CouncilException.objects.create(day=date(2026, 2, 12), moved_to=date(2026, 2, 13))
    tell_the_country(NOW)

    assert reading.coming_days()[:2] == [date(2026, 2, 13), date(2026, 2, 19)]


def test_what_is_announced_already_is_not_written_again() -> None:
    tell_the_country(NOW)
    before = reading.stamp()

    tell_the_country(NOW)

    assert reading.stamp() == before
