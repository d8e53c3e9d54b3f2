"""What is done with the agenda of the week: built, amended, approved, changed, opened."""

import re

from playwright.async_api import Locator, expect

from tests.e2e.week import COUNCIL_DAY, Person, Week
from tests.e2e.week_dossiers import (
    BILL,
    CONFIDENTIAL,
    CONTRACT,
    LATE,
    THIRTY,
    WITHDRAWN,
)

MOVED, LOWERED = "Rapport relatif à la trésorerie de l'Etat", "Vaccins"
RESERVATION = "Le délai d'exécution n'est pas dit."
HEARD = {sent.title for sent in THIRTY if sent.kind == "oral_communication"}


def row_of(person: Person, title: str) -> Locator:
    return person.see(".board-row").filter(has_text=title)


async def create_the_meeting(week: Week) -> Person:
    officer = await week.person("sgg")
    await officer.go("/seances/")
    await officer.follow("Nouvelle séance")
    await officer.see(f"input[name=day][value='{COUNCIL_DAY}']").check()
    await officer.press("Créer la séance", told="est créée.")
    week.meeting = int(officer.page.url.split("/")[4])
    return officer


async def build(week: Week) -> None:
    """Every proposed file has its number, which follows when an item is moved."""
    officer = await create_the_meeting(week)
    button = "Inscrire les 28 dossiers proposés"
    await officer.press(button, told="28 points inscrits.")
    numbers = await officer.see(".board-row > .number").all_inner_texts()
    assert numbers == sorted(numbers, key=rank)
    assert len(set(numbers)) == 28
    assert numbers[0] == "I.1.1"
    await put_first(officer, MOVED)
    await step(officer, "Proposer au Premier ministre…", "Proposer au Premier ministre")
    assert await (await week.person("economie")).status_of(agenda(week)) == 404


def agenda(week: Week) -> str:
    return week.at_the_meeting("ordre-du-jour")


def rank(number: str) -> list[int]:
    part, *rest = number.split(".")
    return [("I", "II", "III", "IV").index(part), *map(int, rest)]


async def move(person: Person, title: str, way: str) -> None:
    row = row_of(person, title)
    number = await row.locator(".number").inner_text()
    await row.get_by_role("button", name=f"{way} le point").click()
    await expect(person.see("#said")).to_contain_text("Le point porte le numéro")
    await expect(row.locator(".number")).not_to_have_text(number)


async def put_first(person: Person, title: str) -> None:
    row = row_of(person, title)
    await row.locator("summary").click()
    await row.get_by_role("button", name="En premier").click()
    await expect(row.locator(".number")).to_have_text("I.1.1")


async def step(person: Person, leads: str, act: str, *, words: str = "") -> None:
    """Read the agenda back on the page of a step, and take it."""
    await person.follow(leads)
    if words:
        await person.fill("Observations", words)
    await person.press(act, told="L'ordre du jour est ")


async def amend_and_approve(week: Week) -> None:
    """The Prime Minister changes the order; the President reads what changed."""
    head = await week.person("premier-ministre")
    await head.go(agenda(week))
    await move(head, LOWERED, "Descendre")
    await step(head, "Remettre au Président…", "Remettre au Président", words="Vu.")
    await compare(head, week, before=1, after=2)
    president = await week.person("president")
    await president.go(agenda(week))
    await expect(president.see(".board-comment")).to_contain_text("Vu.")
    await step(president, "Lire et approuver…", "Approuver l'ordre du jour")
    await expect(president.see(".board-facts .state")).to_contain_text("Approuvé")


async def compare(person: Person, week: Week, *, before: int, after: int) -> None:
    """Side by side, the item that was moved is said to be, and it alone."""
    path = week.at_the_meeting("ordre-du-jour", "comparer")
    await person.go(f"{path}?avant={before}&apres={after}")
    changed = person.see("tr.is-different").filter(has_text="Déplacé")
    await expect(changed).to_have_count(1)
    await expect(changed).to_contain_text(LOWERED)


async def convene(week: Week, act: str) -> None:
    officer = await week.person("sgg")
    await officer.go(agenda(week))
    await officer.follow("Convoquer les membres…")
    await officer.press(act, told="La convocation est envoyée.")
    unread = officer.see(".roll tr[data-state=waiting]")
    before = await unread.count()
    await read_the_convocation(week, "economie")
    await officer.page.reload()
    await expect(unread).to_have_count(before - 1)


async def read_the_convocation(week: Week, username: str) -> None:
    member = await week.person(username)
    await member.go("/seances/")
    await member.follow("Convocation et positions")
    await member.reads("jeudi 19 février 2026 à 9 h 00")


