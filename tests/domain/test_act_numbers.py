"""Numbers of acts: written by the signatories of the day, read as the State writes them."""

import pytest

from ecm.domain.act_numbers import (
    PATTERNS,
    Form,
    Link,
    Number,
    form_of,
    is_adopted_text,
    is_sigle,
    number_of,
    read_number,
    suffix_of,
)

ONE_DATABASE = True

# Found in the recitals of real texts.
DECREES = {
    "n°2009-631/PRES/PM/DEF": (2009, 631, "PRES/PM/DEF"),
    "n°2019-1202/PRES/PM/MJ/MINEFID": (2019, 1202, "PRES/PM/MJ/MINEFID"),
    "n°2022-0055/PRES-TRANS/PM/SGG-CM": (2022, 55, "PRES-TRANS/PM/SGG-CM"),
    "n°2022-0368/PRES/TRANS/PM/MDAC/MATDS/MEFP": (
        *(2022, 368),
        "PRES/TRANS/PM/MDAC/MATDS/MEFP",
    ),
    "n°2024-1558/PRES": (2024, 1558, "PRES"),
    "n°2025-1545/PF/PRIM": (2025, 1545, "PF/PRIM"),
}
LAWS = {
    "n°039-2016/AN": (2016, 39, "AN"),
    "n°016-2024/ALT": (2024, 16, "ALT"),
    "n°051-2015/CNT": (2015, 51, "CNT"),
    "n°11-2025/ALT": (2025, 11, "ALT"),
}


@pytest.mark.parametrize("text", DECREES)
def test_a_decree_is_read_in_a_sentence(text: str) -> None:
    sentence = f"Vu le décret {text} du 10 avril portant nomination ;"

    assert read_number(sentence) == Number(*DECREES[text], is_law=False)


@pytest.mark.parametrize("text", LAWS)
def test_a_law_has_its_serial_first(text: str) -> None:
    assert read_number(f"Vu la loi {text} ;") == Number(*LAWS[text], is_law=True)


def test_what_is_no_number_is_none() -> None:
    assert read_number("le Conseil n° 24 du 23 juillet 2026") is None


@pytest.mark.parametrize(
    "text",
    [
        *("n°2019-1202/PRES/PM/MJ/MINEFID", "n°2022-0055/PRES-TRANS/PM/SGG-CM"),
        *("n°2022-0368/PRES/TRANS/PM/MDAC/MATDS/MEFP", "n°2025-1545/PF/PRIM"),
    ],
)
def test_a_real_number_is_written_again_from_its_signatories(text: str) -> None:
    year, serial, suffix = DECREES[text]
    head = "PRES/TRANS" if "PRES/TRANS" in suffix else suffix.split("/")[0]
    prime, *ministries = suffix.removeprefix(f"{head}/").split("/")
    chain = [
        *(Link(sigle) for sigle in ministries),
        Link(prime, is_head_of_government=True),
        Link(head, is_head_of_state=True),
    ]

    found = number_of(Form.DECREE, year, serial, suffix_of(chain), {})

    assert found == text


def test_a_law_and_an_ordinance_have_forms_of_their_own() -> None:
    assert number_of(Form.LAW, 2026, 11, "ALP", PATTERNS) == "n°011-2026/ALP"
    ordinance = number_of(Form.ORDINANCE, 2026, 7, "PF/PRIM/MEF", PATTERNS)
    assert ordinance == "n°2026-007/PF/PRIM/MEF"


def test_the_installation_may_print_another_form() -> None:
    pattern = {"decree": "n°{year}-{serial}/{suffix}"}

    assert number_of(Form.DECREE, 2026, 9, "PF", pattern) == "n°2026-9/PF"


def test_a_sigle_is_of_capitals() -> None:
    assert [is_sigle(s) for s in ("MEF", "SGG-CM", "PRES/TRANS", "Mef", "M F", "")] == [
        *(True, True, True),
        *(False, False, False),
    ]


def test_only_an_adopted_text_is_followed() -> None:
    assert is_adopted_text("decree", "adopted_with_amendments")
    assert is_adopted_text("organic_bill", "transmitted_to_parliament")
    assert not is_adopted_text("decree", "deferred")
    assert not is_adopted_text("decree", "heard")
    assert not is_adopted_text("contract", "authorised")
    assert form_of("unheard_of") is None
