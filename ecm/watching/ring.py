"""The last errors of a process, kept in memory without their words."""

import logging
from collections import deque

from ecm.watching.lines import Fault
from ecm.watching.scrubbing import scrubbed

SIZE = 50


class Ring(logging.Handler):
    """A handler that keeps the last errors, as they may be shown to an operator."""

    def __init__(self, level: int = logging.ERROR) -> None:
        super().__init__(level)
        self._kept: deque[Fault] = deque(maxlen=SIZE)

    def emit(self, record: logging.LogRecord) -> None:
        told = scrubbed(record)
        self._kept.append(
            Fault(
                at=record.created,
                level=record.levelname,
                logger=record.name,
                event=str(told["event"]),
                kind=str(told.get("error", "")),
                place=str(next(iter(told.get("trace", [])[-1:]), "")),
            )
        )

    def last(self, count: int = SIZE) -> list[Fault]:
        """Return the last errors, the newest first."""
        return list(self._kept)[::-1][:count]


RING = Ring()


def ring() -> Ring:
    """Return the process's own, for the logging settings."""
    return RING
