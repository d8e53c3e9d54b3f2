"""Past councils, taken in from their files, give back the sentences that were published."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from ecm.archive.actions import import_council
from ecm.archive.council_file import read_council
from ecm.demo.words import COMMUNIQUES
from ecm.meetings.models import Meeting
from ecm.publication.documents import render
from tests.publication.council import written
from tests.publication.pdf import inside_of, squeezed, words_of

ENDED = [
    path
    for path in sorted(COMMUNIQUES.glob("bf-*.json"))
    if json.loads(path.read_text("utf-8"))["end_time"]
]
OPENINGS = [p for p in ENDED if "opening_sentence" in p.read_text("utf-8")]
DELIBERATED = "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu "
USUAL = (
    "des communications orales, procédé à des nominations et autorisé des missions à "
)
# The end of the second sentence where it is not the usual one.
PUBLISHED = {
    "bf-2018-05-02": "une communication orale, procédé à des nominations et autorisé des "
    "missions à l'étranger.",
    "bf-2022-05-11": "des communications orales, procédé à des nominations, à des "
    "révocations et autorisé des missions à l'étranger.",
    "bf-2025-09-04": "des communications orales, procédé à des nominations, à des "
    "révocations, mis fin à une fonction et autorisé des missions à l'étranger.",
}

pytestmark = pytest.mark.django_db


def taken_in(path: Path) -> Meeting:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return import_council(read_council(path), digest=digest)


def alike(text: str) -> str:
    """Return a text with its spacing and the leading zero of its day apart."""
    return re.sub(r"\b0(\d) (?=[a-zéû]+ \d{4})", r"\1 ", " ".join(text.split()))


@pytest.mark.parametrize("path", OPENINGS, ids=lambda path: path.stem)
def test_the_opening_equals_the_real_one(path):
    real = json.loads(path.read_text("utf-8"))["opening_sentence"]

    text = written(taken_in(path))

    assert alike(text.split("\n\n")[1]).startswith(alike(real) + " Il a ")


@pytest.mark.parametrize("path", ENDED, ids=lambda path: path.stem)
def test_the_second_sentence_equals_the_real_one(path):
    text = written(taken_in(path))

    said = PUBLISHED.get(path.stem, USUAL + "l'étranger.")
    assert text.split("\n\n")[1].endswith(f". {DELIBERATED}{said}")


def test_a_council_of_two_days_names_both():
    text = written(taken_in(COMMUNIQUES / "bf-2016-10-26.json"))

    assert text.startswith(
        "COMPTE RENDU DU CONSEIL DES MINISTRES DES 26 ET 27 OCTOBRE 2016\n"
    )
    assert (
        "le mercredi 26 octobre 2016, de 09 H 30 mn à 15 H 45 mn, et "
        "le jeudi 27 octobre 2016, de 08 H 00 mn à 09 H 30 mn"
    ) in text


@pytest.mark.parametrize(
    "path", sorted(COMMUNIQUES.glob("*.json")), ids=lambda p: p.stem
)
def test_every_past_council_has_all_three_forms_and_is_no_draft(path):
    meeting = taken_in(path)

    text, pdf = written(meeting), render(meeting, "pdf")

    assert words_of(pdf).count(squeezed(text.split("\n\n")[1])) == 1
    for form in (text, render(meeting, "html").decode(), words_of(pdf)):
        assert "Projet—" not in squeezed(form)
        assert squeezed("COMPTE RENDU DU CONSEIL DES MINISTRES") in squeezed(form)


def test_the_council_of_another_state_does_not_bear_our_arms():
    meeting = taken_in(COMMUNIQUES / "sn-2025-09-10.json")

    pdf = render(meeting, "pdf")

    assert "BurkinaFaso" not in words_of(pdf)
    assert "/Figure" not in inside_of(pdf)
    assert "(fr-SN)" in inside_of(pdf)
    assert "Burkina Faso" not in render(meeting, "html").decode()


def test_a_past_council_without_a_source_is_no_draft_either(tmp_path):
    record = json.loads((COMMUNIQUES / "bf-2026-02-05.json").read_text("utf-8"))
    copy = tmp_path / "council.json"
    copy.write_text(json.dumps(record | {"source_url": None}), "utf-8")

    assert "Projet" not in written(taken_in(copy)).split("\n\n")[0]
