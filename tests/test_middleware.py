"""What every answer carries, and how each refusal reaches the person."""

from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import SyncToAsync
from asgiref.testing import ApplicationCommunicator
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from ecm.journal.chain import AlreadyDone
from ecm.journal.models import Entry
from ecm.lanes import RequestHandler
from ecm.meetings.actions.minutes import write_block
from ecm.middleware import refusals
from tests.asking import furnish
from tests.cast import Council, journal, signed_in

KEYED = {"Idempotency-Key": "un"}


def post(council: Council, who: str, name: str, *more: int, headers=None, **fields):
    client = signed_in(Client(), council.cast[who])
    url = reverse(name, args=[council.pk, *more])
    return client.post(url, fields, headers=headers or {})


def test_every_answer_carries_its_policies(council: Council) -> None:
    for client in (Client(), signed_in(Client(), council.cast.minister)):
        answer = client.get(reverse("live:room", args=[council.pk]))
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")


def test_what_a_signed_in_person_reads_is_kept_nowhere(council: Council) -> None:
    client = signed_in(Client(), council.cast.minister)

    for name in ("live:room", "live:frame", "live:mine"):
        answer = client.get(reverse(name, args=[council.pk]))
        assert answer.headers["Cache-Control"] == "no-store", name


@pytest.mark.parametrize(
    ("who", "name", "status", "words"),
    [
        ("minister", "meetings:close", 403, "Votre siège ne permet pas cet acte."),
        (
            "president",
            "meetings:suspend",
            409,
            "Cet acte n'est pas possible : la séance n'est pas encore ouverte.",
        ),
    ],
)
def test_a_refusal_is_said_in_words(
    council: Council, who: str, name: str, status: int, words: str
) -> None:
    to_the_room = post(council, who, name, headers=KEYED)
    to_a_browser = post(council, who, name)

    assert to_the_room.status_code == to_a_browser.status_code == status
    assert to_the_room.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert to_the_room.content.decode() == words
    assert to_a_browser.headers["Content-Type"] == "text/html; charset=utf-8"
    assert words in to_a_browser.content.decode().replace("&#x27;", "'")


def test_a_form_that_is_refused_leads_back_to_its_page(council: Council) -> None:
    page = "http://testserver/seances/"

    told = post(council, "president", "meetings:suspend", headers={"Referer": page})
    elsewhere = post(
        council,
        "president",
        "meetings:suspend",
        headers={"Referer": "https://autre.example/seances/"},
    )

    assert (told.status_code, told.headers["Location"]) == (302, page)
    assert [str(m) for m in get_messages(told.wsgi_request)] == [
        "Cet acte n'est pas possible : la séance n'est pas encore ouverte."
    ]
    assert elsewhere.status_code == 409


def test_what_was_typed_in_a_form_that_is_refused_is_not_lost(
    council: Council,
) -> None:
    refused = post(
        council,
        "minister",
        "meetings:minutes-write",
        headers={"Referer": "http://testserver/seances/"},
        uid=str(UUID(int=1)),
        base=0,
        text="Le Conseil a entendu <une> communication",
    )

    page = refused.content.decode()
    assert refused.status_code == 403
    assert "Le Conseil a entendu &lt;une&gt; communication" in page
    assert 'href="http://testserver/seances/"' in page


def test_a_form_sent_twice_leads_to_its_page_both_times() -> None:
    page = "http://testserver/dossiers/3/"
    again = RequestFactory().post("/dossiers/3/signer/", headers={"Referer": page})

    answer = refusals(lambda request: HttpResponse()).process_exception(
        again, AlreadyDone(Entry(verb="dossier.signed"))
    )

    assert answer is not None
    assert (answer.status_code, answer.headers["Location"]) == (302, page)


def test_a_conflict_says_that_somebody_was_first(opened: Council) -> None:
    refused = post(
        opened, "president", "meetings:item-undo-call", opened.report.pk, headers=KEYED
    )

    assert refused.status_code == 409
    assert "ne peut plus être annulé" in refused.content.decode()


