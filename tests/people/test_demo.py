"""The cast's page: only in a demonstration, only for accounts without a password."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from ecm.people import cast as players
from ecm.people.models import Capacity, User
from tests.cast import DAY, Cast

ONE_DATABASE = True


@pytest.fixture
def demonstration(cast: Cast) -> Iterator[Cast]:
    """The cast in a demonstration held on the council's day."""
    for user in User.objects.filter(is_staff=False):
        user.set_unusable_password()
        user.save()
    with (
        override_settings(DEMO=True),
        time_machine.travel(f"{DAY}T08:55:00+00:00", tick=True),
    ):
        yield cast


@pytest.mark.parametrize("path", ["/demo/", "/demo/abc/"])
def test_outside_a_demonstration_there_is_no_cast(
    client: Client, db: None, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_outside_a_demonstration_nobody_enters(client: Client, cast: Cast) -> None:
    cast.president.set_unusable_password()
    cast.president.save()

    response = client.post("/demo/entrer/", {"who": "president"})

    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_page_offers_the_cast_by_role_in_protocol_order(
    demonstration: Cast,
) -> None:
    offered = {t.role: [p.username for p in t.players] for t in players.troupes(DAY)}

    assert offered == {
        "presiding": ["president"],
        "member": ["deputy", "minister", "absent", "rival"],
        "secretary": ["secretary", "second_secretary"],
        "observer": ["observer"],
        "screen": ["screen"],
    }


def test_one_tap_signs_in(client: Client, demonstration: Cast) -> None:
    response = client.post("/demo/entrer/", {"who": "minister"})

    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(demonstration.minister.pk)


@pytest.mark.parametrize("who", ["administrator", "guarded", "nobody", ""])
def test_only_the_cast_signs_in_with_one_tap(
    client: Client, demonstration: Cast, who: str
) -> None:
    User.objects.create_user("guarded", password="quatre mots sans rapport")

    assert client.post("/demo/entrer/", {"who": who}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_opening_a_page_signs_nobody_in(client: Client, demonstration: Cast) -> None:
    assert client.get("/demo/entrer/", {"who": "minister"}).status_code == 405

    client.get("/demo/")
    client.get(f"/demo/{players.code_of(Capacity.MEMBER)}/")

    assert "_auth_user_id" not in client.session


def test_entering_needs_the_page_s_own_form(demonstration: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/demo/entrer/", {"who": "minister"}).status_code == 403


def test_a_code_offers_the_players_of_its_role(
    client: Client, demonstration: Cast
) -> None:
    page = client.get(f"/demo/{players.code_of(Capacity.SECRETARY)}/").content.decode()

    assert 'value="secretary"' in page
    assert 'value="minister"' not in page


def test_every_role_has_a_code_to_read(client: Client, demonstration: Cast) -> None:
    page = client.get("/demo/", headers={"host": "conseil.example:8000"})

    assert page.content.decode().count("<svg") == 5


def test_a_forged_or_old_code_opens_nothing(
    client: Client, demonstration: Cast
) -> None:
    code = players.code_of(Capacity.MEMBER)
    later = timezone.now() + timedelta(seconds=players.CODE_LASTS + 60)

    assert client.get(f"/demo/{code}x/").status_code == 410
    with time_machine.travel(later):
        late = client.get(f"/demo/{code}/")
    assert late.status_code == 410
    assert 'name="who"' not in late.content.decode()
