"""References and numbers are printed and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.numbering import (
    DecreeNumber,
    ItemNumber,
    ItemReference,
    LawNumber,
    MeetingReference,
    decrees_in,
    from_roman,
    laws_in,
    letter,
    numbered,
    roman,
)

YEARS = st.integers(1960, 2100)
MEETINGS = st.builds(
    MeetingReference,
    st.sampled_from(["CM", "CC", "COTEVAL"]),
    YEARS,
    st.integers(1, 9999),
)
NUMBERS = st.builds(
    ItemNumber,
    st.integers(1, 20),
    st.lists(st.integers(1, 200), max_size=3).map(tuple),
)


def test_roman_numbers_are_regular():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1994, 3999)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XL",
        "MCMXCIV",
        "MMMCMXCIX",
    ]


@given(st.integers(1, 3999))
def test_a_roman_number_reads_back(number):
    assert from_roman(roman(number)) == number


@pytest.mark.parametrize("letters", ["", "IIII", "VX", "IC", "ABC", "MMMM", "XIIX"])
def test_an_irregular_roman_number_is_refused(letters):
    with pytest.raises(ValueError, match="not a Roman number"):
        from_roman(letters)


@pytest.mark.parametrize("number", [0, -3, 4000])
def test_a_number_without_roman_form_is_refused(number):
    with pytest.raises(ValueError, match="no Roman form"):
        roman(number)


def test_lists_are_lettered():
    assert [letter(n) for n in (1, 5, 26, 27, 52, 703)] == [
        "A",
        "E",
        "Z",
        "AA",
        "AZ",
        "AAA",
    ]
    with pytest.raises(ValueError, match="no letter"):
        letter(0)


def test_a_number_is_printed_by_a_format():
    assert numbered(22, sign="N°") == "N°22"
    assert numbered(24, width=3) == "n°024"


def test_references_are_printed_whole():
    meeting = MeetingReference("CM", 2026, 24)

    assert str(meeting) == "CM/2026/24"
    assert str(ItemReference(meeting, ItemNumber(1, (2, 1)))) == "CM/2026/24/I.2.1"
    assert str(ItemNumber(3).child(1)) == "III.1"


@given(MEETINGS)
def test_a_meeting_reference_reads_back(reference):
    assert MeetingReference.parse(str(reference)) == reference


@given(MEETINGS, NUMBERS)
def test_an_item_reference_reads_back(meeting, number):
    reference = ItemReference(meeting, number)

    assert ItemReference.parse(str(reference)) == reference


def test_a_reference_is_read_leniently():
    assert MeetingReference.parse(" cm/2026/005 ") == MeetingReference("CM", 2026, 5)
    assert ItemNumber.parse("I.2.") == ItemNumber(1, (2,))


@pytest.mark.parametrize(
    "text", ["", "CM", "CM/26/5", "CM/2026/", "CM/2026/0", "2026/5"]
)
def test_another_text_is_not_a_meeting(text):
    with pytest.raises(ValueError, match="not a meeting reference"):
        MeetingReference.parse(text)


@pytest.mark.parametrize("text", ["1.2", "I.x", "I..2", "I.0", ""])
def test_another_text_is_not_an_item_number(text):
    with pytest.raises(ValueError, match="is not a"):
        ItemNumber.parse(text)


@given(st.lists(NUMBERS, min_size=2))
def test_items_sort_by_place_and_not_by_letters(numbers):
    assert sorted(numbers) == sorted(numbers, key=lambda n: (n.part, n.ranks))


@pytest.mark.parametrize(
    "text",
    [
        "n°2009-631/PRES/PM/DEF",
        "n°2019-1202/PRES/PM/MJ/MINEFID",
        "n°2022-0055/PRES-TRANS/PM/SGG-CM",
        "n°2022-0368/PRES/TRANS/PM/MDAC/MATDS/MEFP",
        "n°2024-1558/PRES",
        "n°2025-1545/PF/PRIM",
        "n°2022-022/PRES-TRANS/PM/SGG-CM",
    ],
)
def test_a_decree_number_is_printed_as_it_was_read(text):
    assert str(DecreeNumber.parse(text)) == text


def test_a_decree_number_gives_its_signatories():
    assert DecreeNumber.parse("N° 2025-1545/PF/PRIM") == DecreeNumber(
        2025, 1545, ("PF", "PRIM")
    )


def test_padding_does_not_make_another_decree():
    assert DecreeNumber.parse("n°2022-055/PRES") == DecreeNumber.parse(
        "n°2022-0055/PRES"
    )


@pytest.mark.parametrize(
    "text", ["n°2025/PF", "2025-1545/PF", "n°039-2016/AN", "n°1-2/x"]
)
def test_another_text_is_not_a_decree(text):
    with pytest.raises(ValueError, match="not a decree number"):
        DecreeNumber.parse(text)


def test_a_law_number_has_its_serial_first():
    assert LawNumber.parse("n°039-2016/AN") == LawNumber(2016, 39, "AN")
    assert str(LawNumber.parse("n°016-2024/ALT")) == "n°016-2024/ALT"
    assert str(LawNumber(2025, 11, "ALT")) == "n°011-2025/ALT"


def test_an_old_law_number_has_two_digits_for_its_year():
    assert LawNumber.parse("n°010/98/AN") == LawNumber(1998, 10, "AN")


@pytest.mark.parametrize("text", ["n°2025-1545/PF/PRIM", "n°39", "039-2016/AN"])
def test_another_text_is_not_a_law(text):
    with pytest.raises(ValueError, match="not a law number"):
        LawNumber.parse(text)


def test_citations_are_found_in_a_paragraph():
    text = (
        "conformément à la loi n°003-2021/AN du 1er avril 2021 et aux décrets "
        "n°2018-0268/PRES/PM/MATD/ MS du 09 avril 2018 et n°2024-1558/PRES."
    )

    assert laws_in(text) == [LawNumber(2021, 3, "AN")]
    assert [str(decree) for decree in decrees_in(text)] == [
        "n°2018-0268/PRES/PM/MATD/MS",
        "n°2024-1558/PRES",
    ]
