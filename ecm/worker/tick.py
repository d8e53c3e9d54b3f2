"""What is done each minute: the functions that the settings name, one after the other.

Each is given the council's time and may be cut short by a kill: it says again, the next
minute, all that is still due, and whatever it causes carries a key.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from ecm import clock
from ecm.worker.models import Tick

log = logging.getLogger(__name__)

MINUTE = timedelta(seconds=55)  # a little less: the look that asks comes every second
KEPT = timedelta(days=14)  # finished tasks, for who wonders what happened


def tick() -> None:
    """Do the work of this minute, unless a worker has begun it."""
    if not _is_ours(timezone.now()):
        return
    for name in settings.EVERY_MINUTE:
        try:
            import_string(name)(clock.now())
        except Exception:
            log.exception("%s failed; it is tried again in a minute", name)


def _is_ours(now: datetime) -> bool:
    last = Tick.objects.filter(pk=1).first()
    if last is None:
        return _is_first(now)
    # Both ways: a clock that was put back must not stop the minutes until it catches up.
    if abs(now - last.at) < MINUTE:
        return False
    return Tick.objects.filter(pk=1, at=last.at).update(at=now) == 1


def _is_first(now: datetime) -> bool:
    try:
        with transaction.atomic():
            Tick.objects.create(pk=1, at=now)
    except IntegrityError:
        return False  # another worker was quicker
    return True


def forget_finished(now: datetime) -> None:
    """Remove the tasks that ended long ago; their times are the machine's."""
    long_ago = timezone.now() - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()
