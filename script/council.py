"""The council as it is held: its beginning is played, and four screens are taken."""

import re
import sys
import uuid

from playwright.sync_api import BrowserContext, Page
from stage import HALL, TABLET, Stage, take

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
CHANGED = 2500  # milliseconds: what has just changed is marked for 1.5 s


def hold(on: Stage) -> None:
    chair = room(on, "president")
    secretary = room(on, "sgg")
    wall = room(on, "ecran", HALL)
    member = room(on, "economie")
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
        page = room(on, who)
        mark(page.context, meeting, value)
        page.context.close()
    write(secretary)
    member.locator("[data-mark=agree]").first.click()
    take(member, "salle", settle=CHANGED)
    take(chair, "conduite", settle=CHANGED)
    take(secretary, "redaction", settle=CHANGED)
    take(wall, "ecran", settle=CHANGED)


def room(on: Stage, who: str, size: dict[str, int] = TABLET) -> Page:
    """Sit down as one of the cast in the room of the council of the day."""
    page = on.enter(who, size)
    page.goto("/seances/")
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
