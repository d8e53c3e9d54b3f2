"""What is found, by whom, and that nothing else shows: no title, count nor passage."""

import pytest

from ecm.domain.circuit import DossierState
from ecm.dossiers.models import (
    Document,
    Dossier,
    Indexed,
    Opinion,
    Rendition,
    Version,
)
from ecm.dossiers.search import index_dossier, index_version, plain, search
from ecm.dossiers.standing import standing_today
from tests.preparation import NOW, Preparation


def a_version(dossier: Dossier, text: str, rank: int = 1) -> Version:
    document = Document.objects.create(dossier=dossier, title="Rapport")
    version = Version.objects.create(
        document=document,
        number=rank,
        path="ab/cd.pdf",
        filename="rapport.pdf",
        sha256="0" * 64,
        size=1,
        stored_at=NOW,
    )
    Rendition.objects.create(version=version, path="ab/ef.pdf", text=text)
    index_version(version, text)
    return version


def lodged(preparation: Preparation, title: str, **more) -> Dossier:
    dossier = preparation.dossier(title, state=DossierState.REGISTERED, **more)
    index_dossier(dossier)
    return dossier


def found(preparation: Preparation, who: str, words: str) -> list[str]:
    standing = standing_today(preparation[who].person_id)
    return [f.dossier.title for f in search(standing, words)]


def test_accents_and_capitals_do_not_matter(preparation: Preparation) -> None:
    lodged(preparation, "Décret relatif aux préfets des Hauts-Bassins")

    assert found(preparation, "officer", "PREFETS") == [
        "Décret relatif aux préfets des Hauts-Bassins"
    ]
    assert found(preparation, "officer", "préfets hauts") != []


def test_the_last_word_may_be_unfinished(preparation: Preparation) -> None:
    lodged(preparation, "Décret portant organisation du budget")

    assert found(preparation, "officer", "décret organ") != []
    assert found(preparation, "officer", "organ décret") == []


def test_the_words_of_a_piece_lead_to_its_dossier(preparation: Preparation) -> None:
    dossier = lodged(preparation, "Décret budgétaire")
    text = "Le contrôle des dépenses engagées par anticipation."
    version = a_version(dossier, text)
    standing = standing_today(preparation["officer"].person_id)

    [match] = search(standing, "anticipation")

    assert match.dossier == dossier
    [passage] = match.passages
    assert passage.version == version
    assert passage.text == text


def test_the_dossiers_named_so_come_first_then_the_latest(
    preparation: Preparation,
) -> None:
    old = lodged(preparation, "Le budget ancien")
    piece = lodged(preparation, "Décret sans ce mot")
    a_version(piece, "Le budget est cité dans la pièce.")
    recent = lodged(preparation, "Le budget récent")

    titles = found(preparation, "officer", "budget")

    assert titles == [recent.title, old.title, piece.title]


def test_a_dossier_of_many_pieces_hides_no_other(preparation: Preparation) -> None:
    long = lodged(preparation, "Décret aux nombreuses annexes")
    for rank in range(40):
        a_version(long, f"L'annexe {rank} cite les bassins.")
    a_version(lodged(preparation, "Décret bref"), "Il cite les bassins.")
    standing = standing_today(preparation["officer"].person_id)

    last, first = search(standing, "bassins")

    assert (first.dossier, len(first.passages), first.more) == (long, 4, 36)
    assert last.dossier.title == "Décret bref"


def test_a_ministrys_draft_is_found_by_its_own_alone(preparation: Preparation) -> None:
    dossier = preparation.dossier("Décret encore secret")
    index_dossier(dossier)

    assert found(preparation, "chief", "secret") == ["Décret encore secret"]
    for stranger in ("officer", "rival_chief", "prime_minister", "stranger"):
        assert found(preparation, stranger, "secret") == []


def test_who_was_asked_finds_the_versions_he_was_asked_about_alone(
    preparation: Preparation,
) -> None:
    dossier = lodged(preparation, "Projet de réforme fiscale")
    shared = a_version(dossier, "L'article commun est partagé.")
    a_version(dossier, "L'annexe commune reste au ministère.")
    opinion = Opinion.objects.create(
        dossier=dossier,
        ministry=preparation.cast.ministries["culture"],
        about="0" * 64,
        asked_by=preparation["officer"].person,
        asked_at=NOW,
        due_at=NOW,
    )
    opinion.versions.add(shared)
    standing = standing_today(preparation["rival_chief"].person_id)

    assert search(standing, "fiscale") == []
    assert search(standing, "annexe") == []
    assert [p.version for f in search(standing, "partagé") for p in f.passages] == [
        shared
    ]


def test_a_confidential_dossier_has_no_words_in_the_index(
    preparation: Preparation,
) -> None:
    dossier = lodged(preparation, "Demande d'agrément")
    a_version(dossier, "Un ambassadeur est proposé.")
    dossier.is_confidential = True

    index_dossier(dossier)
    a_version(dossier, "Un second texte.", rank=2)

    assert not Indexed.objects.filter(dossier=dossier).exists()
    assert found(preparation, "chief", "agrément") == []


def test_a_removed_piece_is_not_found(preparation: Preparation) -> None:
    dossier = lodged(preparation, "Décret budgétaire")
    version = a_version(dossier, "Un paragraphe abandonné.")
    Document.objects.filter(versions=version).update(removed_at=NOW)

    assert found(preparation, "officer", "abandonné") == []


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "* OR", "a' OR 1=1 --", "NEAR(", "&|!:()", "é" * 500]
)
def test_signs_are_words_or_nothing(preparation: Preparation, words: str) -> None:
    lodged(preparation, "Décret budgétaire")

    assert found(preparation, "officer", words) == []


def test_words_are_letters_and_digits_alone() -> None:
    assert plain("L'Œuvre, n°2013-404/PRES") == "l oeuvre n 2013 404 pres"
