"""People of the demonstration before their tablets: what they tap, and what they see."""

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, expect

from tests.browser import HALL_SCREEN, TABLET, Screen, Screens
from tests.stack import Stack

# Two taps that are meant: nearer and sooner ones are one tap of a nervous finger.
PACE, NEAR = 0.55, 60.0  # seconds, pixels
ENTERED = re.compile(r"/seances/\d+/(ecran/)?$")


@dataclass
class Seat:
    """One of the cast in the room; every tap of his is a double tap, by a nervous finger."""

    username: str
    screen: Screen
    tapped_at: float = 0.0
    tapped: tuple[float, float] = (0.0, 0.0)

    @property
    def page(self) -> Page:
        return self.screen.page

    @property
    def meeting(self) -> int:
        return int(urlsplit(self.page.url).path.split("/")[2])

    def see(self, selector: str) -> Locator:
        return self.page.locator(selector)

    async def tap(self, selector: str) -> None:
        """Tap twice in a row, at the same place, whatever comes under the finger."""
        await self._keep_pace(selector)
        await self.see(selector).dblclick()
        self.tapped_at = time.monotonic()

    async def tap_once(self, selector: str) -> None:
        await self._keep_pace(selector)
        await self.see(selector).click()
        self.tapped_at = time.monotonic()

    async def _keep_pace(self, selector: str) -> None:
        place = await self._place_of(selector)
        rest = self.tapped_at + PACE - time.monotonic()
        if rest > 0 and math.dist(place, self.tapped) < NEAR:
            await self.page.wait_for_timeout(rest * 1000)
        self.tapped = place

    async def _place_of(self, selector: str) -> tuple[float, float]:
        """Return the middle of an element, seen again if a frame replaces it meanwhile."""
        for _ in range(5):
            await expect(self.see(selector)).to_be_visible()
            if box := await self.see(selector).bounding_box():
                return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        raise AssertionError(f"{selector} does not stay on the screen")

    async def cursor(self) -> int:
        return int(await self.see("#room").get_attribute("data-seq") or 0)

    async def is_current(self, cursor: int) -> bool:
        """Ask the server whether it is at this number."""
        frame = f"/seances/{self.meeting}/trame/?curseur={cursor}"
        return (await self.page.request.get(frame)).status == 204


async def enter(
    screens: Screens,
    base_url: str,
    username: str,
    *,
    viewport: dict[str, int] = TABLET,
    **options: object,
) -> Seat:
    """Sign in by one tap on the demonstration's page, and walk into the room."""
    screen = await screens.open(
        base_url, name=username, viewport=viewport, reduced_motion="reduce", **options
    )
    await screen.page.goto("/demo/")
    await screen.page.locator(f"button[value='{username}']").click()
    await screen.page.locator(".meeting-list .button-act").first.click()
    await screen.page.wait_for_url(ENTERED)
    seat = Seat(username, screen)
    await expect(seat.see("#light")).to_have_text("En direct")
    return seat


async def enter_hall(screens: Screens, base_url: str) -> Seat:
    """The wall of the room, which signs in by itself."""
    return await enter(screens, base_url, "ecran", viewport=HALL_SCREEN)


def processes_of(stack: Stack) -> Iterator[str]:
    """Give the tablets of a room their web processes in turn."""
    while True:
        yield from stack.base_urls
