"""A staff number of any form that may be published is in no data, in no field of it."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from ecm.domain.appointments.staff_numbers import parse
from ecm.public import copy
from ecm.public.programs.masking import masked
from tests.public.editions import an_edition

NUMBERS = (
    *("999", "9 999 W", "27 201", "123 456 K", "123456K", "1 234 567 A"),
    *("0123456789", "12345678901234 B"),
)
FORMS = (
    *("flux.atom", "flux.json", "donnees/v1/conseils/2026.json"),
    *("donnees/v1/conseils/2026/24.json", "donnees/v1/decisions/2026.csv"),
    *("donnees/v1/nominations/2026.csv", "donnees/v1/conseils/2026/24.jsonld"),
)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_that_is_read_is_taken_out(number: str) -> None:
    printed = parse(number).printed

    assert masked(f"- Madame Awa SANOU, {printed}, Médecin") == (
        "- Madame Awa SANOU, Médecin"
    )


@pytest.mark.parametrize(
    "written",
    [
        *("Mle\u00a0123\u202f456\u00a0K", "MLE 123.456 K", "matricule n° 123 456 K"),
        *("Matricule : 123-456-7", "Mle 123 456K"),
    ],
)
def test_a_number_is_taken_out_however_a_hand_wrote_it(written: str) -> None:
    assert not re.search(r"\d", masked(f"Awa SANOU, {written}, est nommée"))
    assert not re.search(r"\d", masked(f"Awa SANOU ({written}), est nommée"))


@pytest.mark.parametrize(
    "text",
    [
        *("Mlle SANOU, 3e échelon", "un montant de 29 383 697 500 F CFA"),
        *("Mle", "les matricules des agents", "article 12 du 3 mai 2026"),
    ],
)
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert masked(text) == text


def test_what_follows_a_number_stays() -> None:
    assert masked("SANOU, Mle 27 201, 3e échelon") == "SANOU, 3e échelon"
    assert masked("SANOU, Mle 27 201 3e échelon") == "SANOU 3e échelon"


def test_a_number_is_in_no_field_of_the_data() -> None:
    said = "Lire Mle 123 456 K"
    edition = an_edition(heading=said, opening=said, second=said)
    decisions = tuple(replace(d, title=said, theme=said) for d in edition.decisions)
    people = tuple(replace(p, post=said, rank=said) for p in edition.appointments)
    published = replace(edition, decisions=decisions, appointments=people)
    again = "2026-07-10T09:00:00+00:00"
    copy.put(published)
    copy.put(replace(published, version=2, reason=said, published=again))

    told = {path: Client().get(f"/conseils/{path}").content for path in FORMS}

    assert all(told.values())
    assert [path for path, content in told.items() if b"123 456" in content] == []


def test_a_cache_asks_again_when_the_state_changes_its_mind(settings: Any) -> None:
    settings.PUBLIC_STAFF_NUMBERS = True
    copy.put(an_edition())
    address = "/conseils/donnees/v1/nominations/2026.csv"
    before = Client().get(address)
    settings.PUBLIC_STAFF_NUMBERS = False

    after = Client().get(address, headers={"if-none-match": before["ETag"]})

    assert b"123 456 K" in before.content
    assert after.status_code == 200
    assert b"123 456 K" not in after.content
