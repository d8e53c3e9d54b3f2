"""The secretary's editor: no keystroke is lost, whatever is cut, killed or answered late."""

import os
import signal
import time
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, async_playwright, expect

from tests.browser import ARGUMENTS, chromium_path
from tests.e2e.played_minutes import (
    PlayedMinutes,
    open_desk,
    opened,
    running,
    states,
)
from tests.e2e.stub import sign_in_page, until

SEAL = b64encode(bytes(range(32))).decode()
FAILING = "non transmis, nouvel essai…"
ACCENTS = "Été à Fada : l'œuvre reçue, où ça mène, naïf et gêné."


@pytest.fixture
def minutes() -> PlayedMinutes:
    return PlayedMinutes()


async def test_what_is_typed_is_saved_a_few_times_a_second(screens, minutes):
    page = await opened(screens, minutes.stub())

    began = time.monotonic()
    await running(page).first.press_sequentially(ACCENTS, delay=20)
    await expect(states(page).first).to_have_text("enregistré")

    assert minutes.standing() == [ACCENTS]
    # Every 250 ms at most, however slowly a busy machine types.
    assert len(minutes.writes) <= 4 * (time.monotonic() - began) + 2
    assert minutes.writes[-1][1] == {
        "uid": minutes.writes[0][1]["uid"],
        "base": str(len(minutes.writes) - 1),
        "text": ACCENTS,
        "item": "1",
        "zone": "running",
        "position": "1",
    }


async def test_words_typed_while_the_server_is_away_are_sent_on_its_return(
    screens, minutes
):
    page = await opened(screens, minutes.stub())
    minutes.is_away = True
    await running(page).first.press_sequentially(ACCENTS, delay=10)
    await expect(states(page).first).to_have_text(FAILING)

    minutes.is_away = False

    await expect(states(page).first).to_have_text("enregistré", timeout=60_000)
    assert minutes.standing() == [ACCENTS]


async def test_a_retry_has_the_key_and_the_words_of_the_first_try(screens, minutes):
    page = await opened(screens, minutes.stub())
    minutes.acks_to_lose = 2

    await running(page).first.press_sequentially("Une fois", delay=10)
    await expect(states(page).first).to_have_text("enregistré", timeout=60_000)

    first, second, third, *_ = minutes.writes
    assert first == second == third
    assert minutes.standing() == ["Une fois"]
    assert not next(iter(minutes.blocks.values())).proposals


@pytest.mark.parametrize("tells_now", [False, True])
async def test_a_retry_does_not_cover_what_another_wrote_meanwhile(
    screens, minutes, tells_now
):
    minutes.tells_version_of_now = tells_now
    page = await opened(screens, minutes.stub())
    minutes.acks_to_lose = 1
    await running(page).first.press_sequentially("A")
    await until(lambda: minutes.standing() == ["A"])
    block = minutes.put(next(iter(minutes.blocks)), "A, dit l'autre")
    await running(page).first.press_sequentially("vec moi")

    await until(lambda: list(block.proposals.values()) == ["Avec moi"])
    assert minutes.standing() == ["A, dit l'autre"]


async def test_a_reloaded_page_sends_what_its_tablet_kept(screens, minutes):
    page = await opened(screens, minutes.stub())
    minutes.acks_to_lose = 1
    await running(page).first.press_sequentially("A")
    await until(lambda: len(minutes.writes) == 1)
    minutes.is_away = True
    await running(page).first.press_sequentially("près la coupure")
    await expect(states(page).first).to_have_text(FAILING)

    minutes.is_away = False
    await page.reload()

    # The page shows what the server has until it has read the tablet's log.
    await until(lambda: minutes.standing() == ["Après la coupure"])
    await expect(states(page).first).to_have_text("enregistré")
    keys = [key for key, asked in minutes.writes if asked["text"] == "A"]
    assert len(keys) >= 2
    assert len(set(keys)) == 1


async def test_a_killed_browser_gives_every_character_back(tmp_path, minutes):
    minutes.is_away = True
    async with async_playwright() as playwright:
        context = await lasting_context(playwright, tmp_path)
        page = context.pages[0]
        await open_desk(page, minutes.stub(seal=SEAL))
        await running(page).first.press_sequentially(ACCENTS, delay=10)
        await expect(states(page).first).to_have_text(FAILING)
        kill(tmp_path)
        minutes.is_away = False

        context = await lasting_context(playwright, tmp_path)
        page = context.pages[0]
        await open_desk(page, minutes.stub(seal=SEAL))
        await expect(states(page).first).to_have_text("enregistré", timeout=60_000)
        await context.close()

    assert minutes.standing() == [ACCENTS]


async def lasting_context(playwright, folder: Path) -> BrowserContext:
    return await playwright.chromium.launch_persistent_context(
        folder, executable_path=chromium_path(), args=ARGUMENTS
    )


