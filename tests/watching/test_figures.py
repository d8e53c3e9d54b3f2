"""The figures: who may read them, what they count, and what they never hold."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ecm.dossiers.renditions import make_readable
from ecm.meetings.models import Meeting
from ecm.notices.models import Delivery, Notice
from ecm.watching import figures, lines
from ecm.watching.lines import Line, Process
from ecm.watching.queues import queues
from tests.cast import Cast, Council, signed_in

FIGURES = "/metriques/"
ELSEWHERE = "192.0.2.8"
TOKEN = "un-jeton-de-vingt-caracteres"


def asked(address: str = "127.0.0.1", **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(FIGURES, headers=named, REMOTE_ADDR=address)


def figure(name: str, **labels: str) -> float:
    """Return one figure of this process, 0 where it was never counted."""
    text = figures.exposition().decode()
    samples = (s for f in text_string_to_metric_families(text) for s in f.samples)
    found = [s.value for s in samples if s.name == name and s.labels == labels]
    return found[0] if found else 0.0


# Who may read them


def test_this_machine_reads_the_figures(db: None) -> None:
    answer = asked()

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"ecm_build_info" in answer.content


@pytest.mark.parametrize("address", [ELSEWHERE, "10.0.0.1", "2001:db8::1", "", "x"])
def test_nobody_else_learns_that_there_are_figures(db: None, address: str) -> None:
    refused = asked(address)
    nothing = Client().get("/rien/", REMOTE_ADDR=address)

    assert refused.status_code == nothing.status_code == 404
    assert b"ecm_" not in refused.content


@pytest.mark.parametrize("address", ["::1", "::ffff:127.0.0.1", "127.0.0.9"])
def test_this_machine_has_several_addresses(db: None, address: str) -> None:
    assert asked(address).status_code == 200


@pytest.mark.parametrize(
    "forwarded",
    [
        {"x_forwarded_for": ELSEWHERE},
        {"x_forwarded_for": "127.0.0.1"},
        {"x_forwarded_for": f"{ELSEWHERE}, 127.0.0.1"},
        {"x_real_ip": ELSEWHERE},
        {"forwarded": "for=127.0.0.1"},
        {"x_forwarded_for": ""},
        {"x_forwarded_for": "unknown"},
    ],
)
def test_what_comes_through_a_proxy_is_not_this_machine(
    db: None, forwarded: dict[str, str]
) -> None:
    assert asked(**forwarded).status_code == 404


def test_a_named_address_reads_them_near_or_through_the_proxy(
    db: None, settings: Settings
) -> None:
    settings.METRICS_FROM = ["127.0.0.1", "192.0.2.0/28"]

    assert asked(ELSEWHERE).status_code == 200
    assert asked(x_forwarded_for=ELSEWHERE).status_code == 200
    assert asked("192.0.2.99").status_code == 404
    assert asked(x_forwarded_for="192.0.2.99").status_code == 404


def test_with_no_address_named_nobody_reads_them(db: None, settings: Settings) -> None:
    settings.METRICS_FROM = []

    assert asked().status_code == 404


def test_a_token_reads_them_from_anywhere(db: None, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert asked(ELSEWHERE, authorization=f"Bearer {TOKEN}").status_code == 200
    for wrong in (f"Bearer {TOKEN}x", "Bearer ", "Bearer", f"Basic {TOKEN}", TOKEN, ""):
        assert asked(ELSEWHERE, authorization=wrong).status_code == 404, wrong


def test_an_empty_token_opens_nothing(db: None) -> None:
    assert asked(ELSEWHERE, authorization="Bearer ").status_code == 404


@pytest.mark.parametrize("who", ["president", "secretary", "administrator"])
def test_an_account_opens_nothing(cast: Cast, who: str) -> None:
    client = signed_in(Client(), cast[who])

    assert client.get(FIGURES, REMOTE_ADDR=ELSEWHERE).status_code == 404


# What they count


def call_an_item(council: Council, key: str = "un") -> HttpResponse:
    client = signed_in(Client(), council.cast.president)
    url = reverse("meetings:item-call", args=[council.pk, council.report.pk])
    return client.post(url, headers={"Idempotency-Key": key})


def test_what_the_journal_records_is_counted_by_family(
    opened: Council, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    before = figure("ecm_journal_entries_total", family="item")
    done = figure("ecm_commands_total", family="item")

    with django_capture_on_commit_callbacks(execute=True):
        assert call_an_item(opened).status_code == 204

    assert figure("ecm_journal_entries_total", family="item") == before + 1
    assert figure("ecm_commands_total", family="item") == done + 1


def test_what_is_not_committed_is_not_counted(opened: Council) -> None:
    before = figure("ecm_journal_entries_total", family="item")

    assert call_an_item(opened).status_code == 204  # in the test's own transaction

    assert figure("ecm_journal_entries_total", family="item") == before


def test_a_refusal_is_counted_by_its_kind(opened: Council) -> None:
    labels = {"kind": "NotAllowed", "area": "meetings"}
    before = figure("ecm_refusals_total", **labels)
    client = signed_in(Client(), opened.cast.minister)

    url = reverse("meetings:close", args=[opened.pk])
    assert client.post(url, headers={"Idempotency-Key": "x"}).status_code == 403

    assert figure("ecm_refusals_total", **labels) == before + 1


def test_what_waits_has_an_age(cast: Cast) -> None:
    make_readable.enqueue(1)
    ago = timezone.now() - timedelta(seconds=90)
    DBTaskResult.objects.update(enqueued_at=ago)
    person = cast.minister.person
    notice = Notice.objects.create(recipient=person, kind="x", key="1", created_at=ago)
    Delivery.objects.create(notice=notice, channel="email", next_try_at=ago)

    found = {queue.name: queue for queue in queues()}

    assert found["tasks"].count == 1
    assert 90 <= found["tasks"].oldest < 100
    assert found["notices"].count == 1
    assert 90 <= found["notices"].oldest < 100
    assert (found["renditions"].count, found["renditions"].oldest) == (0, 0.0)


def test_a_database_that_does_not_answer_leaves_the_other_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figures, "asked_queues", lambda: None)

    assert figure("ecm_database_up") == 0
    assert b"ecm_queue_waiting{" not in figures.exposition()
    assert b"ecm_build_info" in figures.exposition()


LINE = Line("a", 1, 1, "member", 0.0, 0, "Firefox")


class StubRoom:
    """Three tablets: two level, one behind."""

    def here(self) -> Process:
        kinds = [LINE, replace(LINE, late=2), LINE]
        return Process("p", "m:1", "0", "Python", 0.0, kinds)


def test_tablets_are_counted_by_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "room", StubRoom)

    assert figure("ecm_tablets", state="level") == 2
    assert figure("ecm_tablets", state="behind") == 1
    assert figure("ecm_sockets") == 3


def test_nothing_of_a_council_is_in_the_figures(
    deliberating: Council,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        call_an_item(deliberating)
    text = asked().content.decode()

    meeting: Meeting = deliberating.meeting
    words = [item.title for item in meeting.items.all()]
    words += [item.number for item in meeting.items.all() if len(item.number) > 2]
    words += [meeting.reference, "Issa", "president", "testserver"]
    assert [word for word in words if word in text] == []


def test_labels_are_words_of_the_program(db: None) -> None:
    call = re.compile(r'\w+="([^"]*)"')
    allowed = re.compile(r"[A-Za-z0-9_.+ -]{1,40}")

    values = call.findall(asked().content.decode())

    assert [value for value in values if not allowed.fullmatch(value)] == []
