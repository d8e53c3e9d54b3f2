"""What befalls the lines and the tablets: holes, resets, slowness, and ill-behaved peers."""

import asyncio
import contextlib
import itertools
import random
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.faults.soak.machines import Fault
from tests.faults.soak.room import Doubled
from tests.faults.soak.sitting import Sitting
from tests.line import Line
from tests.servers import HOST

SLOW = 8_000  # octets a second: 64 kbit/s
LATE = 0.3  # seconds, at most, that a piece waits: 600 ms there and back
SMALL = 4096  # octets that a frozen tablet takes in before it is full
FLOOD = 400  # messages without a pause; a tablet may say 60 in one go
OLD = 8  # commands of a tablet that are sent once more

# What another fault does to an uninvited guest is none of its own.
GONE = (OSError, TimeoutError, ConnectionClosed, InvalidHandshake)


class Network:
    """The switches and who is behind each of them, and the guests nobody invited."""

    def __init__(
        self, sitting: Sitting, lines: Mapping[Line, Sequence[Doubled]]
    ) -> None:
        self.sitting, self.lines = sitting, dict(lines)
        self.tablets = list(itertools.chain(*lines.values()))
        self.resent = self.flooded = self.frozen = 0

    def faults(self) -> dict[str, Fault]:
        return {
            "line-hole": self.hole,
            "line-reset": self.reset,
            "line-slow": self.slow,
            "line-jitter": self.jitter,
            "tablet-frozen": self.freeze,
            "tablet-floods": self.flood,
            "commands-doubled": self.double,
            "commands-again": self.repeat,
            "chair-stale": self.change_hands,
        }

    def mend(self) -> None:
        for line in self.lines:
            line.mend()

    def _some(self, chance: random.Random) -> list[Line]:
        return chance.sample(list(self.lines), chance.randint(1, len(self.lines)))

    async def hole(self, chance: random.Random, lasts: float) -> None:
        """Carry nothing, and tell neither end, for up to three times as long."""
        lines = self._some(chance)
        for line in lines:
            line.cut()
        await asyncio.sleep(3 * lasts)
        for line in lines:
            line.mend()

    async def reset(self, chance: random.Random, lasts: float) -> None:
        for line in self._some(chance):
            line.reset()

    async def slow(self, chance: random.Random, lasts: float) -> None:
        await self._impair(chance, lasts, rate=SLOW, wobble=0.0)

    async def jitter(self, chance: random.Random, lasts: float) -> None:
        await self._impair(chance, lasts, rate=float("inf"), wobble=LATE)

    async def _impair(
        self, chance: random.Random, lasts: float, *, rate: float, wobble: float
    ) -> None:
        lines = self._some(chance)
        for line in lines:
            line.rate, line.wobble = rate, wobble
        await asyncio.sleep(2 * lasts)
        for line in lines:
            line.rate, line.wobble = float("inf"), 0.0

    async def freeze(self, chance: random.Random, lasts: float) -> None:
        """Sit down a tablet that reads nothing, and asks for a snapshot again and again."""
        clock = asyncio.get_running_loop().time
        with contextlib.suppress(*GONE):
            async with self._guest(chance) as line:
                self.frozen += 1
                until = clock() + 2 * lasts
                while clock() < until:
                    await line.send("0")
                    await asyncio.sleep(0.2)

    async def flood(self, chance: random.Random, lasts: float) -> None:
        """Sit down a tablet that says too much: the server must turn it out."""
        with contextlib.suppress(*GONE):
            async with self._guest(chance) as line:
                self.flooded += 1
                for _ in range(FLOOD):
                    await line.send("0")

    @contextlib.asynccontextmanager
    async def _guest(self, chance: random.Random) -> AsyncIterator[ClientConnection]:
        """Open a line, with the cookies of somebody seated, that is soon full."""
        tablet = chance.choice(self.tablets)
        url = chance.choice(self.sitting.crowd.stack.base_urls)
        cookies = "; ".join(f"{n}={v}" for n, v in tablet.http.cookies.items())
        with socket.socket() as plug:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
            plug.setblocking(False)
            address = (HOST, urlsplit(url).port)
            await asyncio.get_running_loop().sock_connect(plug, address)
            line = await connect(
                f"{url.replace('http', 'ws', 1)}/ws/seances/{tablet.meeting}/?curseur=0",
                sock=plug,
                origin=url,
                additional_headers={"Cookie": cookies},
                compression=None,
                ping_interval=None,
                proxy=None,
                max_queue=1,
                max_size=4 * 1024 * 1024,
            )
            try:
                yield line
            finally:
                line.transport.abort()

    async def double(self, chance: random.Random, lasts: float) -> None:
        """Have every tablet send each command twice at once, to each process."""
        for tablet in self.tablets:
            tablet.is_doubled = True
        await asyncio.sleep(2 * lasts)
        for tablet in self.tablets:
            tablet.is_doubled = False

    async def repeat(self, chance: random.Random, lasts: float) -> None:
        """Send old commands once more, the newest first: disorder, and no effect."""
        for tablet in chance.sample(self.tablets, len(self.tablets) // 2):
            self.resent += len(await tablet.send_again(OLD))

    async def change_hands(self, chance: random.Random, lasts: float) -> None:
        await self.sitting.change_hands()
