"""The outbox: what waits is sent once, tried again when it was not taken, never repeated."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from ecm.notices.actions import notify
from ecm.notices.models import Delivery, State
from ecm.notices.outbox import PAUSES, digest_of, send_waiting
from ecm.notices.tasks import send_again
from ecm.worker.runner import run_waiting
from tests.notices import gateways
from tests.notices.gateways import Doubtful, Refused, Unavailable
from tests.notices.people import person, reachable

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def told_gateways(settings: LazySettings) -> None:
    for told in (gateways.taken, gateways.answers, gateways.depths):
        told.clear()
    settings.GATEWAYS = {
        "sms": "tests.notices.gateways.Told",
        "email": "tests.notices.gateways.Told",
    }


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def minutes_later(minutes: float) -> None:
    """Let a minute's work and its tasks be done, that long after noon."""
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        send_again(NOON)
        run_waiting()


def test_what_waits_is_sent_to_everybody_once() -> None:
    people = reachable(3)
    notify([p.pk for p in people], "dossier.returned")

    run_waiting()
    notify([p.pk for p in people], "observation.made")
    run_waiting()

    assert sorted(m.to for m in gateways.taken) == [p.phone for p in people]
    assert states() == [State.SENT] * 3
    sent = Delivery.objects.first()
    assert sent.answer == "ok"
    assert sent.sent_at is not None
    assert sent.address_digest == digest_of(sent.notice.recipient.phone)


def test_a_message_carries_a_sentence_and_an_address_only(
    settings: LazySettings,
) -> None:
    settings.ORIGINS = ["https://conseil.gouv.example"]
    awa = person("ZONGO", email="awa@exemple.bf", phone="+22670000001")
    notify([awa.pk], "dossier.returned", url="/dossiers/12/")

    run_waiting()

    sms, mail = sorted(gateways.taken, key=lambda m: m.to)
    sentence = "Un dossier de votre ministère vous est retourné pour complément."
    assert sms.text == f"e-CM : {sentence}"
    assert mail.subject == "Conseil des ministres\u00a0: un avis vous attend"
    lines = mail.text.splitlines()
    assert lines[0] == sentence
    assert lines[2] == "https://conseil.gouv.example/dossiers/12/"


def test_a_gateway_that_is_down_is_asked_once_a_round_and_later_again() -> None:
    with time_machine.travel(NOON, tick=False):
        notify([p.pk for p in reachable(3)], "dossier.returned")
        gateways.answers.append(Unavailable("fermé"))
        run_waiting()
    assert gateways.taken == []
    assert states() == [State.WAITING] * 3

    minutes_later(1)

    assert states() == [State.SENT] * 3
    assert len(gateways.taken) == 3


def test_a_channel_that_is_down_does_not_keep_the_other(settings: LazySettings) -> None:
    settings.GATEWAYS["sms"] = "tests.notices.test_outbox.Closed"
    awa = person("ZONGO", email="awa@exemple.bf", phone="+22670000001")
    notify([awa.pk], "dossier.returned")

    run_waiting()

    assert [m.to for m in gateways.taken] == ["awa@exemple.bf"]


class Closed(gateways.Told):
    def send(self, message: object) -> str:
        raise Unavailable("fermé")


def test_the_tries_are_further_and_further_apart_then_end() -> None:
    with time_machine.travel(NOON, tick=False):
        notify([p.pk for p in reachable(1)], "dossier.returned")
        gateways.answers += [Unavailable("fermé")] * 10
        run_waiting()
    tried = []
    for minute in range(1, 24 * 60):
        before = len(gateways.answers)
        if minute <= 400:
            minutes_later(minute)
        if len(gateways.answers) < before:
            tried.append(minute)

    assert tried == [sum(PAUSES[:n]) for n in range(1, len(PAUSES) + 1)]
    assert states() == [State.FAILED]
    assert Delivery.objects.get().answer == "fermé"


def test_what_is_refused_is_not_offered_again() -> None:
    with time_machine.travel(NOON, tick=False):
        notify([p.pk for p in reachable(2)], "dossier.returned")
        gateways.answers.append(Refused("numéro inconnu"))
        run_waiting()

    minutes_later(600)

    assert states() == [State.FAILED, State.SENT]
    assert Delivery.objects.first().answer == "numéro inconnu"
    assert len(gateways.taken) == 1


