"""Numbers in words, read back by a parser that knows nothing of the writer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.french import (
    NARROW_NBSP,
    amount,
    count_in_words,
    digits,
    in_words,
    ordinal,
    ordinal_digits,
)

SMALL = {
    **{
        word: value
        for value, word in enumerate(
            ["un", "deux", "trois", "quatre", "cinq", "six"], 1
        )
    },
    **{
        word: value
        for value, word in enumerate(["sept", "huit", "neuf", "dix", "onze"], 7)
    },
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "une": 1,
    "zéro": 0,
}
SCALES = {"mille": 10**3, "million": 10**6, "milliard": 10**9}


def read(words: str) -> int:
    """Read a number back, knowing only how French adds and multiplies."""
    total = current = 0
    for word in words.replace("-", " ").split():
        name = word.removesuffix("s") if word not in SMALL else word
        if name == "et":
            continue
        if name == "vingt":
            current += 76 if current % 10 == 4 and current % 100 < 10 else 20
        elif name == "cent":
            current = (current or 1) * 100
        elif name in SCALES:
            total, current = total + (current or 1) * SCALES[name], 0
        else:
            current += SMALL[name]
    return total + current


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (1, "un"),
        (16, "seize"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (61, "soixante et un"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (280, "deux cent quatre-vingts"),
        (1000, "mille"),
        (1001, "mille un"),
        (2000, "deux mille"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_000_000, "un million"),
        (80_000_000, "quatre-vingts millions"),
        (200_000_000, "deux cents millions"),
        (30_000_000_000, "trente milliards"),
        # From the communiqués of 23 October and 11 September 2025.
        (33_210_000_000, "trente-trois milliards deux cent dix millions"),
        (
            12_297_493_020,
            "douze milliards deux cent quatre-vingt-dix-sept millions quatre cent "
            "quatre-vingt-treize mille vingt",
        ),
    ],
)
def test_a_number_is_written_as_the_grammars_say(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "une"),
        (21, "vingt et une"),
        (81, "quatre-vingt-une"),
        (101, "cent une"),
        (2, "deux"),
        (21_000, "vingt et un mille"),
        (1_000_000, "un million"),
    ],
)
def test_only_the_final_one_takes_the_feminine(number, words):
    assert in_words(number, feminine=True) == words


@given(st.integers(0, 10**12 - 1), st.booleans())
def test_a_number_in_words_reads_back_as_itself(number, feminine):
    assert read(in_words(number, feminine=feminine)) == number


@given(st.integers(0, 10**12 - 1))
def test_mille_never_varies_and_is_never_preceded_by_one(number):
    words = in_words(number)

    assert "milles" not in words
    assert not words.startswith("un mille ")
    assert " un mille" not in words.replace(" et un mille", "").replace(
        "cent un mille", ""
    )
    assert "cents mille" not in words
    assert "vingts mille" not in words


@pytest.mark.parametrize("number", [-1, 10**12])
def test_a_number_out_of_reach_is_refused(number):
    with pytest.raises(ValueError, match="cannot be written"):
        in_words(number)


def test_a_count_carries_two_digits_in_brackets():
    assert count_in_words(2) == "deux (02)"
    assert count_in_words(9) == "neuf (09)"
    assert count_in_words(10) == "dix (10)"
    assert count_in_words(1, feminine=True) == "une (01)"
    assert count_in_words(120) == "cent vingt (120)"
    assert (
        count_in_words(5293) == "cinq mille deux cent quatre-vingt-treize (5\u00a0293)"
    )


def test_an_amount_is_written_in_words_then_in_figures():
    assert amount(30_000_000_000, space=" ") == (
        "trente milliards (30 000 000 000) F CFA"
    )
    assert amount(30_000_000_000) == (
        "trente milliards (30\u00a0000\u00a0000\u00a0000) F\u00a0CFA"
    )
    assert amount(119_335_958, tax="TTC", space=" ") == (
        "cent dix-neuf millions trois cent trente-cinq mille neuf cent cinquante-huit "
        "(119 335 958) F CFA TTC"
    )


def test_the_thousands_may_be_parted_by_a_narrow_space():
    assert digits(1_234_567, space=NARROW_NBSP) == "1\u202f234\u202f567"
    assert digits(999) == "999"


@given(st.integers(0, 10**15))
def test_digits_lose_nothing(number):
    assert int(digits(number).replace("\u00a0", "")) == number


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (2, "deuxième"),
        (3, "troisième"),
        (4, "quatrième"),
        (5, "cinquième"),
        (9, "neuvième"),
        (11, "onzième"),
        (19, "dix-neuvième"),
        (21, "vingt et unième"),
        (30, "trentième"),
        (71, "soixante et onzième"),
        (80, "quatre-vingtième"),
        (100, "centième"),
        (200, "deux centième"),
        (1000, "millième"),
        (1_000_000, "millionième"),
    ],
)
def test_an_ordinal_is_built_on_its_number(number, word):
    assert ordinal(number) == word


def test_the_last_of_two_is_second():
    assert [ordinal(n, total=2) for n in (1, 2)] == ["premier", "second"]
    assert [ordinal(n, total=3) for n in (1, 2, 3)] == [
        "premier",
        "deuxième",
        "troisième",
    ]
    assert [ordinal(n, total=2, feminine=True) for n in (1, 2)] == [
        "première",
        "seconde",
    ]


def test_there_is_no_zeroth():
    with pytest.raises(ValueError, match="no ordinal"):
        ordinal(0)


def test_short_ordinals_follow_the_typography():
    assert [ordinal_digits(1), ordinal_digits(1, feminine=True), ordinal_digits(5)] == [
        "1er",
        "1re",
        "5e",
    ]
