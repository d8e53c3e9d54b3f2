"""What is one's own on a tablet: notes that nobody else can open, and a message between two."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser import TABLET, TABLET_UPRIGHT, Screens
from tests.e2e.axe import faults
from tests.e2e.seats import Seat, enter
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)

PHRASE = "le vieux baobab de Kaya"
FIRST = "Demander le coût par région, zqxpremier."
SECOND = "Rappeler l'accord de mars, zqxsecond."
WHERE = "from django.db import connection; print(connection.settings_dict['NAME'])"
# What the page tells itself when a frame comes in: the form must stay as it is.
FRAME = """
for (const snapshot of [false, true])
  document.dispatchEvent(new CustomEvent("ecm:applied", {detail: {ids: ["bar"], snapshot}}));
"""


async def look_at(page: Page, rank: int) -> None:
    """Open the item of that rank beside the Council, and one's note on it."""
    await page.locator(".agenda-item a[href]").nth(rank).click()
    await expect(page.locator("#browse .browsed")).to_be_visible()
    await expect(page.locator("#own-note")).to_be_visible()
    if not await page.locator("#own-note[open]").count():
        await page.locator("#own-note > summary").click()


async def type_note(page: Page, words: str) -> None:
    await page.locator(".note-editor textarea").fill(words)
    await expect(page.locator(".note-state")).to_have_text("enregistrée")


async def picture(seat: Seat, name: str) -> None:
    folder = os.environ.get("EVIDENCE")
    if folder:
        await seat.page.screenshot(path=Path(folder) / f"{name}.png")


async def test_notes_are_written_read_again_and_sealed_from_everybody_else(
    screens: Screens, stack: Stack
) -> None:
    url = stack.base_urls[0]
    seat = await enter(screens, url, "economie")
    page = seat.page
    await look_at(page, 0)
    await page.locator("#phrase-new").fill(PHRASE)
    await picture(seat, "phrase")
    assert await faults(page) == []
    await page.evaluate(FRAME)
    await page.locator("#phrase-twice").fill(PHRASE)
    await page.get_by_role("button", name="Choisir cette phrase").click()
    await type_note(page, FIRST)
    await look_at(page, 1)
    await expect(page.locator(".note-editor textarea")).to_have_value("")
    await type_note(page, SECOND)
    await picture(seat, "note")
    assert await faults(page) == []

    # Typed while the text before is on its way: the last one is what is kept.
    area = page.locator(".note-editor textarea")
    await area.fill(f"{SECOND} D'abord.")
    await area.blur()
    await area.fill(f"{SECOND} Ensuite.")
    await expect(page.locator(".note-state")).to_have_text("enregistrée")

    # A cut: the words stay on the tablet, and go when the line is back.
    await page.context.set_offline(True)
    await page.locator(".note-editor textarea").fill(f"{SECOND} Et encore.")
    await expect(page.locator(".note-state")).to_have_text(
        "gardée sur cette tablette, sera envoyée"
    )
    await page.context.set_offline(False)
    await expect(page.locator(".note-state")).to_have_text("enregistrée")

    await page.reload()
    await look_at(page, 0)
    await expect(page.locator(".note-editor textarea")).to_have_value(FIRST)

    other = await enter(screens, url, "economie", viewport=TABLET_UPRIGHT)
    await look_at(other.page, 1)
    await other.page.locator("#phrase-known").fill("le vieux baobab de Koudougou")
    await other.page.get_by_role("button", name="Ouvrir mes notes").click()
    await expect(other.page.locator("[data-said]")).to_have_text(
        "Ce n'est pas votre phrase."
    )
    await other.page.locator("#phrase-known").fill(PHRASE)
    await other.page.get_by_role("button", name="Ouvrir mes notes").click()
    area = other.page.locator(".note-editor textarea")
    await expect(area).to_have_value(f"{SECOND} Et encore.")
    await picture(other, "note-upright")

    # Two tablets wrote the same note: the second one sees both, and nothing is lost.
    await look_at(page, 1)
    await expect(page.locator(".note-editor textarea")).to_have_value(
        f"{SECOND} Et encore."
    )
    await type_note(page, "Le texte de la première tablette.")
    await area.fill("Le texte de la seconde.")
    await expect(other.page.locator(".note-other .prose")).to_have_text(
        "Le texte de la première tablette."
    )
    await picture(other, "note-two-texts")
    assert await faults(other.page) == []
    await other.page.get_by_role("button", name="Garder les deux").click()
    await expect(other.page.locator(".note-state")).to_have_text("enregistrée")

    await other.page.get_by_role("link", name="Toutes mes notes").click()
    notes = other.page.locator("#notes textarea")
    await expect(notes.nth(0)).to_have_value(FIRST)
    await expect(notes.nth(1)).to_have_value(
        "Le texte de la première tablette.\n\nLe texte de la seconde."
    )
    await picture(other, "notes-page")
    assert await faults(other.page) == []

    # Who stands aside from the item has no word of it left, on any of his screens.
    await look_at(page, 0)
    await expect(page.locator(".note-editor textarea")).to_have_value(FIRST)
    await page.get_by_role("button", name="Me déporter de ce point").click()
    await page.locator("#dialog .button-grave").click()
    await expect(page.locator(".note-editor")).to_have_count(0)
    await expect(page.locator("#own-note")).to_be_hidden()
    await expect(notes.nth(0)).not_to_have_value(FIRST)

    # Whoever comes in by the door finds no key: the phrase is asked again.
    await page.goto("/demo/")
    await page.goto("/seances/1/")
    await look_at(page, 1)
    await expect(page.locator("#phrase-known")).to_be_visible()

    database = Path(stack.manage("shell", "--command", WHERE).split()[-1])
    held = b"".join(f.read_bytes() for f in database.parent.glob(f"{database.name}*"))
    for words in (FIRST, SECOND, PHRASE, "zqxpremier", "zqxsecond"):
        assert words.encode() not in held
    assert [e for s in screens.opened for e in s.errors if "Error" in e] == []


