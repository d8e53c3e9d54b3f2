"""What the secretariat does with the thirty: register, return, study, propose."""

import re

from playwright.async_api import expect

from tests.e2e.week import COUNCIL_DAY, Person, Week
from tests.e2e.week_dossiers import BILL, CONTRACT, LATE

WEEK = f"/secretariat/?conseil={COUNCIL_DAY}"
NOTE = "Le solde budgétaire reste débattu par la Cour des comptes."
BOOK = "/secretariat/registre/?annee=2026&entier=on"


async def at_the_desk(week: Week, *, state: str = "") -> Person:
    officer = await week.person("sgg")
    await officer.go(f"{WEEK}&etat={state}")
    return officer


async def do_to_all(officer: Person, act: str, shown: str, done: str) -> None:
    """Choose every line shown, read what the act would do, and do it."""
    await officer.see("[data-all]").check()
    await officer.press(act)
    await expect(officer.see("h1")).to_have_text(shown)
    await officer.press(shown)
    await expect(officer.see(".undo")).to_contain_text(done)


async def rows_of_the_book(reader: Person) -> list[str]:
    """Return the titles of the entry book in the order of its numbers."""
    await reader.go(BOOK)
    await expect(reader.see(".page-head")).to_contain_text("sans lacune")
    numbers = await reader.see("table.book td.number").all_inner_texts()
    assert numbers == [str(number + 1) for number in range(len(numbers))]
    return await reader.see(
        "table.book td:nth-child(5), table.book td.soft"
    ).all_inner_texts()


async def send_back(week: Week, title: str, reasons: tuple[str, ...], why: str) -> None:
    """Return a file: the officer first reads what its ministry will read."""
    officer = await week.open_file("sgg", title)
    await officer.follow("Retourner au ministère…")
    for reason in reasons:
        await officer.see("main").get_by_label(reason).check()
    await officer.fill("Précisions pour le ministère", why)
    await officer.press("Lire ce que le ministère lira")
    await expect(officer.see("#read ~ section")).to_contain_text(why)
    await officer.press(
        "Retourner le dossier", told="Le dossier est retourné à son ministère."
    )


async def counts_of_returns(officer: Person) -> list[int]:
    """Return how many were returned, for reasons of form, for reasons of substance."""
    await officer.go("/secretariat/retours/?annee=2026")
    counts = await officer.see(".watch strong").all_inner_texts()
    return [int(count) for count in counts[1:]]


async def do_next(week: Week, title: str, *acts: str) -> Person:
    """Do the acts that the page of a file offers, one after the other."""
    officer = await week.open_file("sgg", title)
    for act in acts:
        await officer.press(act)
    return officer


async def answer_the_late_request(week: Week) -> None:
    officer = await week.open_file("sgg", LATE)
    await officer.follow("Répondre")
    asked = officer.see("li.sheet").filter(has_text=LATE)
    await asked.locator("textarea").fill("Accordé, examens obligent.")
    await asked.get_by_role("button", name="Accepter la demande").click()
    await expect(officer.see("#messages")).to_contain_text("La réponse est donnée")
    author = await week.open_file("cabinet-education", LATE)
    await author.reads("Le SGG accepte le dossier hors délai")


async def ask(week: Week, title: str, *asked: str) -> None:
    officer = await week.open_file("sgg", title)
    await officer.follow("Demander des avis")
    for name in asked:
        await officer.see("main").get_by_label(re.compile(name)).check()
    await officer.press("Demander ces avis", told="Les avis sont demandés.")


async def write_the_note(week: Week) -> None:
    """The heads read it; for a minister there is no such page."""
    officer = await week.open_file("sgg", BILL)
    await officer.follow("Note à la présidence…")
    await officer.see("textarea[name=text]").fill(NOTE)
    await officer.press("Enregistrer la note", told="La note est enregistrée.")
    head = await week.open_file("premier-ministre", BILL)
    await head.reads(NOTE)
    minister = await week.open_file("economie", BILL)
    await expect(minister.see("main")).not_to_contain_text(NOTE)
    assert await minister.status_of(f"/secretariat{week.path(BILL)}note/") == 404


async def is_not_ready(week: Week, title: str, why: str) -> None:
    """The act is not offered, and the page says why."""
    officer = await week.open_file("sgg", title)
    await expect(officer.see(".acts .notice").first).to_contain_text(why)
    await expect(officer.see(".act-next button")).to_be_disabled()


async def answer_with_words(week: Week) -> None:
    """A ministry finds what it is asked, sees the pieces shared and nothing else."""
    reader = await week.person("cabinet-justice")
    await reader.go("/avis-demandes/")
    await reader.follow(BILL)
    await expect(reader.see("ul.shared li")).not_to_have_count(0)
    await reader.see("main").get_by_label("favorable avec observations").check()
    await reader.fill("Texte de l'avis", "L'article 14 renvoie au code pénal.")
    await reader.press("Rendre cet avis", told="Votre avis est rendu.")


async def answer_with_a_report(week: Week) -> None:
    """The body's report comes back as the piece without which a bill is not ready."""
    body = await week.person("coteval")
    await body.go("/avis-demandes/")
    await body.follow(BILL)
    await body.see("main").get_by_label("favorable", exact=True).check()
    await body.see("#rendre input[type=file]").set_input_files(week.corrected)
    await body.press("Rendre cet avis", told="Votre avis est rendu.")
    officer = await week.open_file("sgg", BILL)
    place = officer.see("#piece-coteval_report .place-need")
    await expect(place).to_have_text("jointe")


async def silence_is_shown(week: Week) -> None:
    officer = await week.open_file("sgg", CONTRACT)
    await expect(officer.see("#opinions .states")).to_have_text("silence")
    await expect(officer.see("#vie")).to_contain_text("Silence gardé")
