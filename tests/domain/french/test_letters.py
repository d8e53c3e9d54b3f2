"""Capitals, imported letters, typography and lists."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.french import (
    capitals,
    full_name,
    listed,
    lower_first,
    normalise,
    quoted,
    sentence,
    surname_in_capitals,
    typeset,
    upper_first,
    without_accents,
)

FRENCH = st.text(
    "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ' -,.0123456789", max_size=60
)


def test_a_heading_has_capitals_without_accents():
    assert capitals("au titre du ministère de l'Économie") == (
        "AU TITRE DU MINISTERE DE L'ECONOMIE"
    )
    assert capitals("délibérations") == "DELIBERATIONS"
    assert capitals("façade, cœur et ex æquo") == "FACADE, COEUR ET EX AEQUO"


def test_the_first_of_a_month_keeps_its_letters_in_a_heading():
    assert capitals("mercredi 1er août 2018") == "MERCREDI 1er AOUT 2018"


@given(st.one_of(FRENCH, FRENCH.map(str.upper), st.text(max_size=40)))
def test_capitals_contain_no_accent(text):
    decomposed = unicodedata.normalize("NFD", capitals(text))

    assert not [c for c in decomposed if unicodedata.combining(c)]


@given(FRENCH)
def test_capitals_twice_are_capitals_once(text):
    assert capitals(capitals(text)) == capitals(text)


@pytest.mark.parametrize(
    ("surname", "printed"),
    [
        ("Traoré", "TRAORE"),
        ("Kyelem de Tambela", "KYELEM de TAMBELA"),
        ("OUEDRAOGO", "OUEDRAOGO"),
        ("de", "DE"),
        ("N'Guessan", "N'GUESSAN"),
        ("Somé/Diallo", "SOME/DIALLO"),
    ],
)
def test_surnames_are_in_capitals(surname, printed):
    assert surname_in_capitals(surname) == printed


def test_a_full_name_keeps_the_accents_of_the_given_names():
    assert full_name("Aïssata", "Sanou") == "Aïssata SANOU"


def test_mathematical_letters_become_letters():
    # As in the copies of the communiqué of 2 October 2024.
    assert normalise("𝐈.𝟏. 𝐀𝐔 𝐓𝐈𝐓𝐑𝐄 𝐃𝐔 𝐌𝐈𝐍𝐈𝐒𝐓𝐄𝐑𝐄") == "I.1. AU TITRE DU MINISTERE"


def test_apostrophes_and_spaces_are_made_one():
    assert normalise("l’Etat\u00a0 d`Afrique\u202f;\u200b") == "l'Etat d'Afrique ;"


def test_marks_that_carry_a_meaning_survive():
    assert normalise("n°039-2016/AN, 12 m²…") == "n°039-2016/AN, 12 m²…"


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(FRENCH)
def test_normalising_keeps_french_letters(text):
    assert normalise(text) == " ".join(text.split())


def test_typography_puts_no_break_spaces():
    assert typeset("Objet : a ; b ! « c »") == (
        "Objet\u00a0: a\u00a0; b\u00a0! «\u00a0c\u00a0»"
    )
    assert typeset("à 09:30, https://exemple.bf") == "à 09:30, https://exemple.bf"
    assert quoted("Faso") == "«\u00a0Faso\u00a0»"


@given(FRENCH)
def test_typography_twice_is_typography_once(text):
    assert typeset(typeset(text)) == typeset(text)


def test_a_list_ends_with_a_conjunction():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a et b"
    assert listed(["a", "b", "c"], "ou") == "a, b ou c"


def test_a_sentence_has_a_capital_and_an_end():
    assert sentence("le Conseil a adopté ce décret") == "Le Conseil a adopté ce décret."
    assert sentence("Déjà finie.") == "Déjà finie."
    assert sentence("en liste ;") == "En liste."
    assert sentence("") == ""


def test_the_first_letter_alone_changes():
    assert upper_first("ministère de la Santé") == "Ministère de la Santé"
    assert lower_first("Organisation du Cabinet") == "organisation du Cabinet"
    assert lower_first("ARCOP et autres") == "ARCOP et autres"


def test_ligatures_are_opened():
    assert without_accents("Œuvre bœuf Ça") == "OEuvre boeuf Ca"
