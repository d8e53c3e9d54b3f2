"""What a process counts of its tablets: one line in each place, numbers and no names.

What is counted for every frame is a plain number, written by the loop's thread alone.
"""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from ecm.measures import CLOSED, LATENCY, RENDER
from ecm.watching.lines import TRAFFIC

F = TypeVar("F", bound=Callable[..., object])

_committed: WeakKeyDictionary[Hashable, float] = WeakKeyDictionary()
_lock = Lock()


def sent(size: int) -> None:
    """Count a frame that left, of so many characters."""
    TRAFFIC.frames += 1
    TRAFFIC.octets += size


def dropped(frames: int) -> None:
    """Count frames that were let go because a tablet did not read them in time."""
    TRAFFIC.dropped += frames


def closed(code: int | None) -> None:
    """Count a line that this process closed."""
    CLOSED.labels(str(code or 1000)).inc()


def committed(room: Hashable | None) -> None:
    """Note that a turn was committed; called from any thread, the first one counts."""
    if room is not None:
        with _lock:
            _committed.setdefault(room, time.perf_counter())


def begun(room: Hashable) -> float | None:
    """Return when the first turn was committed that the coming reading will show."""
    with _lock:
        return _committed.pop(room, None)


def offered(since: float | None) -> None:
    """Measure that the last local tablet was offered what was committed at `since`."""
    if since is not None:
        LATENCY.observe(time.perf_counter() - since)


def timed(what: str) -> Callable[[F], F]:
    """Measure how long a function takes to render `what`."""
    return RENDER.labels(what).time()
