"""The cast of a rehearsal: who may come in, and a person before a simulated member."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client, override_settings

from ecm.people.cast import code_of
from ecm.people.models import Capacity, User
from tests.cast import DAY, Cast, Council

ELSEWHERE = {"REMOTE_ADDR": "192.168.1.20"}


@pytest.fixture
def rehearsal(council: Council) -> Iterator[Cast]:
    """The council as a rehearsal serves it: accounts without a password, on its day."""
    User.objects.filter(is_staff=False).update(password="!none")
    with (
        override_settings(DEMO=True, REHEARSAL=True),
        time_machine.travel(f"{DAY}T08:55:00+00:00", tick=True),
    ):
        yield council.cast


def enter(client: Client, who: str, **fields: str) -> int:
    return client.post("/demo/entrer/", {"who": who, **fields}).status_code


def is_signed_in(client: Client) -> bool:
    return (
        client.get("/").status_code == 200 or "/connexion/" not in client.get("/").url
    )


def test_a_person_sends_the_simulated_member_away(rehearsal: Cast) -> None:
    simulated, other, person = Client(), Client(), Client()
    assert enter(simulated, "minister", simulated="1") == 302
    assert enter(other, "rival", simulated="1") == 302

    enter(person, "minister")

    assert [is_signed_in(c) for c in (simulated, other, person)] == [False, True, True]


def test_a_simulated_member_leaves_the_place_to_a_person(rehearsal: Cast) -> None:
    person, simulated = Client(), Client()
    enter(person, "minister")

    status = enter(simulated, "minister", simulated="1")

    assert status == 409
    assert [is_signed_in(c) for c in (person, simulated)] == [True, False]


def test_a_person_has_two_tablets_if_he_likes(rehearsal: Cast) -> None:
    first, second = Client(), Client()
    enter(first, "minister")
    enter(second, "minister")

    assert [is_signed_in(c) for c in (first, second)] == [True, True]


def test_another_machine_comes_in_by_a_code_alone(rehearsal: Cast) -> None:
    tablet = Client(**ELSEWHERE)
    code = code_of(Capacity.MEMBER)

    assert tablet.get("/demo/").status_code == 403
    assert 'name="who"' not in tablet.get("/demo/").content.decode()
    assert enter(tablet, "minister") == 404
    assert enter(tablet, "minister", code=f"{code}x") == 404
    page = tablet.get(f"/demo/{code}/").content.decode()
    assert f'name="code" value="{code}"' in page
    assert enter(tablet, "minister", code=code) == 302


def test_every_page_of_a_rehearsal_says_so(rehearsal: Cast) -> None:
    mark = 'class="rehearsal"'
    client = Client()

    before = client.get("/demo/").content.decode()
    enter(client, "minister")
    room = client.get("/", follow=True).content.decode()

    assert mark in before
    assert mark in room
    assert "<title>RÉPÉTITION · " in room


def test_a_simulated_member_is_unknown_elsewhere(cast: Cast) -> None:
    User.objects.filter(is_staff=False).update(password="!none")
    with override_settings(DEMO=True):
        person, simulated = Client(), Client()
        enter(simulated, "minister", simulated="1")
        enter(person, "minister")

        assert [is_signed_in(c) for c in (simulated, person)] == [True, True]
        assert 'class="rehearsal"' not in person.get("/demo/").content.decode()
