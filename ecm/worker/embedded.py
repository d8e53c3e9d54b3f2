"""The worker of the default set-up: a thread of the web process, stopped with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from ecm.worker.runner import Runner

PATIENCE = 5.0  # seconds that a task has to end; then it is resumed at the next start


@contextmanager
def embedded() -> Iterator[None]:
    """Work beside the block, if the settings ask the web process to (ECM_WORKER)."""
    if settings.WORKER != "embedded":
        yield
        return
    runner = Runner()
    # Daemon: a long task must not keep a stopped server from ending.
    thread = threading.Thread(target=runner.run, name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        runner.stop()
        thread.join(PATIENCE)