def test_what_may_have_arrived_is_not_sent_again() -> None:
    with time_machine.travel(NOON, tick=False):
        notify([p.pk for p in reachable(1)], "dossier.returned")
        gateways.answers.append(Doubtful("pas de réponse"))
        run_waiting()

    minutes_later(600)

    assert states() == [State.DOUBTFUL]
    assert gateways.taken == []


def test_what_may_have_arrived_is_offered_again_to_a_gateway_that_recognises_it(
    settings: LazySettings,
) -> None:
    settings.GATEWAYS["sms"] = "tests.notices.gateways.Recognising"
    with time_machine.travel(NOON, tick=False):
        notify([p.pk for p in reachable(1)], "dossier.returned")
        gateways.answers.append(Doubtful("pas de réponse"))
        run_waiting()

    minutes_later(1)

    assert states() == [State.SENT]
    assert [m.is_repeat for m in gateways.taken] == [True]


def test_a_gateway_that_breaks_loses_nothing_and_repeats_nothing() -> None:
    with time_machine.travel(NOON, tick=False):
        notify([p.pk for p in reachable(2)], "dossier.returned")
        gateways.answers.append(KeyError("imprévu"))
        run_waiting()

    minutes_later(1)

    assert states() == [State.DOUBTFUL, State.SENT]


def test_who_lost_his_number_meanwhile_is_not_sent_to() -> None:
    awa = person("ZONGO", phone="+22670000001")
    notify([awa.pk], "dossier.returned")
    awa.phone = ""
    awa.save()

    run_waiting()

    assert states() == [State.FAILED]
    assert gateways.taken == []


def test_a_corrected_number_is_the_one_that_is_used() -> None:
    awa = person("ZONGO", phone="+22670000001")
    notify([awa.pk], "dossier.returned")
    awa.phone = "+22670000002"
    awa.save()

    run_waiting()

    assert [m.to for m in gateways.taken] == ["+22670000002"]
    assert Delivery.objects.get().address_digest == digest_of("+22670000002")


def in_hand(task_id: uuid.UUID) -> None:
    """Leave deliveries as a task that was killed while sending leaves them."""
    Delivery.objects.update(state=State.SENDING, claimed_by=task_id, attempts=1)


@pytest.mark.parametrize(
    ("gateway", "state", "sent"),
    [("Told", State.DOUBTFUL, 0), ("Recognising", State.SENT, 1)],
)
def test_a_task_that_is_run_again_settles_what_it_had_in_hand(
    settings: LazySettings, gateway: str, state: str, sent: int
) -> None:
    settings.GATEWAYS["sms"] = f"tests.notices.gateways.{gateway}"
    notify([p.pk for p in reachable(1)], "dossier.returned")
    task = DBTaskResult.objects.get()
    in_hand(task.pk)

    run_waiting()

    assert states() == [state]
    assert len(gateways.taken) == sent


def test_what_another_task_has_in_hand_is_left_to_it() -> None:
    notify([p.pk for p in reachable(1)], "dossier.returned")
    other = DBTaskResult.objects.get()
    other.claim("autre")
    in_hand(other.pk)

    send_waiting(uuid.uuid4())

    assert states() == [State.SENDING]


def test_what_a_task_left_for_ever_is_settled_by_the_next_minute() -> None:
    notify([p.pk for p in reachable(1)], "dossier.returned")
    given_up = DBTaskResult.objects.get()
    given_up.claim("premier")
    given_up.set_failed(RuntimeError("abandonnée"))
    in_hand(given_up.pk)

    send_again(NOON)
    run_waiting()

    assert states() == [State.DOUBTFUL]


def test_a_minute_with_nothing_due_asks_for_no_task() -> None:
    notify([p.pk for p in reachable(1)], "dossier.returned")
    run_waiting()
    before = DBTaskResult.objects.count()

    send_again(NOON)

    assert DBTaskResult.objects.count() == before


def test_no_transaction_is_open_while_a_gateway_is_waited_for() -> None:
    # SQLite has one writer: a slow gateway would stop the council.
    notify([p.pk for p in reachable(2)], "dossier.returned")

    run_waiting()

    assert gateways.depths == [len(connection.savepoint_ids)] * 2
