"""A question to something that may never answer, put in a thread and waited for a little."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import connection

PATIENCE = 2.0  # seconds

T = TypeVar("T")


class Asked(Generic[T]):
    """One question; where it hangs, it keeps neither who asks nor another question."""

    def __init__(self, question: Callable[[], T]) -> None:
        self.question = question
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="asked")
        self._under_way: Future[T] | None = None

    def __call__(self) -> T | None:
        """Return the answer; None when it fails, or is not there in time."""
        if self._under_way is None or self._under_way.done():
            self._under_way = self._thread.submit(self._answer)
        try:
            return self._under_way.result(PATIENCE)
        except Exception:
            return None

    def _answer(self) -> T:
        try:
            return self.question()
        finally:
            connection.close()  # this thread's own
