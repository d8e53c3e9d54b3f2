"""Editions to publish in the tests of the public site, made without a database."""

from dataclasses import replace
from datetime import date, timedelta

from ecm.domain.communique.edition import (
    Appointed,
    Decided,
    Edition,
    EditionGroup,
    EditionParagraph,
    EditionPeriod,
    EditionSection,
)
from ecm.domain.communique.layout import Signature

DAY = date(2026, 7, 9)
FINANCE = ("ministère de l'Economie et des finances", "MEF")
HEALTH = ("ministère de la Santé", "MS")


def an_edition(
    number: int = 24, day: date = DAY, version: int = 1, **changed: object
) -> Edition:
    """Return a communiqué of two decisions and one appointment."""
    reference = f"CM/{day.year}/{number}"
    bill, report, posts = (
        f"{reference}/{item}" for item in ("I.1.1", "I.2.1", "III.1")
    )
    moment = f"{day.isoformat()}T18:00:00+00:00"
    edition = Edition(
        reference=reference,
        country="bf",
        body_code="CM",
        body_name="Conseil des ministres",
        year=day.year,
        number=number,
        nature="ordinary",
        place="Ouagadougou",
        days=(day.isoformat(),),
        periods=(EditionPeriod(f"{day.isoformat()}T09:00:00+00:00", ""),),
        language="fr",
        version=version,
        published=moment,
        first_published=moment,
        reason="" if version == 1 else "Un montant était erroné.",
        is_archive=False,
        heading="COMPTE RENDU DU CONSEIL DES MINISTRES DU JEUDI 09 JUILLET 2026",
        opening="Le Conseil des ministres s'est tenu à Ouagadougou.",
        second="Il a délibéré sur les dossiers inscrits à son ordre du jour.",
        sections=(
            EditionSection("I", "I", "DELIBERATIONS", _deliberations(bill, report)),
            EditionSection("III", "III", "NOMINATIONS", (_posts(posts),)),
        ),
        signature=Signature("Pingdwendé Gilbert OUEDRAOGO"),
        decisions=(
            Decided(
                bill, "I.1.1", "Projet de loi de finances", "bill", "adopted", *FINANCE
            ),
            Decided(
                *(report, "I.2.1", "Rapport relatif à la santé des mères", "report"),
                *("approved", *HEALTH),
            ),
            Decided(posts, "III.1", "Nominations", "appointments", "adopted", *HEALTH),
        ),
        appointments=(
            Appointed(
                *(posts, "III.1#0", *HEALTH, False),
                post="Directrice générale de la santé publique",
                civility="Madame",
                given_names="Awa",
                surname="SANOU",
                staff_number="123 456 K",
            ),
        ),
    )
    return replace(edition, **changed)


def _deliberations(bill: str, report: str) -> tuple[EditionGroup, ...]:
    adopted = "Le Conseil a adopté un projet de loi de finances, de 12 500 000 F CFA."
    approved = "Le Conseil a adopté un rapport relatif à la santé des mères."
    return (
        EditionGroup(
            *("I/1", "I.1", f"AU TITRE DU {FINANCE[0].upper()}", "", 2),
            (EditionParagraph("I.1.1#0", adopted, bill),),
        ),
        EditionGroup(
            *("I/2", "I.2", f"AU TITRE DU {HEALTH[0].upper()}", "", 2),
            (EditionParagraph("I.2.1#0", approved, report),),
        ),
    )


def _posts(posts: str) -> EditionGroup:
    line = (
        "- Madame Awa SANOU, Mle 123 456 K, Médecin, est nommée Directrice générale de "
        "la santé publique ;"
    )
    title = f"A. {HEALTH[0].upper()}"
    paragraph = EditionParagraph("III.1#0", line, posts)
    return EditionGroup("III/1", "III.1", title, "", 2, (paragraph,))


def erratum(edition: Edition, old: str, new: str) -> Edition:
    """Return the next version, in which some words were put right."""
    sections = tuple(
        replace(
            section,
            groups=tuple(
                replace(
                    group,
                    paragraphs=tuple(
                        replace(p, text=p.text.replace(old, new))
                        for p in group.paragraphs
                    ),
                )
                for group in section.groups
            ),
        )
        for section in edition.sections
    )
    return replace(
        edition,
        version=edition.version + 1,
        sections=sections,
        reason="Un montant était erroné.",
        published=(f"{DAY + timedelta(days=1)}T08:00:00+00:00"),
    )
