"""The secretary's editor: paragraphs, zones, formulas, and two texts of one paragraph."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import Screens
from tests.e2e.played_minutes import PlayedMinutes, opened, running, states
from tests.e2e.stub import until


@pytest.fixture
def minutes() -> PlayedMinutes:
    return PlayedMinutes()


async def test_each_paragraph_says_how_many_tablets_have_it(screens, minutes):
    stub = minutes.stub()
    page = await opened(screens, stub)
    await running(page).first.press_sequentially("Lu")
    await expect(states(page).first).to_have_text("enregistré")

    cursors = f"{minutes.seq}:28 {minutes.seq - 5}:2"
    await stub.send(f'<span id="presence" data-cursors="{cursors}">28 sur 30</span>')

    await expect(states(page).first).to_have_text("lu par 28")


async def test_enter_twice_begins_a_paragraph_and_keeps_the_order(screens, minutes):
    page = await opened(screens, minutes.stub())
    field = running(page).first
    await field.press_sequentially("Un")
    await field.press("Enter")
    await field.press("Enter")
    await page.keyboard.type("Trois")
    await running(page).first.press("Control+Enter")
    await expect(running(page).nth(1)).to_be_focused()
    await page.keyboard.type("Deux")

    await until(lambda: minutes.standing() == ["Un", "Deux", "Trois"])
    await expect(running(page)).to_have_count(4)  # and an empty one to go on with


async def test_a_paragraph_is_split_at_the_caret(screens, minutes):
    page = await opened(screens, minutes.stub())
    await running(page).first.press_sequentially("Avant après")
    for _ in "après":
        await page.keyboard.press("ArrowLeft")

    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")

    await until(lambda: minutes.standing() == ["Avant", "après"])
    await expect(running(page).nth(1)).to_be_focused()


async def test_backspace_in_an_empty_paragraph_takes_it_out(screens, minutes):
    page = await opened(screens, minutes.stub())
    await running(page).first.press_sequentially("Un")
    await page.keyboard.press("Control+Enter")
    await expect(running(page).nth(1)).to_be_focused()
    await page.keyboard.type("D")
    await until(lambda: minutes.standing() == ["Un", "D"])

    await page.keyboard.press("Backspace")
    await page.keyboard.press("Backspace")

    await until(lambda: minutes.standing() == ["Un"])
    await expect(running(page).first).to_be_focused()
    await expect(running(page).first).to_have_value("Un")


async def test_two_zones_are_kept_apart(screens, minutes):
    page = await opened(screens, minutes.stub())

    await page.locator('[data-zone="private"] textarea').first.fill("À vérifier")
    await running(page).first.fill("Le Conseil examine")

    await until(lambda: minutes.standing("private") == ["À vérifier"])
    await until(lambda: minutes.standing() == ["Le Conseil examine"])


async def test_an_untouched_field_takes_the_others_words(screens, minutes):
    block = minutes.put("00000000-0000-4000-8000-000000000001", "Avant")
    stub = minutes.stub()
    page = await opened(screens, stub)

    minutes.put(block.uid, "Après")
    await stub.send(minutes.frame(block))

    await expect(running(page).first).to_have_value("Après")
    assert minutes.writes == []


async def two_texts(screens: Screens, minutes: PlayedMinutes) -> Page:
    """Return a page on which mine was written on an older version than the other's."""
    block = minutes.put("00000000-0000-4000-8000-000000000001", "Texte")
    page = await opened(screens, minutes.stub())
    minutes.put(block.uid, "Texte de l'autre")
    await running(page).first.fill("Texte à moi")
    await expect(states(page).first).to_have_text("deux textes : choisissez")
    await expect(page.locator(".edit-block .prose")).to_have_text("Texte de l'autre")
    await expect(running(page).first).to_have_value("Texte à moi")
    return page


@pytest.mark.parametrize(
    ("button", "kept"),
    [("Garder le mien", "Texte à moi"), ("Garder l'autre", "Texte de l'autre")],
)
async def test_of_two_texts_the_chosen_one_stands(screens, minutes, button, kept):
    page = await two_texts(screens, minutes)

    await page.get_by_role("button", name=button).click()

    await expect(states(page).first).to_have_text("enregistré")
    await expect(running(page).first).to_have_value(kept)
    assert minutes.standing() == [kept]


async def test_an_answer_later_than_the_choice_brings_no_question_back(
    screens, minutes
):
    block = minutes.put("00000000-0000-4000-8000-000000000001", "Texte")
    stub = minutes.stub()
    page = await opened(screens, stub)
    minutes.put(block.uid, "Texte de l'autre")
    minutes.acks_to_lose = 1
    await running(page).first.fill("Texte à moi")
    await until(lambda: block.proposals != {})

    block.proposals.clear()
    minutes.put(block.uid, "Texte à moi")  # the other secretary chose mine
    await stub.send(minutes.frame(block))

    await expect(states(page).first).to_have_text("enregistré")
    await expect(running(page).first).to_have_value("Texte à moi")
    await expect(page.locator(".edit-block .proposal")).to_have_count(0)


async def test_two_texts_are_merged_by_hand(screens, minutes):
    page = await two_texts(screens, minutes)

    await page.get_by_role("button", name="Fusionner").click()
    await expect(running(page).first).to_have_value("Texte à moi\nTexte de l'autre")
    await page.get_by_role("button", name="Garder le mien").click()

    await until(lambda: minutes.standing() == ["Texte à moi\nTexte de l'autre"])


async def test_the_other_secretary_sees_both_texts_too(screens, minutes):
    block = minutes.put("00000000-0000-4000-8000-000000000001", "Debout")
    block.proposals[15] = "Proposé"
    page = await opened(screens, minutes.stub())

    panel = page.locator(".edit-block .proposal")
    await expect(panel.locator(".prose")).to_have_text("Proposé")
    await expect(panel.locator(".label")).to_have_text("Mme X a écrit en même temps")
    await page.get_by_role("button", name="Garder l'autre").click()

    await expect(running(page).first).to_have_value("Proposé")
    assert minutes.standing() == ["Proposé"]


async def test_a_formula_goes_in_at_the_caret(screens, minutes):
    page = await opened(screens, minutes.stub())
    await running(page).first.press_sequentially("Fin.")

    await page.locator("#formula").click()

    await until(lambda: minutes.standing() == ["Fin. Le Conseil a adopté ce décret."])
    await expect(running(page).first).to_be_focused()


async def test_the_next_item_does_not_jump_under_the_caret(screens, minutes):
    stub = minutes.stub()
    page = await opened(screens, stub)
    await running(page).first.press_sequentially("Sur le point un")
    await until(lambda: minutes.standing() == ["Sur le point un"])

    minutes.seq += 1
    now = '<div id="now" data-item="2"></div>'
    await stub.send(f'<i id="cursor" data-from="0" data-seq="{minutes.seq}"></i>{now}')
    go = page.get_by_role("button", name="Le Conseil examine : I.1.2 · Y aller")
    await go.wait_for()
    await expect(running(page).first).to_have_value("Sur le point un")
    await go.click()

    await expect(running(page)).to_have_count(1)
    await running(page).first.press_sequentially("Sur le deux")
    await until(lambda: minutes.standing()[-1] == "Sur le deux")
    assert minutes.writes[-1][1]["item"] == "2"