async def invitation(week: Week) -> str:
    """Return the file for a member's calendar; no title is ever in it."""
    member = await week.person("economie")
    text = await member.text_of(week.at_the_meeting("convocation.ics").rstrip("/"))
    assert "CLASS:CONFIDENTIAL" in text
    assert not [title for title in week.files if title[:20] in text]
    return text


async def take_positions(week: Week) -> None:
    """By the buttons of the page where it says something, by its forms elsewhere."""
    minister = await week.person("economie")
    await minister.go(week.at_the_meeting("positions"))
    await mark(minister, CONTRACT, "J'émets une réserve", comment=RESERVATION)
    await mark(minister, BILL, "Je donne mon accord")
    await mark(minister, BILL, "Je demande la parole")
    await agree_with_the_others(minister)
    await minister.page.reload()
    await minister.reads("27 positions données sur 27.")


async def mark(member: Person, title: str, act: str, *, comment: str = "") -> None:
    line = member.see("li.position").filter(has_text=title)
    if comment:
        await line.get_by_label("Observation").fill(comment)
    await line.get_by_role("button", name=act, exact=True).click()
    button = line.get_by_role("button", name=act, exact=True)
    await expect(button).to_have_attribute("aria-pressed", "true")
    await expect(line.locator(".saved")).to_contain_text("Enregistré le")


async def agree_with_the_others(member: Person) -> None:
    seat = await member.see("input[name=seat]").first.get_attribute("value") or ""
    for line in await member.see("li.position:not(:has([aria-pressed=true]))").all():
        path = await line.locator("form").get_attribute("action") or ""
        await member.send(path, seat=seat, value="agree")


async def each_sees_his_part_of_the_positions(week: Week) -> None:
    """A member his own, the chair the totals, the secretariat the names."""
    path = week.at_the_meeting("positions")
    other = await week.person("sante")
    await other.go(path)
    await expect(other.see(".totals, .position details")).to_have_count(0)
    assert RESERVATION not in await other.page.content()
    chair = await week.person("president")
    await chair.go(path)
    contract = chair.see("li.position").filter(has_text=CONTRACT)
    await expect(contract.locator(".totals")).to_contain_text("1 Réserve")
    assert RESERVATION not in await chair.page.content()
    officer = await week.person("sgg")
    await officer.go(path)
    contract = officer.see("li.position").filter(has_text=CONTRACT)
    await contract.locator("summary").click()
    await expect(contract).to_contain_text(RESERVATION)


async def follow_the_positions(week: Week) -> None:
    """What nobody objects to is adopted without debate; the late file comes apart."""
    officer = await week.person("sgg")
    await officer.go(agenda(week))
    await officer.press("Suivre les suggestions de débat")
    await expect(officer.see("#follow")).to_have_count(0)
    together = officer.see(".board-row:has(.board-track input:checked) .title")
    titles = set(await together.all_inner_texts())
    assert titles == NOBODY_OBJECTS
    waiting = officer.see(".board-dossiers li").filter(has_text=LATE)
    await waiting.get_by_role("button", name="Inscrire").click()
    await expect(officer.see(".board-late")).to_contain_text(LATE)


DEBATED = {BILL, CONTRACT, LATE}
NOBODY_OBJECTS = {sent.title for sent in THIRTY} - HEARD - DEBATED - {WITHDRAWN}


async def approve_the_change(week: Week) -> None:
    """It is not the members' before the President approves it."""
    officer, member = await week.person("sgg"), await week.person("education")
    positions = week.at_the_meeting("positions")
    await officer.go(agenda(week))
    await officer.reads("Ordre du jour modificatif en préparation")
    await step(officer, "Proposer de nouveau…", "Proposer au Premier ministre")
    assert LATE not in await member.text_of(positions)
    president = await week.person("president")
    await president.go(agenda(week))
    await step(president, "Lire et approuver…", "Approuver l'ordre du jour")
    assert LATE in await member.text_of(positions)
    await president.follow("Version 5")
    await expect(president.see("h1")).to_have_text("Ordre du jour modificatif")


async def is_reserved(week: Week) -> None:
    """A confidential item is a stub for a member who is not its reader."""
    member = await week.person("sante")
    await member.go(week.at_the_meeting())
    await expect(member.see(".agenda-item")).to_have_count(29)
    await expect(member.see(".agenda-item.is-stub")).to_contain_text("Point réservé")
    assert CONFIDENTIAL not in await member.page.content()
    assert re.search(r"III?\.\d", await member.see("#agenda").inner_text())
