"""The sign of life of a worker while it runs a task; an idle worker writes nothing."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.db.models import F

from ecm.worker.models import Beat

log = logging.getLogger(__name__)

BEAT_EVERY = 3.0  # seconds; a shorter task gives no sign and needs none


@contextmanager
def beating(worker_id: str) -> Iterator[None]:
    """Give a sign of life every few seconds, from another thread, until the block ends."""
    over = threading.Event()
    heart = threading.Thread(target=_beat_until, args=(worker_id, over), daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def beat(worker_id: str) -> None:
    """Give one sign of life."""
    if not Beat.objects.filter(pk=worker_id).update(count=F("count") + 1):
        Beat.objects.create(pk=worker_id, count=1)


def _beat_until(worker_id: str, over: threading.Event) -> None:
    while not over.wait(BEAT_EVERY):
        try:
            beat(worker_id)
        except DatabaseError:
            log.warning("the database took no sign of life; trying again")
        finally:
            connection.close()  # this thread's own
