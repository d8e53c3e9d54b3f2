"""A demonstration on a free port, its cast in Chromium, and pictures kept small."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img"
TABLET = {"width": 1180, "height": 820}
DESK = {"width": 1280, "height": 860}
HALL = {"width": 1600, "height": 900}
# Plain colours and letters: a palette holds them, the rare ones too.
COLOURS, FEW_AND_RARE, PLAIN = 256, Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
ADMINISTRATOR = {"username": "administrateur", "password": "Un-mot-de-passe-de-vitrine"}


@dataclass(frozen=True)
class Stage:
    """A browser before a demonstration, each of the cast in a window of his own."""

    browser: Browser
    address: str

    def window(self, size: dict[str, int]) -> Page:
        context = self.browser.new_context(
            base_url=self.address,
            viewport=size,
            locale="fr-FR",
            timezone_id="Africa/Ouagadougou",
        )
        return context.new_page()

    def enter(self, who: str, size: dict[str, int] = DESK) -> Page:
        """Sit down as one of the cast."""
        page = self.window(size)
        page.goto("/demo/")
        page.locator(f"button[value='{who}']").click()
        page.wait_for_load_state()
        return page

    def sign_in(self, size: dict[str, int] = DESK) -> Page:
        """Come in as the administrator, who is not of the cast."""
        page = self.window(size)
        page.goto("/connexion/")
        for name, value in ADMINISTRATOR.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/connexion/" not in url)
        return page


def take(page: Page, name: str, *, settle: int = 500) -> None:
    """Keep what the window shows, in a palette; `settle` in milliseconds."""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(settle)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, FEW_AND_RARE, kmeans=3, dither=PLAIN)
    small.save(PICTURES / f"{name}.png", optimize=True)
    sys.stderr.write(f"docs/img/{name}.png\n")


@contextmanager
def stage() -> Iterator[Stage]:
    """Open a browser before a fresh demonstration; both are gone after."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    french = {**os.environ, "LANGUAGE": "fr"}
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--lang=fr"], env=french
        )
        yield Stage(browser, address)
        browser.close()


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a fresh demonstration on a free port of this machine; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="ecm-pictures-")
    environment = {**os.environ, "ECM_DATA": folder}
    served = subprocess.Popen(  # noqa: S603  (our own command)
        [*ECM, "demo", "--host", "127.0.0.1", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/sante/")
        make_administrator(environment)
        yield address
    finally:
        served.terminate()
        served.wait(15)
        shutil.rmtree(folder)


ECM = (sys.executable, "-m", "ecm")


def make_administrator(environment: dict[str, str]) -> None:
    """Add the one account that has a password."""
    command = [*ECM, "createsuperuser", "--noinput", "--email", "a@example.org"]
    subprocess.run(  # noqa: S603  (our own command)
        [*command, "--username", ADMINISTRATOR["username"]],
        cwd=ROOT,
        env={**environment, "DJANGO_SUPERUSER_PASSWORD": ADMINISTRATOR["password"]},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def wait_for(address: str) -> None:
    for _ in range(1200):
        with suppress(OSError), urllib.request.urlopen(address):  # noqa: S310  (ours)
            return
        time.sleep(0.1)
    sys.exit(f"{address} ne répond pas / does not answer")
