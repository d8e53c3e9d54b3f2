"""The requests for late lodging: listed, answered once, and what was written is kept."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse

from ecm.dossiers.actions.lodging import answer_late
from ecm.dossiers.models import Dossier, LateRequest
from tests.dossiers.desk import COUNCIL, browser, on_the_desk, page, queries_of, words
from tests.preparation import NOW, Preparation


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def a_request(
    preparation: Preparation, title: str = "Décret", **fields: Any
) -> LateRequest:
    file = on_the_desk(preparation, title, is_late=True, **fields)
    return LateRequest.objects.create(
        dossier=file,
        council_day=COUNCIL,
        reason="Le bailleur attend.",
        asked_by=preparation["minister"].person,
        asked_at=NOW,
    )


def answer(
    preparation: Preparation, asked: LateRequest, who: str = "officer", **fields: Any
) -> HttpResponse:
    url = reverse("secretariat:late-answer", args=[asked.pk])
    return browser(preparation, who).post(url, fields, follow=True)


def granted(asked: LateRequest) -> tuple[bool | None, str]:
    asked.refresh_from_db()
    return asked.granted, asked.answer


def test_requests_wait_with_their_reason(preparation: Preparation) -> None:
    a_request(preparation, "Ordonnance")

    shown = page(preparation, "late")

    assert "Ordonnance" in shown
    assert "Le bailleur attend." in shown
    assert "jeudi 22 janvier 2026" in shown


def test_a_request_is_granted(preparation: Preparation) -> None:
    asked = a_request(preparation)

    told = words(answer(preparation, asked, granted="1"))

    assert granted(asked) == (True, "")
    assert "La réponse est donnée au ministère." in told
    assert "acceptée" in told


def test_a_refusal_is_explained(preparation: Preparation) -> None:
    asked = a_request(preparation)

    mute = answer(preparation, asked, granted="0", answer=" ")
    assert (mute.status_code, granted(asked)) == (422, (None, ""))
    assert "Dites au ministère pourquoi" in words(mute)

    answer(preparation, asked, granted="0", answer="Au prochain Conseil.")
    assert granted(asked) == (False, "Au prochain Conseil.")


def test_an_answer_given_meanwhile_keeps_what_was_written(
    preparation: Preparation,
) -> None:
    asked = a_request(preparation)
    answer_late(preparation.actor("secretary"), asked, granted=True)

    told = answer(preparation, asked, granted="0", answer="Trop tard, hélas.")

    assert told.status_code == 409
    assert "Une réponse a déjà été donnée." in words(told)
    assert "Trop tard, hélas." in words(told)
    assert granted(asked) == (True, "")


def test_a_request_about_a_hidden_file_does_not_exist(preparation: Preparation) -> None:
    hidden = a_request(preparation, "Secret", is_confidential=True)

    shown = page(preparation, "late")

    assert "Aucune demande" in shown
    assert answer(preparation, hidden, granted="1").status_code == 404
    assert "demandes hors délai sans réponse" not in page(preparation, "week")


def test_a_request_whose_file_went_back_waits_for_it(preparation: Preparation) -> None:
    asked = a_request(preparation)
    Dossier.objects.filter(pk=asked.dossier_id).update(state="returned")

    assert "Aucune demande" in page(preparation, "late")
    assert answer(preparation, asked, granted="1").status_code == 409


@pytest.mark.parametrize("who", ["chief", "minister", "prime_minister", "stranger"])
def test_only_the_desk_answers(preparation: Preparation, who: str) -> None:
    asked = a_request(preparation)

    assert answer(preparation, asked, who, granted="1").status_code == 404
    assert granted(asked) == (None, "")


def test_an_answer_that_is_none_is_refused(preparation: Preparation) -> None:
    asked = a_request(preparation)

    assert answer(preparation, asked, granted="peut-être").status_code == 422
    assert granted(asked) == (None, "")


def test_the_file_itself_tells_that_a_request_waits(preparation: Preparation) -> None:
    asked = a_request(preparation)
    url = Dossier.objects.get(pk=asked.dossier_id).get_absolute_url()

    shown = words(browser(preparation).get(url))

    assert f"/secretariat/hors-delai/#late-{asked.pk}" in shown


def test_the_list_asks_as_much_for_one_request_as_for_three(
    preparation: Preparation,
) -> None:
    client, url = browser(preparation), reverse("secretariat:late")

    a_request(preparation)
    for_one = queries_of(client, url)
    a_request(preparation)
    a_request(preparation)

    assert queries_of(client, url) == for_one
