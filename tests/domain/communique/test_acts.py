"""The second sentence, against the real ones."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.communique import (
    Act,
    Announced,
    announced,
    parse_act,
    parse_acts,
    second_sentence,
)
from tests.domain.communique import real

USUAL = (
    "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu des "
    "communications orales, procédé à des nominations et autorisé des missions à "
    "l'étranger."
)
# As published on these days; the files abridge « délibéré ».
PUBLISHED = {
    "2009-02-18": (
        "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu des "
        "communications orales, autorisé des missions à l'étranger et procédé à des "
        "nominations."
    ),
    "2018-05-02": (
        "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu une "
        "communication orale, procédé à des nominations et autorisé des missions à "
        "l'étranger."
    ),
    "2022-05-11": (
        "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu des "
        "communications orales, procédé à des nominations, à des révocations et autorisé "
        "des missions à l'étranger."
    ),
    "2025-09-04": (
        "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu des "
        "communications orales, procédé à des nominations, à des révocations, mis fin à "
        "une fonction et autorisé des missions à l'étranger."
    ),
}


@pytest.mark.parametrize("record", real.councils("bf"), ids=lambda r: r["date"])
def test_the_second_sentence_equals_the_real_one(record):
    acts = parse_acts(record["acts_announced_in_preamble"])

    assert second_sentence(acts) == PUBLISHED.get(record["date"], USUAL)


def test_the_sentence_is_computed_from_what_was_done():
    counts = {
        Act.SENT_ABROAD: 3,
        Act.DELIBERATED: 12,
        Act.HEARD: 1,
        Act.APPOINTED: 86,
        Act.SANCTIONED: 1,
        Act.DISMISSED: 0,
    }

    # As on 25 July 2019.
    assert second_sentence(announced(counts)) == (
        "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu une "
        "communication orale, procédé à des nominations, pris une sanction et autorisé "
        "des missions à l'étranger."
    )


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, ""),
        ({Act.HEARD: 1}, "Il a entendu une communication orale."),
        (
            {Act.DELIBERATED: 1},
            "Il a délibéré sur le dossier inscrit à son ordre du jour.",
        ),
        (
            {Act.HEARD: 2, Act.APPOINTED: 1},
            "Il a entendu des communications orales et procédé à une nomination.",
        ),
        (
            {Act.APPOINTED: 2, Act.DISMISSED: 1},
            "Il a procédé à des nominations et à une révocation.",
        ),
        (
            {Act.HEARD: 2, Act.APPOINTED: 2, Act.DISMISSED: 2},
            "Il a entendu des communications orales et procédé à des nominations et à "
            "des révocations.",
        ),
        (
            {Act.TERMINATED: 2, Act.SENT_ABROAD: 1},
            "Il a mis fin à des fonctions et autorisé une mission à l'étranger.",
        ),
    ],
)
def test_a_short_council_still_reads_well(counts, sentence):
    assert second_sentence(announced(counts)) == sentence


def test_an_act_is_read_with_its_number():
    assert parse_act("entendu une communication orale") == Announced(
        Act.HEARD, one=True
    )
    assert parse_act("Il a délibéré") == Announced(Act.DELIBERATED)
    assert parse_act("autorisé des missions à l’étranger.") == Announced(
        Act.SENT_ABROAD
    )
    assert parse_act("pris une sanction") == Announced(Act.SANCTIONED, one=True)


def test_unknown_acts_are_kept_verbatim():
    acts = parse_acts(["délibéré", "observé une minute de silence"])

    assert second_sentence(acts) == (
        "Il a délibéré sur les dossiers inscrits à son ordre du jour et observé une "
        "minute de silence."
    )


def test_two_acts_written_as_one_are_told_apart():
    together = parse_acts(["procédé à des nominations, à des révocations"])

    assert together == parse_acts(
        ["procédé à des nominations", "procédé à des révocations"]
    )
    assert parse_acts(["procédé à une nomination et à une révocation"]) == (
        Announced(Act.APPOINTED, one=True),
        Announced(Act.DISMISSED, one=True),
    )


COUNTS = st.dictionaries(st.sampled_from(Act), st.integers(0, 100))


@given(COUNTS)
def test_the_sentence_agrees_with_its_numbers(counts):
    written = second_sentence(announced(counts))
    done = [act for act in Act if counts.get(act)]

    assert (written == "") is (not done)
    for act, one, several in [
        (Act.HEARD, "une communication orale", "des communications orales"),
        (Act.APPOINTED, "à une nomination", "à des nominations"),
        (Act.DISMISSED, "à une révocation", "à des révocations"),
        (Act.SANCTIONED, "une sanction", "des sanctions"),
        (Act.TERMINATED, "à une fonction", "à des fonctions"),
        (Act.SENT_ABROAD, "une mission à", "des missions à"),
    ]:
        assert (one in written) is (counts.get(act) == 1)
        assert (several in written) is (counts.get(act, 0) > 1)


@given(COUNTS)
def test_the_sentence_is_well_formed(counts):
    written = second_sentence(announced(counts))

    assert written.count("procédé") <= 1
    assert not re.search(r",\s*(?:et|\.)|  | \.", written)
    if len(announced(counts)) > 1:
        assert " et " in written


@given(st.lists(st.sampled_from(Act), unique=True), st.booleans())
def test_an_announced_act_reads_back(acts, one):
    known = tuple(Announced(act, one) for act in acts)
    phrases = [second_sentence([act]).removeprefix("Il a ") for act in known]

    assert parse_acts(phrases) == known
