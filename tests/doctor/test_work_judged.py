"""The doctor's judgement of what the workers leave in the rows, and his command."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecm.doctor import work
from ecm.doctor.findings import Verdict
from ecm.worker.models import Tick
from tests.worker.tasks import leave

pytestmark = pytest.mark.django_db
OK, WARNING, FAULT = Verdict.OK, Verdict.WARNING, Verdict.FAULT


def found() -> dict[str, Verdict]:
    return {one.name: one.verdict for one in work.examine()}


def ticked(**ago: float) -> None:
    Tick.objects.update_or_create(
        pk=1, defaults={"at": timezone.now() - timedelta(**ago)}
    )


def test_a_worker_that_works_is_well() -> None:
    ticked(seconds=30)

    assert found() == {
        "work.migrations": OK,
        "work.minute": OK,
        "work.queue": OK,
        "work.embargo": OK,
    }


def test_a_worker_that_stopped_is_a_fault() -> None:
    ticked(minutes=10)

    assert found()["work.minute"] is FAULT


def test_a_minute_of_the_future_tells_of_the_clock() -> None:
    ticked(minutes=-60)

    assert found()["work.minute"] is WARNING


@pytest.mark.parametrize(("production", "expected"), [(False, WARNING), (True, FAULT)])
def test_a_worker_that_never_worked_matters_in_production(
    settings: LazySettings, production: bool, expected: Verdict
) -> None:
    settings.PRODUCTION = production

    assert work.of_minute(None, timezone.now()).verdict is expected


def test_a_task_that_waits_too_long_is_a_fault() -> None:
    leave.enqueue("attendre")
    assert found()["work.queue"] is OK

    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=9))

    assert found()["work.queue"] is FAULT


def test_a_task_that_failed_lately_is_told() -> None:
    leave.enqueue("échouer")
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())

    assert found()["work.failures"] is WARNING


def test_an_embargo_that_is_over_is_a_fault() -> None:
    assert work.of_embargoes(0).verdict is OK
    assert work.of_embargoes(1).verdict is FAULT


def test_a_database_that_was_not_migrated_is_a_fault() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'publication'")

    assert found() == {"work.migrations": FAULT}


def test_the_command_tells_all_and_fails_on_a_fault() -> None:
    ticked(minutes=10)
    told = StringIO()

    with pytest.raises(CommandError) as ended:
        call_command("doctor", "--json", stdout=told)

    assert ended.value.returncode == 1
    words = json.loads(told.getvalue())
    assert words["verdict"] == "défaut"
    by_name = {one["name"]: one for one in words["findings"]}
    assert by_name["work.minute"]["remedy"]
    families = {name.split(".")[0] for name in by_name}
    assert families >= {"database", "work", "backup", "disk", "rights", "web", "tools"}


def test_the_command_gives_each_remedy_under_its_sentence() -> None:
    ticked(minutes=10)
    told = StringIO()

    with pytest.raises(CommandError, match="défaut"):
        call_command("doctor", stdout=told)

    lines = told.getvalue().splitlines()
    after = next(i for i, line in enumerate(lines) if line.startswith("DÉFAUT"))
    assert "→" in lines[after + 1]
