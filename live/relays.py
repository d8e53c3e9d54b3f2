"""The lines to the other processes: one for each Redis, each held and heard by itself.

What passes says only « meeting 3 is at 57 », and nobody waits for it: whatever is lost
here is seen in the database within a second.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings

log = logging.getLogger(__name__)

GROUP = "ecm.hubs"
BEAT = "beat"  # what a line says to itself, to know that it still carries
BEAT_EVERY = 5.0
SILENCE = 12.0  # seconds without a beat after which a line is made anew
PATIENCE = 2.0  # seconds that a message, or a new line, may take
Message = dict[str, Any]


class Silent(Exception):
    """A line still stands and carries nothing: a frozen Redis, or a master no more."""


class Line:
    """One Redis, as this process hears it."""

    def __init__(self, name: str, hear: Callable[[Message], None]) -> None:
        self.name, self.hear = name, hear
        self.heard = 0.0
        self.channel = ""

    @property
    def is_up(self) -> bool:
        return time.monotonic() - self.heard < SILENCE

    async def hold(self) -> None:
        """Listen for ever; a line that fails or falls silent is made anew."""
        while True:
            try:
                await self._open()
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._receive())
                    both.create_task(self._beat())
            except* Exception:
                log.info("the line to the other processes is down")
            self.heard = 0.0
            await self._forget()
            await asyncio.sleep(1)

    async def _open(self) -> None:
        async with asyncio.timeout(2 * PATIENCE):
            layer = get_channel_layer(self.name)
            self.channel = await layer.new_channel()
            await layer.group_add(GROUP, self.channel)
        self.heard = time.monotonic()

    async def _receive(self) -> None:
        layer = get_channel_layer(self.name)
        while True:
            message = await layer.receive(self.channel)
            self.heard = time.monotonic()
            if message.get("type") != BEAT:
                self.hear(message)

    async def _beat(self) -> None:
        while self.is_up:
            async with asyncio.timeout(PATIENCE):
                layer = get_channel_layer(self.name)
                await layer.send(self.channel, {"type": BEAT})
            await asyncio.sleep(BEAT_EVERY)
        raise Silent

    async def _forget(self) -> None:
        """Close the line's connections: the next ones ask anew who the master is."""
        try:
            async with asyncio.timeout(PATIENCE):
                await get_channel_layer(self.name).flush()
        except Exception:
            log.info("a line could not be closed; it is left")


class Relays:
    """All the lines of this process."""

    def __init__(self, hear: Callable[[Message], None]) -> None:
        self.lines = (
            [Line(name, hear) for name in settings.CHANNEL_LAYERS]
            if settings.REDIS_URL
            else []
        )

    def hold(self, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        for line in self.lines:
            spawn(line.hold())

    async def tell(self, message: Message) -> None:
        """Have the others told, by the line of the meeting or else by any that carries."""
        for line in self._in_turn(message.get("meeting", 0)):
            try:
                async with asyncio.timeout(PATIENCE):
                    await get_channel_layer(line.name).group_send(GROUP, message)
                return
            except Exception:
                line.heard = 0.0  # it is made anew; until then nobody waits for it
        if self.lines:
            log.info("the other processes could not be told; they look by themselves")

    def _in_turn(self, number: int) -> list[Line]:
        """Return the lines that carry, from that of a meeting on."""
        first = number % len(self.lines) if self.lines else 0
        return [line for line in self.lines[first:] + self.lines[:first] if line.is_up]
