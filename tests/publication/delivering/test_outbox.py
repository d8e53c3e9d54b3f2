"""The press gets a version once each, whatever dies on the way, and never too early."""

import logging
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage as Mail
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from ecm import clock
from ecm.publication.delivering import outbox, tasks
from ecm.publication.delivering.actions import try_again
from ecm.publication.delivering.outbox import PAUSES, send_waiting
from ecm.publication.delivering.preparing import prepare
from ecm.publication.models import Communique, CommuniqueVersion, Delivery, Recipient
from ecm.worker.runner import run_waiting
from tests.cast import Council
from tests.publication.published import PUBLISHED, an_edition, publish

ONE_DATABASE = True
pytestmark = pytest.mark.django_db


class Told(EmailBackend):
    """A server that answers as it is told, address by address."""

    answers: dict[str, BaseException] = {}

    def send_messages(self, messages: list[Mail]) -> int:
        for message in messages:
            answer = self.answers.get(message.to[0])
            if answer:
                raise answer
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def told_server(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Told"
    settings.ORIGINS = ["https://conseil.gouv.example"]
    settings.PUBLIC_ADDRESS = "https://public.gouv.example"
    Told.answers = {}


@pytest.fixture
def version(council: Council) -> CommuniqueVersion:
    edition = replace(an_edition(council), published=PUBLISHED.isoformat())
    communique = Communique.objects.create(
        meeting=council.meeting, drafted_at=PUBLISHED
    )
    return publish(communique, edition)


@pytest.fixture(autouse=True)
def an_hour_later() -> Iterator[None]:
    with time_machine.travel(PUBLISHED + timedelta(hours=1), tick=False):
        yield


def recipients(count: int, language: str = "fr") -> list[Recipient]:
    return [
        Recipient.objects.create(
            name=f"Radio {n}",
            email=f"radio{n}-{language}@exemple.bf",
            language=language,
            added_at=clock.now(),
        )
        for n in range(count)
    ]


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def addressed() -> list[str]:
    return [message.to[0] for message in mail.outbox]


def test_each_active_recipient_gets_a_version_once(version: CommuniqueVersion) -> None:
    active = recipients(3)
    Recipient.objects.create(
        name="Partie", email="partie@exemple.bf", is_active=False, added_at=clock.now()
    )

    assert prepare(version) == 3
    tasks.send_press.enqueue()
    run_waiting()
    assert prepare(version) == 0
    tasks.send_press.enqueue()
    run_waiting()

    assert sorted(addressed()) == sorted(r.email for r in active)
    assert states() == ["sent"] * 3


def test_a_mail_carries_the_text_the_link_the_pdf_and_how_to_leave(
    version: CommuniqueVersion,
) -> None:
    (radio,) = recipients(1)
    prepare(version)

    send_waiting(uuid.uuid4())

    (message,) = mail.outbox
    assert message.to == [radio.email]
    assert "CM/2026/5" in message.subject
    assert "Le Conseil" in message.body
    assert "https://public.gouv.example/conseils/2026/5/" in message.body
    ((name, content, kind),) = message.attachments
    assert (name, kind) == ("CM-2026-5-fr-v1.pdf", "application/pdf")
    assert content.startswith(b"%PDF")
    leave = message.extra_headers["List-Unsubscribe"]
    assert leave.startswith("<https://conseil.gouv.example/presse/desabonner/")
    post = message.extra_headers["List-Unsubscribe-Post"]
    assert post == "List-Unsubscribe=One-Click"


def test_a_pdf_too_heavy_for_mail_is_left_on_the_site(
    version: CommuniqueVersion, settings: LazySettings
) -> None:
    settings.PRESS_ATTACHMENT = 1000
    recipients(1)
    prepare(version)

    send_waiting(uuid.uuid4())

    (message,) = mail.outbox
    assert message.attachments == []
    assert "trop lourd" in message.body


def test_nothing_is_made_before_the_moment_of_publication(
    version: CommuniqueVersion,
) -> None:
    recipients(1)

    with time_machine.travel(PUBLISHED - timedelta(seconds=1), tick=False):
        assert prepare(version) == 0
        tasks.send_published(clock.now())
        run_waiting()

    assert (states(), addressed()) == ([], [])


def test_what_is_published_leaves_within_the_minute(
    version: CommuniqueVersion,
) -> None:
    recipients(2)

    with time_machine.travel(PUBLISHED + timedelta(seconds=30), tick=False):
        tasks.send_published(clock.now())
        run_waiting()
        tasks.send_published(clock.now())
        run_waiting()

    assert len(addressed()) == 2


def test_old_news_is_not_sent_to_who_joined_since(version: CommuniqueVersion) -> None:
    recipients(1)

    with time_machine.travel(PUBLISHED + timedelta(days=2), tick=False):
        tasks.send_published(clock.now())
        run_waiting()

    assert addressed() == []


def test_a_recipient_gets_the_language_he_chose(version: CommuniqueVersion) -> None:
    recipients(1)
    recipients(1, language="mos")

    prepare(version)
    send_waiting(uuid.uuid4())

    assert addressed() == ["radio0-fr@exemple.bf"]


class Killed(BaseException):
    """What a worker that is killed does not live to handle."""


def test_a_worker_killed_between_two_mails_repeats_none(
    version: CommuniqueVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipients(3)
    prepare(version)
    first_life = uuid.uuid4()
    claim, calls = outbox._claim, []

    def killed_at_the_second(task_id: uuid.UUID) -> Delivery | None:
        calls.append(task_id)
        if len(calls) == 2:
            raise Killed
        return claim(task_id)

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "_claim", killed_at_the_second)
        with pytest.raises(Killed):
            send_waiting(first_life)
    send_waiting(uuid.uuid4())

    assert sorted(addressed()) == [f"radio{n}-fr@exemple.bf" for n in range(3)]
    assert states() == ["sent"] * 3


def test_a_mail_in_hand_when_its_worker_died_goes_again_as_the_same_mail(
    version: CommuniqueVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    (radio,) = recipients(1)
    prepare(version)

    def killed(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "_mark", killed)
        with pytest.raises(Killed):
            send_waiting(uuid.uuid4())
    send_waiting(uuid.uuid4())

    assert addressed() == [radio.email] * 2
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1
    assert states() == ["sent"]


def test_a_server_that_is_away_is_asked_again_later_then_given_up(
    version: CommuniqueVersion,
) -> None:
    (radio,) = recipients(1)
    prepare(version)
    Told.answers[radio.email] = ConnectionResetError("away")
    start = clock.now()

    for minutes in (0, *PAUSES):
        with time_machine.travel(start + timedelta(minutes=1000 + minutes), tick=False):
            Delivery.objects.update(next_try_at=start)
            send_waiting(uuid.uuid4())

    assert states() == ["failed"]
    assert Delivery.objects.get().attempts == len(PAUSES) + 1


def test_a_refused_address_is_listed_and_may_be_tried_again(
    version: CommuniqueVersion, caplog: pytest.LogCaptureFixture
) -> None:
    radio, other = recipients(2)
    prepare(version)
    refusal = SMTPRecipientsRefused({radio.email: (550, b"no such user")})
    Told.answers[radio.email] = refusal

    with caplog.at_level(logging.DEBUG):
        send_waiting(uuid.uuid4())

    assert addressed() == [other.email]
    assert sorted(states()) == ["failed", "sent"]
    assert radio.email not in caplog.text
    failed = Delivery.objects.get(state="failed")
    assert radio.email not in failed.answer

    Told.answers = {}
    try_again(failed)
    run_waiting()

    assert sorted(addressed()) == [radio.email, other.email]


def test_who_left_meanwhile_gets_nothing(version: CommuniqueVersion) -> None:
    recipients(1)
    prepare(version)
    Recipient.objects.update(is_active=False)

    send_waiting(uuid.uuid4())

    assert (states(), addressed()) == (["dropped"], [])
