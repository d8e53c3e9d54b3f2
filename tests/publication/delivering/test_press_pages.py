"""The press list: who keeps it, what is refused row by row, how one leaves it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecm.people.models import Mandate
from ecm.publication.delivering.leaving import word_for
from ecm.publication.models import Recipient
from tests.cast import Cast, signed_in

ONE_DATABASE = True
PRESS = "/comptes-rendus/presse/"


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(Client(), cast.second_secretary)


def test_only_the_secretariat_and_the_spokesperson_keep_the_list(cast: Cast) -> None:
    Mandate.objects.filter(person=cast.rival.person).update(is_spokesperson=True)

    found = {
        name: signed_in(Client(), cast[name]).get(PRESS).status_code
        for name in ("secretary", "rival", "minister", "president", "administrator")
    }

    assert found == {
        "secretary": 200,
        "rival": 200,
        "minister": 404,
        "president": 404,
        "administrator": 404,
    }


def test_a_recipient_is_added_corrected_and_put_aside(officer: Client) -> None:
    typed = {"name": "Radio Yaa", "email": "Yaa@Exemple.bf", "language": "mos"}

    officer.post(PRESS + "nouveau/", typed)
    row = Recipient.objects.get()
    officer.post(f"{PRESS}{row.pk}/activer/", {"active": "0"})
    again = officer.post(PRESS + "nouveau/", typed)

    row.refresh_from_db()
    assert (row.email, row.language, row.is_active) == ("yaa@exemple.bf", "mos", False)
    assert again.status_code == 422
    assert 'value="Radio Yaa"' in again.content.decode()


def upload(text: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("liste.csv", text.encode(), "text/csv")}


def test_a_list_with_a_fault_is_not_imported_at_all(officer: Client) -> None:
    sheet = "Nom;Courriel\nA;a@exemple.bf\nB;b\n"

    page = officer.post(PRESS + "importer/", upload(sheet))

    assert page.status_code == 422
    assert "Ligne 3" in page.content.decode()
    assert Recipient.objects.count() == 0


def test_an_imported_list_keeps_who_was_there_before(officer: Client) -> None:
    sheet = "Nom;Courriel;Langue\nA;a@exemple.bf;fr\nB;b@exemple.bf;dioula\n"

    officer.post(PRESS + "importer/", upload("Nom;Courriel\nAncien;a@exemple.bf\n"))
    page = officer.post(PRESS + "importer/", upload(sheet), follow=True)

    rows = Recipient.objects.order_by("email").values_list("name", "language")
    assert list(rows) == [("Ancien", "fr"), ("B", "dyu")]
    assert "1 était déjà sur la liste" in page.content.decode()


def test_one_leaves_by_a_signed_link_without_an_account(officer: Client) -> None:
    officer.post(PRESS + "nouveau/", {"name": "A", "email": "a@b.bf", "language": "fr"})
    row = Recipient.objects.get()
    anybody = Client(enforce_csrf_checks=True)
    url = reverse("publication:unsubscribe", args=[word_for(row.pk)])

    asked = anybody.get(url)
    row.refresh_from_db()
    assert (asked.status_code, row.is_active) == (200, True)  # a scanner of links
    done = anybody.post(url, {"List-Unsubscribe": "One-Click"})

    row.refresh_from_db()
    assert (done.status_code, row.is_active) == (200, False)
    assert row.unsubscribed_at is not None
    assert "a@b.bf" not in asked.content.decode()


@pytest.mark.parametrize("word", ["1", "1:forged", "x"])
def test_a_forged_word_unsubscribes_nobody(officer: Client, word: str) -> None:
    url = reverse("publication:unsubscribe", args=[word])

    assert Client().post(url).status_code == 404
