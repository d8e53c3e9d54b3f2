"""One tablet's end of the line: what waits to be sent, within a budget, and what it has."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from live import gauges
from live.audience import Audience

log = logging.getLogger(__name__)

BUDGET = 256 * 1024  # characters that may wait for one tablet
PATIENCE = 3.0  # seconds that one send may take

Send = Callable[[str], Coroutine[Any, Any, None]]
Close = Callable[[int], Coroutine[Any, Any, None]]


class Socket:
    """A tablet; a slow one loses frames and gets a snapshot, a frozen one is dropped."""

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
    ) -> None:
        self.user_id = user_id
        self.session_key = session_key
        self.audience = audience
        self.hall = hall
        self.cursor = cursor
        self.is_behind = False
        self._send, self._close = send, close
        self._waiting: deque[str] = deque()
        self._size = 0
        self._wake = asyncio.Event()
        self._pump = asyncio.create_task(self._run())

    def offer(self, frame: str) -> None:
        """Queue a frame; past the budget, drop the queue and ask for a snapshot."""
        if self._size + len(frame) > BUDGET and self._waiting:
            gauges.dropped(len(self._waiting) + 1)
            self._waiting.clear()
            self._size, self.is_behind = 0, True
            return
        self._waiting.append(frame)
        self._size += len(frame)
        self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                frame = self._waiting.popleft()
                self._size -= len(frame)
                try:
                    async with asyncio.timeout(PATIENCE):
                        await self._send(frame)
                    gauges.sent(len(frame))
                except Exception:
                    log.info("a tablet stopped reading and was dropped")
                    self.expel(1011)
                    return

    def expel(self, code: int) -> None:
        """Close with `code` without waiting for a peer that may never answer."""
        self.stop()
        task = asyncio.create_task(self._close(code))
        task.add_done_callback(lambda t: t.cancelled() or t.exception())

    def stop(self) -> None:
        self._waiting.clear()
        if self._pump is not asyncio.current_task():
            self._pump.cancel()
