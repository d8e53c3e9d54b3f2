"""Whatever a communiqué says, every form for programs can be read back."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from ecm.public import copy
from tests.public.editions import an_edition, erratum

# Letters of every script, marks of HTML, XML and spreadsheets, what no form can write.
WORDS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'=+@\x0b")
    ),
    min_size=1,
    max_size=60,
)
READERS: dict[str, Callable[[bytes], Any]] = {
    "flux.atom": ET.fromstring,
    "flux.json": json.loads,
    "ministeres/MEF/flux.atom": ET.fromstring,
    "conseils.ics": Calendar.from_ical,
    "plan-2026.xml": ET.fromstring,
    "donnees/catalogue.jsonld": json.loads,
    "donnees/v1/ministeres.json": json.loads,
    "donnees/v1/conseils/2026/24.json": json.loads,
    "donnees/v1/conseils/2026/24.jsonld": json.loads,
    "donnees/v1/decisions/2026.csv": lambda found: list(_rows(found)),
    "donnees/v1/nominations/2026.csv": lambda found: list(_rows(found)),
}


def _rows(found: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(found.decode("utf-8-sig"), newline="")))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=WORDS, words=WORDS, ministry=WORDS, reason=WORDS)
def test_any_words_can_be_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    words: str,
    ministry: str,
    reason: str,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.PUBLIC_DATA", tmp_path_factory.mktemp("p"))
        said = erratum(an_edition(), "a adopté", words)
        first, *others = said.decisions
        named = replace(first, title=title, ministry=ministry)
        told = replace(said, decisions=(named, *others), heading=title, reason=reason)
        with copy.writing() as pen:
            pen.put(an_edition())
            pen.put(told)
        site = Client()
        for path, read in READERS.items():
            answer = site.get(f"/conseils/{path}")

            assert answer.status_code == 200, path
            assert read(answer.content), path
        rows = _rows(site.get("/conseils/donnees/v1/decisions/2026.csv").content)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert len(rows) == 1 + len(said.decisions)
