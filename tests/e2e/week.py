"""One week of preparation: those who prepare a council, each before his own browser."""

import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser import Screen, Screens
from tests.stack import Stack

COUNCIL_DAY = "2026-02-19"
# Ordinary files are received until Tuesday the 10th at noon.
MONDAY, TUESDAY = "2026-02-09T08:30", "2026-02-10T14:00"
# Opinions were due on Friday the 13th.
AFTER_THE_TERM, THE_DAY = "2026-02-16T09:00", "2026-02-19T08:55"
SENDS_A_FORM = "b => b.type === 'submit' && !!b.form && !b.closest('[hx-post]')"
# What the worker does each minute, by the machine's clock: a test cannot wait for it.
NOTE_SILENCES = """
from ecm import clock
from ecm.dossiers.actions.opinions import lapse_overdue

lapse_overdue(clock.now())
"""


@dataclass
class Person:
    """One of the cast; he acts by the product's pages, or by their forms alone."""

    username: str
    screen: Screen

    @property
    def page(self) -> Page:
        return self.screen.page

    def see(self, selector: str) -> Locator:
        return self.page.locator(selector)

    async def go(self, path: str) -> None:
        answer = await self.page.goto(path)
        assert answer, path
        assert answer.ok, f"{self.username}, {path}: {answer.status}"

    async def follow(self, name: str) -> None:
        await self.see("main").get_by_role("link", name=name).first.click()

    async def press(self, name: str, *, told: str = "") -> None:
        """Press a button; `told` is what the page that follows says was done."""
        button = self.see("main").get_by_role("button", name=name, exact=True)
        if await button.evaluate(SENDS_A_FORM):
            # What is typed or read next belongs to the page that follows, and a form
            # whose words are kept asks first whether the person is signed in.
            async with self.page.expect_navigation():
                await button.click()
        else:
            await button.click()
        if told:
            await expect(self.see("#messages")).to_contain_text(told)

    async def fill(self, label: str, words: str) -> None:
        named = re.compile(rf"^{re.escape(label)}( \(facultatif\))?$")
        await self.see("main").get_by_label(named).fill(words)

    async def unfold(self, name: str) -> None:
        await self.see("main summary").filter(has_text=name).click()

    async def reads(self, words: str) -> None:
        await expect(self.see("main")).to_contain_text(words)

    async def send(self, path: str, **fields: Any) -> str:
        """Post a form as its page does, and return where the answer leads."""
        cookies = await self.page.context.cookies()
        token = next(c["value"] for c in cookies if c["name"] == "csrftoken")
        answer = await self.page.request.post(
            path,
            multipart={"key": str(uuid.uuid4()), **fields},
            headers={"X-CSRFToken": token},
            max_redirects=0,
        )
        assert answer.status == 302, f"{self.username}, {path}: {await answer.text()}"
        # What it says was for a page that nobody reads.
        await self.page.context.clear_cookies(name="messages")
        return answer.headers["location"]

    async def status_of(self, path: str) -> int:
        return (await self.page.request.get(path)).status

    async def text_of(self, path: str) -> str:
        return await (await self.page.request.get(path)).text()


@dataclass
class Week:
    """The server of that week, its people, and the dossiers by their titles.

    `rows` is how many files the entry book held before.
    """

    stack: Stack
    screens: Screens
    paper: Path
    corrected: Path
    people: dict[str, Person] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    meeting: int = 0

    async def person(self, username: str) -> Person:
        """Return somebody, who signs in when he is first called."""
        if username not in self.people:
            self.people[username] = await self._sign_in(username)
        return self.people[username]

    async def _sign_in(self, username: str) -> Person:
        [base_url] = self.stack.base_urls
        person = Person(username, await self.screens.open(base_url, name=username))
        await person.page.request.get("/connexion/")
        await person.send("/demo/entrer/", who=username)
        return person

    def path(self, title: str, *parts: str) -> str:
        return "/".join(["", "dossiers", str(self.files[title]), *parts, ""])

    async def open_file(self, username: str, title: str) -> Person:
        """Lead somebody to the page of a dossier."""
        person = await self.person(username)
        await person.go(self.path(title))
        return person

    def at_the_meeting(self, *parts: str) -> str:
        return "/".join(["", "seances", str(self.meeting), *parts, ""])

    def turn_to(self, moment: str, *, meanwhile: str = "") -> None:
        """Let it be another moment of the week: the machine was off in between.

        `meanwhile` is what the worker does at that moment.
        """
        for process in self.stack.web:
            process.stop()
        self.stack.environment["ECM_CLOCK"] = moment
        (self.stack.folder / "data" / "clock-started").unlink()
        if meanwhile:
            self.stack.manage("shell", "--verbosity=0", given=meanwhile)
        self.stack.start()
