"""The field of a file in a browser: killed, reloaded, offline, refused, without a script."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf, Stream
from playwright.async_api import Locator, Page, Request, expect

from tests.browser import Screens
from tests.e2e.test_accessibility import on_every_screen
from tests.files.bearer import Bearer, give_account
from tests.files.makers import saved
from tests.stack import Stack, Stacks

PAGE = "/galerie/fichier/"
MIB = 1024 * 1024
STATE, SAID, WORDS = (f"[data-upload-{name}]" for name in ("state", "said", "words"))


@dataclass(frozen=True)
class Scan:
    """A PDF of 5 megaoctets whose name is a secret."""

    path: Path
    size: int
    sha256: str


@pytest.fixture(scope="module")
def stack(stacks: Stacks) -> Iterator[Stack]:
    """One process that shows the gallery, and one account."""
    opened = stacks.open("sqlite", ECM_DEBUG="1")
    give_account(opened)
    yield opened
    opened.stop()


@pytest.fixture
def bearer(stack: Stack) -> Bearer:
    """Who is signed in, in the browser too."""
    return Bearer(stack)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Scan:
    made = Pdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(X=Stream(made, os.urandom(5_000_000)))
    path = tmp_path_factory.mktemp("scan") / "Limogeage du préfet.pdf"
    content = saved(made, path, compress_streams=False).read_bytes()
    return Scan(path, len(content), hashlib.sha256(content).hexdigest())


async def opened(screens: Screens, bearer: Bearer, **options: object) -> Page:
    """Return the page of the field, signed in."""
    base_url = bearer.stack.base_urls[0]
    page = (await screens.open(base_url, **options)).page
    await sign_in(page, bearer)
    await page.goto(PAGE)
    return page


async def sign_in(page: Page, bearer: Bearer) -> None:
    jar = [
        {"name": cookie.name, "value": cookie.value, "url": bearer.stack.base_urls[0]}
        for cookie in bearer.http.cookies.jar
    ]
    await page.context.add_cookies(jar)


async def slow(page: Page, octets_a_second: int = 2 * MIB) -> None:
    line = await page.context.new_cdp_session(page)
    conditions = {"offline": False, "latency": 5, "downloadThroughput": -1}
    conditions["uploadThroughput"] = octets_a_second
    await line.send("Network.emulateNetworkConditions", conditions)


async def send(page: Page, file: Path | dict[str, object]) -> None:
    await page.locator("#file").set_input_files(file)
    await page.get_by_role("button", name="Joindre").click()


def said(page: Page) -> Locator:
    return page.locator(SAID)


async def under_way(page: Page) -> None:
    """Return when some megaoctets have left: this is looked for at every frame."""
    await page.wait_for_function(
        """place => /^[1-3](,\\d)?\\sMo sur 5\\sMo$/.test(
            document.querySelector(place).textContent.trim())""",
        arg=WORDS,
        timeout=60_000,
    )


async def arrived(page: Page, scan: Scan) -> None:
    """Return when the form has come with the whole file."""
    seal = page.locator("#found code")
    await expect(seal).to_have_text(scan.sha256, timeout=60_000)


async def test_a_transfer_outlives_the_server_and_the_page(
    screens: Screens, bearer: Bearer, scan: Scan
) -> None:
    page = await opened(screens, bearer)
    sent: list[int] = []
    begun: list[str] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            sent.append(len(request.post_data_buffer or b""))
        elif request.method == "POST" and request.url.endswith("/televersements/"):
            begun.append(request.url)

    page.on("request", note)
    await slow(page)
    await send(page, scan.path)
    await under_way(page)

    bearer.stack.web[0].kill()
    await expect(said(page)).to_contain_text("Le serveur ne répond pas")
    bearer.stack.start()
    await expect(said(page)).to_have_text("Reprise…", timeout=60_000)
    await under_way(page)
    await page.reload()
    await expect(said(page)).to_have_text(
        re.compile(
            r"^L'envoi de «\sLimogeage du préfet.pdf\s» s'est arrêté à [0-4](,\d)?\sMo "
            r"sur 5\sMo. Choisissez de nouveau ce fichier pour le reprendre.$"
        )
    )
    kept = await page.evaluate("JSON.stringify(localStorage)")
    await send(page, scan.path)

    await arrived(page, scan)
    await expect(page.locator("#found h2")).to_have_text("Limogeage du préfet.pdf")
    assert "televersements" in kept
    assert "Limogeage" not in kept
    assert len(begun) == 1
    # Of each of the two cuts, one piece at most went twice.
    assert sum(sent) <= scan.size + 2 * MIB


async def test_it_waits_for_the_network_and_for_the_person(
    screens: Screens, bearer: Bearer, scan: Scan
) -> None:
    page = await opened(screens, bearer)
    await slow(page)
    await send(page, scan.path)
    await under_way(page)

    await page.context.set_offline(True)
    await expect(said(page)).to_have_text("Pas de réseau : l'envoi reprendra seul.")
    await page.context.set_offline(False)
    await expect(said(page)).to_have_text("Reprise…")
    await page.get_by_role("button", name="Suspendre l'envoi").click()
    await expect(said(page)).to_have_text("Envoi suspendu.")
    assert await on_every_screen(page) == []
    await page.get_by_role("button", name="Reprendre l'envoi").click()
    await expect(said(page)).to_have_text("Reprise…")
    async with page.expect_response(lambda r: r.request.method == "DELETE") as asked:
        await page.get_by_role("button", name="Annuler l'envoi").click()

    assert (await asked.value).status == 204
    await expect(said(page)).to_have_text("Envoi annulé.")
    await expect(page.locator(STATE)).to_be_hidden()
    await page.reload()
    await expect(said(page)).to_have_text("")


async def test_who_was_signed_out_resumes_after_signing_in(
    screens: Screens, bearer: Bearer, scan: Scan
) -> None:
    page = await opened(screens, bearer)
    await slow(page)
    await send(page, scan.path)
    await under_way(page)

    await page.context.clear_cookies(name="sessionid")
    await expect(said(page)).to_contain_text("Votre connexion a pris fin.")
    await sign_in(page, bearer)
    await page.reload()
    await expect(said(page)).to_contain_text("s'est arrêté à")
    await slow(page, -1)
    await send(page, scan.path)

    await arrived(page, scan)


async def test_what_cannot_be_accepted_is_said_on_the_page(
    screens: Screens, bearer: Bearer
) -> None:
    page = await opened(screens, bearer)

    for content, words in [
        (b"", "Ce fichier est vide"),
        (b"MZ\x90\0", "celui-ci est un programme"),
        (b"%PDF-1.7 %%EOF", "Ce fichier est abîmé"),
    ]:
        file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content}
        await send(page, file)
        await expect(page.locator("main")).to_contain_text(words)


async def test_without_a_script_the_form_carries_the_file(
    screens: Screens, bearer: Bearer, scan: Scan
) -> None:
    page = await opened(screens, bearer, java_script_enabled=False)

    await send(page, scan.path)

    await arrived(page, scan)
