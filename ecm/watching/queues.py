"""How long the oldest thing has waited in each queue of the database: ages and counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecm import clock
from ecm.dossiers.models import Version
from ecm.notices.models import Delivery, State


@dataclass(frozen=True)
class Queue:
    """What waits: a name for the figures, how many, and the age of the first in seconds."""

    name: str
    count: int
    oldest: float


def queues() -> list[Queue]:
    """Return the queues as the database has them now."""
    return list(_queues())


def _queues() -> Iterator[Queue]:
    # Tasks and deliveries have the machine's time, what is brought the council's.
    tasks = DBTaskResult.objects.ready()
    yield _queue("tasks", tasks, "enqueued_at", timezone.now)
    deliveries = Delivery.objects.filter(state=State.WAITING)
    yield _queue("notices", deliveries, "next_try_at", timezone.now)
    brought = Version.objects.filter(rendition=None).exclude(filename="")
    yield _queue("renditions", brought, "stored_at", clock.now)


def _queue(
    name: str, rows: "QuerySet[Any]", field: str, now: Callable[[], datetime]
) -> Queue:
    first = rows.aggregate(first=Min(field))["first"]
    age = (now() - first).total_seconds() if first else 0.0
    return Queue(name, rows.count(), max(0.0, age))
