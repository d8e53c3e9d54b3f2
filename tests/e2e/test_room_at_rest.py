"""Under the hands of others the page rests: what one reads, fills or opened does not move."""

import asyncio
from contextlib import AsyncExitStack
from uuid import UUID

import pytest
from playwright.async_api import expect

from tests.browser import TABLET, TABLET_UPRIGHT, Screens
from tests.e2e.axe import faults
from tests.e2e.seats import Seat, enter
from tests.record import Held, held
from tests.stack import COUNCIL, Stack
from tests.tablet import Tablet

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)
UPDATES = 50
COMMENT = "Sous réserve de l'avis du Trésor"
SENTENCE = (
    "Le Conseil a entendu le rapporteur, puis chacun de ceux qui l'ont demandé. " * 3
)
PARAGRAPHS = 20  # there before, for a page to be read in the middle
CARET = 11  # letters before it
OTHERS = ("economie", "justice", "securite", "education")
READ = """() => ({
    focus: document.activeElement.id,
    value: document.activeElement.value,
    caret: document.activeElement.selectionStart,
    places: ["nav.agenda", "#centre", "aside.minutes"].map(
        name => Math.round(document.querySelector(name)?.scrollTop ?? -1)),
    text: document.querySelector("#stage").getBoundingClientRect().top,
})"""
SETTLE = """caret => {
    document.activeElement.setSelectionRange(caret, caret);
    for (const name of ["nav.agenda", "aside.minutes"])
        document.querySelector(name)?.scrollTo(0, 90);
}"""
# Every dialog of the cockpit, by the button that opens it.
DIALOGS = (
    *("#round-on-text", "#open-reorder", "#open-switch", "#open-table"),
    *("#open-split", "#open-join", "#open-hand-wheel", "#chair-roll"),
)


@pytest.mark.parametrize("viewport", [TABLET, TABLET_UPRIGHT], ids=["flat", "upright"])
async def test_fifty_updates_move_nothing_under_the_hand(
    stack: Stack, screens: Screens, viewport: dict[str, int]
) -> None:
    async with AsyncExitStack() as tablets:
        acts = await Acts.of(stack, tablets)
        await acts.begin()
        member = await enter(screens, stack.base_urls[0], "sante", viewport=viewport)
        await fill_a_comment(member, acts.seat("sante"))
        before = await member.page.evaluate(READ)
        assert before["focus"].startswith("comment-")
        assert 90 in before["places"]

        await acts.go_on(UPDATES)

        await has_all(member, await acts.chair.present_seq())
        assert await member.page.evaluate(READ) == before
        await expect(member.see("#floor-said, #announcement").first).to_be_attached()


class Acts:
    """What others do meanwhile, each act a frame of its own."""

    def __init__(
        self, found: Held, chair: Tablet, desk: Tablet, others: list[Tablet]
    ) -> None:
        self.found = found
        self.chair, self.desk, self.others = chair, desk, others

    @classmethod
    async def of(cls, stack: Stack, tablets: AsyncExitStack) -> "Acts":
        found, url = held(stack), stack.base_urls[0]
        made = [
            Tablet(url, found["meeting"], username=name)
            for name in ("president", "sgg", *OTHERS)
        ]
        for tablet in made:
            await tablets.enter_async_context(tablet)
        return cls(found, made[0], made[1], made[2:])

    def seat(self, username: str) -> int:
        return self.found.seat_of(username)

    @property
    def here(self) -> str:
        return f"/seances/{self.found['meeting']}/"

    @property
    def item(self) -> str:
        return f"{self.here}points/{self.found['items'][0]['id']}/"

    async def begin(self) -> None:
        """Open the sitting, call the first item and ask for marks, if it is not done."""
        if self.found["state"] == "convened":
            await self.chair.command(f"{self.here}ouvrir/")
            await self.chair.command(f"{self.item}appeler/")
            await self.chair.command(f"{self.item}marques/ouvrir/")
            for turn in range(-PARAGRAPHS, 0):
                await self._type(turn)

    async def go_on(self, count: int) -> None:
        for turn in range(count):
            await (self._mark, self._type, self._ask, self._take_roll)[turn % 4](turn)
            await asyncio.sleep(0.02)

    async def _mark(self, turn: int) -> None:
        who = self.others[turn // 4 % len(self.others)]
        value = ("agree", "reservation")[turn // 16 % 2]
        fields = {"value": value, "seat": str(self.seat(who.username))}
        fields["comment"] = f"{turn}"
        await who.command(f"{self.item}marquer/", fields)

    async def _type(self, turn: int) -> None:
        uid = UUID(int=10**6 * (self.found["seq"] + 1) + turn)
        words = {"uid": str(uid), "base": "0", "text": SENTENCE, "position": str(turn)}
        await self.desk.command(f"{self.here}proces-verbal/", words)

    async def _ask(self, turn: int) -> None:
        who = self.others[turn // 8 % len(self.others)]
        act = ("demander", "renoncer")[turn // 4 % 2]
        seat = self.seat(who.username)
        await who.command(f"{self.here}parole/sieges/{seat}/{act}/")

    async def _take_roll(self, turn: int) -> None:
        seat = self.seat(OTHERS[turn // 8 % len(OTHERS)])
        word = ("present", "excused")[turn // 4 % 2]
        path = f"{self.here}sieges/{seat}/presence/"
        await self.desk.command(path, {"attendance": word})


async def fill_a_comment(member: Seat, seat: int) -> None:
    field = member.see(f"#comment-{seat}")
    await field.fill(COMMENT)
    await member.page.evaluate(SETTLE, CARET)


async def has_all(seat: Seat, seq: int) -> None:
    moved = "seq => document.getElementById('room').dataset.seq >= seq"
    await seat.page.wait_for_function(moved, arg=seq, timeout=60_000)


async def test_the_dialogs_of_the_cockpit_are_for_everybody(
    stack: Stack, screens: Screens
) -> None:
    async with AsyncExitStack() as tablets:
        acts = await Acts.of(stack, tablets)
        await acts.begin()
    chair = await enter(screens, stack.base_urls[0], "president")
    if await chair.see("#round-close").is_visible():
        await chair.tap_once("#round-close")
    found = []

    for opener in DIALOGS:
        await chair.tap_once("#other-acts-open")
        await chair.tap_once(opener)
        dialog = chair.see("#dialog")
        await expect(dialog).to_be_visible()
        for viewport in (TABLET, TABLET_UPRIGHT):
            await chair.page.set_viewport_size(viewport)
            found += [f"{opener} {fault}" for fault in await faults(chair.page)]
        await chair.page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()

    assert found == []


async def test_at_twice_the_size_nothing_is_cut_off(
    stack: Stack, screens: Screens
) -> None:
    """200 % zoom: half the points on the same screen."""
    half = {"width": TABLET["width"] // 2, "height": TABLET["height"] // 2}

    for who in ("president", "sante", "sgg"):
        seat = await enter(screens, stack.base_urls[0], who, viewport=half)
        wide = await seat.page.evaluate(
            "document.documentElement.scrollWidth > innerWidth + 1"
        )
        assert (who, wide) == (who, False)
