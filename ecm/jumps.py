"""Whether somebody set this machine's clock: its two clocks, the wall's and the quartz, part.

Only a process that lives long can know: it compares with what it saw when it began.
"""

import time
from functools import partial

from django.db import transaction

LEAST = 60.0  # seconds; NTP sets a clock right by less, and slowly


class Jumps:
    """What the process has seen of its clock, and what each stream was told of it."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._told: dict[str, float] = {}

    def watch(self) -> None:
        """Begin now; before, no jump is ever found."""
        self._begun = apart()
        self._told.clear()

    def untold(self, stream: str) -> int:
        """Return by how many seconds the clock moved since this stream was told, or 0.

        What is returned counts as told once the present transaction is committed.
        """
        if self._begun is None:
            return 0
        now = apart()
        moved = now - self._told.get(stream, self._begun)
        if abs(moved) < LEAST:
            return 0
        transaction.on_commit(partial(self._told.__setitem__, stream, now))
        return round(moved)


def apart() -> float:
    """Return how far the wall's clock is from the one that nobody can set."""
    return time.time() - time.monotonic()


jumps = Jumps()
