"""The search: stems, accents, the word being typed, filters, and where the words are."""

from dataclasses import replace
from datetime import date

import pytest

from ecm.public import copy
from ecm.public.search import (
    Asked,
    Page,
    excerpt_of,
    find_appointments,
    find_decisions,
    pieces_of,
)
from tests.public.editions import an_edition, erratum

ONE_DATABASE = True
TEN = Page(10)


@pytest.mark.parametrize(
    "question",
    [
        *("santé", "SANTE", "sante des meres", "mère", "rapports", "maternelles mères"),
        *("rap", "l'approbation du rapport", "CM/2026/24/I.2.1", "adoptés rapport"),
    ],
)
def test_words_are_found_by_stem_without_accents_nor_end(question: str) -> None:
    copy.put(an_edition())

    total, found = find_decisions(Asked(question), TEN)

    expected = question not in ("maternelles mères", "l'approbation du rapport")
    assert ("I.2.1" in [d.item for d in found]) is expected
    assert total == len(found)


@pytest.mark.parametrize("question", ['"', "*", "a OR b", "NEAR(", "plain:x", "-", "'"])
def test_no_sign_of_a_question_is_read_as_syntax(question: str) -> None:
    copy.put(an_edition())

    total, _found = find_decisions(Asked(question), TEN)

    assert total in (0, 3)


def test_filters_keep_year_ministry_and_kind() -> None:
    copy.put(an_edition())
    copy.put(an_edition(3, date(2020, 1, 29)))

    assert find_decisions(Asked("santé"), TEN)[0] == 4
    assert find_decisions(Asked("santé", year=2020), TEN)[0] == 2
    assert find_decisions(Asked("santé", ministry="MS", kind="report"), TEN)[0] == 2
    assert find_decisions(Asked(kind="bill"), TEN)[0] == 2
    assert find_decisions(Asked("santé", kind="bill"), TEN)[0] == 0


def test_the_pages_of_an_answer_follow_each_other() -> None:
    for number in range(1, 6):
        copy.put(an_edition(number, date(2026, 1, number)))
    asked = Asked("loi", newest_first=True)

    total, first = find_decisions(asked, Page(2))
    _, second = find_decisions(asked, Page(2, 2))

    assert total == 5
    assert [d.meeting for d in (*first, *second)] == [5, 4, 3, 2]


def test_words_taken_out_by_an_erratum_are_found_no_more() -> None:
    copy.put(an_edition())
    copy.put(erratum(an_edition(), "finances", "règlement"))

    assert find_decisions(Asked("règlement"), TEN)[0] == 1


def test_appointments_are_found_by_post_and_by_name() -> None:
    copy.put(an_edition())

    assert find_appointments(Asked(post="directeur sante publique"), TEN)[0] == 0
    assert find_appointments(Asked(post="directrice santé"), TEN)[0] == 1
    assert find_appointments(Asked(post="direct"), TEN)[0] == 1
    assert find_appointments(Asked(name="sanou awa"), TEN)[0] == 1
    assert find_appointments(Asked(name="ouedraogo"), TEN)[0] == 0
    assert find_appointments(Asked(), TEN)[0] == 1


def test_a_line_worded_by_hand_is_found_by_its_words() -> None:
    edition = an_edition()
    bare = {"post": "", "surname": "", "given_names": "", "staff_number": ""}
    by_hand = replace(edition.appointments[0], **bare)
    copy.put(replace(edition, appointments=(by_hand,)))

    assert find_appointments(Asked(post="directrice"), TEN)[0] == 1
    assert find_appointments(Asked(name="sanou"), TEN)[0] == 1


def test_the_words_found_are_apart_and_the_text_is_whole() -> None:
    text = "Le Conseil a adopté deux rapports relatifs à la santé."

    pieces = pieces_of(text, "rapport sant")

    assert "".join(piece.text for piece in pieces) == text
    assert [p.text for p in pieces if p.is_found] == ["rapports", "santé"]


def test_an_excerpt_is_around_the_first_word_found() -> None:
    text = f"{'avant ' * 100}licence {'après ' * 100}"

    pieces = excerpt_of(text, "licences")

    assert [p.text for p in pieces if p.is_found] == ["licence"]
    assert sum(len(p.text) for p in pieces) < 440
    assert pieces[0].text.startswith("… ")
