"""The thirty dossiers of the week: what they are, and how their ministries lodge them."""

import asyncio
from dataclasses import dataclass, field

from tests.e2e.week import COUNCIL_DAY, Person, Week

BILL = "Projet de loi portant règlement du budget de l'Etat, gestion 2024"
RETURNED_TWICE = "Décret portant organisation des soins d'urgence"
WITHDRAWN = "Rapport relatif à la carte hospitalière"
ASSOCIATED = "Décret portant cantines scolaires et jardins nourriciers"
LATE = "Décret portant calendrier des examens de la session 2026"
LISTED = "Nominations dans les directions régionales de l'enseignement"
CONTRACT = "Rapport relatif au marché d'interconnexion des recettes"
CONFIDENTIAL = "Demande d'agrément de l'ambassadeur de Kouroubi"

# Who writes for each ministry, who reads before the minister, and the minister.
HANDS = {
    "economie": ("redactrice-economie", ("sg-economie", "cabinet-economie")),
    "sante": ("cabinet-sante", ()),
    "education": ("cabinet-education", ()),
    "affaires-etrangeres": ("affaires-etrangeres", ()),
}
PIECES = {
    "bill": "transmittal presentation_report explanatory_memorandum draft_text "
    "consultation_minutes",
    "ordinance": "transmittal presentation_report explanatory_memorandum draft_text "
    "consultation_minutes",
    "decree": "transmittal presentation_report draft_text consultation_minutes",
    "appointment_decree": "transmittal presentation_report draft_text "
    "financial_control appointee_file",
    "appointments": "transmittal financial_control appointee_file",
    "contract": "transmittal presentation_report financial_control financial_impact "
    "procurement",
    "report": "transmittal presentation_report",
    "agrement": "transmittal presentation_report",
    "oral_communication": "note",
    "mission": "transmittal financial_control financial_impact mission_file",
}
APPOINTED = {
    "civility": "Madame",
    "surname": "Kientéga",
    "given_names": "Alizèta",
    "staff_number": "Mle 99 401 K",
    "post": "Administratrice au conseil de l'hôpital de Kaya",
}


@dataclass(frozen=True)
class Sent:
    """A dossier as it is lodged; `entries` are the fields that its kind asks for."""

    ministry: str
    kind: str
    title: str
    entries: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def pieces(self) -> list[str]:
        return PIECES[self.kind].split()


def _agrement(country: str, name: str, **more: str) -> Sent:
    title = f"Demande d'agrément de l'ambassadeur de {country}"
    entries = {"country": country, "ambassador": name}
    return Sent("affaires-etrangeres", "agrement", title, entries, more)


def _mission(ministry: str, city: str, why: str) -> Sent:
    entries = {"destination": city, "starts_on": "2026-02-24", "ends_on": "2026-02-26"}
    return Sent(ministry, "mission", f"Mission à {city} : {why}", entries)


def _spoken(ministry: str, *titles: str) -> list[Sent]:
    return [Sent(ministry, "oral_communication", title) for title in titles]


WRITTEN = {
    "supplier": "Groupement Faso Réseaux",
    "amount": "1 850 000 000",
    "funding": "Budget de l'Etat, gestion 2026",
}
THIRTY = [
    Sent("economie", "bill", BILL),
    Sent("economie", "contract", CONTRACT, WRITTEN),
    Sent(
        "economie", "ordinance", "Ordonnance portant ratification du prêt « Recettes »"
    ),
    Sent("economie", "report", "Rapport relatif à la trésorerie de l'Etat"),
    *_spoken(
        "economie", "Notation souveraine du Burkina Faso", "Conjoncture régionale"
    ),
    Sent("sante", "decree", RETURNED_TWICE),
    Sent("sante", "report", WITHDRAWN),
    Sent("sante", "report", "Rapport relatif à la riposte contre la méningite"),
    Sent("sante", "appointment_decree", "Décret portant nomination d'administrateurs"),
    *_spoken("sante", "Don de sang", "Saison sèche", "Vaccins", "Greffes"),
    Sent("education", "decree", ASSOCIATED),
    Sent("education", "decree", LATE),
    Sent("education", "appointments", LISTED),
    Sent("education", "report", "Rapport relatif à la rentrée scolaire"),
    *_spoken("education", "Vivres", "Langues nationales", "Tables-bancs", "Internats"),
    _agrement("Kouroubi", "Monsieur Lamine Doumbia", is_confidential="on"),
    _agrement("Sahelia", "Madame Ina Touré"),
    _agrement("Bandama", "Monsieur Paul Kessié"),
    _agrement("Ténéré", "Monsieur Issa Boukari"),
    _mission(
        "affaires-etrangeres", "Niamey", "session ministérielle de la Confédération"
    ),
    *_spoken(
        "affaires-etrangeres", "Affaires consulaires", "Union africaine", "Sommet"
    ),
]
# Opened, filled and lodged by hand on the pages, in the stages of the week.
BY_HAND = {ASSOCIATED, BILL, LATE, LISTED}


