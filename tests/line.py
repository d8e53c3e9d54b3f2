"""The line between a tablet and its server, that a test may cut as a wall or a power cut does."""

import asyncio
import contextlib
import math
import random
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.servers import HOST


class Line:
    """A relay on a port of its own; cut, it carries nothing and tells neither end.

    Chromium's own « offline » says so to the page at once, which a lost network does not.
    """

    def __init__(self, base_url: str) -> None:
        self.port = urlsplit(base_url).port
        self.base_url = ""
        self._server: asyncio.Server | None = None
        self._open = asyncio.Event()
        self._open.set()
        self._carriers: set[asyncio.Task[None]] = set()
        self.rate = math.inf  # octets a second, each way of each connection
        self.wobble = 0.0  # seconds by which a piece may be late
        self.delay = 0.0  # seconds that every piece is under way, behind the one before
        self.chance = random.Random(0)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, HOST, 0)
        port = self._server.sockets[0].getsockname()[1]
        self.base_url = f"http://{HOST}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server
        self._server.close()
        for carrier in list(self._carriers):
            carrier.cancel()
        await asyncio.gather(*self._carriers, return_exceptions=True)

    def cut(self) -> None:
        """Carry nothing from now on; what is under way waits, as on a dead network."""
        self._open.clear()

    def mend(self) -> None:
        """The network is back: what was sent before the cut is lost, with its connection."""
        self.reset()
        self.rate, self.wobble = math.inf, 0.0
        self._open.set()

    def reset(self) -> None:
        """Break what is connected and take new connections at once."""
        for carrier in list(self._carriers):
            carrier.cancel()

    async def _carry(
        self, near: asyncio.StreamReader, near_end: asyncio.StreamWriter
    ) -> None:
        carrier = asyncio.current_task()
        assert carrier
        self._carriers.add(carrier)
        far_end: asyncio.StreamWriter | None = None
        try:
            await self._open.wait()
            far, far_end = await asyncio.open_connection(HOST, self.port)
            ways = [self._one_way(near, far_end), self._one_way(far, near_end)]
            with contextlib.suppress(OSError):
                await asyncio.gather(*ways)
        except (OSError, asyncio.CancelledError):
            pass  # the server is away, or the line was mended: the browser sees a reset
        finally:
            self._carriers.discard(carrier)
            near_end.transport.abort()
            if far_end:
                far_end.transport.abort()

    async def _one_way(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter
    ) -> None:
        while carried := await source.read(65536):
            await self._open.wait()
            late = len(carried) / self.rate + self.chance.uniform(0, self.wobble)
            if late:
                await asyncio.sleep(late)
            if self.delay:
                later = asyncio.get_running_loop().call_later
                later(self.delay, target.write, carried)
            else:
                target.write(carried)
                await target.drain()
        await asyncio.sleep(self.delay)  # what is under way arrives before the end
        target.close()
