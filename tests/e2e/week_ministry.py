"""What a ministry does by hand: write, bring pieces, sign, lodge, complete, withdraw."""

import re
from itertools import product
from pathlib import Path

from openpyxl import Workbook
from playwright.async_api import expect

from tests.e2e.week import COUNCIL_DAY, Person, Week
from tests.e2e.week_dossiers import (
    ASSOCIATED,
    BILL,
    HANDS,
    LATE,
    LISTED,
    RETURNED_TWICE,
    THIRTY,
    WITHDRAWN,
    Sent,
    give,
    prepare,
    sign_and_lodge,
    written,
)

SENT = {sent.title: sent for sent in THIRTY}
GIVEN = ("Adama", "Issouf", "Lassina", "Moussa", "Rasmané")
SURNAMES = (
    "BADO",
    "COMPAORÉ",
    "DIALLO",
    "KABORÉ",
    "Ouédraogo",
    "SANOU",
    "Traoré",
    "ZONGO",
)
HEADINGS = ["Civilité", "Nom", "Prénoms", "Matricule", "Emploi", "Ministère"]


async def open_by_hand(week: Week, title: str) -> Person:
    """Choose a kind, write a title, and be on the page of the new dossier."""
    sent = SENT[title]
    author = await week.person(HANDS[sent.ministry][0])
    await author.go("/dossiers/")
    await author.follow("Ouvrir un dossier")
    await author.see(f"input[name=kind][value={sent.kind}]").check()
    await author.fill("Intitulé", title)
    await author.press("Ouvrir le dossier")
    await author.page.wait_for_url(re.compile(r"/dossiers/\d+/$"))
    week.files[title] = int(author.page.url.split("/")[4])
    return author


async def bring(author: Person, piece: str, file: Path) -> None:
    """Give a piece by its field: it goes by chunks, then its form follows."""
    place = author.see(f"#piece-{piece}")
    details = place.locator("details.give:has(input[type=file])").first
    await details.locator("summary").click()
    await details.locator("input[type=file]").set_input_files(file)
    async with author.page.expect_event("load"):
        await details.get_by_role("button", name="Joindre").click()
    await expect(author.see("#messages")).to_contain_text("est joint")
    await expect(place.locator(".place-need")).to_have_text("jointe")


async def write_the_bill(week: Week) -> None:
    """What is missing is named, and grows shorter; nothing can leave before it is there."""
    author = await open_by_hand(week, BILL)
    await expect(author.see("#gaps")).to_contain_text("Il manque 6 choses")
    await author.see("#renseignements").get_by_role("link", name="Modifier").click()
    await author.fill("Objet", "règlement du budget de l'Etat")
    await author.fill("Projet de paragraphe du compte rendu", "Le Conseil a examiné…")
    await author.see("[name=council_day]").select_option(COUNCIL_DAY)
    await author.press("Enregistrer", told="Les renseignements sont enregistrés.")
    for piece in SENT[BILL].pieces:
        await bring(author, piece, week.paper)
    await expect(author.see("#gaps")).to_have_count(0)


async def read_and_sign_the_bill(week: Week) -> None:
    """Two levels read it, the first gives it back once; then the minister signs."""
    author = await week.open_file("redactrice-economie", BILL)
    await author.press("Envoyer en relecture", told="est envoyé en relecture")
    reader = await week.open_file("sg-economie", BILL)
    await reader.unfold("Rendre aux rédacteurs")
    await reader.fill("Ce qui doit être corrigé", "L'article 2 renvoie à 2023.")
    await reader.press("Rendre aux rédacteurs", told="rendu à ses rédacteurs")
    await author.page.reload()
    await author.reads("L'article 2 renvoie à 2023.")
    await bring(author, "draft_text", week.corrected)
    await author.press("Envoyer en relecture", told="est envoyé en relecture")
    for name in ("sg-economie", "cabinet-economie"):
        reader = await week.open_file(name, BILL)
        await reader.press("Approuver", told="Votre relecture est approuvée")
    minister = await week.open_file("economie", BILL)
    await minister.press("Signer le dossier", told="Le dossier est signé.")


async def lodge_by_hand(week: Week, title: str) -> None:
    author = await week.open_file(HANDS[SENT[title].ministry][0], title)
    await author.see("[name=council_day]").select_option(COUNCIL_DAY)
    await author.press("Transmettre au SGG", told="Le dossier est transmis au SGG.")
    await author.follow("Reçu de transmission")
    await author.reads("Recalculée sur les pièces gardées")
    await author.reads("elle est la même")


