"""Holds the beginning of the demonstration council in Chromium and takes its pictures."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img"
TABLET = {"width": 1180, "height": 820}
HALL = {"width": 1600, "height": 900}
MARKS = {
    "premier-ministre": "agree",
    "guerre": "agree",
    "administration": "agree_with_comment",
    "securite": "agree",
    "justice": "agree",
    "affaires-etrangeres": "agree",
    "communication": "agree",
    "agriculture": "wishes_to_speak",
    "sante": "agree",
    "education": "reservation",
}
MINUTES = (
    "Le ministre présente le point et rappelle les engagements pris lors de la séance "
    "précédente.",
    "Un membre s'enquiert du calendrier d'exécution\N{NO-BREAK SPACE}; il est répondu "
    "que les textes d'application seront soumis dans les trois mois.",
)


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a fresh demonstration on a free port of this machine; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="ecm-pictures-")
    command = [sys.executable, "-m", "ecm", "demo", "--host", "127.0.0.1"]
    served = subprocess.Popen(  # noqa: S603  (our own command)
        [*command, "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ECM_DATA": folder},
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/sante/")
        yield address
    finally:
        served.terminate()
        served.wait(15)
        shutil.rmtree(folder)


def wait_for(address: str) -> None:
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(address):  # noqa: S310  (ours)
            return
        time.sleep(0.1)
    sys.exit(f"{address} ne répond pas / does not answer")


def enter(browser: Browser, address: str, who: str, size: dict[str, int]) -> Page:
    """Sit down as one of the cast."""
    context = browser.new_context(
        base_url=address,
        viewport=size,
        locale="fr-FR",
        timezone_id="Africa/Ouagadougou",
    )
    page = context.new_page()
    page.goto("/demo/")
    page.locator(f"button[value='{who}']").click()
    page.locator(".meeting-list .button-act").first.click()
    page.locator("#light", has_text="En direct").wait_for()
    return page


def send(context: BrowserContext, path: str, fields: dict[str, str]) -> None:
    """Send a command as the button of whoever is signed in would."""
    tokens = (c["value"] for c in context.cookies() if c["name"] == "csrftoken")
    headers = {"Idempotency-Key": str(uuid.uuid4()), "X-CSRFToken": next(tokens)}
    answer = context.request.post(path, form=fields, headers=headers)
    if not answer.ok:
        sys.exit(f"{path} : {answer.status} {answer.text()}")


def mark(context: BrowserContext, meeting: str, value: str) -> None:
    form = context.request.get(f"/seances/{meeting}/mes-marques/").text()
    target = re.search(r'hx-post="([^"]+)"', form)
    seat = re.search(r'name="seat" value="(\d+)"', form)
    if not target or not seat:
        sys.exit("aucun tour n'est ouvert / no round is open")
    send(context, target[1], {"seat": seat[1], "value": value})


def call_the_roll(secretary: Page, meeting: str) -> None:
    """Note everybody as present, save the last of the roll."""
    seats = secretary.locator("#attendance li[id^=seat-]")
    for rank in range(seats.count()):
        seat = (seats.nth(rank).get_attribute("id") or "").removeprefix("seat-")
        there = "present" if rank + 1 < seats.count() else "excused"
        path = f"/seances/{meeting}/sieges/{seat}/presence/"
        send(secretary.context, path, {"attendance": there})


def take(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(2500)  # what has just changed is marked for 1.5 s
    page.screenshot(path=PICTURES / f"{name}.png")
    sys.stderr.write(f"docs/img/{name}.png\n")


def decide_the_next(chair: Page) -> None:
    chair.locator("#call-next").click()
    chair.locator("#decide").click()
    chair.wait_for_timeout(600)  # nearer in time, two taps are one
    chair.locator("#pronounce").click()
    chair.locator("#call-next").wait_for()
    chair.wait_for_timeout(600)


def write(secretary: Page) -> None:
    for number, text in enumerate(MINUTES, start=1):
        secretary.locator("#editor textarea").nth(number - 1).fill(text)
        secretary.locator(f"#minutes-list li[data-uid] >> nth={number - 1}").wait_for(
            state="attached"
        )


def hold(browser: Browser, address: str) -> None:
    chair = enter(browser, address, "president", TABLET)
    secretary = enter(browser, address, "sgg", TABLET)
    wall = enter(browser, address, "ecran", HALL)
    member = enter(browser, address, "economie", TABLET)
    meeting = member.locator("#room").get_attribute("data-meeting") or ""
    call_the_roll(secretary, meeting)
    chair.locator("#open").click()
    chair.wait_for_timeout(600)
    for _ in range(3):
        decide_the_next(chair)
    chair.locator("#call-next").click()
    chair.locator("#round-open").click()
    chair.locator("#round-close").wait_for()
    for who, value in MARKS.items():
        page = enter(browser, address, who, TABLET)
        mark(page.context, meeting, value)
        page.context.close()
    write(secretary)
    member.locator("[data-mark=agree]").first.click()
    take(member, "salle")
    take(chair, "conduite")
    take(secretary, "redaction")
    take(wall, "ecran")


def main() -> None:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )
        hold(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
