"""The one task of the notices; it may be run twice, and sends nothing twice."""

from datetime import datetime
from uuid import UUID

from django_tasks import TaskContext, task

from ecm.notices import outbox


@task(takes_context=True)
def send_notices(context: TaskContext) -> None:
    """Send all that waits; its own id marks what it has in hand."""
    outbox.send_waiting(UUID(context.task_result.id))


def send_again(now: datetime) -> None:
    """Each minute: ask for the sending of what is due again, or was left in hand."""
    if outbox.has_work():
        send_notices.enqueue()
