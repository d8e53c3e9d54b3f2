"""The secretariat's week by the keyboard alone, and the note that saves itself."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser import TABLET, TABLET_UPRIGHT, Screens
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)

# Three files for a council that the demonstration leaves empty, in order of arrival.
FILES = """
from datetime import date, timedelta
from ecm import clock
from ecm.dossiers.models import Dossier, DossierKind
from ecm.people.models import Ministry
for rank in (1, 2, 3):
    Dossier.objects.get_or_create(
        title=f"Décret {rank}", kind=DossierKind.objects.get(code="decree"),
        ministry=Ministry.objects.get(code="sante"), defaults={
            "state": "lodged", "council_day": date(2026, 3, 26),
            "lodged_at": clock.now() + timedelta(minutes=rank)})
"""
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility())
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .filter((element) => !element.closest(".tabs, .table-frame, .visually-hidden"))
  .map((element) => element.outerHTML.slice(0, 100))"""


async def at_the_desk(screens: Screens, stack: Stack) -> Page:
    """Return the week before the secretary-general, with its three files."""
    stack.manage("shell", "-v0", "-c", FILES)
    screen = await screens.open(stack.base_urls[0], name="sgg")
    await screen.page.goto("/demo/")
    await screen.page.locator("button[value='sgg']").click()
    await screen.page.wait_for_url("**/seances/**")
    await screen.page.goto("/secretariat/?conseil=2026-03-26")
    return screen.page


async def at_a_registered_file(screens: Screens, stack: Stack, *steps: str) -> Page:
    """Register the file that these steps lead to, and return its page."""
    page = await at_the_desk(screens, stack)
    await press(page, *steps, "e")
    await page.locator(".button-act").press("Enter")
    await page.locator("[data-row] th a").last.click()
    return page


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def chosen(page: Page) -> list[bool]:
    boxes = page.locator("[name=d]")
    return [await box.is_checked() for box in await boxes.all()]


async def test_files_are_chosen_and_registered_without_a_pointer(
    screens: Screens, stack: Stack
) -> None:
    page = await at_the_desk(screens, stack)

    await press(page, "j", "j", "x", "k", "x")
    assert await chosen(page) == [True, True, False]
    await expect(page.locator("[data-chosen]")).to_have_text("2 choisis")

    await press(page, "e")
    await expect(page.locator("h1")).to_have_text("Enregistrer 2 dossiers")
    await page.locator(".button-act").press("Enter")
    await expect(page.locator(".undo")).to_contain_text("2 dossiers sont enregistrés.")


async def test_an_act_without_a_choice_is_about_the_line_in_hand(
    screens: Screens, stack: Stack
) -> None:
    page = await at_the_desk(screens, stack)

    await press(page, "j", "c")

    await expect(page.locator("h1")).to_have_text("Confier 1 dossier")


async def test_a_key_opens_the_file_in_hand(screens: Screens, stack: Stack) -> None:
    page = await at_the_desk(screens, stack)

    await press(page, "j", "Enter")

    await page.wait_for_url("**/dossiers/**")


async def test_typing_is_never_taken_for_a_shortcut(
    screens: Screens, stack: Stack
) -> None:
    page = await at_the_desk(screens, stack)

    await press(page, "/", *"exja")

    await expect(page.locator("[type=search]")).to_have_value("exja")
    assert await chosen(page) == [False, False, False]
    assert "/lot/" not in page.url


async def test_all_are_chosen_and_left_by_one_key(
    screens: Screens, stack: Stack
) -> None:
    page = await at_the_desk(screens, stack)

    await press(page, "a")
    assert await chosen(page) == [True, True, True]
    await press(page, "Escape")
    assert await chosen(page) == [False, False, False]


async def test_single_keys_may_be_put_out_of_use(
    screens: Screens, stack: Stack
) -> None:
    page = await at_the_desk(screens, stack)
    await press(page, "?")
    await page.locator("#keys").uncheck()
    await page.reload()

    await press(page, "j", "x", "a")

    assert await chosen(page) == [False, False, False]


async def test_the_week_fits_its_screen(screens: Screens, stack: Stack) -> None:
    page = await at_the_desk(screens, stack)

    for viewport in (TABLET, TABLET_UPRIGHT):
        await page.set_viewport_size(viewport)
        assert await page.evaluate(OUTSIDE) == [], viewport


async def test_the_note_saves_itself_when_its_writer_pauses(
    screens: Screens, stack: Stack
) -> None:
    page = await at_a_registered_file(screens, stack, "j")
    await page.clock.install()
    await page.get_by_role("link", name="Note à la présidence").click()

    await page.locator("[name=text]").fill("À adopter sans débat.")
    await expect(page.locator("[data-kept]")).to_have_text("Non enregistré")
    await page.clock.fast_forward(21_000)

    await expect(page.locator("[data-kept]")).to_contain_text("Enregistré à")
    await expect(page.locator("[name=base]")).to_have_value("1")

    # What is typed before the script has arrived waits to be saved too.
    arrived = asyncio.Event()

    async def come_late(route: Route) -> None:
        await arrived.wait()
        await route.continue_()

    await page.route("**/note*.js", come_late)
    await page.reload(wait_until="commit")
    await page.locator("[name=text]").fill("Le ministère n'a pas répondu.")
    arrived.set()

    await expect(page.locator("[data-kept]")).to_have_text("Non enregistré")
