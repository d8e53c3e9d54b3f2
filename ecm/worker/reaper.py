"""Finds the tasks whose worker died, and has them run once more; never twice more.

django-tasks-db leaves such a task RUNNING for ever (django-tasks, issue 46).
"""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ecm.worker.models import Beat

log = logging.getLogger(__name__)

SILENCE = 15.0  # seconds without a sign of life after which a worker is dead
MOST_RUNS = 2


class WorkerDied(Exception):
    """The task killed its worker, or fell with it, as often as it was run."""


@dataclass(frozen=True)
class Seen:
    """A running task as it was when it last gave a sign, by our monotonic clock."""

    worker_id: str
    beats: int
    since: float


class Reaper:
    """Watches the tasks of every worker, its own included: that one is idle now."""

    def __init__(self) -> None:
        self._seen: dict[UUID, Seen] = {}

    def look(self, now: float) -> None:
        """Compare with the look before; `now` is a monotonic time in seconds."""
        self._seen = {task: self._as_seen(task, s) for task, s in _running(now).items()}
        for task_id, seen in self._seen.items():
            if now - seen.since >= SILENCE:
                resume(task_id, seen.worker_id)

    def _as_seen(self, task_id: UUID, seen: Seen) -> Seen:
        before = self._seen.get(task_id)
        if before and (before.worker_id, before.beats) == (seen.worker_id, seen.beats):
            return before
        return seen


def _running(now: float) -> dict[UUID, Seen]:
    beats = dict(Beat.objects.values_list("worker_id", "count"))
    tasks = DBTaskResult.objects.running().values_list("pk", "worker_ids")
    return {
        task_id: Seen(workers[-1], beats.get(workers[-1], 0), now)
        for task_id, workers in tasks
    }


def resume(task_id: UUID, worker_id: str) -> None:
    """Hand the task of a dead worker to the next one; a second death makes it a failure."""
    with transaction.atomic():
        rows = DBTaskResult.objects.running().select_for_update()
        task = rows.filter(pk=task_id).first()
        if task is None or task.worker_ids[-1] != worker_id:
            return  # another worker was quicker
        Beat.objects.filter(pk=worker_id).delete()
        if len(task.worker_ids) >= MOST_RUNS:
            log.error("task %s lost its worker twice: it is given up", task.task_path)
            task.set_failed(WorkerDied(task.task_path))
            return
        log.warning("task %s lost its worker: it is run again", task.task_path)
        task.status = TaskResultStatus.READY
        task.started_at = None
        task.save(update_fields=["status", "started_at"])
