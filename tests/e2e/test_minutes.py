"""The minutes as they are typed: whatever is killed, every character is there in the end."""

import asyncio
import re
from html import unescape

import pytest
from playwright.async_api import BrowserContext, CDPSession, Locator, Page, expect

from tests.browser import Screens
from tests.e2e.council import are_level, blank, field, is_safe, uid_of, write
from tests.e2e.seats import Seat, enter
from tests.line import Line
from tests.record import held
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
# Accents as a hand on a tablet's keyboard makes them: half of the letter, then the letter.
HALVES = {"é": "´", "è": "`", "ê": "^", "ç": "¸", "œ": "o", "à": "`", "É": "´"}
BEFORE = "Été à Ouahigouya : où naît l'œuvre, le préfet reçoit la fête."
AFTER = " Après l'arrêté, le siège est là : ça va très bien, cœur léger."
REFLEX = 250  # milliseconds between the last key and the accident
PRIVATE = "Réservé au secrétariat : la çédille d'Évariste."


class Keyboard:
    """A keyboard that composes accents, on a page that may die."""

    def __init__(self, page: Page, cdp: CDPSession) -> None:
        self.page, self.cdp = page, cdp

    async def write(self, words: str) -> None:
        for letter in words:
            if half := HALVES.get(letter):
                await self.compose(half)
                await self.compose(letter)
                await self.cdp.send("Input.insertText", {"text": letter})
            else:
                await self.page.keyboard.type(letter)

    async def compose(self, text: str) -> None:
        """Show `text` under the caret without having typed it yet."""
        caret = {"selectionStart": len(text), "selectionEnd": len(text)}
        await self.cdp.send("Input.imeSetComposition", {"text": text, **caret})


async def keyboard_of(page: Page) -> Keyboard:
    return Keyboard(page, await page.context.new_cdp_session(page))


async def kill(page: Page) -> None:
    """End the page's process in the middle of whatever it does; it hears nothing of it."""
    killer = await page.context.new_cdp_session(page)
    dead = asyncio.get_running_loop().create_future()
    page.once("crash", lambda _: dead.set_result(None))
    crash = asyncio.create_task(killer.send("Page.crash"))
    await asyncio.wait_for(dead, 10)
    crash.cancel()
    await page.close()


async def come_back(secretary: Seat) -> None:
    """Kill the page, and open the room again on the same tablet."""
    address, context = secretary.page.url, secretary.page.context
    await kill(secretary.page)
    await open_again(secretary, context, address)


async def open_again(secretary: Seat, context: BrowserContext, address: str) -> None:
    secretary.screen.page = await context.new_page()
    secretary.screen.listen()
    await secretary.page.goto(address)
    await secretary.see("#editor[data-ready]").wait_for()


def edge_of(paragraph: Locator) -> Locator:
    return paragraph.locator("xpath=..").locator(".edit-state")


async def reads(seat: Seat, text: str) -> None:
    exactly = re.compile(f"^{re.escape(text)}$")
    standing = seat.page.locator("#minutes-list .text", has_text=exactly)
    await expect(standing).to_have_count(1, timeout=60_000)


@pytest.fixture
async def room(stack: Stack, screens: Screens) -> list[Seat]:
    """The secretary, and a member at each web process."""
    members = zip(stack.base_urls, ("economie", "sante"), strict=False)
    seats = [(stack.base_urls[0], "sgg"), *members]
    return [await enter(screens, url, name) for url, name in seats]


async def test_a_page_killed_in_the_middle_of_an_accent_gives_it_all_back(
    stack: Stack, room: list[Seat]
) -> None:
    secretary, *members = room
    paragraph = await blank(secretary)
    uid = await uid_of(paragraph)
    await paragraph.click()
    keyboard = await keyboard_of(secretary.page)
    await keyboard.write(BEFORE)
    await keyboard.compose("œ")  # not committed yet
    await secretary.page.wait_for_timeout(REFLEX)

    await come_back(secretary)

    await is_safe(field(secretary, uid))
    await expect(field(secretary, uid)).to_have_value(BEFORE + "œ")
    for member in members:
        await reads(member, BEFORE + "œ")
    assert held(stack).texts.count(BEFORE + "œ") == 1


async def test_a_server_killed_and_a_page_killed_meanwhile_lose_no_character(
    stack: Stack, room: list[Seat]
) -> None:
    secretary, *members = room
    paragraph = await blank(secretary)
    uid = await uid_of(paragraph)
    await paragraph.click()
    keyboard = await keyboard_of(secretary.page)
    await keyboard.write("Premier mot. " + BEFORE[:20])
    stack.web[0].kill()
    await keyboard.write(BEFORE[20:])
    await expect(edge_of(paragraph)).to_have_attribute("data-state", "failed")
    await keyboard.write(AFTER)
    await secretary.page.wait_for_timeout(REFLEX)

    address, context = secretary.page.url, secretary.page.context
    await kill(secretary.page)
    await asyncio.to_thread(stack.web[0].start)
    await open_again(secretary, context, address)

    whole = "Premier mot. " + BEFORE + AFTER
    await is_safe(field(secretary, uid))
    await expect(field(secretary, uid)).to_have_value(whole)
    for member in members:
        await reads(member, whole)
    await are_level(*room)
    assert held(stack).texts.count(whole) == 1


async def test_two_secretaries_write_two_paragraphs_at_once(
    stack: Stack, screens: Screens, room: list[Seat]
) -> None:
    secretary, member = room[0], room[-1]
    heard = frames_of(member.page)
    await member.page.reload()
    other = await enter(screens, stack.base_urls[-1], "secretaire2")
    mine, theirs = "La première écrit ceci.", "L'autre, à la même seconde, cela."

    await asyncio.gather(write(secretary, mine), write(other, theirs))
    await write(other, PRIVATE, zone="private")

    for seat in (member, secretary, other):
        await reads(seat, mine)
        await reads(seat, theirs)
    await are_level(member, secretary, other)
    await reads(secretary, PRIVATE)
    seen = unescape("".join([*heard, await member.page.content()]))
    assert seen.count(theirs) > 1
    assert PRIVATE not in seen
    found = held(stack)
    assert found["proposals"] == []
    assert {mine, theirs, PRIVATE} <= set(found.texts)


def frames_of(page: Page) -> list[str]:
    """Collect every frame that this page will be sent."""
    heard: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda text: heard.append(str(text))),
    )
    return heard


async def test_two_texts_of_one_paragraph_are_both_kept_until_somebody_chooses(
    stack: Stack, screens: Screens, room: list[Seat]
) -> None:
    secretary, member = room[0], room[-1]
    async with Line(stack.base_urls[-1]) as line:
        other = await enter(screens, line.base_url, "secretaire2")
        uid = await uid_of(await write(secretary, "Le Conseil a débattu"))
        mine, theirs = field(secretary, uid), field(other, uid)
        await expect(theirs).to_have_value("Le Conseil a débattu")

        line.cut()
        await add(other, theirs, " du prêt à l'État.")
        await add(secretary, mine, " de la forêt.")
        await is_safe(mine)
        line.mend()
        await expect(edge_of(theirs)).to_have_attribute(
            "data-state", "conflict", timeout=60_000
        )

        await expect(edge_of(mine)).to_have_attribute("data-state", "conflict")
        await expect(theirs).to_have_value("Le Conseil a débattu du prêt à l'État.")
        await expect(mine).to_have_value("Le Conseil a débattu de la forêt.")
        await reads(member, "Le Conseil a débattu de la forêt.")
        assert "du prêt" not in await member.page.content()
        await settle(stack, secretary, other, uid, member)


async def add(secretary: Seat, paragraph: Locator, words: str) -> None:
    await paragraph.click()
    await secretary.page.keyboard.press("Control+End")
    await secretary.page.keyboard.type(words)


async def settle(
    stack: Stack, secretary: Seat, other: Seat, uid: str, member: Seat
) -> None:
    """Take the other's words: they stand for all, and both texts stay in their rows."""
    row = secretary.see(f".edit-block[data-uid='{uid}']")
    chosen = "Le Conseil a débattu du prêt à l'État."
    await expect(row.locator(".proposal .prose")).to_have_text(chosen)
    await row.locator("[data-choice=other]").click()
    for seat in (secretary, other):
        await expect(field(seat, uid)).to_have_value(chosen)
        await is_safe(field(seat, uid))
    await reads(member, chosen)
    found = held(stack)
    assert chosen in found.texts
    assert [p["text"] for p in found["proposals"] if p["settled_at"]][-1] == chosen
    kept = [r["text"] for r in found["revisions"] if r["block__uid"] == uid]
    assert "Le Conseil a débattu de la forêt." in kept