async def list_forty_persons(week: Week) -> None:
    """A sheet with two mistakes is refused whole and says where; mended, it is taken."""
    author = await open_by_hand(week, LISTED)
    await author.send(week.path(LISTED, "modifier"), **written(SENT[LISTED]))
    for piece in SENT[LISTED].pieces:
        await give(week, author, LISTED, piece)
    await author.go(week.path(LISTED, "nominations"))
    await choose_list(author, sheet_of_forty(week.paper.parent, is_right=False))
    await author.reads("40 nominations lues. 2 erreurs à corriger.")
    mistakes = author.see(".error-summary li")
    await expect(mistakes.nth(0)).to_contain_text("Ligne 8, colonne D (matricule)")
    await expect(mistakes.nth(1)).to_contain_text("Ligne 22, colonne F (ministère)")
    await choose_list(author, sheet_of_forty(week.paper.parent, is_right=True))
    await author.reads("40 nominations lues. Aucune erreur.")
    await author.press(
        "Enregistrer les 40 nominations", told="40 nominations enregistrées."
    )
    await expect(author.see("table.appointments tbody tr")).to_have_count(40)


def sheet_of_forty(folder: Path, *, is_right: bool) -> Path:
    """Make the ministry's spreadsheet, with its two mistakes unless it is right."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for rank, (given, surname) in enumerate(product(GIVEN, SURNAMES), start=1):
        number = f"{30_000 + rank * 7} {'ABCDEFGH'[rank % 8]}"
        post = f"Chef du service régional n° {rank}, direction de l'éducation"
        sheet.append(["M.", surname, given, number, post, ""])
    if not is_right:
        sheet["D8"], sheet["F22"] = "3O 049 H", "ministère de la Lune"
    path = folder / f"nominations-{is_right}.xlsx"
    book.save(path)
    return path


async def choose_list(author: Person, sheet: Path) -> None:
    await author.see("input[name=file]").set_input_files(sheet)
    await author.press("Voir l'aperçu")


async def sign_the_list(week: Week) -> None:
    minister = await week.open_file("education", LISTED)
    await minister.press("Signer le dossier", told="Le dossier est signé.")
    await lodge_by_hand(week, LISTED)


async def share_with_agriculture(week: Week) -> None:
    """Before it is lodged only its ministry knows a dossier in two ministries."""
    await prepare(week, SENT[ASSOCIATED])
    author = await week.open_file("cabinet-education", ASSOCIATED)
    await author.follow("Modifier")
    await author.unfold("En liaison avec")
    await author.see("main").get_by_label(re.compile("Agriculture")).check()
    await author.press("Enregistrer", told="Les renseignements sont enregistrés.")
    rival = await week.person("cabinet-agriculture")
    assert await rival.status_of(week.path(ASSOCIATED)) == 404
    await sign_and_lodge(week, SENT[ASSOCIATED])


async def complete(week: Week, reason: str, file: Path) -> None:
    """Correct what the SGG returned: a new version under the old number, signed again."""
    author = await week.open_file("cabinet-sante", RETURNED_TWICE)
    await author.reads(reason)
    await bring(author, "draft_text", file)
    minister = await week.open_file("sante", RETURNED_TWICE)
    await minister.press("Signer le dossier", told="Le dossier est signé.")
    await lodge_by_hand(week, RETURNED_TWICE)


async def withdraw(week: Week) -> None:
    author = await week.open_file("cabinet-sante", WITHDRAWN)
    await author.unfold("Retirer le dossier")
    await author.fill("Raison du retrait", "La carte est revue avec les régions.")
    await author.press("Retirer le dossier", told="Le dossier est retiré.")


async def lodge_late(week: Week) -> None:
    """After the deadline a reason is asked, and what was typed is not lost."""
    author = await open_by_hand(week, LATE)
    sent: Sent = SENT[LATE]
    await author.send(week.path(LATE, "modifier"), **written(sent))
    for piece in sent.pieces:
        await give(week, author, LATE, piece)
    minister = await week.open_file("education", LATE)
    await minister.press("Signer le dossier", told="Le dossier est signé.")
    await author.go(week.path(LATE))
    await author.press("Transmettre au SGG")
    await author.reads("Donnez la raison du retard")
    await author.fill("Raison du retard", "L'arrêté régional n'a été signé qu'hier.")
    await author.press("Transmettre au SGG", told="Le dossier est transmis au SGG.")
    await author.reads("le SGG n'a pas encore répondu")
