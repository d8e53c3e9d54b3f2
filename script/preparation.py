"""The days before a council, played on the dossiers of the demonstration."""

from collections.abc import Callable
from itertools import count

import agenda
from playwright.sync_api import Page, Route
from stage import TABLET, Stage, take

COUNCIL = "2026-02-12"
TALL = {"width": 1280, "height": 1180}
LIST = """N°;Civilité;Nom;Prénoms;Matricule;Corps;Fonction;Ministère
1;Madame;OUEDRAOGO;Awa Pélagie;98 765 C;Inspecteur du trésor;Directrice du budget;Economie
2;M.;compaore;hamidou;98770G;Inspecteur du trésor;Comptable public;Economie
3;M.;SAWADOGO;Issa;98 765 C;Inspecteur des impôts;Directeur régional du Centre;Economie
4;Mme;ZONGO;Clarisse;98 771 H;Inspecteur des impôts;;Plan
"""
# Enough of it to be seen on its way; it never arrives, so its pages do not matter.
SCAN = b"%PDF-1.7\n" + bytes(30_000_000)
CUT_AFTER = 9


def prepare(on: Stage) -> None:
    write_a_dossier(on)
    list_appointments(on)
    sign(on)
    keep_the_week(on)
    send_back(on)
    answer(on)
    adjust(on)
    agenda.play(on, COUNCIL)


def write_a_dossier(on: Stage) -> None:
    """A draft that lacks a piece, and that piece on its way when the network fails."""
    page = on.enter("redactrice-economie")
    open_dossier(page, "Rapport relatif à l'exécution du budget de l'Etat")
    take(page, "dossier")
    page.route("**/televersements/**", cut())
    place = page.locator("#piece-presentation_report")
    place.locator("summary").first.click()
    scan = {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": SCAN}
    place.locator("input[type=file]").set_input_files(files=[scan])
    place.get_by_role("button", name="Joindre").click()
    place.get_by_text("l'envoi reprendra seul").wait_for()
    place.evaluate("place => place.scrollIntoView()")
    take(page, "envoi")
    page.context.close()


def open_dossier(page: Page, title: str) -> None:
    page.goto("/dossiers/")
    page.locator("table.files").get_by_role("link", name=title).first.click()
    page.locator("#pieces").wait_for()


def cut() -> Callable[[Route], None]:
    """Return what lets the first pieces of a file pass, and loses the others."""
    numbers = count(1)

    def handle(route: Route) -> None:
        is_piece = route.request.method == "PATCH"
        if is_piece and next(numbers) > CUT_AFTER:
            route.abort()
        else:
            route.continue_()

    return handle


def list_appointments(on: Stage) -> None:
    """The preview of a spreadsheet: what is wrong is said at once, with its place."""
    page = on.enter("redactrice-economie")
    page.goto("/dossiers/nouveau/")
    page.get_by_label("Nominations en liste").check()
    page.get_by_label("Intitulé").fill("Nominations à la direction générale du budget")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    page.get_by_role("link", name="Donner la liste des personnes").click()
    sheet = {"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.locator("input[type=file]").set_input_files(files=[sheet])
    page.get_by_role("button", name="Voir l'aperçu").click()
    page.locator("#confirm").wait_for()
    page.set_viewport_size(TALL)
    take(page, "nominations")
    page.context.close()


def sign(on: Stage) -> None:
    """Both levels approve, and the minister finds the dossier before him."""
    title = (
        "Ordonnance portant autorisation de ratification de l'accord de prêt relatif"
    )
    for who in ("sg-economie", "cabinet-economie"):
        page = on.enter(who)
        open_dossier(page, title)
        page.get_by_role("button", name="Approuver").click()
        page.get_by_text("Votre relecture est approuvée").wait_for()
        page.context.close()
    page = on.enter("economie", TABLET)
    page.goto("/dossiers/")
    page.get_by_role("link", name="Lire et signer").click()
    page.get_by_role("button", name="Signer le dossier").wait_for()
    take(page, "signature")
    page.context.close()


def keep_the_week(on: Stage) -> None:
    page = on.enter("charge-sgg")
    page.goto(f"/secretariat/?conseil={COUNCIL}")
    for rank in range(2):
        page.locator("[data-row] [name=d]").nth(rank).check()
    take(page, "semaine")
    page.context.close()


def send_back(on: Stage) -> None:
    """The reasons of a return, and what its ministry will read."""
    page = on.enter("charge-sgg")
    page.goto(f"/secretariat/?conseil={COUNCIL}")
    page.get_by_role(
        "link", name="Rapport relatif à la riposte contre la dengue"
    ).click()
    page.get_by_role("link", name="Retourner au ministère").click()
    page.get_by_label("Rapport ou bordereau non signé").check()
    page.get_by_label("Incidence financière non évaluée").check()
    page.get_by_label("Précisions").fill(
        "Le bordereau n'est pas signé ; joignez la fiche d'incidence financière."
    )
    page.get_by_role("button", name="Lire ce que le ministère lira").click()
    page.get_by_role("button", name="Retourner le dossier").wait_for()
    take(page, "retour")
    page.context.close()


def answer(on: Stage) -> None:
    page = on.enter("coteval")
    page.goto("/avis-demandes/")
    page.locator("table.asked a").first.click()
    page.get_by_label("favorable avec observations").check()
    page.evaluate("scrollTo(0, 0)")
    take(page, "avis")
    page.context.close()


def adjust(on: Stage) -> None:
    page = on.sign_in()
    page.goto("/reglages/")
    page.get_by_role("link", name="Projet de loi", exact=True).click()
    page.evaluate("document.getElementById('needs-title').scrollIntoView()")
    take(page, "nature")
    page.goto("/calendrier/reglages/")
    take(page, "calendrier")
    page.context.close()
