"""The secretariat's week: which files it holds, how they are counted, narrowed and ordered."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from ecm.dossiers.models import Dossier, Opinion
from tests.dossiers.desk import (
    COUNCIL,
    S,
    browser,
    numbered,
    on_the_desk,
    page,
    queries_of,
)
from tests.preparation import NOW, Preparation

WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def titles(html: str) -> list[str]:
    """Return the titles of the lines, in their order."""
    return re.findall(r'<th scope="row"><a href="[^"]*" lang="fr">([^<]*)</a>', html)


def counters(html: str) -> dict[str, int]:
    """Return what is to be watched: the words and their number."""
    found = re.findall(r"<li><a [^>]*><strong>(\d+)</strong> ([^<]*)</a>", html)
    return {label: int(count) for count, label in found}


def an_opinion(dossier: Dossier, preparation: Preparation, **fields: Any) -> Opinion:
    values = {
        "by_secretariat": True,
        "ministry": preparation.cast.ministries["health"],
        "asked_by": preparation["officer"].person,
        "asked_at": NOW - timedelta(days=3),
        "due_at": NOW + timedelta(days=1),
    }
    return Opinion.objects.create(dossier=dossier, **values | fields)


def test_the_week_holds_the_files_of_the_next_council(preparation: Preparation) -> None:
    on_the_desk(preparation, "Aujourd'hui")
    on_the_desk(preparation, "Plus tard", council_day=COUNCIL + WEEK)
    on_the_desk(preparation, "Avant", state=S.SETTLED, council_day=COUNCIL - WEEK)
    preparation.dossier("Au ministère")

    shown = page(preparation, "week")

    assert titles(shown) == ["Aujourd&#x27;hui"]
    assert "Conseil du jeudi 22 janvier 2026" in shown
    assert "?conseil=2026-01-15" in shown
    assert "?conseil=2026-01-29" in shown


def test_another_council_is_one_switch_away(preparation: Preparation) -> None:
    on_the_desk(preparation, "Plus tard", council_day=COUNCIL + WEEK)

    assert titles(page(preparation, "week", conseil="2026-01-29")) == ["Plus tard"]


def test_what_past_councils_left_open_is_not_forgotten(
    preparation: Preparation,
) -> None:
    on_the_desk(preparation, "Ouvert", state=S.READY, council_day=COUNCIL - WEEK)
    on_the_desk(preparation, "Fini", state=S.SETTLED, council_day=COUNCIL - WEEK)

    assert counters(page(preparation, "week")) == {
        "laissés par les conseils passés": 1,
    }
    assert titles(page(preparation, "week", conseil="restes")) == ["Ouvert"]


def test_lines_stand_by_stage_then_in_order_of_arrival(
    preparation: Preparation,
) -> None:
    on_the_desk(preparation, "Prêt", state=S.READY)
    numbered(on_the_desk(preparation, "Second", state=S.REGISTERED), 2)
    numbered(on_the_desk(preparation, "Premier", state=S.REGISTERED), 1)
    on_the_desk(preparation, "Tard", lodged_at=NOW)
    on_the_desk(preparation, "Tôt", lodged_at=NOW - timedelta(hours=1))

    shown = titles(page(preparation, "week"))

    assert shown == ["Tôt", "Tard", "Premier", "Second", "Prêt"]


def test_what_to_watch_is_counted(preparation: Preparation) -> None:
    mine = {"officer": preparation["officer"].person}
    on_the_desk(preparation, "À moi", state=S.READY, **mine)
    on_the_desk(preparation, "À personne", is_late=True)
    awaited = on_the_desk(preparation, "Attendu", state=S.UNDER_STUDY, **mine)
    an_opinion(awaited, preparation)
    silent = on_the_desk(preparation, "Muet", state=S.UNDER_STUDY, **mine)
    an_opinion(silent, preparation, due_at=NOW - timedelta(hours=1))

    assert counters(page(preparation, "week")) == {
        "attendent votre acte": 2,  # the awaited one waits for others
        "sans responsable": 1,
        "hors délai": 1,
        "en attente d&#x27;avis": 1,
        "avis échu sans réponse": 1,
    }


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"q": "BUDGÈT organisation"}, ["Budget"]),
        ({"q": "santé"}, ["Hôpital"]),
        ({"etat": "ready"}, ["Hôpital"]),
        ({"nature": "bill"}, ["Hôpital"]),
        ({"charge": "moi"}, ["Budget"]),
        ({"charge": "personne"}, ["Hôpital"]),
        ({"suivi": "revenus"}, ["Budget"]),
        ({"suivi": "hors-delai"}, []),
        ({"tri": "ministere"}, ["Budget", "Hôpital"]),
        ({"tri": "nature"}, ["Hôpital", "Budget"]),
    ],
    ids=str,
)
def test_the_lines_are_narrowed_and_ordered(
    preparation: Preparation, wish: dict[str, str], found: list[str]
) -> None:
    on_the_desk(
        preparation,
        "Budget : organisation",
        officer=preparation["officer"].person,
        returns=1,
    )
    preparation.cast.ministries["health"].names.update(short_name="Santé")
    on_the_desk(preparation, "Hôpital", kind="bill", ministry="health", state=S.READY)

    shown = titles(page(preparation, "week", **wish))

    assert [title.split(" :")[0] for title in shown] == found


def test_a_filter_that_means_nothing_is_said_and_hides_nothing(
    preparation: Preparation,
) -> None:
    on_the_desk(preparation, "Décret")

    shown = page(preparation, "week", etat="perdu", conseil="demain")

    assert "À corriger avant de continuer" in shown
    assert titles(shown) == ["Décret"]


def test_a_confidential_file_is_nowhere_but_with_its_readers(
    preparation: Preparation,
) -> None:
    secret = on_the_desk(preparation, "Secret", is_confidential=True, is_late=True)
    on_the_desk(preparation, "Connu")

    before = page(preparation, "week")
    secret.readers.add(preparation["officer"].person)
    after = page(preparation, "week")

    assert titles(before) == ["Connu"]
    assert counters(before) == {"sans responsable": 1}
    assert "1 dossier sur 1" in before
    assert sorted(titles(after)) == ["Connu", "Secret"]
    assert counters(after) == {"sans responsable": 2, "hors délai": 1}


def test_the_flow_tells_how_many_are_at_each_stage(preparation: Preparation) -> None:
    for state in (S.LODGED, S.LODGED, S.READY, S.RETURNED):
        on_the_desk(preparation, state=state)

    shown = page(preparation, "week")

    steps = re.findall(
        r'<th scope="row">(?:<a [^>]*>)?([^<]+)(?:</a>)?</th>'
        r' <td class="figures">(\d+)</td>',
        shown,
    )
    assert dict(steps) == {
        "Retiré": "0",
        "Au ministère": "1",
        "Transmis": "2",
        "Enregistré": "0",
        "Recevable": "0",
        "À l&#x27;étude": "0",
        "Prêt": "1",
        "Proposé": "0",
        "Inscrit": "0",
        "Examiné": "0",
    }


def test_an_empty_week_says_what_comes(preparation: Preparation) -> None:
    assert "Aucun dossier n'a encore été transmis" in page(preparation, "week")


@pytest.mark.parametrize("name", ["prime_minister", "chief", "minister", "stranger"])
def test_the_week_is_the_secretariats_alone(
    preparation: Preparation, name: str
) -> None:
    on_the_desk(preparation)

    answer = browser(preparation, name).get(reverse("secretariat:week"))

    assert answer.status_code == 404


def test_the_week_asks_as_much_for_one_file_as_for_three(
    preparation: Preparation,
) -> None:
    client, url = browser(preparation), reverse("secretariat:week")

    a_studied_file(preparation)
    for_one = queries_of(client, url)
    a_studied_file(preparation)
    a_studied_file(preparation)
    for_three = queries_of(client, url)

    assert for_one == for_three


def a_studied_file(preparation: Preparation) -> None:
    officer = preparation["officer"].person
    dossier = on_the_desk(preparation, state=S.UNDER_STUDY, officer=officer)
    an_opinion(dossier, preparation)
