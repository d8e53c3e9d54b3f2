"""A worker runs what waits, goes on after a failure, and an idle one writes nothing."""

import threading

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from ecm.worker.embedded import embedded
from ecm.worker.models import Beat
from ecm.worker.runner import Runner, run_waiting
from tests.worker import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def done() -> list[str]:
    tasks.done.clear()
    return tasks.done


def statuses() -> list[str]:
    return list(
        DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
    )


def test_a_waiting_task_is_run_once(done: list[str]) -> None:
    tasks.leave.enqueue("un")

    run_waiting()
    run_waiting()

    assert done == ["un"]
    assert statuses() == ["SUCCESSFUL"]


def test_what_a_task_asks_for_is_done_too(done: list[str]) -> None:
    tasks.leave_two.enqueue("un", "deux")

    run_waiting()

    assert done == ["un", "deux"]


def test_a_task_that_fails_is_kept_with_its_reason_and_stops_nothing(
    done: list[str],
) -> None:
    tasks.fail.enqueue()
    tasks.leave.enqueue("après")

    run_waiting()

    assert statuses() == ["FAILED", "SUCCESSFUL"]
    failed = DBTaskResult.objects.get(status="FAILED")
    assert failed.exception_class_path == "builtins.LookupError"
    assert done == ["après"]


def test_one_look_runs_what_waits(done: list[str]) -> None:
    tasks.leave.enqueue("un")

    Runner().look()

    assert done == ["un"]


def test_a_stopped_worker_begins_no_task(done: list[str]) -> None:
    runner = Runner()
    tasks.leave.enqueue("un")

    runner.stop()
    runner.run()
    runner.look()

    assert done == []
    assert statuses() == ["READY"]


def test_an_idle_look_writes_nothing() -> None:
    runner = Runner()
    runner.look()  # the minute is begun

    with CaptureQueriesContext(connection) as captured:
        runner.look()

    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    assert len(captured) == 4


def test_a_short_task_gives_no_sign_of_life() -> None:
    tasks.leave.enqueue("un")

    run_waiting()

    assert Beat.objects.count() == 0


def test_the_web_process_works_only_when_it_is_asked_to(settings: LazySettings) -> None:
    settings.WORKER = "process"

    with embedded():
        names = {thread.name for thread in threading.enumerate()}

    assert "worker" not in names
