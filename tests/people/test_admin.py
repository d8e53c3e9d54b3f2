"""The administrator's pages: people and mandates, never meetings and papers."""

from datetime import date

import pytest
import time_machine
from django.contrib import admin
from django.test import Client

from ecm.people.models import Mandate
from tests.cast import Cast, Council, signed_in

PAGES = ["person", "user", "ministry", "mandate", "actingmandate", "body"]


@pytest.mark.parametrize("page", PAGES)
def test_lists_and_forms_open(client: Client, council: Council, page: str) -> None:
    signed_in(client, council.cast.administrator)
    rows = {
        "person": council.cast.minister.person_id,
        "user": council.cast.minister.pk,
        "ministry": council.cast.ministries["finance"].pk,
        "mandate": council.cast.minister.person.mandates.get().pk,
        "body": council.cast.body.pk,
    }

    opened = [f"/administration/people/{page}/", f"/administration/people/{page}/add/"]
    if page in rows:
        opened.append(f"/administration/people/{page}/{rows[page]}/change/")

    assert [client.get(path).status_code for path in opened] == [200] * len(opened)


def test_meetings_and_papers_are_not_in_the_administration() -> None:
    apps = {model._meta.app_label for model in admin.site._registry}

    assert apps.isdisjoint({"meetings", "dossiers", "journal", "publication"})


def test_an_administrator_reads_no_meeting(client: Client, council: Council) -> None:
    signed_in(client, council.cast.administrator)

    assert client.get(f"/seances/{council.pk}/").status_code == 404


def test_a_stranger_signs_in_by_the_one_page(client: Client, db: None) -> None:
    response = client.get("/administration/people/", follow=True)

    last, _status = response.redirect_chain[-1]
    assert last == "/connexion/?next=/administration/people/"


def test_a_minister_is_refused_the_administration(client: Client, cast: Cast) -> None:
    signed_in(client, cast.minister)

    assert client.get("/administration/", follow=True).status_code == 403


def test_an_account_is_created_with_its_person(client: Client, cast: Cast) -> None:
    signed_in(client, cast.administrator)
    person = cast.minister.person
    cast.minister.delete()

    response = client.post(
        "/administration/people/user/add/",
        {
            "username": "finances",
            "person": person.pk,
            "usable_password": "true",
            "password1": "quatre mots sans rapport",
            "password2": "quatre mots sans rapport",
        },
    )

    person.refresh_from_db()
    assert response.status_code == 302
    assert person.user.username == "finances"
    assert person.user.check_password("quatre mots sans rapport")


def test_a_search_finds_a_mandate_by_name_and_title(client: Client, cast: Cast) -> None:
    signed_in(client, cast.administrator)

    page = client.get("/administration/people/mandate/", {"q": "Economie"})

    assert "1 mandat" in page.content.decode()


def test_mandates_are_shown_by_whether_they_are_held(
    client: Client, cast: Cast
) -> None:
    Mandate.objects.filter(person=cast.rival.person).update(ends_on=date(2025, 6, 30))

    with time_machine.travel("2026-02-05T10:00:00+00:00"):
        signed_in(client, cast.administrator)
        counts = [
            client.get("/administration/people/mandate/", {"held": held})
            .context["cl"]
            .result_count
            for held in ("now", "past")
        ]

    assert counts == [7, 1]
