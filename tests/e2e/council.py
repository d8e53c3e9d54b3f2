"""The five tablets of the demonstration's council, and the desk of its secretary."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass

from playwright.async_api import Locator, expect

from tests.browser import Screens
from tests.e2e.chair import Chair
from tests.e2e.seats import Seat, enter, enter_hall, processes_of
from tests.line import Line
from tests.record import Held, held
from tests.stack import Stack

SAFE = re.compile("^(saved|read)$")  # the states in which the server holds the words


@dataclass
class Room:
    """Who sits where: one minister has a second seat, the other reads the reserved item."""

    chair: Chair
    acting: Seat
    reader: Seat
    secretary: Seat
    hall: Seat
    line: Line
    before: Held

    @property
    def all(self) -> list[Seat]:
        return [self.chair.seat, self.acting, self.reader, self.secretary, self.hall]

    @property
    def done(self) -> Counter[str]:
        return self.chair.done

    async def are_level(self) -> None:
        """Wait until every screen shows the server's present state."""
        await are_level(*self.all)


async def are_level(*seats: Seat, seconds: float = 60) -> None:
    """Wait until these screens are at the server's own number."""
    async with asyncio.timeout(seconds):
        while True:
            cursors = {await seat.cursor() for seat in seats}
            if len(cursors) == 1 and await seats[0].is_current(cursors.pop()):
                return
            await asyncio.sleep(0.1)


async def enter_all(stack: Stack, screens: Screens, line: Line) -> Room:
    """Seat the five; the minister who may read the reserved item hangs on `line`."""
    before, urls = held(stack), processes_of(stack)
    president = await enter(screens, next(urls), "president")
    return Room(
        chair=Chair(president, [item["id"] for item in before["items"]]),
        acting=await enter(screens, next(urls), "fonction-publique"),
        reader=await enter(screens, line.base_url, "economie"),
        secretary=await enter(screens, next(urls), "sgg"),
        hall=await enter_hall(screens, next(urls)),
        line=line,
        before=before,
    )


async def blank(secretary: Seat, zone: str = "running") -> Locator:
    """Return the empty paragraph at the end of a zone, whatever comes around it later."""
    await secretary.see("#editor[data-ready]").wait_for()
    last = secretary.see(f".edit-blocks[data-zone={zone}] .edit-block").last
    return field(secretary, await last.get_attribute("data-uid") or "")


def field(secretary: Seat, uid: str) -> Locator:
    return secretary.see(f".edit-block[data-uid='{uid}'] textarea")


async def uid_of(paragraph: Locator) -> str:
    return await paragraph.locator("xpath=..").get_attribute("data-uid") or ""


async def write(secretary: Seat, words: str, zone: str = "running") -> Locator:
    """Type a paragraph by hand, and return its field once the server holds it."""
    paragraph = await blank(secretary, zone)
    await paragraph.click()
    await secretary.page.keyboard.type(words, delay=3)
    await is_safe(paragraph)
    return paragraph


async def is_safe(paragraph: Locator, *, seconds: float = 60) -> None:
    """Wait until the edge of a paragraph says that the server holds it."""
    edge = paragraph.locator("xpath=..").locator(".edit-state")
    await expect(edge).to_have_attribute("data-state", SAFE, timeout=seconds * 1000)
