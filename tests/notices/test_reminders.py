"""Reminders: asked each minute, told once, whatever fails or is cut short."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings

from ecm.notices.models import Notice
from ecm.notices.reminders import Due, send_due
from ecm.people.models import Person
from tests.notices.people import person

pytestmark = pytest.mark.django_db
CLOSING = datetime(2026, 2, 3, 14, tzinfo=UTC)


def opinions(now: datetime) -> Iterator[Due]:
    """Remind everybody from a day before the closing on."""
    if CLOSING - timedelta(days=1) <= now < CLOSING:
        for someone in Person.objects.order_by("pk"):
            yield Due(
                (someone.pk,),
                "opinion.reminded",
                key=f"avis-{CLOSING:%Y%m%d}",
                url="/dossiers/12/",
                words={"until": CLOSING},
            )


def broken(now: datetime) -> list[Due]:
    raise LookupError("perdu")


def cut_short(now: datetime) -> Iterator[Due]:
    """Fail after the first, as if the worker had been killed there."""
    yield from list(opinions(now))[:1]
    raise LookupError("perdu")


@pytest.fixture(autouse=True)
def providers(settings: LazySettings) -> None:
    names = ("broken", "opinions")
    settings.REMINDERS = [f"tests.notices.test_reminders.{name}" for name in names]


def test_what_is_due_is_told_once_however_often_it_is_asked() -> None:
    awa = person("ZONGO")

    for minutes in range(5):
        send_due(CLOSING - timedelta(hours=2) + timedelta(minutes=minutes))

    notice = Notice.objects.get()
    assert (notice.recipient, notice.url) == (awa, "/dossiers/12/")
    assert "mardi 3\u00a0février, 14\u00a0h\u00a000" in notice.sentence


def test_what_is_not_due_is_not_told() -> None:
    person("ZONGO")

    send_due(CLOSING - timedelta(days=2))
    send_due(CLOSING)

    assert Notice.objects.count() == 0


def test_a_minute_that_is_cut_short_is_made_up_by_the_next(
    settings: LazySettings,
) -> None:
    people = [person("ZONGO"), person("SAWADOGO")]
    whole = settings.REMINDERS
    settings.REMINDERS = ["tests.notices.test_reminders.cut_short"]
    send_due(CLOSING - timedelta(hours=2))
    assert Notice.objects.count() == 1

    settings.REMINDERS = whole
    send_due(CLOSING - timedelta(hours=1))

    told = Notice.objects.order_by("recipient_id")
    assert [notice.recipient for notice in told] == people


def test_a_reminder_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        Due((1,), "opinion.reminded", key="")
