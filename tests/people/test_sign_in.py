"""Signing in: one answer for every failure, and a pause after five."""

import pytest
from django.test import Client, override_settings

from ecm import settings as product
from ecm.people.models import User

REFUSED = "Ce nom et ce mot de passe ne vont pas ensemble."
PASSWORD = "quatre mots sans rapport"


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create_user("clerk", password=PASSWORD)


def sign_in(client: Client, username: str, password: str, **more: str):
    words = {"username": username, "password": password, **more}
    return client.post("/connexion/", words)


def test_the_right_password_opens_the_meetings(client: Client, clerk: User) -> None:
    response = sign_in(client, "clerk", PASSWORD)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(clerk.pk)


def test_one_returns_where_one_wanted_to_go(client: Client, clerk: User) -> None:
    response = sign_in(client, "clerk", PASSWORD, next="/seances/")

    assert response["Location"] == "/seances/"


def test_signing_in_leads_to_no_other_machine(client: Client, clerk: User) -> None:
    response = sign_in(client, "clerk", PASSWORD, next="https://elsewhere.example/")

    assert response["Location"] == "/"


def test_a_stranger_is_led_to_the_sign_in_page(client: Client, db: None) -> None:
    response = client.get("/seances/")

    assert response["Location"] == "/connexion/?next=/seances/"


def test_a_failure_does_not_tell_which_accounts_exist(
    client: Client, clerk: User
) -> None:
    User.objects.create_user("closed", password=PASSWORD, is_active=False)

    answers = [
        sign_in(client, "clerk", "wrong").content.decode(),
        sign_in(client, "closed", PASSWORD).content.decode(),
        sign_in(client, "nobody", "wrong").content.decode(),
    ]

    assert all(REFUSED in answer for answer in answers)
    assert 'value="nobody"' in answers[2]  # what was typed is still there
    assert "_auth_user_id" not in client.session


def test_after_five_failures_even_the_right_password_waits(
    client: Client, clerk: User
) -> None:
    statuses = [sign_in(client, "clerk", "wrong").status_code for _ in range(5)]
    late = sign_in(client, "clerk", PASSWORD)

    assert statuses == [200, 200, 200, 200, 429]
    assert late.status_code == 429
    assert "Trop d'essais" in late.content.decode()


def test_failures_from_elsewhere_lock_nobody_out(client: Client, clerk: User) -> None:
    for _ in range(6):
        words = {"username": "clerk", "password": "wrong"}
        client.post("/connexion/", words, REMOTE_ADDR="203.0.113.9")

    assert sign_in(client, "clerk", PASSWORD).status_code == 302


def test_passwords_are_kept_by_argon2(db: None) -> None:
    with override_settings(PASSWORD_HASHERS=product.PASSWORD_HASHERS):
        clerk = User.objects.create_user("clerk", password=PASSWORD)

    assert clerk.password.startswith("argon2$argon2id$")


def test_signing_out_takes_a_post(client: Client, clerk: User) -> None:
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/deconnexion/").status_code == 405
    assert client.post("/deconnexion/")["Location"] == "/connexion/"
    assert "_auth_user_id" not in client.session
