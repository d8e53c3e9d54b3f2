"""One tablet's end of the line: what waits to be sent, within a budget, and what it has."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from live import gauges
from live.audience import Audience
from live.frames import Frame
from live.wire import Wire

log = logging.getLogger(__name__)

BUDGET = 256 * 1024  # bytes that may wait for one tablet
ON_ITS_WAY = 1.0  # seconds that a change may take to be read and answered
PATIENCE = 3.0  # seconds without a byte taken after which a tablet is dropped

Send = Callable[[str], Coroutine[Any, Any, None]]
Close = Callable[[int], Coroutine[Any, Any, None]]


class Line(Protocol):
    """A way to one tablet; `offer` takes a frame or refuses it, and never waits."""

    def offer(self, frame: Frame) -> bool: ...
    def is_frozen(self, now: float) -> bool: ...
    def is_empty(self) -> bool: ...
    def drop(self) -> bool:
        """Forget what waits; tell whether the line was cut because it took nothing."""

    def stop(self) -> None: ...


class Socket:
    """A tablet; a slow one loses frames and gets a snapshot, a frozen one is dropped."""

    __slots__ = (
        *("user_id", "session_key", "audience", "hall", "cursor", "is_behind"),
        *(
            "_close",
            "_from",
            "_is_closing",
            "_is_out",
            "_line",
            "_since",
            "__weakref__",
        ),
    )

    def __init__(
        self,
        *,
        user_id: int,
        session_key: str,
        audience: Audience,
        hall: bool,
        cursor: int,
        send: Send,
        close: Close,
        wire: Wire | None = None,
    ) -> None:
        self.user_id = user_id
        self.session_key = session_key
        self.audience = audience
        self.hall = hall
        self.cursor = cursor
        self.is_behind = False
        self._is_out = self._is_closing = False
        self._from, self._since = 0, -ON_ITS_WAY
        self._close = close
        self._line: Line = Written(wire) if wire else Queued(send, self._break_off)

    def offer(self, frame: Frame) -> None:
        """Send a frame; past the budget nothing is sent until a snapshot makes it good."""
        if not self._is_out and not self._line.offer(frame):
            self.is_behind = True

    def tell(self, frame: Frame, seq: int, now: float) -> None:
        """Offer the change that follows number `seq`, at `now`, and note that it left."""
        if now - self._since >= ON_ITS_WAY:
            self._from, self._since = seq, now
        if not self._is_out and not self._line.offer(frame):
            self.is_behind = True

    def awaits(self, cursor: int) -> bool:
        """Whether what a tablet at `cursor` lacks is on its way, so that nothing is missing."""
        is_recent = time.monotonic() - self._since < ON_ITS_WAY
        return is_recent and not self.is_behind and cursor >= self._from

    def look(self) -> bool:
        """Drop a tablet that takes nothing; tell whether one that is behind can be helped."""
        if self._line.is_frozen(time.monotonic()):
            self._break_off()
            return False
        return self.is_behind and self._line.is_empty()

    def _break_off(self) -> None:
        log.info("a tablet stopped reading and was dropped")
        self.expel(1011)

    def expel(self, code: int) -> None:
        """Close with `code` without waiting for a peer that may never answer."""
        if self._is_closing:
            return
        self._is_out = self._is_closing = True
        if self._line.drop():
            gauges.closed(code)
            return
        task = asyncio.create_task(self._close(code))
        _closing.add(task)
        task.add_done_callback(_closed)

    def stop(self) -> None:
        self._is_out = True
        self._line.stop()


_closing: set[asyncio.Task[None]] = set()


def _closed(task: asyncio.Task[None]) -> None:
    _closing.discard(task)
    if not task.cancelled():
        task.exception()


class Written:
    """Frames written as they are, on a server that takes them so.

    `offer` is called for each tablet at each change: it asks the line as little as it can.
    """

    __slots__ = ("_taken", "_taken_at", "_waits", "_wire", "_written")

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._written = 0
        self._waits = False  # whether our last frame, or one before it, may still wait
        self._taken, self._taken_at = 0, time.monotonic()

    def offer(self, frame: Frame) -> bool:
        wire = self._wire
        ready = frame.packed if wire.packs else frame.plain
        waiting = wire.waiting if self._waits else 0
        if waiting and waiting + len(ready) > BUDGET:
            gauges.dropped(1)
            return False
        self._written += len(ready)
        self._waits = wire.write(ready) > 0
        if self._waits and not waiting:
            self._taken_at = time.monotonic()
        gauges.sent(len(ready))
        return True

    def is_frozen(self, now: float) -> bool:
        waiting = self._wire.waiting
        taken = self._written - waiting
        if not waiting or taken > self._taken:
            self._taken, self._taken_at = taken, now
        return now - self._taken_at > PATIENCE

    def is_empty(self) -> bool:
        return not self._wire.waiting

    def drop(self) -> bool:
        if not self._wire.waiting:
            return False
        self._wire.abort()
        return True

    def stop(self) -> None:
        """Nothing is held here: what was written goes out, or is lost with the line."""


class Queued:
    """Frames sent one by one, on a server that knows `websocket.send` alone."""

    def __init__(self, send: Send, break_off: Callable[[], None]) -> None:
        self._send, self._break_off = send, break_off
        self._waiting: deque[Frame] = deque()
        self._size = 0
        self._wake = asyncio.Event()
        self._pump = asyncio.create_task(self._run())

    def offer(self, frame: Frame) -> bool:
        if self._size + len(frame) > BUDGET and self._waiting:
            gauges.dropped(len(self._waiting) + 1)
            self._forget()
            return False
        self._waiting.append(frame)
        self._size += len(frame)
        self._wake.set()
        return True

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                frame = self._waiting.popleft()
                self._size -= len(frame)
                try:
                    async with asyncio.timeout(PATIENCE):
                        await self._send(frame.text)
                    gauges.sent(len(frame))
                except Exception:
                    self._break_off()
                    return

    def is_frozen(self, now: float) -> bool:
        return False  # the pump sees to it

    def is_empty(self) -> bool:
        return not self._waiting

    def drop(self) -> bool:
        self.stop()
        return False

    def stop(self) -> None:
        self._forget()
        if self._pump is not asyncio.current_task():
            self._pump.cancel()

    def _forget(self) -> None:
        self._waiting.clear()
        self._size = 0
