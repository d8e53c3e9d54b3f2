"""The edition: everything that the public may know of a council, as one value."""

import hashlib
import json
from pathlib import Path

import pytest

from ecm.archive.actions import import_council
from ecm.archive.council_file import read_council
from ecm.demo.words import COMMUNIQUES
from ecm.domain.communique import as_text, compose
from ecm.domain.communique.edition import (
    SECOND,
    Edition,
    as_json,
    digest_of,
    from_json,
    texts_of,
    with_texts,
)
from ecm.meetings.models import Meeting
from ecm.publication.compose import content_of
from ecm.publication.editions import edition_of_decisions

PAST = sorted(COMMUNIQUES.glob("*.json"))

pytestmark = pytest.mark.django_db


def taken_in(path: Path) -> tuple[Meeting, Edition]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    meeting = import_council(read_council(path), digest=digest)
    return meeting, edition_of_decisions(meeting)


@pytest.mark.parametrize("path", PAST, ids=lambda path: path.stem)
def test_an_edition_comes_back_whole_from_its_json(path: Path) -> None:
    _, edition = taken_in(path)

    written = as_json(edition)

    assert from_json(written) == edition
    assert as_json(from_json(written)) == written
    assert digest_of(edition) == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize("path", PAST, ids=lambda path: path.stem)
def test_an_edition_says_what_the_communique_says(path: Path) -> None:
    meeting, edition = taken_in(path)

    text = as_text(compose(*content_of(meeting)))

    assert [t for t in texts_of(edition).values() if t not in text] == []


@pytest.mark.parametrize("path", PAST, ids=lambda path: path.stem)
def test_a_key_names_one_text_and_every_reference_has_its_decision(path: Path) -> None:
    _, edition = taken_in(path)

    keys = [paragraph.key for paragraph in edition.paragraphs()]
    tied = {p.reference for p in edition.paragraphs() if p.reference}

    assert len(keys) == len(set(keys))
    assert tied <= {decided.reference for decided in edition.decisions}
    assert {who.paragraph for who in edition.appointments} <= set(keys)


def test_an_appointment_is_tied_to_the_line_that_names_it() -> None:
    _, edition = taken_in(next(p for p in PAST if p.stem == "bf-2026-02-05"))
    lines = {paragraph.key: paragraph.text for paragraph in edition.paragraphs()}

    assert all(who.surname in lines[who.paragraph] for who in edition.appointments)


def test_other_words_stand_under_the_same_keys() -> None:
    _, edition = taken_in(PAST[0])

    other = with_texts(edition, {SECOND: "Tõnd sẽn yãkd…"}, language="mos")

    assert (other.language, other.second) == ("mos", "Tõnd sẽn yãkd…")
    assert texts_of(other).keys() == texts_of(edition).keys()
    assert other.opening == edition.opening


def test_json_of_another_format_is_refused() -> None:
    _, edition = taken_in(PAST[0])
    body = json.loads(as_json(edition)) | {"format": 2}

    with pytest.raises(ValueError, match="format 1"):
        from_json(json.dumps(body))