async def test_a_message_reaches_the_other_and_goes_when_messages_stop(
    screens: Screens, stack: Stack
) -> None:
    url = stack.base_urls[0]
    chair = await enter(screens, url, "president")
    minister = await enter(screens, url, "economie", viewport=TABLET)
    rival = await enter(screens, url, "securite", viewport=TABLET_UPRIGHT)
    await chair.page.locator("#open").click()
    await expect(rival.page.locator("#messages-open")).to_be_hidden()
    await chair.page.locator(".other-acts > summary").click()
    await chair.page.locator("#messages-on").click()

    await minister.page.locator("#messages-open").click()
    to = minister.page.locator("#message-to option", has_text="Sécurité").first
    await minister.page.locator("#message-to").select_option(
        await to.get_attribute("value")
    )
    await minister.page.locator("#message-text").fill("Un mot à la pause ?")
    await minister.page.locator("#message-send").click()

    await expect(minister.page.locator(".thread[open] .is-mine")).to_be_visible()
    await expect(rival.page.locator("#messages-new")).to_have_text("1")
    await expect(rival.page.locator("#messages-said")).to_contain_text(
        "Nouveau message"
    )
    await picture(rival, "message-new")
    await rival.page.locator("#messages-open").click()
    await rival.page.locator(".thread > summary").click()
    await expect(rival.page.locator(".thread .prose")).to_have_text(
        "Un mot à la pause ?"
    )
    await expect(rival.page.locator("#messages-new")).to_be_hidden()
    await picture(rival, "message-read")
    assert await faults(rival.page) == []
    await picture(minister, "message-sent")

    await chair.page.locator(".other-acts > summary").click()
    await chair.page.locator("#messages-off").click()

    await expect(rival.page.locator("#messages-open")).to_be_hidden()
    await expect(rival.page.locator(".thread")).to_have_count(0)
    await expect(rival.page.locator("#messages-panel")).to_be_hidden()
