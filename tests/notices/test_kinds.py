"""A notice says that something waits, never what: its words are dates, hours and numbers."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from ecm.notices.kinds import KINDS, Reference

LONGEST = {
    date: date(2026, 9, 30),  # mercredi 30 septembre
    datetime: datetime(2026, 9, 30, 12, 30, tzinfo=UTC),
    time: time(12, 30),
    int: 100,
    Reference: Reference("SGG-2026-00451"),
}
MOST_LETTERS = 153  # of an SMS in one part, less « e-CM : »


@pytest.mark.parametrize("code", KINDS)
def test_a_sentence_holds_exactly_the_words_of_its_kind(code: str) -> None:
    named = re.findall(r"%\((\w+)\)s", KINDS[code].sentence)

    assert sorted(named) == sorted(KINDS[code].words)


@pytest.mark.parametrize("code", KINDS)
def test_no_kind_has_room_for_free_text(code: str) -> None:
    assert set(KINDS[code].words.values()) <= set(LONGEST)


@pytest.mark.parametrize("code", KINDS)
def test_a_sentence_fits_in_a_short_message(code: str) -> None:
    kind = KINDS[code]
    words = {name: LONGEST[of] for name, of in kind.words.items()}

    said = kind.said(kind.kept(words))

    assert len(said) <= MOST_LETTERS, said
    assert said.endswith(".")


@pytest.mark.parametrize("code", KINDS)
def test_a_code_is_a_subject_and_what_happened_to_it(code: str) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", code)
    assert len(code) <= 40


@pytest.mark.parametrize(
    "title",
    [
        "Projet de décret portant nomination",
        "SGG-2026-00451 Projet de loi",
        "sgg-2026-00451",
        "",
        "SGG-2026-00451\n",
    ],
)
def test_a_reference_is_a_number_and_never_a_title(title: str) -> None:
    with pytest.raises(ValueError, match="reference"):
        Reference(title)


def test_words_are_said_as_people_write_them() -> None:
    convened = KINDS["meeting.convened"]
    kept = convened.kept({"day": date(2026, 2, 5), "hour": time(9)})

    said = convened.said(kept)

    assert said == (
        "Conseil des ministres le jeudi 5\u00a0février à 9\u00a0h\u00a000\u00a0: "
        "l'ordre du jour est disponible."
    )


def test_the_first_of_a_month_is_said_as_in_french() -> None:
    acting = KINDS["seat.acting"]

    said = acting.said(acting.kept({"day": date(2026, 1, 1)}))

    assert "du jeudi 1er\u00a0janvier" in said


def test_a_moment_is_said_in_the_time_of_the_council() -> None:
    asked = KINDS["opinion.requested"]
    kept = asked.kept({"until": datetime(2026, 2, 3, 14, tzinfo=UTC)})

    assert "avant le mardi 3\u00a0février, 14\u00a0h\u00a000." in asked.said(kept)


def test_another_language_says_its_own_days() -> None:
    acting = KINDS["seat.acting"]
    kept = acting.kept({"day": date(2026, 1, 1)})

    with translation.override("en"):
        assert "Thursday 1\u00a0January" in acting.said(kept)
