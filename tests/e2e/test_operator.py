"""The operator before his page, and what the tablets then show of what he says."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import PHONE, TABLET, Screens
from tests.e2e.axe import faults, on_every_screen
from tests.e2e.seats import enter
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)

PASSWORD = "quatre-mots-de-passe"
OPERATOR = f"""
from ecm.people.models import User
User.objects.filter(username="exploitant").exists() or User.objects.create_superuser(
    "exploitant", password="{PASSWORD}"
)
"""
SAID = "Le système redémarre à 14 h"
SHORT = """async () => {
  const frame = await import("/static/js/frame.js");
  const html = '<p id="operator-said" data-in="room" data-seconds="1">Bref</p>';
  frame.apply(frame.read(html).regions);
}"""


async def operator(screens: Screens, stack: Stack) -> Page:
    """Return the operator's page, signed in."""
    stack.manage("shell", "--command", OPERATOR)
    page = (await screens.open(stack.base_urls[0], name="operator")).page
    await page.goto("/connexion/?next=/exploitation/")
    await page.locator("[name=username]").fill("exploitant")
    await page.locator("[name=password]").fill(PASSWORD)
    await page.locator("[name=password]").press("Enter")
    await expect(page.locator("h1")).to_have_text("Exploitation")
    return page


async def test_what_the_operator_says_is_on_every_screen(
    screens: Screens, stack: Stack
) -> None:
    tablet = await enter(screens, stack.base_urls[0], "president")
    wall = await enter(screens, stack.base_urls[0], "ecran")
    page = await operator(screens, stack)

    await page.get_by_label("Message").fill(SAID)
    await page.get_by_role("button", name="Montrer", exact=True).click()

    for seat in (tablet, wall):
        await expect(seat.see("#operator-said")).to_contain_text(SAID)
        assert await faults(seat.page) == []
    # It hides nothing: what the president conducts with is above it, in sight.
    await expect(tablet.see("#open")).to_be_in_viewport()

    await page.get_by_role("button", name="Retirer ce message").click()

    for seat in (tablet, wall):
        await expect(seat.see("#operator-said")).to_have_count(0)
        assert seat.screen.errors == []


async def test_what_is_said_goes_away_by_itself(screens: Screens, stack: Stack) -> None:
    seat = await enter(screens, stack.base_urls[0], "sante", viewport=PHONE)

    await seat.page.evaluate(SHORT)

    await expect(seat.see("#operator-said")).to_have_count(1)
    await expect(seat.see("#operator-said")).to_have_count(0)


async def test_a_closed_line_comes_back_by_itself(
    screens: Screens, stack: Stack
) -> None:
    seat = await enter(screens, stack.base_urls[0], "sante")
    page = await operator(screens, stack)
    first = page.locator("button[id^=close-]").first
    before = await first.get_attribute("id")

    await first.click()

    await expect(page.locator("main")).to_contain_text("La liaison est fermée")
    # The living part asks again by itself, and shows the tablet's new line.
    await expect(page.locator(f"#{before}")).to_have_count(0)
    await expect(page.locator("button[id^=close-]")).to_have_count(1)
    await expect(seat.see("#light")).to_have_text("En direct")


async def test_the_page_is_within_everybodys_reach(
    screens: Screens, stack: Stack
) -> None:
    await enter(screens, stack.base_urls[0], "sante")
    page = await operator(screens, stack)
    await expect(page.locator("button[id^=close-]")).to_have_count(1)

    assert await on_every_screen(page) == []
    await page.set_viewport_size(TABLET)
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= TABLET["width"]
