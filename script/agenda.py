"""The next council's agenda: built, amended, approved, and the positions before it."""

import re

from playwright.sync_api import Page
from stage import TABLET, Stage, take

# On the first items, in their order; the last is left for later.
POSITIONS = {
    "economie": ("agree", "agree", "agree"),
    "justice": ("agree", "reservation", "agree_with_comment"),
    "agriculture": ("agree", "agree", "wishes_to_speak"),
    "sante": ("agree", "agree", "agree"),
}


def play(on: Stage, day: str) -> None:
    desk = on.enter("sgg")
    meeting = create(desk, day)
    build(desk)
    take(desk, "ordre-du-jour")
    propose(desk)
    amend(on, meeting)
    approve(on, meeting)
    convene(desk, meeting)
    give_positions(on, meeting)
    desk.goto(f"/seances/{meeting}/convocation/")
    desk.evaluate("document.getElementById('desk-title').scrollIntoView()")
    take(desk, "convocation")


def create(desk: Page, day: str) -> str:
    """Create the meeting and return its number in addresses."""
    desk.goto("/seances/nouvelle/")
    desk.locator(f"[name=day][value='{day}']").check()
    desk.get_by_label("Lieu").fill("Ouagadougou")
    desk.get_by_role("button", name="Créer la séance").click()
    desk.locator("#board").wait_for()
    return re.findall(r"/seances/(\d+)/", desk.url)[0]


def build(desk: Page) -> None:
    desk.get_by_role("button", name=re.compile("^Inscrire les")).click()
    desk.locator(".board-row").nth(2).wait_for()
    for rank in range(3, 6):
        desk.locator(".board-side").get_by_role(
            "button", name=re.compile("^Inscrire")
        ).first.click()
        desk.locator(".board-row").nth(rank).wait_for()
    desk.goto(desk.url)


def propose(desk: Page) -> None:
    desk.get_by_role("link", name=re.compile("^Proposer")).click()
    desk.get_by_role("button", name="Proposer au Premier ministre").click()
    desk.locator("#board").wait_for()


def amend(on: Stage, meeting: str) -> None:
    """The Prime Minister puts an item among those adopted without debate, and hands on."""
    page = on.enter("premier-ministre", TABLET)
    page.goto(f"/seances/{meeting}/ordre-du-jour/")
    with page.expect_response(re.compile("/debat/")):
        page.locator("[id^=track-]").nth(1).click()
    with page.expect_response(re.compile("/duree/")):
        page.locator("[id^=minutes-]").first.fill("20")
        page.locator("[id^=minutes-]").first.press("Tab")
    page.goto(f"/seances/{meeting}/ordre-du-jour/remettre/")
    page.get_by_label("Observations").fill("Le premier point demande plus de temps.")
    page.get_by_role("button", name="Remettre au Président").click()
    page.locator("#board").wait_for()
    page.context.close()


def approve(on: Stage, meeting: str) -> None:
    page = on.enter("president", TABLET)
    page.goto(f"/seances/{meeting}/ordre-du-jour/")
    page.get_by_role("link", name="Lire et approuver").click()
    take(page, "approbation")
    page.get_by_role("button", name="Approuver l'ordre du jour").click()
    page.locator("#board").wait_for()
    page.context.close()


def convene(desk: Page, meeting: str) -> None:
    desk.goto(f"/seances/{meeting}/convocation/")
    desk.get_by_role("button", name="Convoquer les membres").click()
    desk.get_by_text("La convocation est envoyée.").wait_for()


def give_positions(on: Stage, meeting: str) -> None:
    """Members read the convocation and mark; the President sees the totals."""
    for who, values in POSITIONS.items():
        page = on.enter(who, TABLET)
        page.goto(f"/seances/{meeting}/convocation/")
        page.goto(f"/seances/{meeting}/positions/")
        for rank, value in enumerate(values):
            line = page.locator("li.position").nth(rank)
            line.locator(f"button[data-mark={value}]").click()
            line.get_by_text("Enregistré le").wait_for()
        if who == "justice":
            page.goto(page.url)
            page.evaluate("scrollTo(0, 0)")
            take(page, "positions")
        page.context.close()
    chair = on.enter("president", TABLET)
    chair.goto(f"/seances/{meeting}/positions/")
    chair.evaluate("scrollTo(0, 200)")
    take(chair, "totaux")
    chair.context.close()
