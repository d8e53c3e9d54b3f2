"""A real Chromium: one browser for the run, a context per screen, evidence of failures."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, Page, async_playwright, expect

from tests.progress import FAILED

TABLET = {"width": 1180, "height": 820}
TABLET_UPRIGHT = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}
HALL_SCREEN = {"width": 1920, "height": 1080}

# A machine that does other things beside is slow, not wrong.
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)

ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root in a container
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # The product needs no other machine: a page that asks for one fails here.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


def chromium_path() -> str | None:
    """Return the system's Chromium, or the one that CHROMIUM names."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser"]
    paths = [shutil.which(name) for name in [*names, "google-chrome"] if name]
    return next((path for path in paths if path), None)


@dataclass
class Screen:
    """One page in a context of its own, and what its console said."""

    name: str
    page: Page
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))

    def _note(self, kind: str, text: str) -> None:
        self.console.append(f"{kind}: {text}")
        if kind == "error":
            self.errors.append(text)

    async def keep(self, folder: Path) -> None:
        """Save the picture and the console; a page that is gone leaves its console."""
        (folder / f"{self.name}.log").write_text("\n".join(self.console))
        try:
            await self.page.screenshot(
                path=folder / f"{self.name}.png", timeout=PATIENCE
            )
        except Error as error:
            self.console.append(f"no picture: {error}")


class Screens:
    """The screens that one test opens."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.opened: list[Screen] = []

    async def open(
        self,
        base_url: str,
        *,
        name: str = "",
        viewport: dict[str, int] = TABLET,
        **options: Any,
    ) -> Screen:
        """Return a screen with cookies and storage of its own, as another tablet has."""
        # A worker between page and server would hide requests from the tests that play
        # the server, and open papers by itself: tests/e2e/test_offline.py asks for it.
        options.setdefault("service_workers", "block")
        context = await self.browser.new_context(
            base_url=base_url,
            viewport=viewport,
            locale="fr-FR",
            timezone_id="Africa/Ouagadougou",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        screen = Screen(name or f"screen{len(self.opened)}", await context.new_page())
        screen.listen()
        self.opened.append(screen)
        return screen

    async def close(self) -> None:
        for screen in self.opened:
            await screen.page.context.close()


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium_path()
    if not path:
        pytest.skip("not installed: chromium")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=path, args=ARGUMENTS
        )
        yield launched
        await launched.close()


@pytest_asyncio.fixture
async def screens(
    request: pytest.FixtureRequest, browser: Browser, evidence: Path
) -> AsyncIterator[Screens]:
    """Opens browser screens for one test: `screen = await screens.open(base_url)`."""
    opened = Screens(browser)
    yield opened
    if request.node.stash.get(FAILED, False):
        for screen in opened.opened:
            await screen.keep(evidence)
    await opened.close()
