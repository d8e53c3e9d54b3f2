"""Editions of past councils, as published ones: what every form is tried on."""

import hashlib
from dataclasses import replace

from ecm.archive.actions import import_council
from ecm.archive.council_file import read_council
from ecm.demo.words import COMMUNIQUES
from ecm.domain.communique.edition import (
    Edition,
    EditionGroup,
    EditionParagraph,
    EditionSection,
    texts_of,
    with_texts,
)
from ecm.domain.communique.layout import Signature
from ecm.publication.editions import edition_of_decisions

PAST = sorted(COMMUNIQUES.glob("*.json"))
_made: dict[str, Edition] = {}


def past(stem: str) -> Edition:
    """Return the edition of a past council; it needs a database the first time."""
    if stem not in _made:
        path = COMMUNIQUES / f"{stem}.json"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        _made[stem] = edition_of_decisions(
            import_council(read_council(path), digest=digest)
        )
    return _made[stem]


def published(stem: str = "bf-2026-02-05") -> Edition:
    """Return a past council as e-CM itself would have published it."""
    return replace(past(stem), is_archive=False)


def amended(edition: Edition, reason: str = "nom corrigé au point I.2.1") -> Edition:
    """Return a second version of an edition, of the day after."""
    return replace(
        edition, version=2, reason=reason, published="2026-02-06T09:30:00+00:00"
    )


def in_other_words(edition: Edition, language: str = "mos") -> Edition:
    """Return an edition in another language, every text of it marked."""
    said = {key: _said(text, language) for key, text in texts_of(edition).items()}
    return with_texts(edition, said, language=language)


def _said(text: str, language: str) -> str:
    dash, rest = ("- ", text[2:]) if text.startswith("- ") else ("", text)
    return f"{dash}Tõnd sẽn yãk ({language}) {rest}"


def long_one() -> Edition:
    """Return a council of forty deliberations and a hundred and twenty appointments."""
    edition = published()
    whole = "Le Conseil a adopté un décret portant création d'un établissement public. "
    ministries = tuple(
        EditionGroup(
            f"I/{n}",
            f"I.{n}",
            "AU TITRE DU MINISTERE DE L'EXEMPLE",
            "",
            2,
            tuple(
                EditionParagraph(
                    f"I.{n}.{rank}#0", whole * 3, f"CM/2026/1/I.{n}.{rank}"
                )
                for rank in (1, 2)
            ),
        )
        for n in range(1, 21)
    )
    persons = tuple(
        EditionParagraph(
            f"II.1#{n}",
            f"- Madame Awa EXEMPLE, Mle 99 999 W, administrateur civil, {n}e échelon, est "
            "nommée Directrice de l'administration et des finances ;",
        )
        for n in range(1, 121)
    )
    post = EditionGroup(
        "II/1", "A", "AU TITRE DU MINISTERE DE L'EXEMPLE", "", 3, persons
    )
    return replace(
        edition,
        sections=(
            EditionSection("I", "I", "DELIBERATIONS", ministries),
            EditionSection("II", "II", "NOMINATIONS", (post,)),
        ),
        decisions=(),
        appointments=(),
        signature=Signature("Awa EXEMPLE", "Officier de l'Ordre de l'Exemple"),
    )
