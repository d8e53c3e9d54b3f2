"""A task whose worker died is run once more, and a living worker keeps its own."""

import pytest
from django_tasks_db.models import DBTaskResult

from ecm.worker.beats import beat
from ecm.worker.models import Beat
from ecm.worker.reaper import SILENCE, Reaper, resume
from ecm.worker.runner import run_waiting
from tests.worker import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def done() -> list[str]:
    tasks.done.clear()
    return tasks.done


def begun(worker_id: str = "mort") -> DBTaskResult:
    """Return a task as `kill -9` leaves it: claimed, and nobody at work on it."""
    tasks.leave.enqueue("un")
    task = DBTaskResult.objects.ready().get()
    task.claim(worker_id)
    return task


def status(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


def test_a_task_without_a_sign_of_life_is_run_again(done: list[str]) -> None:
    task, reaper = begun(), Reaper()

    reaper.look(100.0)
    reaper.look(100.0 + SILENCE - 0.1)
    assert status(task) == "RUNNING"
    reaper.look(100.0 + SILENCE)
    assert status(task) == "READY"

    run_waiting()
    assert done == ["un"]
    assert status(task) == "SUCCESSFUL"
    assert len(task.worker_ids) == 2


def test_a_worker_that_shows_that_it_is_alive_keeps_its_task() -> None:
    task, reaper = begun("vivant"), Reaper()

    for moment in range(0, 100, 10):
        beat("vivant")
        reaper.look(float(moment))

    assert status(task) == "RUNNING"


def test_a_worker_that_falls_silent_loses_its_task() -> None:
    task, reaper = begun("vivant"), Reaper()
    for moment in (0.0, 10.0):
        beat("vivant")
        reaper.look(moment)

    reaper.look(10.0 + SILENCE)

    assert status(task) == "READY"
    assert Beat.objects.count() == 0


def test_a_watcher_that_comes_back_late_judges_by_the_signs_not_by_the_wait() -> None:
    # He may have been at a long task of his own.
    task, reaper = begun("vivant"), Reaper()
    beat("vivant")
    reaper.look(0.0)

    beat("vivant")
    reaper.look(500.0)

    assert status(task) == "RUNNING"


def test_a_task_that_loses_its_worker_twice_is_given_up_and_says_so() -> None:
    task, reaper = begun("premier"), Reaper()
    reaper.look(0.0)
    reaper.look(SILENCE)
    task.refresh_from_db()
    task.claim("second")

    reaper.look(SILENCE + 1)
    reaper.look(2 * SILENCE + 1)

    assert status(task) == "FAILED"
    assert task.exception_class_path == "ecm.worker.reaper.WorkerDied"


def test_two_watchers_have_it_run_once() -> None:
    task = begun("mort")

    resume(task.pk, "mort")
    task.refresh_from_db()
    task.claim("successeur")
    resume(task.pk, "mort")

    assert status(task) == "RUNNING"
    assert task.worker_ids == ["mort", "successeur"]


def test_a_task_that_ended_meanwhile_is_left_alone() -> None:
    task = begun("lent")
    task.set_successful(None)

    resume(task.pk, "lent")

    assert status(task) == "SUCCESSFUL"
