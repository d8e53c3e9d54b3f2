"""One worker: runs the waiting tasks one by one, watches the others, keeps the minutes."""

import logging
import threading
import time
import uuid
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from ecm.worker.beats import beating
from ecm.worker.reaper import Reaper
from ecm.worker.tick import tick

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds
AFTER_AN_ERROR = 5.0
MOST_IN_A_ROW = 20  # then the others are looked at, and the minute


class Batch(Worker):
    """The library's worker, for the tasks that wait now; it shows that it is alive."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )

    def run(self, most: int | None = None) -> None:
        """Run what waits, at most so many; the connection is the caller's to keep."""
        while self.running and (most is None or self._run_tasks < most):
            task = self._claim()
            if task is None:
                return
            self.run_task(task)

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        with beating(self.worker_id):
            super().run_task(db_task_result)

    def _claim(self) -> "DBTaskResult[Any, Any] | None":
        tasks = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        with exclusive_transaction():
            task = tasks.get_locked()
            if task is not None:
                task.claim(self.worker_id)
        return task


class Runner:
    """Works until `stop` is called from another thread or a signal."""

    def __init__(self) -> None:
        self.worker_id = uuid.uuid4().hex
        self._over = threading.Event()
        self._reaper = Reaper()
        self._batch: Batch | None = None

    def run(self) -> None:
        while not self._over.is_set():
            self._over.wait(LOOK_EVERY if self._is_well() else AFTER_AN_ERROR)

    def stop(self) -> None:
        """End after the task that is running, if any."""
        self._over.set()
        if self._batch:
            self._batch.running = False

    def look(self) -> None:
        """Do all that is to be done now."""
        self._reaper.look(time.monotonic())
        tick()
        if DBTaskResult.objects.ready().exists():  # reads only: most looks lock nothing
            self._batch = Batch(self.worker_id)
            if not self._over.is_set():
                self._batch.run(MOST_IN_A_ROW)

    def _is_well(self) -> bool:
        try:
            self.look()
        except DatabaseError:
            log.warning("the database did not answer the worker; looking again")
            connection.close()
            return False
        except Exception:
            log.exception("the worker met an error; looking again")
            return False
        finally:
            close_old_connections()
        return True


def run_waiting() -> None:
    """Run in this thread every task that waits, and those that they make."""
    Batch(uuid.uuid4().hex).run()
