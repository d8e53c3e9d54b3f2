"""A ministry before its dossiers: words that are never lost, with and without a script."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser import PHONE, TABLET, TABLET_UPRIGHT, Screens
from tests.e2e.test_accessibility import on_every_screen
from tests.e2e.test_look import OUTSIDE, SMALL
from tests.files.makers import pdf_file
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)

TITLE = "Décret portant gestion des archives financières"


async def sign_in(page: Page, who: str = "cabinet-economie") -> None:
    await page.goto("/demo/")
    button = page.locator(f"button[value='{who}']").first
    await button.evaluate("(b) => b.closest('details')?.setAttribute('open', '')")
    await button.click()
    await page.wait_for_url("**/dossiers/")


async def opened(screens: Screens, stack: Stack, **options: object) -> Page:
    """Return the page of a dossier that was just opened."""
    page = (await screens.open(stack.base_urls[0], **options)).page
    await sign_in(page)
    await page.goto("/dossiers/nouveau/")
    await page.locator("input[name=kind][value=decree]").check()
    await page.get_by_label("Intitulé").fill(TITLE)
    await page.get_by_role("button", name="Ouvrir le dossier").click()
    await expect(page.locator("h1")).to_have_text(TITLE)
    return page


async def writing(page: Page) -> None:
    await page.get_by_role("link", name="Modifier").click()
    await expect(page.get_by_label("Thème")).to_be_visible()


async def test_words_are_saved_while_they_are_written(
    screens: Screens, stack: Stack
) -> None:
    page = await opened(screens, stack)
    await writing(page)

    await page.get_by_label("Thème").fill("Finances publiques")
    await page.locator("[name=texts-1-title]").fill("Décret second")

    await expect(page.locator("[data-saved]")).to_contain_text(
        "Enregistré à", timeout=60_000
    )
    await expect(page.locator("[name=texts-1-id]")).not_to_have_value("")
    await page.reload()
    await expect(page.get_by_label("Thème")).to_have_value("Finances publiques")
    await expect(page.locator("[name=texts-1-title]")).to_have_value("Décret second")


async def test_a_sign_in_that_ended_takes_no_word_away(
    screens: Screens, stack: Stack
) -> None:
    page = await opened(screens, stack)
    await writing(page)
    await page.context.clear_cookies(name="sessionid")

    await page.get_by_label("Objet").fill("la gestion des archives")
    await page.get_by_role("button", name="Enregistrer").click()

    await expect(page.locator("#sign-in")).to_contain_text("Votre connexion a pris fin")
    await expect(page.get_by_label("Objet")).to_have_value("la gestion des archives")
    await sign_in(await page.context.new_page())
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.locator("#renseignements")).to_contain_text(
        "la gestion des archives"
    )


async def test_a_line_that_is_cut_takes_no_word_away(
    screens: Screens, stack: Stack
) -> None:
    page = await opened(screens, stack)
    await page.locator("summary", has_text="Retirer le dossier").click()
    reason = page.get_by_label("Raison du retrait")
    await reason.fill("Le texte est refondu.")
    await page.context.set_offline(True)

    await page.get_by_role("button", name="Retirer le dossier").click()

    await expect(page.locator("[data-told]")).to_contain_text("Pas de réseau")
    await expect(reason).to_have_value("Le texte est refondu.")
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Retirer le dossier").click()
    await expect(page.locator("#messages")).to_contain_text("Le dossier est retiré.")


async def test_everything_is_done_without_a_script(
    screens: Screens, stack: Stack, tmp_path: Path
) -> None:
    page = await opened(screens, stack, java_script_enabled=False)
    place = page.locator("#piece-transmittal")

    await place.locator("summary", has_text="Joindre").click()
    await place.locator("input[type=file]").set_input_files(pdf_file(tmp_path))
    await place.get_by_role("button", name="Joindre").click()
    await expect(page.locator("#messages")).to_contain_text("est jointe")
    await writing(page)
    await page.get_by_label("Thème").fill("Archives")
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.locator("#renseignements")).to_contain_text("Archives")
    await page.get_by_role("button", name="Envoyer en relecture").click()

    await expect(page.locator(".dossier-state")).to_contain_text("en relecture")


async def test_the_pages_of_a_ministry_fit_every_screen_and_everybody(
    screens: Screens, stack: Stack
) -> None:
    page = await opened(screens, stack)
    here = page.url
    found = []

    for path in (
        "/dossiers/",
        "/dossiers/nouveau/",
        here,
        f"{here}modifier/",
        f"{here}nature/",
        f"{here}liens/?q=d",
    ):
        await page.goto(path)
        found += await on_every_screen(page)
        for viewport in (TABLET, TABLET_UPRIGHT, PHONE):
            await page.set_viewport_size(viewport)
            found += [f"{path} {one}" for one in await page.evaluate(OUTSIDE)]
            found += [f"{path} {one}" for one in await page.evaluate(SMALL)]

    assert found == []
