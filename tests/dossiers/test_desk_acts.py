"""What an officer does to one file by its pages: acts, the return, the note to the chair."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.desk import admit, write_note
from ecm.dossiers.models import Dossier, Note, Return, ReturnReason
from tests.dossiers.desk import S, browser, on_the_desk, page, words
from tests.preparation import NOW, Preparation


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def send(
    preparation: Preparation, name: str, file: Dossier, who: str = "officer", **f: Any
) -> HttpResponse:
    url = reverse(f"secretariat:{name}", args=[file.pk])
    return browser(preparation, who).post(url, f)


def state_of(file: Dossier) -> str:
    return Dossier.objects.get(pk=file.pk).state


def reason(code: str) -> int:
    return ReturnReason.objects.get(code=code).pk


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("register", S.LODGED, S.REGISTERED),
        ("admit", S.REGISTERED, S.ADMISSIBLE),
        ("study", S.ADMISSIBLE, S.UNDER_STUDY),
        ("ready", S.UNDER_STUDY, S.READY),
        ("propose", S.READY, S.PROPOSED),
        ("hold", S.PROPOSED, S.READY),
    ],
)
def test_an_act_moves_the_file_and_leads_back_to_it(
    preparation: Preparation, name: str, before: DossierState, after: DossierState
) -> None:
    file = on_the_desk(preparation, state=before)

    answer = send(preparation, name, file)

    assert (answer.status_code, answer.url) == (302, file.get_absolute_url())
    assert state_of(file) == after


def test_an_act_out_of_its_time_is_refused_in_words(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.PROPOSED)

    answer = send(preparation, "admit", file)

    assert answer.status_code == 409
    assert "le dossier est proposé à l&#x27;ordre du jour" in words(answer)
    assert state_of(file) == S.PROPOSED


@pytest.mark.parametrize(
    ("who", "status"),
    [("chief", 403), ("prime_minister", 403), ("rival_chief", 404), ("stranger", 404)],
)
def test_an_act_of_the_desk_is_the_desks_alone(
    preparation: Preparation, who: str, status: int
) -> None:
    file = on_the_desk(preparation)

    assert send(preparation, "register", file, who).status_code == status
    assert state_of(file) == S.LODGED


def test_the_page_of_a_file_offers_the_act_that_comes_next(
    preparation: Preparation,
) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    url = file.get_absolute_url()

    officers, ministrys = (
        words(browser(preparation, who).get(url)) for who in ("officer", "chief")
    )

    assert reverse("secretariat:admit", args=[file.pk]) in officers
    assert reverse("secretariat:return", args=[file.pk]) in officers
    assert reverse("secretariat:register", args=[file.pk]) not in officers
    assert "secretariat/dossiers" not in ministrys


def test_an_officer_takes_a_file_for_himself(preparation: Preparation) -> None:
    file, officer = on_the_desk(preparation), preparation["officer"].person

    send(preparation, "take-charge", file, officer=officer.pk)

    assert Dossier.objects.get(pk=file.pk).officer == officer


@pytest.mark.parametrize("officer", ["x", "999999"])
def test_a_file_goes_to_nobody_who_is_no_officer(
    preparation: Preparation, officer: str
) -> None:
    file = on_the_desk(preparation)

    answer = send(preparation, "take-charge", file, officer=officer)

    assert answer.status_code == 302
    assert Dossier.objects.get(pk=file.pk).officer is None


def test_what_the_ministry_will_read_is_read_first(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)

    shown = words(
        send(
            preparation,
            "return",
            file,
            reasons=[reason("unsigned"), reason("legal_basis")],
            comment="Faire signer le bordereau.",
        )
    )

    assert "Ce que le ministère lira" in shown
    assert "Rapport ou bordereau non signé <span" in shown
    assert '<blockquote lang="fr">Faire signer le bordereau.</blockquote>' in shown
    assert state_of(file) == S.REGISTERED


def test_a_file_is_returned_with_reasons_that_count(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)

    send(
        preparation,
        "return",
        file,
        reasons=[reason("unsigned"), reason("legal_basis")],
        comment="Faire signer le bordereau.",
        send="1",
    )

    back = Return.objects.get(dossier=file)
    assert state_of(file) == S.RETURNED
    assert {r.code for r in back.reasons.all()} == {"unsigned", "legal_basis"}
    assert back.comment == "Faire signer le bordereau."
    ministrys = browser(preparation, "chief").get(file.get_absolute_url())
    assert "Faire signer le bordereau." in words(ministrys)


def test_a_return_without_a_reason_keeps_what_was_typed(
    preparation: Preparation,
) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)

    answer = send(preparation, "return", file, comment="Deux visas manquent.", send=1)

    assert answer.status_code == 422
    assert "Choisissez au moins un motif de retour." in words(answer)
    assert "Deux visas manquent." in words(answer)
    assert state_of(file) == S.REGISTERED


def test_a_return_that_comes_too_late_keeps_what_was_typed(
    preparation: Preparation,
) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    Dossier.objects.filter(pk=file.pk).update(state=S.PROPOSED)

    fields = {"reasons": [reason("unsigned")], "comment": "Deux visas manquent."}
    answer = send(preparation, "return", file, send=1, **fields)

    assert answer.status_code == 409
    assert "Deux visas manquent." in words(answer)
    assert state_of(file) == S.PROPOSED


def test_a_return_sent_twice_is_made_once(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)

    for _time in range(2):
        fields = {"reasons": [reason("unsigned")], "send": 1, "key": "a"}
        answer = send(preparation, "return", file, **fields)
        assert answer.url == file.get_absolute_url()

    assert Return.objects.filter(dossier=file).count() == 1


def test_a_reason_that_is_no_longer_offered_is_not_given(
    preparation: Preparation,
) -> None:
    ReturnReason.objects.filter(code="unsigned").update(is_active=False)
    file = on_the_desk(preparation, state=S.REGISTERED)

    assert "bordereau non signé" not in page(preparation, "return", file.pk)
    answer = send(preparation, "return", file, reasons=[reason("unsigned")], send=1)
    assert answer.status_code == 422


def test_the_note_is_written_in_versions(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)

    send(preparation, "note", file, text="À adopter.", base=0)
    send(preparation, "note", file, text="À ajourner.", base=1)

    notes = Note.objects.filter(dossier=file).order_by("number")
    assert [(n.number, n.text) for n in notes] == [
        (1, "À adopter."),
        (2, "À ajourner."),
    ]
    shown = page(preparation, "note", file.pk)
    assert "Version 1" in shown
    assert "Version 2" in shown


def test_a_note_saved_by_the_script_says_its_version(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)

    url = reverse("secretariat:note", args=[file.pk])
    answer = browser(preparation).post(
        url, {"text": "À adopter.", "base": 0}, headers={"Idempotency-Key": "un"}
    )

    assert answer.json() == {"number": 1}


def test_two_notes_at_once_lose_no_word(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    write_note(preparation.actor("secretary"), file, "Le premier texte.")

    answer = send(preparation, "note", file, text="Le second texte.", base=0)

    shown = words(answer)
    assert answer.status_code == 409
    assert "Le premier texte." in shown
    assert ">\nLe second texte.</textarea>" in answer.content.decode()
    assert 'name="base" value="1"' in shown


def test_the_chair_reads_the_note_and_writes_none(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    write_note(preparation.actor("officer"), file, "À adopter sans débat.")
    url = reverse("secretariat:note", args=[file.pk])

    for who in ("prime_minister", "president"):
        client = browser(preparation, who)
        assert "À adopter sans débat." in words(client.get(url))
        assert "À adopter sans débat." in words(client.get(file.get_absolute_url()))
        assert client.post(url, {"text": "Non.", "base": 1}).status_code == 403


def test_nobody_else_learns_that_there_is_a_note(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    file.associated.add(preparation.cast.ministries["culture"])
    write_note(preparation.actor("officer"), file, "À adopter sans débat.")

    for who in ("chief", "minister", "rival_chief", "stranger"):
        client = browser(preparation, who)
        url = reverse("secretariat:note", args=[file.pk])
        assert client.get(url).status_code == 404
        assert client.post(url, {"text": "x", "base": 0}).status_code == 404
        seen = words(client.get(file.get_absolute_url()))
        assert "sans débat" not in seen
        assert "résidence de séance" not in seen


def test_a_note_may_be_read_when_it_can_no_longer_be_written(
    preparation: Preparation,
) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    write_note(preparation.actor("officer"), file, "À adopter sans débat.")
    admit(preparation.actor("officer"), file)
    Dossier.objects.filter(pk=file.pk).update(state=S.SETTLED)

    shown = page(preparation, "note", file.pk)

    assert "À adopter sans débat." in shown
    assert "<textarea" not in shown
