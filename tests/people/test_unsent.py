"""A form sent after the sign-in expired comes back, to who typed it and to nobody else."""

import re
from html import unescape

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.dossiers.models import Dossier
from tests.preparation import Preparation

ONE_DATABASE = True
PASSWORD = "quatre mots sans rapport"
WORDS = 'Un titre "neuf" <b>\n& ses lignes'


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def dossier(preparation: Preparation) -> Dossier:
    for name in ("writer", "chief", "rival_chief"):
        preparation[name].set_password(PASSWORD)
        preparation[name].save()
    return preparation.dossier(state=DossierState.DRAFT)


def token_of(client: Client) -> str:
    client.get("/connexion/")
    return client.cookies["csrftoken"].value


def sign_in(client: Client, name: str, **more: str):
    words = {"username": name, "password": PASSWORD, **more}
    return client.post(
        "/connexion/", {"csrfmiddlewaretoken": token_of(client), **words}
    )


def expire(client: Client) -> None:
    del client.cookies["sessionid"]


def fields_of(page: str, name: str) -> list[str]:
    areas = rf'<textarea name="{name}" hidden>\n(.*?)</textarea>'
    inputs = rf'<input type="hidden" name="{name}" value="([^"]*)"'
    found = re.findall(areas, page, re.S) or re.findall(inputs, page)
    return [unescape(value) for value in found]


def refused(client: Client, dossier: Dossier, **more: object):
    url = reverse("dossiers:edit", args=[dossier.pk]) + "?suite=1"
    return client.post(
        url, {"csrfmiddlewaretoken": token_of(client), "subject": WORDS, **more}
    )


def kept_of(client: Client, dossier: Dossier, name: str, **more: object) -> str:
    sign_in(client, name)
    expire(client)
    return fields_of(refused(client, dossier, **more).content.decode(), "kept")[0]


def test_what_was_typed_is_sent_again_after_signing_in(
    client: Client, dossier: Dossier
) -> None:
    kept = kept_of(client, dossier, "writer")

    page = sign_in(client, "writer", kept=kept).content.decode()
    again = {
        "csrfmiddlewaretoken": fields_of(page, "csrfmiddlewaretoken")[0],
        "subject": fields_of(page, "subject")[0],
    }
    client.post(reverse("dossiers:edit", args=[dossier.pk]), again)

    dossier.refresh_from_db()
    assert dossier.subject.replace("\r\n", "\n") == WORDS
    assert f'action="{reverse("dossiers:edit", args=[dossier.pk])}?suite=1"' in page


def test_the_sign_in_page_says_that_nothing_is_lost_and_its_address_holds_nothing(
    client: Client, dossier: Dossier
) -> None:
    sign_in(client, "writer")
    expire(client)

    answer = refused(client, dossier)

    assert answer.status_code == 401
    assert "Location" not in answer
    assert "no-store" in answer["Cache-Control"]
    assert "est gardé dans cette page" in answer.content.decode()


def test_a_wrong_password_loses_nothing(client: Client, dossier: Dossier) -> None:
    kept = kept_of(client, dossier, "writer")

    answer = sign_in(client, "writer", kept=kept, password="faux")

    assert fields_of(answer.content.decode(), "kept") == [kept]


@pytest.mark.parametrize("name", ["chief", "rival_chief"])
def test_nobody_else_receives_what_was_typed(
    client: Client, dossier: Dossier, name: str
) -> None:
    kept = kept_of(client, dossier, "writer")

    answer = sign_in(client, name, kept=kept)

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_what_was_altered_is_not_given_back(client: Client, dossier: Dossier) -> None:
    kept = kept_of(client, dossier, "writer")

    assert sign_in(client, "writer", kept=f"{kept}x").status_code == 302


def test_what_another_site_sends_is_not_carried(
    client: Client, dossier: Dossier
) -> None:
    sign_in(client, "writer")
    expire(client)

    answer = client.post(reverse("dossiers:edit", args=[dossier.pk]), {"subject": "x"})

    assert answer.status_code == 403
    assert fields_of(answer.content.decode(), "kept") == []


def test_files_and_passwords_are_not_carried_and_files_are_named_so(
    client: Client, dossier: Dossier
) -> None:
    sign_in(client, "writer")
    expire(client)
    file = SimpleUploadedFile("a.pdf", b"%PDF")

    page = refused(client, dossier, file=file, new_password1="secret mot").content
    kept = fields_of(page.decode(), "kept")[0]
    resumed = sign_in(client, "writer", kept=kept).content.decode()

    assert "Les fichiers choisis ne peuvent pas être gardés" in page.decode()
    assert "secret mot" not in resumed
    assert fields_of(resumed, "subject") == [WORDS]


def test_a_text_too_long_is_said_to_be(client: Client, dossier: Dossier) -> None:
    sign_in(client, "writer")
    expire(client)

    page = refused(client, dossier, paragraph="a" * 500_001).content.decode()

    assert "trop long pour être gardé" in page
    assert fields_of(page, "kept") == []


def test_a_script_is_led_to_the_sign_in_page_as_before(
    client: Client, dossier: Dossier
) -> None:
    sign_in(client, "writer")
    expire(client)

    answer = client.post(
        reverse("dossiers:edit", args=[dossier.pk]),
        {"subject": "x"},
        headers={"X-CSRFToken": token_of(client), "Idempotency-Key": "1"},
    )

    assert answer.status_code == 302


def test_too_many_tries_keep_what_was_typed(client: Client, dossier: Dossier) -> None:
    kept = kept_of(client, dossier, "writer")
    for _try in range(5):
        locked = sign_in(client, "writer", kept=kept, password="un autre")
    page = locked.content.decode()

    token = {"csrfmiddlewaretoken": token_of(client)}
    again = client.post("/connexion/", token | {"kept": fields_of(page, "kept")[0]})

    assert locked.status_code == 429
    assert fields_of(again.content.decode(), "kept") == [kept]


def test_one_tap_of_the_demonstration_gives_it_back_too(
    client: Client,
    dossier: Dossier,
    preparation: Preparation,
    settings: LazySettings,
) -> None:
    settings.DEMO = True
    writer = preparation["writer"]
    kept = kept_of(client, dossier, "writer")
    writer.set_unusable_password()
    writer.save()

    page = refused(client, dossier).content.decode()
    token = {"csrfmiddlewaretoken": token_of(client)}
    who = {"who": fields_of(page, "who")[0], "kept": kept}
    given = client.post("/demo/entrer/", token | who)

    assert who["who"] == writer.username
    assert fields_of(given.content.decode(), "subject") == [WORDS]
