"""The one task of the press mail; run twice, it takes up what the first run left."""

from datetime import datetime
from uuid import UUID

from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from ecm.publication.delivering import outbox
from ecm.publication.delivering.preparing import just_published, prepare


@task(takes_context=True)
def send_press(context: TaskContext) -> None:
    """Send all that waits; its own id marks what it has in hand."""
    outbox.send_waiting(UUID(context.task_result.id))


def send_published(now: datetime) -> None:
    """Each minute: make the mails of what was published, and ask for their sending."""
    for version in just_published(now):
        prepare(version)
    if outbox.has_work() and not _is_asked_for():
        send_press.enqueue()


def _is_asked_for() -> bool:
    tasks = DBTaskResult.objects.filter(task_path=send_press.module_path)
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return tasks.filter(status__in=unfinished).exists()
