"""The one task of the notices; it may be run twice, and sends nothing twice."""

from datetime import datetime
from uuid import UUID

from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from ecm.notices import outbox


@task(takes_context=True)
def send_notices(context: TaskContext) -> None:
    """Send all that waits; its own id marks what it has in hand."""
    outbox.send_waiting(UUID(context.task_result.id))


def send_again(now: datetime) -> None:
    """Each minute: ask for the sending of what is due again, or was left in hand."""
    if outbox.has_work() and not _is_asked_for():
        send_notices.enqueue()


def _is_asked_for() -> bool:
    tasks = DBTaskResult.objects.filter(task_path=send_notices.module_path)
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return tasks.filter(status__in=unfinished).exists()
