"""What is read aloud: short lines, no staff number, nobody's name in the summary."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.communique.edition import (
    Appointed,
    Decided,
    Edition,
    EditionGroup,
    EditionParagraph,
    EditionSection,
)
from ecm.domain.communique.layout import Signature
from ecm.domain.communique.spoken import radio, summary
from ecm.domain.kinds import WORDS, ItemKind

ONE_DATABASE = True
TEXTS = (ItemKind.DECREE, ItemKind.REPORT, ItemKind.ORAL_COMMUNICATION, ItemKind.BILL)
OPENING = (
    "Le Conseil des ministres s'est tenu à Ouagadougou, le jeudi 23 juillet 2026, en "
    "séance ordinaire, de 09 H 00 mn à 13 H 30 mn, sous la présidence de "
    "Monsieur Jean EXEMPLE."
)
EMPTY = Edition(
    *("CM/2026/24", "bf", "CM", "Conseil des ministres", 2026, 24, "ordinaire"),
    *("Ouagadougou", ("2026-07-23",), (), "fr", 1),
    *("2026-07-23T15:00:00+00:00", "2026-07-23T15:00:00+00:00", "", False),
    *("COMPTE RENDU DU CONSEIL DES MINISTRES DU 23 JUILLET 2026", OPENING, ""),
    *((), Signature("Awa EXEMPLE"), (), ()),
)


def council(decrees: int = 2, persons: int = 3) -> Edition:
    """Return a council of decrees on health and of persons who are appointed."""
    lines = tuple(
        EditionParagraph(
            f"III.1#{rank}",
            f"- Madame Awa NOM{rank}, Mle 99 999 W, 2e classe, est nommée préfet ;",
            "CM/2026/24/III.1",
        )
        for rank in range(persons)
    )
    texts = tuple(
        Decided(
            f"CM/2026/24/I.1.{n}",
            f"I.1.{n}",
            f"Décret portant objet {n}",
            "decree",
            "adopted",
            "ministère de la Santé",
            "sante",
        )
        for n in range(1, decrees + 1)
    )
    list_of_persons = Decided(
        "CM/2026/24/III.1",
        "III.1",
        "Nominations",
        "appointments",
        "approved",
        "ministère de la Santé",
        "sante",
    )
    group = EditionGroup("III/1", "A", "MINISTERE DE LA SANTE", "", 3, lines)
    return replace(
        EMPTY,
        sections=(EditionSection("I", "I", "NOMINATIONS", (group,)),),
        decisions=(*texts, list_of_persons),
        appointments=tuple(
            Appointed(
                "CM/2026/24/III.1",
                line.key,
                "ministère de la Santé",
                "sante",
                False,
                "préfet",
                "Madame",
                "Awa",
                f"NOM{rank}",
                "99 999 W",
                "",
            )
            for rank, line in enumerate(lines)
        ),
    )


def test_the_summary_counts_titles_and_appoints_without_names() -> None:
    said = " ".join(summary(council()).split())

    assert said == (
        "Le Conseil des ministres s'est tenu à Ouagadougou, le jeudi vingt-trois juillet "
        "deux mille vingt-six, en séance ordinaire, de neuf heures à treize heures trente, "
        "sous la présidence de Monsieur Jean EXEMPLE. Le Conseil des ministres s'est "
        "prononcé sur deux décrets. Au titre du ministère de la Santé : décret portant "
        "objet un ; décret portant objet deux. Il a procédé à trois nominations."
    )


def test_one_of_each_is_in_the_singular() -> None:
    said = summary(council(1, 1))

    assert "prononcé sur un décret." in said
    assert "procédé à une nomination." in said


def test_an_empty_council_only_says_that_it_was_held() -> None:
    assert "prononcé" not in summary(EMPTY)
    assert "procédé" not in summary(EMPTY)


@given(st.integers(0, 60), st.integers(0, 90))
def test_whatever_the_council_it_can_be_read_aloud(decrees: int, persons: int) -> None:
    edition = council(decrees, persons)

    whole, short = radio(edition), summary(edition)

    for text in (whole, short):
        assert max(map(len, text.splitlines())) < 80
        assert not re.search(r"\d|Mle|\u00a0|  ", text)
    assert "NOM" not in short
    assert whole.count("est nommée") == persons


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=30))
def test_every_kind_is_counted_once(kinds: list[ItemKind]) -> None:
    decided = council(1, 0).decisions[0]
    edition = replace(
        EMPTY, decisions=tuple(replace(decided, kind=kind.value) for kind in kinds)
    )

    counted = (
        " ".join(summary(edition).split()).split("prononcé sur ")[1].split(". ")[0]
    )

    nouns = {kind: WORDS[kind].nouns(kinds.count(kind)) for kind in kinds}
    assert all(f" {noun}" in f" {counted}," for noun in nouns.values())
    assert len(re.findall("|".join(nouns.values()), counted)) == len(nouns)


def test_decrees_of_either_sort_are_counted_together() -> None:
    decree = council(1, 0).decisions[0]
    kinds = (ItemKind.DECREE, ItemKind.APPOINTMENT_DECREE)
    edition = replace(EMPTY, decisions=tuple(replace(decree, kind=k) for k in kinds))

    assert "prononcé sur deux décrets." in " ".join(summary(edition).split())


def test_points_and_sections_are_named_in_words() -> None:
    lines = radio(council()).split("\n\n")

    assert "Première partie : NOMINATIONS" in lines
    assert "Point A : MINISTERE DE LA SANTE" in lines
    assert lines[-1] == "Le Porte-parole du gouvernement, Awa EXEMPLE\n"


def test_another_language_keeps_its_words_and_loses_its_staff_numbers() -> None:
    said = radio(replace(council(), language="mos"))

    assert "Mle" not in said
    assert "Première partie" not in said
    assert "le jeudi 23 juillet 2026" in " ".join(said.split())


@pytest.mark.parametrize("make", [radio, summary])
def test_a_later_version_says_so_first(make) -> None:
    edition = replace(
        EMPTY, version=2, reason="nom corrigé", published="2026-07-24T09:00:00+00:00"
    )

    said = make(edition)

    assert "Version numéro deux du vingt-quatre juillet deux mille vingt-six" in said
