"""French read aloud: hours, dates, numbers and abbreviations as they are said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.french import digits, in_words
from ecm.domain.french.aloud import aloud


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("de 09 H 00 mn à 14 H 24 mn", "de neuf heures à quatorze heures vingt-quatre"),
        ("à 01 H 01 mn", "à une heure une"),
        ("le jeudi 05 février 2026", "le jeudi cinq février deux mille vingt-six"),
        ("le 1er août 2018", "le premier août deux mille dix-huit"),
        (
            "les 26 et 27 octobre 2016",
            "les vingt-six et vingt-sept octobre deux mille seize",
        ),
        ("trois (03) projets", "trois projets"),
        (
            "trente milliards (30 000 000 000) F CFA TTC",
            "trente milliards de francs CFA toutes taxes comprises",
        ),
        ("150 000 000 F CFA", "cent cinquante millions de francs CFA"),
        (
            "loi n°039-2016/AN",
            "loi numéro zéro trente-neuf tiret deux mille seize barre AN",
        ),
        (
            "12,5 % de 21 communes",
            "douze virgule cinq pour cent de vingt et une communes",
        ),
        ("1re classe, 3e échelon", "première classe, troisième échelon"),
        (
            "- Monsieur Ali SANOU, Mle 99 999 W, administrateur, est nommé préfet ;",
            "- Monsieur Ali SANOU, administrateur, est nommé préfet ;",
        ),
        (
            "Mme Awa SANOU (Mle 99 999 W) et M. Ali SANOU",
            "Madame Awa SANOU et Monsieur Ali SANOU",
        ),
        ("le G5 Sahel", "le G cinq Sahel"),
        ("DU 05 FEVRIER 2026", "DU cinq FEVRIER deux mille vingt-six"),
        ("l'année 2025-2026", "l'année deux mille vingt-cinq deux mille vingt-six"),
        ("au point I.2.1", "au point I point deux point un"),
        ("21 chemins", "vingt et un chemins"),
    ],
)
def test_it_is_said_as_a_reader_would(written: str, said: str) -> None:
    assert aloud(written) == said
    assert aloud(written.replace(" ", "\u00a0")) == said


@given(st.integers(0, 10**12 - 1))
def test_a_number_is_said_in_its_words(number: int) -> None:
    assert aloud(f"soit {digits(number)} agents") == f"soit {in_words(number)} agents"


@given(st.text(alphabet="0123456789 abcHMmnle°F,.-/%()A\u00a0\u202f", max_size=40))
def test_no_figure_that_has_words_is_left(text: str) -> None:
    said = aloud(text)

    left = re.findall(r"\d[\d ]*", said)
    assert all(len(figures.replace(" ", "").lstrip("0")) > 12 for figures in left)
    assert "  " not in said