def test_a_replay_is_answered_as_the_first_time(opened: Council) -> None:
    answers = [
        post(opened, "president", "meetings:item-call", opened.report.pk, headers=KEYED)
        for _ in range(2)
    ]

    assert [a.status_code for a in answers] == [204, 204]
    verbs = [verb for verb, _ in journal(opened.meeting)]
    assert verbs.count("item.called") == 1


def test_a_mark_sent_twice_is_answered_by_its_receipt(deliberating: Council) -> None:
    report = deliberating.report.pk
    post(deliberating, "president", "meetings:round-open", report)
    seat = deliberating.seat("minister").pk

    answers = [
        post(
            deliberating,
            "minister",
            "meetings:mark-give",
            report,
            headers=KEYED,
            seat=seat,
            value="objection",
        )
        for _ in range(2)
    ]

    assert [a.status_code for a in answers] == [200, 200]
    assert all('aria-pressed="true"' in a.content.decode() for a in answers)


def test_a_paragraph_sent_twice_gets_the_first_answer(opened: Council) -> None:
    def send(text: str):
        fields = {"uid": str(UUID(int=1)), "base": 0, "text": text}
        return post(
            opened, "secretary", "meetings:minutes-write", headers=KEYED, **fields
        )

    first, again = send("Le Conseil").json(), send("Le Conseil").json()

    assert first == again
    assert (first["state"], first["version"]) == ("written", 1)
    assert first["seq"] == opened.refresh().seq


def test_a_second_text_is_answered_with_the_one_that_stands(opened: Council) -> None:
    place = furnish(opened, opened.report, words="Texte")
    fields = {"uid": str(place.block.uid), "base": 0, "text": "Encore un"}

    answer = post(opened, "secretary", "meetings:minutes-write", **fields).json()

    assert (answer["state"], answer["version"]) == ("proposed", 1)
    assert answer["text"] == "Texte secretary"
    assert answer["seq"] == opened.refresh().seq


def test_the_key_of_another_act_is_not_taken_for_a_paragraph(opened: Council) -> None:
    # The secretary's tablet noted a presence under this key.
    seat = opened.seat("rival").pk
    post(
        opened,
        "secretary",
        "meetings:attendance",
        seat,
        headers=KEYED,
        attendance="present",
    )

    refused = post(
        opened,
        "secretary",
        "meetings:minutes-write",
        headers=KEYED,
        uid=str(UUID(int=1)),
        base=0,
        text="Le Conseil",
    )

    assert refused.status_code == 409
    assert refused.content.decode() == "Cette clé a servi à un autre acte."


@pytest.mark.parametrize(
    "fields",
    [
        {"base": 0, "text": "x"},
        {"uid": "un", "base": 0, "text": "x"},
        {"uid": str(UUID(int=1)), "base": -1, "text": "x"},
        {"uid": str(UUID(int=1)), "base": 10**12, "text": "x"},
        {"uid": str(UUID(int=1)), "base": 0, "text": "x", "zone": "publique"},
        {"uid": str(UUID(int=1)), "base": 0, "text": "x", "position": "nan"},
        {"uid": str(UUID(int=1)), "base": 0, "text": "x\0"},
    ],
)
def test_what_no_tablet_of_ours_sends_is_refused(opened: Council, fields: dict) -> None:
    write_block(
        opened.actor("secretary"), opened.pk, uid=UUID(int=1), base=0, text="Debout"
    )

    refused = post(
        opened, "secretary", "meetings:minutes-write", headers=KEYED, **fields
    )

    assert refused.status_code == 409
    assert opened.meeting.blocks.get().text == "Debout"


async def test_a_request_enters_its_thread_once_and_leaves_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entered = []
    enter = SyncToAsync.__call__

    async def counted(hop: SyncToAsync, *arguments: Any, **named: Any) -> Any:
        entered.append(hop.func)
        return await enter(hop, *arguments, **named)

    monkeypatch.setattr(SyncToAsync, "__call__", counted)
    asked = ApplicationCommunicator(
        RequestHandler(), scope_of(reverse("people:sign-in"))
    )
    await asked.send_input({"type": "http.request", "body": b""})
    answer = await asked.receive_output(timeout=30)
    await asked.receive_output()
    await asked.wait()

    assert answer["status"] == 200
    # What Django does before, the whole of the request, and what it does after.
    assert len(entered) <= 3, entered


def scope_of(path: str) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }
