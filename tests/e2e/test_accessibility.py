"""axe finds nothing serious on any page, in any state, on any screen of a council."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import HALL_SCREEN, TABLET, Screens
from tests.e2e.axe import faults, on_every_screen
from tests.e2e.chair import Chair
from tests.e2e.seats import Seat, enter
from tests.record import held
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)


async def open_dialog(page: Page, opener: str, dialog: str = "#dialog") -> None:
    await page.locator(opener).click()
    await expect(page.locator(dialog)).to_be_visible()


async def close_dialog(page: Page, dialog: str = "#dialog") -> None:
    await page.keyboard.press("Escape")
    await expect(page.locator(dialog)).to_be_hidden()


async def chair_of(screens: Screens, stack: Stack) -> Seat:
    """Return the president, with a meeting that is open whatever ran before."""
    seat = await enter(screens, stack.base_urls[0], "president")
    if await seat.see("#open").is_visible():
        await seat.tap_once("#open")
        await expect(seat.see("#suspend")).to_be_visible()
    return seat


async def call_an_item(seat: Seat) -> int:
    """Put an item before the council if none waits for its decision; return it."""
    if not await seat.see("#decide").is_visible():
        await seat.tap_once("#call-next")
        await expect(seat.see("#decide")).to_be_visible()
    current = await seat.see(".agenda-item.is-current").get_attribute("id")
    return int((current or "").removeprefix("row-"))


async def test_pages_before_signing_in(screens: Screens, stack: Stack) -> None:
    screen = await screens.open(stack.base_urls[0])
    found = []

    for path in ("/connexion/", "/demo/", "/nulle-part/"):
        await screen.page.goto(path)
        found += await on_every_screen(screen.page)

    assert found == []


@pytest.mark.parametrize("username", ["president", "sgg", "sante"])
async def test_the_room_before_the_meeting(
    screens: Screens, stack: Stack, username: str
) -> None:
    seat = await enter(screens, stack.base_urls[0], username)

    assert await on_every_screen(seat.page) == []


async def test_pages_beside_the_room(screens: Screens, stack: Stack) -> None:
    seat = await enter(screens, stack.base_urls[0], "sgg")
    room = f"/seances/{seat.meeting}/"
    found = []

    for path in ("/seances/", f"{room}journal/", f"{room}compte-rendu/"):
        await seat.page.goto(path)
        found += await faults(seat.page)

    assert found == []


async def test_the_wall_at_rest(screens: Screens, stack: Stack) -> None:
    seat = await enter(screens, stack.base_urls[0], "ecran", viewport=HALL_SCREEN)

    assert await faults(seat.page) == []


async def test_the_chair_conducts(screens: Screens, stack: Stack) -> None:
    seat = await chair_of(screens, stack)
    item = await call_an_item(seat)

    called = await faults(seat.page)
    await seat.tap_once("#round-open")
    await expect(seat.see("#round-close")).to_be_visible()
    asking = await faults(seat.page)
    await open_dialog(seat.page, "#decide")
    await seat.see("[value=adopted_with_amendments]").check()
    deciding = await faults(seat.page)
    await close_dialog(seat.page)
    await open_dialog(seat.page, f"#access-{item}")
    restricting = await faults(seat.page)
    await close_dialog(seat.page)
    await open_dialog(seat.page, "#close", "#closing")
    closing = await faults(seat.page)

    assert [*called, *asking, *deciding, *restricting, *closing] == []


async def test_a_member_marks_and_looks_elsewhere(
    screens: Screens, stack: Stack
) -> None:
    chair = await chair_of(screens, stack)
    await call_an_item(chair)
    if await chair.see("#round-open").is_visible():
        await chair.tap_once("#round-open")
    member = await enter(screens, stack.base_urls[0], "sante")

    await member.tap_once("button[data-mark=reservation]")
    await expect(member.see("button[data-mark=reservation]")).to_have_attribute(
        "aria-pressed", "true"
    )
    marked = await on_every_screen(member.page)
    await member.page.set_viewport_size(TABLET)
    await member.tap_once("#agenda .agenda-item:not(.is-current) a >> nth=0")
    await expect(member.see("#browse h1")).to_be_visible()
    browsing = await on_every_screen(member.page)

    assert [*marked, *browsing] == []


async def test_a_vote_is_cast_and_closed(screens: Screens, stack: Stack) -> None:
    seat = await chair_of(screens, stack)
    item = await call_an_item(seat)
    chair = Chair(seat, [item])
    member = await enter(screens, stack.base_urls[0], "sante")
    desk = Chair(await enter(screens, stack.base_urls[0], "sgg"), [])
    roll = f"sieges/{held(stack).seat_of('sante')}/presence/"
    await desk.command(roll, "attendance.noted", {"attendance": "present"})
    words = {"question": "Le Conseil adopte-t-il ce texte ?", "method": "open"}
    await chair.command(
        *(f"points/{item}/mettre-aux-voix/", "vote.opened"),
        words | {"majority": "simple", "read": "1"},
    )

    await expect(member.see("#vote-own button").first).to_be_visible()
    voting = await on_every_screen(member.page) + await faults(seat.page)
    await seat.see("#vote").get_by_role("button", name="Clore le vote").click()
    await expect(member.see("#vote")).to_contain_text("Résultat du vote")
    counted = await on_every_screen(member.page) + await faults(seat.page)

    assert [*voting, *counted] == []


async def test_the_secretary_writes_and_takes_the_roll(
    screens: Screens, stack: Stack
) -> None:
    chair = await chair_of(screens, stack)
    await call_an_item(chair)
    seat = await enter(screens, stack.base_urls[0], "sgg")
    field = seat.see(".edit-blocks[data-zone=running] textarea").last

    await field.fill("Le ministre expose l'économie du texte, chiffres à l'appui.")
    await expect(seat.see(".edit-state[data-state=read]").first).to_be_visible()
    writing = await faults(seat.page)
    await open_dialog(seat.page, "[id^=attendance-] >> nth=1")
    calling = await faults(seat.page)

    assert [*writing, *calling] == []


async def test_other_themes_and_sizes(screens: Screens, stack: Stack) -> None:
    chair = await chair_of(screens, stack)
    await call_an_item(chair)
    found = []

    for theme, size in (("dark", "normal"), ("light", "large"), ("dark", "large")):
        await chair.page.evaluate(
            "choice => Object.assign(document.documentElement.dataset, choice)",
            {"theme": theme, "type": size},
        )
        found += await faults(chair.page)

    assert found == []


async def test_a_decision_a_suspension_and_the_end(
    screens: Screens, stack: Stack
) -> None:
    """Last: the meeting is over afterwards."""
    seat = await chair_of(screens, stack)
    item = await call_an_item(seat)
    chair = Chair(seat, [item])
    wall = await enter(screens, stack.base_urls[0], "ecran", viewport=HALL_SCREEN)
    member = await enter(screens, stack.base_urls[0], "economie")
    found: list[str] = []

    await chair.decide(item)
    await expect(wall.see("#hall .decision")).to_be_visible()
    await expect(member.see("#decision .decision")).to_be_visible()
    for one in (seat, wall, member):
        found += await faults(one.page)
    await seat.tap_once("#suspend")
    await expect(seat.see("#resume")).to_be_visible()
    await expect(member.see(".stage-notice")).to_be_visible()
    for one in (seat, wall, member):
        found += await faults(one.page)
    await seat.tap_once("#close")
    await seat.tap_once("#confirm-close")
    await expect(member.see("#stage")).to_contain_text("La séance est levée.")
    await expect(seat.see("#communique-link")).to_be_visible()
    for one in (seat, wall, member):
        found += await faults(one.page)

    assert found == []


async def test_axe_can_find_a_fault(screens: Screens, stack: Stack) -> None:
    screen = await screens.open(stack.base_urls[0])
    await screen.page.goto("/connexion/")

    await screen.page.evaluate("document.querySelector('label').remove()")

    assert any("· label ·" in fault for fault in await faults(screen.page))
