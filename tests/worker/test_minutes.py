"""The work of each minute: begun by one worker, whatever fails in it and whatever the clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecm.worker.runner import run_waiting
from ecm.worker.tick import tick
from tests.worker import tasks

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
seen: list[tuple[str, datetime]] = []


def first(now: datetime) -> None:
    seen.append(("first", now))


def broken(now: datetime) -> None:
    raise LookupError("perdu")


def last(now: datetime) -> None:
    seen.append(("last", now))


@pytest.fixture(autouse=True)
def minutes(settings: LazySettings) -> None:
    seen.clear()
    names = ("first", "broken", "last")
    settings.EVERY_MINUTE = [f"tests.worker.test_minutes.{name}" for name in names]


def test_everything_is_called_in_order_whatever_fails() -> None:
    with time_machine.travel(NOON, tick=False):
        tick()

    assert seen == [("first", NOON), ("last", NOON)]


@pytest.mark.parametrize(
    ("after", "times"),
    [
        pytest.param(timedelta(seconds=1), 1, id="a second later"),
        pytest.param(timedelta(seconds=54), 1, id="almost a minute later"),
        pytest.param(timedelta(seconds=60), 2, id="a minute later"),
        pytest.param(timedelta(seconds=-2), 1, id="on a machine that is a little late"),
        pytest.param(timedelta(days=-1), 2, id="after the clock was put back"),
    ],
)
def test_the_work_of_a_minute_is_done_once(after: timedelta, times: int) -> None:
    with time_machine.travel(NOON, tick=False):
        tick()

    with time_machine.travel(NOON + after, tick=False):
        tick()

    assert len([name for name, _ in seen if name == "first"]) == times


def test_the_council_s_time_is_given_not_the_machine_s(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    settings.CLOCK_STARTS_AT = "2026-02-05T08:55"

    tick()

    given = seen[0][1]
    assert given.date().isoformat() == "2026-02-05"
    assert abs(given - timezone.now()) > timedelta(minutes=1)


def test_tasks_that_ended_long_ago_are_forgotten(settings: LazySettings) -> None:
    settings.EVERY_MINUTE = ["ecm.worker.tick.forget_finished"]
    for _ in range(3):
        tasks.leave.enqueue("un")
    run_waiting()
    ids = list(DBTaskResult.objects.values_list("pk", flat=True))
    now = timezone.now()
    for pk, days in zip(ids, (13, 15, 15), strict=True):
        ended = now - timedelta(days=days)
        DBTaskResult.objects.filter(pk=pk).update(finished_at=ended)
    DBTaskResult.objects.filter(pk=ids[2]).update(status="RUNNING")

    tick()

    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {ids[0], ids[2]}
