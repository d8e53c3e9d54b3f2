"""A question to something that may never answer, put in a thread and waited for a little."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import connection

PATIENCE = 2.0  # seconds
KEPT = 1.0  # seconds that an answer serves whoever asks: anybody may ask, as often as he likes

T = TypeVar("T")


class Asked(Generic[T]):
    """One question; where it hangs, it keeps neither who asks nor another question."""

    def __init__(self, question: Callable[[], T]) -> None:
        self.question = question
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="asked")
        self._asked: Future[T] | None = None
        self._at = 0.0

    def __call__(self) -> T | None:
        """Return the answer; None when it fails, or is not there in time."""
        now = time.monotonic()
        if self._asked is None or (self._asked.done() and now - self._at > KEPT):
            self._asked, self._at = self._thread.submit(self._answer), now
        try:
            return self._asked.result(PATIENCE)
        except Exception:
            return None

    def _answer(self) -> T:
        try:
            return self.question()
        finally:
            connection.close()  # this thread's own