def kill(folder: Path) -> None:
    """Kill at once the browser that we started on `folder`, as a power cut would."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={folder}".encode() in command and b"--type" not in command:
            os.kill(int(process.name), signal.SIGKILL)


async def test_a_half_composed_accent_is_kept_and_not_disturbed(screens, minutes):
    block = minutes.put("00000000-0000-4000-8000-000000000001", "Le préfet ")
    stub = minutes.stub()
    page = await opened(screens, stub)
    field = running(page).first
    await field.press("End")
    keyboard = await page.context.new_cdp_session(page)

    await compose(keyboard, "de ´")
    await until(lambda: minutes.standing() == ["Le préfet de ´"])
    minutes.put(block.uid, "Le préfet de région")  # by the other secretary
    await stub.send(minutes.frame(block))
    await expect(page.locator("#block-1")).to_have_text("Le préfet de région")
    await expect(field).to_have_value("Le préfet de ´")
    await compose(keyboard, "de é")
    await keyboard.send("Input.insertText", {"text": "de É"})

    await expect(field).to_have_value("Le préfet de É")
    await until(lambda: block.proposals != {})
    await until(lambda: list(block.proposals.values()) == ["Le préfet de É"])
    assert minutes.standing() == ["Le préfet de région"]


async def compose(keyboard, text: str) -> None:
    await keyboard.send(
        "Input.imeSetComposition",
        {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
    )


async def test_the_log_is_sealed_on_the_disk(screens, minutes):
    minutes.is_away = True
    page = await opened(screens, minutes.stub(seal=SEAL))

    await running(page).first.fill("Secret d'État")
    await expect(states(page).first).to_have_text(FAILING)

    row = await page.evaluate(
        """() => new Promise(done => {
          const asked = indexedDB.open("ecm-minutes");
          asked.onsuccess = () => {
            const rows = asked.result.transaction("paragraphs")
              .objectStore("paragraphs").getAll();
            rows.onsuccess = () => done({
              keys: Object.keys(rows.result[0]).sort(),
              text: new TextDecoder().decode(rows.result[0].sealed),
            });
          };
        })"""
    )
    assert row["keys"] == ["iv", "owner", "sealed", "uid"]
    assert "Secret" not in row["text"]
    assert await page.locator("#room").get_attribute("data-seal") is None


async def test_the_log_is_empty_once_all_is_acknowledged(screens, minutes):
    page = await opened(screens, minutes.stub())
    await running(page).first.fill("Un")
    await expect(states(page).first).to_have_text("enregistré")

    await page.reload()
    await page.locator("#editor[data-ready]").wait_for()
    await page.wait_for_timeout(500)

    assert len(minutes.writes) == 1


async def test_over_plain_http_nothing_is_lost_either(screens, minutes):
    page = await opened(screens, minutes.stub(origin="http://salle.test"))
    assert await page.evaluate("window.isSecureContext") is False
    minutes.is_away = True
    await running(page).first.fill(ACCENTS)
    await expect(states(page).first).to_have_text(FAILING)

    minutes.is_away = False
    await page.reload()

    await expect(states(page).first).to_have_text("enregistré", timeout=60_000)
    assert minutes.standing() == [ACCENTS]


@pytest.mark.parametrize("origin", ["http://localhost", "http://salle.test"])
async def test_one_tab_writes_and_another_may_take_over(screens, minutes, origin):
    stub = minutes.stub(origin=origin)
    first = await opened(screens, stub)
    second = await first.context.new_page()
    await open_desk(second, stub)
    minutes.is_away = True
    await running(first).first.fill("Commencé ici")
    await expect(states(first).first).to_have_text(FAILING)

    await expect(running(second)).to_have_count(0)
    await second.get_by_role("button", name="Écrire dans cet onglet").click()
    await expect(running(second).first).to_have_value("Commencé ici")
    minutes.is_away = False

    await expect(states(second).first).to_have_text("enregistré", timeout=60_000)
    await expect(running(first)).to_have_count(0)
    assert minutes.standing() == ["Commencé ici"]


async def test_signed_out_the_text_waits_and_the_page_says_so(screens, minutes):
    with sign_in_page() as origin:
        page = await opened(screens, minutes.stub(origin=origin))
        minutes.redirects_to = f"{origin}/connexion/"

        await running(page).first.fill("Gardé")

        words = "reconnectez-vous : votre texte est gardé sur cette tablette"
        await expect(states(page).first).to_have_text(words)
        await expect(page.locator("#sign-in")).to_be_visible()
        minutes.redirects_to = ""
        await page.reload()
        await expect(states(page).first).to_have_text("enregistré", timeout=60_000)
    assert minutes.standing() == ["Gardé"]