async def lodge_the_others(week: Week) -> None:
    """The four ministries lodge at the same time what shows nothing new."""
    await asyncio.gather(*(_lodge_those_of(week, ministry) for ministry in HANDS))


async def _lodge_those_of(week: Week, ministry: str) -> None:
    for sent in THIRTY:
        if sent.ministry == ministry and sent.title not in BY_HAND:
            await prepare(week, sent)
            await sign_and_lodge(week, sent)


async def prepare(week: Week, sent: Sent) -> None:
    """Open a dossier, write it and join its pieces, by the forms of the pages."""
    author = await week.person(HANDS[sent.ministry][0])
    await open_by_form(week, author, sent)
    readers = {"readers": await reader_of(author, week, sent)} if sent.more else {}
    await author.send(week.path(sent.title, "modifier"), **written(sent), **readers)
    for piece in sent.pieces:
        await give(week, author, sent.title, piece)
    if sent.kind == "appointment_decree":
        await author.send(week.path(sent.title, "nominations", "ajouter"), **APPOINTED)


async def open_by_form(week: Week, author: Person, sent: Sent) -> None:
    page = await author.text_of("/dossiers/nouveau/")
    ministry = page.split('name="ministry" value="')[1].split('"')[0]
    fields = {"kind": sent.kind, "ministry": ministry, "title": sent.title}
    leads_to = await author.send("/dossiers/nouveau/", **fields)
    week.files[sent.title] = int(leads_to.split("/")[2])


async def reader_of(author: Person, week: Week, sent: Sent) -> str:
    """Return who at the secretariat is offered as the reader of a confidential file."""
    page = await author.text_of(week.path(sent.title, "modifier"))
    before, _after = page.split("Mahamadi Prosper")
    return before.rsplit('name="readers" value="', 1)[1].split('"')[0]


def written(sent: Sent) -> dict[str, str]:
    entries = {f"entry-{code}": value for code, value in sent.entries.items()}
    subject = sent.title.partition(" portant ")[2] or sent.title
    return {
        "title": sent.title,
        "subject": subject,
        "paragraph": f"Le Conseil a examiné : {subject}.",
        "council_day": COUNCIL_DAY,
        **entries,
        **sent.more,
    }


async def give(week: Week, author: Person, title: str, piece: str) -> None:
    file = {"name": f"{piece}.pdf", "mimeType": "application/pdf"}
    path = week.path(title, "pieces", piece, "joindre")
    await author.send(path, file={**file, "buffer": week.paper.read_bytes()})


async def sign_and_lodge(week: Week, sent: Sent) -> None:
    """Have a dossier read by every level, signed by the minister, and lodge it."""
    name, reviewers = HANDS[sent.ministry]
    author, minister = await week.person(name), await week.person(sent.ministry)
    if reviewers:
        await author.send(week.path(sent.title, "envoyer-en-relecture"))
    for rank, reviewer in enumerate(reviewers, start=1):
        reader = await week.person(reviewer)
        await reader.send(week.path(sent.title, "approuver"), level=str(rank))
    await minister.send(week.path(sent.title, "signer"))
    await author.send(week.path(sent.title, "transmettre"), council_day=COUNCIL_DAY)
