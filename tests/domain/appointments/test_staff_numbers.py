"""Staff numbers: the usual form, the twelve-digit form, and why others are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.appointments.staff_numbers import (
    NotAStaffNumber,
    StaffNumber,
    is_none,
    parse,
)

NUMBERS = st.builds(
    StaffNumber,
    st.text("0123456789", min_size=3, max_size=15),
    st.sampled_from(["", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]),
)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Mle 28 456 W", "28 456 W"),
        ("28456W", "28 456 W"),
        ("mle. 28 456 w", "28 456 W"),
        ("Mle 99 999 W", "99 999 W"),
        ("N° Mle : 231 774 C", "231 774 C"),
        ("Matricule 231774 C", "231 774 C"),
        ("Mle28 456 W", "28 456 W"),
        ("Mle\u00a028\u202f456\u00a0W", "28 456 W"),
        ("𝟐𝟖 𝟒𝟓𝟔 𝐖", "28 456 W"),
        ("２８４５６Ｗ", "28 456 W"),
        ("Mle 110 225 334 017 Z", "110 225 334 017 Z"),
        ("110225334017Z", "110 225 334 017 Z"),
        ("007", "007"),
        ("0012 345 A", "0 012 345 A"),
        ("123456789012345", "123 456 789 012 345"),
    ],
)
def test_a_staff_number_is_grouped_by_threes_and_ends_on_its_letter(written, canonical):
    number = parse(written)

    assert str(number) == canonical
    assert number.printed == f"Mle {canonical}"
    assert number.written == written


@given(NUMBERS)
def test_the_usual_form_of_a_number_is_read_as_that_number(number):
    again = parse(number.printed)

    assert (again.digits, again.letter) == (number.digits, number.letter)
    assert str(again) == str(number)


@given(NUMBERS, st.integers(1, 4), st.booleans(), st.booleans())
def test_groups_case_and_prefix_change_nothing(number, size, small, prefixed):
    digits = number.digits
    groups = [digits[i : i + size] for i in range(0, len(digits), size)]
    text = " ".join([*groups, number.letter]).strip()
    text = f"Mle. {text}" if prefixed else text

    assert str(parse(text.lower() if small else text)) == str(number)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (
            "Mle 12 W",
            "« Mle 12 W » est trop court : un matricule a au moins 3 chiffres.",
        ),
        (
            "1234567890123456 A",
            "« 1234567890123456 A » est trop long : un matricule a au plus 15 chiffres.",
        ),
        (
            "28-456-W",
            "« 28-456-W » n'est pas un matricule. S'agit-il de « 28 456 W » ?",
        ),
        (
            "28.456 W",
            "« 28.456 W » n'est pas un matricule. S'agit-il de « 28 456 W » ?",
        ),
        (
            "28 45O W",
            "« 28 45O W » n'est pas un matricule. S'agit-il de « 28 450 W » ?",
        ),
        (
            "1,10225E+11",
            "« 1,10225E+11 » a été arrondi par le tableur, des chiffres sont perdus. "
            "Mettez la colonne au format texte et saisissez de nouveau le matricule.",
        ),
        (
            "W 28 456",
            "« W 28 456 » n'est pas un matricule. Un matricule s'écrit « Mle 99 999 W » : "
            "de 3 à 15 chiffres, puis une lettre s'il y en a une.",
        ),
        (
            "28 456 WX",
            "« 28 456 WX » n'est pas un matricule. Un matricule s'écrit « Mle 99 999 W » : "
            "de 3 à 15 chiffres, puis une lettre s'il y en a une.",
        ),
        (
            "٢٨٤٥٦",
            "« ٢٨٤٥٦ » n'est pas un matricule. Un matricule s'écrit « Mle 99 999 W » : "
            "de 3 à 15 chiffres, puis une lettre s'il y en a une.",
        ),
    ],
)
def test_what_is_no_staff_number_is_explained_in_french(written, reason):
    with pytest.raises(NotAStaffNumber) as refused:
        parse(written)

    assert str(refused.value) == reason


@given(st.text(max_size=60))
def test_any_text_is_either_a_number_or_refused_with_words(text):
    try:
        digits, reason = parse(text).digits, ""
    except NotAStaffNumber as refused:
        digits, reason = "", str(refused)

    assert reason or 3 <= len(digits) <= 15


@pytest.mark.parametrize("text", ["", " ", "-", "néant", "Sans", "N/A", "\u00a0"])
def test_some_words_say_that_there_is_no_number(text):
    assert is_none(text)
