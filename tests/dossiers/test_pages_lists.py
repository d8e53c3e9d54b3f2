"""The list of a person's dossiers: what waits for him first, then where each of them is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.dossiers.models import Dossier, Opinion, ReviewLevel
from tests.cast import Council, signed_in
from tests.preparation import Preparation

LIST = "/dossiers/"


def page(preparation: Preparation, who: str, **filters: str) -> str:
    answer = signed_in(Client(), preparation[who]).get(LIST, filters)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'")


def shown(preparation: Preparation, who: str, **filters: str) -> list[str]:
    """Return the titles of the table, in their order."""
    client = signed_in(Client(), preparation[who])
    return [row.title for row in client.get(LIST, filters).context["rows"]]


def waiting(preparation: Preparation, who: str) -> dict[str, list[str]]:
    """Return what waits for somebody, by list; empty lists are left out."""
    client = signed_in(Client(), preparation[who])
    found = client.get(LIST).context["dashboard"]
    names = ("to_sign", "to_review", "returned", "to_lodge", "drafts")
    lists = {name: [row.title for row in getattr(found, name)] for name in names}
    return {name: titles for name, titles in lists.items() if titles}


def one_of_each(preparation: Preparation) -> None:
    for state in DossierState:
        preparation.dossier(str(state), state=state)


def a_level(preparation: Preparation, position: int, who: str) -> None:
    level = ReviewLevel.objects.create(
        ministry=preparation.cast.ministries["finance"],
        position=position,
        title=f"Niveau {position}",
    )
    level.reviewers.add(preparation[who].person)


def test_a_writer_has_what_his_ministry_must_complete_and_send(
    preparation: Preparation,
) -> None:
    one_of_each(preparation)

    assert waiting(preparation, "chief") == {
        "returned": ["returned"],
        "to_lodge": ["signed"],
        "drafts": ["draft"],
    }


def test_the_minister_signs_what_every_level_has_read(
    preparation: Preparation,
) -> None:
    one_of_each(preparation)
    a_level(preparation, 1, "reviewer")
    read = preparation.dossier("relu", state=DossierState.IN_REVIEW)
    Dossier.objects.filter(pk=read.pk).update(levels_passed=1)

    assert waiting(preparation, "minister") == {
        "to_sign": ["relu"],
        "to_lodge": ["signed"],
    }
    assert "1 dossier attend votre signature" in page(preparation, "minister")


def test_a_reviewer_has_what_is_at_his_level(preparation: Preparation) -> None:
    a_level(preparation, 1, "writer")
    a_level(preparation, 2, "reviewer")
    first = preparation.dossier("premier", state=DossierState.IN_REVIEW)
    second = preparation.dossier("second", state=DossierState.IN_REVIEW)
    Dossier.objects.filter(pk=second.pk).update(levels_passed=1)

    assert waiting(preparation, "writer") == {"to_review": [first.title]}
    assert waiting(preparation, "reviewer") == {"to_review": ["second"]}
    assert "Niveau 2" in page(preparation, "chief")


@pytest.mark.parametrize("who", ["rival_chief", "health_chief"])
def test_another_ministry_learns_nothing_of_a_file(
    preparation: Preparation, who: str
) -> None:
    one_of_each(preparation)

    assert shown(preparation, who) == []
    assert waiting(preparation, who) == {}
    assert "Rien n'attend de vous." in page(preparation, who)


def test_who_is_asked_for_an_opinion_reads_by_when(preparation: Preparation) -> None:
    dossier = preparation.dossier("Loi", state=DossierState.UNDER_STUDY)
    for days in (2, -2):
        Opinion.objects.create(
            dossier=dossier,
            ministry=preparation.cast.ministries["culture"],
            about="0" * 64,
            asked_by=preparation["officer"].person,
            asked_at=clock.now(),
            due_at=clock.now() + timedelta(days=days),
        )

    client = signed_in(Client(), preparation["rival_chief"])
    asked = client.get(LIST).context["dashboard"].asked

    assert [(one.opinion.dossier.title, one.is_late) for one in asked] == [
        ("Loi", True),
        ("Loi", False),
    ]
    assert "terme passé" in page(preparation, "rival_chief")


def test_the_secretariat_sees_what_was_lodged_and_waits_for_nothing_here(
    preparation: Preparation,
) -> None:
    one_of_each(preparation)

    inside = {"draft", "in_review", "signed"}
    assert set(shown(preparation, "officer")) == {str(s) for s in DossierState} - inside
    assert waiting(preparation, "officer") == {}
    assert "Ouvrir un dossier" not in page(preparation, "officer")


def test_the_list_is_narrowed_by_state_kind_words_and_number(
    preparation: Preparation,
) -> None:
    preparation.dossier("Décret sur le budget", state=DossierState.RETURNED)
    preparation.dossier("Loi sur le budget", kind="bill")
    numbered = preparation.dossier("Autre", state=DossierState.REGISTERED)
    Dossier.objects.filter(pk=numbered.pk).update(register_year=2026, register_serial=7)

    def found(**filters: str) -> set[str]:
        return set(shown(preparation, "chief", **filters))

    assert found(etat="returned") == {"Décret sur le budget"}
    assert found(nature="bill") == {"Loi sur le budget"}
    assert found(q="budget sur") == {"Décret sur le budget", "Loi sur le budget"}
    assert found(q="sgg-2026-00007") == {"Autre"}
    assert found(etat="inconnu") == {
        "Décret sur le budget",
        "Loi sur le budget",
        "Autre",
    }
    assert "Aucun dossier ne répond à ces filtres." in page(
        preparation, "chief", q="introuvable"
    )


def test_fifty_dossiers_make_a_page(preparation: Preparation) -> None:
    for number in range(51):
        preparation.dossier(f"Décret {number:02}", state=DossierState.LODGED)

    first = page(preparation, "chief", etat="lodged")

    assert len(shown(preparation, "chief")) == 50
    assert shown(preparation, "chief", page="2") == ["Décret 00"]
    assert "1 à 50 sur 51" in first
    assert 'href="?etat=lodged&amp;page=2#tous"' in first


def test_a_page_of_three_costs_what_a_page_of_one_does(
    preparation: Preparation, django_assert_num_queries
) -> None:
    a_level(preparation, 1, "reviewer")
    client = signed_in(Client(), preparation["chief"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    one_of_each(preparation)
    alone = queries()
    for _ in range(2):
        one_of_each(preparation)

    assert queries() == alone
    assert alone <= 28  # four of them for the masthead


def test_the_masthead_leads_each_person_to_his_own_pages(
    preparation: Preparation,
) -> None:
    def links(who: str) -> list[str]:
        client = signed_in(Client(), preparation[who])
        entries = client.get("/seances/").context["navigation"]
        return [str(link.label) for link in entries]

    assert links("chief") == [
        *("Dossiers", "Avis demandés", "Séances", "Suites", "Calendrier")
    ]
    assert links("officer") == [
        *("Secrétariat", "Dossiers", "Séances", "Relevés", "Suites"),
        *("Comptes rendus", "Calendrier"),
    ]
    assert links("stranger") == ["Séances"]
    assert 'aria-current="page">Dossiers</a>' in page(preparation, "chief")


def test_the_room_asks_nothing_for_a_masthead_it_has_not(council: Council) -> None:
    client = signed_in(Client(), council.cast.minister)

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("live:room", args=[council.pk]))

    assert [q for q in asked if "reviewlevel" in q["sql"]] == []


@pytest.mark.parametrize(
    ("who", "where"),
    [("chief", LIST), ("minister", "/seances/"), ("stranger", "/seances/")],
)
def test_everybody_is_led_home(
    council: Council, preparation: Preparation, who: str, where: str
) -> None:
    answer = signed_in(Client(), preparation[who]).get("/")

    assert answer.headers["Location"] == where
