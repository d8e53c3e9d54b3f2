"""Forty tablets in a room, some of which act, while a test does its worst to the servers."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from tests.record import Held, held
from tests.stack import Stack
from tests.tablet import PATIENCE, Tablet

MEMBERS = [
    *("premier-ministre", "guerre", "administration", "securite", "economie"),
    *("justice", "fonction-publique", "communication", "agriculture", "sante"),
    *("education", "infrastructures"),
]
SIZE = 40


@dataclass
class Crowd:
    """The president and the secretary, the members with one tablet each, and readers."""

    stack: Stack
    before: Held
    president: Tablet
    secretary: Tablet
    members: dict[str, Tablet]
    readers: list[Tablet]

    @property
    def all(self) -> list[Tablet]:
        return [self.president, self.secretary, *self.members.values(), *self.readers]

    @property
    def path(self) -> str:
        return f"/seances/{self.before['meeting']}/"

    def item(self, rank: int) -> str:
        return f"{self.path}points/{self.before['items'][rank]['id']}/"

    async def are_level(self, *, seconds: float = PATIENCE) -> int:
        """Wait until every tablet has the server's present state; return its number."""
        seq = await self.president.present_seq()
        await asyncio.gather(*(t.until(seq, seconds=seconds) for t in self.all))
        return seq


@asynccontextmanager
async def crowded(stack: Stack, *, size: int = SIZE) -> AsyncIterator[Crowd]:
    """Seat a whole room: `size` tablets beside the president's and the secretary's."""
    before = held(stack)
    names = itertools.islice(itertools.cycle(MEMBERS), size)
    urls = itertools.cycle(stack.base_urls)
    everybody = ["president", "sgg", *names]
    tablets = [Tablet(next(urls), before["meeting"], username=n) for n in everybody]
    async with AsyncExitStack() as room:
        for tablet in tablets:
            await room.enter_async_context(tablet)
        president, secretary, *others = tablets
        members = {t.username: t for t in others[: len(MEMBERS)]}
        crowd = Crowd(
            stack, before, president, secretary, members, others[len(MEMBERS) :]
        )
        await crowd.are_level()
        yield crowd
