"""Names and civilities as ministries type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.appointments.names import (
    FullName,
    civility_of,
    given_names,
    is_name,
    person_key,
    split,
    surname,
    without_civility,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ouédraogo", "OUÉDRAOGO"),
        ("Traoré", "TRAORÉ"),
        ("  Kyelem   de\u00a0Tambela ", "KYELEM de TAMBELA"),
        ("KYELEM DE TAMBELA", "KYELEM DE TAMBELA"),
        ("sanou épouse zongo", "SANOU épouse ZONGO"),
        ("n’guessan", "N'GUESSAN"),
        ("𝐊𝐀𝐁𝐎𝐑𝐄", "KABORE"),
        ("de", "DE"),
        ("Some/Diallo", "SOME/DIALLO"),
    ],
)
def test_a_surname_is_in_capitals_and_keeps_its_accents(typed, kept):
    assert surname(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AWA SANDRINE", "Awa Sandrine"),
        ("marie-noëlle", "Marie-Noëlle"),
        ("JEAN-BAPTISTE", "Jean-Baptiste"),
        ("n’golo", "N'Golo"),
        ("MARIE DE LA CROIX", "Marie de la Croix"),
        ("De Sales", "De Sales"),
        ("issa b.", "Issa B."),
        ("LaToya", "LaToya"),
        ("𝒜𝓌𝒶", "Awa"),
        ("él hadj", "Él Hadj"),
        ("", ""),
    ],
)
def test_given_names_begin_with_capitals(typed, kept):
    assert given_names(typed) == kept


LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæßñɛɔŋɲƴɓɗ𝐚𝐳"


@given(st.text(f"{LETTERS}{LETTERS.upper()} '’-/.,\u00a0\u202f", max_size=60))
def test_tidying_a_name_twice_changes_nothing(text):
    assert surname(surname(text)) == surname(text)
    assert given_names(given_names(text)) == given_names(text)


@pytest.mark.parametrize(
    ("typed", "civility"),
    [
        ("M.", "Monsieur"),
        ("m", "Monsieur"),
        ("Mr", "Monsieur"),
        ("MONSIEUR", "Monsieur"),
        ("Masculin", "Monsieur"),
        ("H", "Monsieur"),
        ("Mme", "Madame"),
        ("Mlle", "Madame"),
        ("F", "Madame"),
        ("féminin", "Madame"),
        ("Dr", None),
        ("", None),
        ("?", None),
    ],
)
def test_a_civility_or_a_sex_is_read(typed, civility):
    assert civility_of(typed) == civility


@pytest.mark.parametrize(
    ("typed", "name", "civility"),
    [
        ("Mme SANOU Awa", "SANOU Awa", "Madame"),
        ("M. Issa OUEDRAOGO", "Issa OUEDRAOGO", "Monsieur"),
        ("Monsieur Issa OUEDRAOGO", "Issa OUEDRAOGO", "Monsieur"),
        ("Mrabet Ali", "Mrabet Ali", None),
        ("M Issa", "M Issa", None),
        ("Madame", "Madame", None),
    ],
)
def test_a_civility_before_a_name_is_taken_off(typed, name, civility):
    assert without_civility(typed) == (name, civility)


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        ("OUEDRAOGO Issa", "Issa", "OUEDRAOGO"),
        ("Issa Boukary OUEDRAOGO", "Issa Boukary", "OUEDRAOGO"),
        ("KYELEM de TAMBELA Apollinaire", "Apollinaire", "KYELEM de TAMBELA"),
        ("SANOU/TRAORÉ Awa", "Awa", "SANOU/TRAORÉ"),
        ("Issa B. OUEDRAOGO", "Issa B.", "OUEDRAOGO"),
        ("OUEDRAOGO ISSA", "", ""),
        ("Ouedraogo Issa", "", ""),
        ("Issa OUEDRAOGO Boukary", "", ""),
        ("", "", ""),
    ],
)
def test_a_full_name_is_cut_where_the_capitals_tell(typed, given, family):
    assert split(typed) == FullName(given, family)


def test_two_spellings_of_a_person_share_one_key():
    one = person_key("Awa Noëlle", "TRAORÉ")

    assert person_key("NOELLE AWA", "Traore") == one
    assert person_key("Awa", "TRAORE") != one


@pytest.mark.parametrize("text", ["28 456 W", "Awa@", "", "-", "SONABEL 2"])
def test_what_is_no_name_is_seen(text):
    assert not is_name(text)
