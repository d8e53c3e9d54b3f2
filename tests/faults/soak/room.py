"""The tablets of the laboratory: some at the wall, the others behind lines that break."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar

import httpx

from tests.faults.crowd import MEMBERS, Crowd
from tests.line import Line
from tests.record import held
from tests.stack import Stack
from tests.tablet import Tablet

AT_A_TIME = 8  # tablets that sign in at once
DESK = ["president", "sgg"]
T = TypeVar("T", bound=Tablet)


class Doubled(Tablet):
    """A tablet that can send each command twice at once, to different processes."""

    def __init__(
        self, base_url: str, meeting: int, *, username: str, others: list[str]
    ) -> None:
        super().__init__(base_url, meeting, username=username)
        self.others = others
        self.is_doubled = False

    async def _post(
        self, path: str, fields: dict[str, str], key: str
    ) -> httpx.Response | None:
        if not self.is_doubled:
            return await super()._post(path, fields, key)
        urls = [path, *(f"{url}{path}" for url in self.others)]
        answers = await asyncio.gather(
            *(super(Doubled, self)._post(url, fields, key) for url in urls)
        )
        # 204 says « done before »: what the first was told is worth more.
        answered = [a for a in answers if a is not None and a.status_code < 500]
        return min(answered, key=lambda a: a.status_code, default=None)

    async def send_again(self, count: int) -> list[int]:
        """Send the last commands once more, the newest first, all at once."""
        old = self.ledger[-count:][::-1]
        answers = await asyncio.gather(
            *(super(Doubled, self)._post(c.path, c.fields, c.key) for c in old)
        )
        return [answer.status_code for answer in answers if answer is not None]


@asynccontextmanager
async def seated(
    stack: Stack,
    names: list[str],
    made: Callable[[str, int, str], T],
    *,
    lines: int,
    direct: int = 2,
    seconds: float = 180,
) -> AsyncIterator[tuple[Crowd, dict[Line, list[T]]]]:
    """Seat the named; the first `direct` of them have a line that nobody cuts."""
    before = held(stack)
    async with AsyncExitStack() as room:
        urls = itertools.cycle(stack.base_urls)
        relays = [
            await room.enter_async_context(Line(next(urls))) for _ in range(lines)
        ]
        walls = [next(urls) for _ in range(direct)]
        where = itertools.chain(walls, itertools.cycle([x.base_url for x in relays]))
        tablets = [
            made(url, before["meeting"], name)
            for name, url in zip(names, where, strict=False)
        ]
        gate = asyncio.Semaphore(AT_A_TIME)

        async def enter(tablet: T) -> None:
            async with gate:
                await room.enter_async_context(tablet)

        await asyncio.gather(*map(enter, tablets))
        crowd = _crowd(stack, before, list(tablets))
        await crowd.are_level(seconds=seconds)
        behind = {x: [t for t in tablets if t.base_url == x.base_url] for x in relays}
        yield crowd, behind


def _crowd(stack: Stack, before: Any, tablets: list[Tablet]) -> Crowd:
    president, secretary, *others = tablets
    members: dict[str, Tablet] = {}
    for tablet in others:
        if tablet.username in MEMBERS:
            members.setdefault(tablet.username, tablet)
    readers = [t for t in others if t not in members.values()]
    return Crowd(stack, before, president, secretary, members, readers)


def cast(size: int, *more: str) -> list[str]:
    """Return who sits at `size` tablets: the desk, `more`, then the members in turn."""
    first = [*DESK, *more]
    rest = size - len(first)
    return [*first, *itertools.islice(itertools.cycle(MEMBERS), rest)]
