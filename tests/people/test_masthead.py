"""The masthead leads each person to what is his, and to no more."""

import re

import pytest
from django.test import Client

from tests.cast import Council, signed_in
from tests.preparation import Preparation
from tests.records.closed import closed


def menu(client: Client) -> dict[str, str]:
    page = client.get("/seances/").content.decode()
    nav = re.search(r'<nav aria-label="Navigation principale">(.*?)</nav>', page, re.S)
    links = re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', nav[1] if nav else "")
    return {label: url for url, label in links}


def test_the_administrator_is_led_to_all_that_he_sets(
    preparation: Preparation, client: Client
) -> None:
    signed_in(client, preparation["administrator"])

    links = menu(client)

    set_here = ["Calendrier", "Réglages", "Administration"]
    assert list(links) == ["Séances", *set_here, "Exploitation"]
    assert {client.get(url).status_code for url in links.values()} == {200}


@pytest.mark.parametrize("name", ["secretary", "chief", "president", "stranger"])
def test_who_sets_nothing_is_not_led_there(
    preparation: Preparation, client: Client, name: str
) -> None:
    signed_in(client, preparation[name])

    assert {"Réglages", "Administration", "Exploitation"}.isdisjoint(menu(client))


def marked(client: Client, url: str) -> list[str]:
    page = client.get(url).content.decode()
    return re.findall(r'<a href="[^"]+" aria-current="page">([^<]+)</a></li>', page)


def test_what_a_council_leaves_stands_under_its_own_entry(
    opened: Council, client: Client
) -> None:
    council = closed(opened)
    signed_in(client, council.cast.secretary)
    own = f"/seances/{council.pk}"

    assert marked(client, "/seances/") == ["Séances"]
    assert marked(client, f"{own}/releve/")[0] == "Relevés"
    assert marked(client, f"{own}/compte-rendu/redaction/")[0] == "Comptes rendus"
    assert marked(client, f"{own}/suites/")[0] == "Suites"
