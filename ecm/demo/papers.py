"""The papers of the demonstration's items: real PDF files, made by Typst from its words."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import typst

import ecm.publication
from ecm.demo.words import read
from ecm.domain.communique.subjects import complement, predicate
from ecm.domain.french import (
    Gender,
    capitals,
    lower_first,
    of_the,
    to_the,
    typeset,
    upper_first,
)
from ecm.domain.kinds import BILLS, WORDS, ItemKind

SOURCE = Path(__file__).with_name("paper.typ")
FONTS = Path(ecm.publication.__file__).with_name("fonts")

_RECITALS = (
    "la Constitution ;",
    "la Charte de la Transition ;",
    "le décret n°2026-0004/PF portant nomination du Premier ministre ;",
    "le décret n°2026-0012/PF/PRIM portant composition du Gouvernement ;",
    "le décret n°2026-0019/PF/PRIM portant attributions des membres du Gouvernement ;",
)


@dataclass(frozen=True)
class Part:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """What is printed on one paper; a list has `rows`, a text to be signed `recitals`."""

    name: str
    nature: str
    title: str
    office: str
    reference: str
    rapporteur: str
    signatory: str
    signatory_title: str
    parts: tuple[Part, ...]
    recitals: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    enacting: str = "DECRETE"
    motto: str = "La Patrie ou la mort, nous vaincrons"
    day: str = "5 février 2026"
    signed_on: str = "28 janvier 2026"


@dataclass(frozen=True)
class Matter:
    """What the papers of one item are about."""

    kind: ItemKind
    title: str
    subject: str
    context: tuple[str, ...]
    office: str
    reference: str
    minister: str
    minister_title: str
    minister_gender: Gender
    rows: tuple[tuple[str, ...], ...] = ()


def pdf_of(paper: Paper) -> tuple[bytes, int]:
    """Return the PDF of a paper and its number of pages."""
    words = json.dumps(asdict(paper), ensure_ascii=False)
    pdf = typst.compile(
        str(SOURCE), font_paths=[str(FONTS)], sys_inputs={"paper": words}, format="pdf"
    )
    return pdf, len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def papers_of(matter: Matter) -> Iterator[tuple[str, Paper]]:
    """Yield the papers that the checklist asks of an item of this kind (domain 1.3)."""
    match matter.kind:
        case ItemKind.ORAL_COMMUNICATION:
            yield "note", _note(matter, "Note de communication orale")
            return
        case ItemKind.APPOINTMENTS:
            yield "list", _list(matter)
            return
        case ItemKind.MISSION:
            yield "note", _note(matter, "Termes de référence de la mission")
            return
    yield "presentation_report", _report(matter)
    if matter.kind in BILLS or matter.kind is ItemKind.ORDINANCE:
        yield "explanatory_memorandum", _memorandum(matter)
    if matter.kind is ItemKind.CONTRACT:
        yield "opinion", _opinion(matter)
    elif matter.kind not in {ItemKind.REPORT, ItemKind.AGREMENT}:
        yield "draft_text", _draft(matter)


def _paper(
    matter: Matter,
    nature: str,
    parts: tuple[Part, ...],
    *,
    recitals: tuple[str, ...] = (),
    rows: tuple[tuple[str, ...], ...] = (),
    enacting: str = "DECRETE",
) -> Paper:
    set_parts = tuple(
        Part(typeset(p.heading), tuple(typeset(t) for t in p.paragraphs)) for p in parts
    )
    return Paper(
        name=upper_first(nature),
        nature=capitals(nature),
        title=typeset(matter.title),
        office=capitals(matter.office),
        reference=matter.reference,
        rapporteur=of_the(lower_first(matter.minister_title), matter.minister_gender),
        signatory=matter.minister,
        signatory_title=matter.minister_title,
        parts=set_parts,
        recitals=tuple(typeset(r) for r in recitals),
        rows=rows,
        enacting=enacting,
    )


def _report(matter: Matter) -> Paper:
    words = read("report.json")
    return _paper(
        matter,
        "Rapport de présentation en Conseil des ministres",
        (
            Part("I. Contexte et justification", matter.context),
            Part("II. Objet", (_purpose(matter),)),
            Part("III. Contenu du dossier", tuple(words["contents"])),
            Part("IV. Innovations majeures", tuple(words["innovations"])),
            Part("V. Incidences financières", tuple(words["impact"])),
            Part("VI. Calendrier de mise en œuvre", tuple(words["calendar"])),
            Part("VII. Risques et mesures", tuple(words["risks"])),
            Part("VIII. Conclusion", tuple(words["conclusion"])),
        ),
    )


def _purpose(matter: Matter) -> str:
    return f"Le présent rapport est relatif {to_the(matter.subject)}."


def _memorandum(matter: Matter) -> Paper:
    return _paper(
        matter,
        "Exposé des motifs",
        (
            Part("", matter.context),
            Part(
                "Economie du texte",
                (
                    "Le texte comprend trois titres : dispositions générales, mesures,"
                    " dispositions transitoires et finales.",
                    "Il a été examiné par le Comité technique de vérification des"
                    " avant-projets de loi, dont les recommandations sont intégrées.",
                ),
            ),
        ),
    )


def _draft(matter: Matter) -> Paper:
    words = WORDS[matter.kind]
    about = predicate(matter.kind, matter.subject)
    titled = replace(matter, title=complement(matter.kind, matter.subject))
    articles = (
        f"{_present(matter.kind)} {about}.",
        "Les autorités administratives concernées en assurent l'application, chacune en"
        " ce qui la concerne.",
        "Un arrêté précise, en tant que de besoin, les modalités d'application.",
        "Sont abrogées toutes dispositions antérieures contraires.",
        "Le Premier ministre et le ministre chargé du dossier sont responsables de"
        " l'exécution du présent texte, qui sera publié au Journal officiel du Faso.",
    )
    parts = tuple(
        Part(f"Article {n if n > 1 else '1er'}", (text,))
        for n, text in enumerate(articles, start=1)
    )
    if matter.kind in BILLS:
        return _paper(titled, words.draft, parts)
    order = "ORDONNE" if matter.kind is ItemKind.ORDINANCE else "DECRETE"
    return _paper(titled, words.draft, parts, recitals=_RECITALS, enacting=order)


def _present(kind: ItemKind) -> str:
    if kind in BILLS:
        return "La présente loi"
    words = WORDS[kind]
    present = "La présente" if words.gender is Gender.FEMININE else "Le présent"
    return f"{present} {words.noun}"


def _opinion(matter: Matter) -> Paper:
    return _paper(
        matter,
        "Avis du contrôle des marchés publics",
        (
            Part("Procédure", ("La procédure suivie est conforme aux textes.",)),
            Part("Avis", ("Avis favorable, sous réserve des crédits disponibles.",)),
        ),
    )


def _note(matter: Matter, nature: str) -> Paper:
    what = upper_first(matter.subject)
    return _paper(
        matter,
        nature,
        (
            Part("Objet", (f"{what}.",)),
            Part(
                "Eléments à porter à la connaissance du Conseil",
                (
                    "Les services compétents ont conduit les travaux préparatoires dans"
                    " les délais fixés.",
                    "Le coût est pris en charge par les crédits ouverts au budget de"
                    " l'année.",
                ),
            ),
        ),
    )


def _list(matter: Matter) -> Paper:
    return _paper(matter, "Propositions de nomination", (), rows=matter.rows)


def letter_of(matter: Matter, code: str, label: str) -> Paper:
    """Return a piece of a file in preparation: the text itself, its report, or a letter."""
    if code == "draft_text":
        return _draft(matter)
    if code == "presentation_report":
        return _report(matter)
    about = f"{upper_first(label)} : {lower_first(matter.title)}."
    return _paper(matter, label, (Part("Objet", (about,)),))
