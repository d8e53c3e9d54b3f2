"""Tasks for the tests of the worker: each leaves a mark that can be counted."""

from django_tasks import task

done: list[str] = []


@task()
def leave(mark: str) -> None:
    """Leave a mark."""
    done.append(mark)


@task()
def fail() -> None:
    """Raise, as a task does that meets the unexpected."""
    raise LookupError("perdu")


@task()
def leave_two(first: str, second: str) -> None:
    """Leave a mark and ask for another."""
    done.append(first)
    leave.enqueue(second)
