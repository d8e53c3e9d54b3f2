"""Messages: off until they are permitted, between two ends, and gone with the meeting."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.workflow import Attendance
from ecm.journal.models import Entry
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.messages import (
    allow_messages,
    read_messages,
    send_message,
    stop_messages,
)
from ecm.meetings.actions.sittings import close
from ecm.meetings.corresponding import (
    DESK,
    Thread,
    boxes_of,
    end_of,
    ends_for,
    threads_of,
)
from ecm.meetings.models import Message
from ecm.meetings.standing import standing_of
from tests.cast import Council, journal, signed_in

WORDS = "Zqx12zqx, un mot entre nous."
A_KEY = "bf8f9d14-1951-4207-99a2-b7b9651815b6"


@pytest.fixture
def talking(deliberating: Council) -> Council:
    """The council deliberates, and messages are permitted."""
    allow_messages(deliberating.actor("secretary"), deliberating.pk)
    deliberating.refresh()
    return deliberating


def box(council: Council, name: str) -> str:
    return end_of(council.seat(name))


def send(
    council: Council, name: str, to: str, text: str = WORDS, key: str = ""
) -> None:
    """Send as one of the cast, in the name of his own seat."""
    own, other = (box(council, who) for who in (name, to))
    actor = council.actor(name, key or str(uuid4()))
    send_message(actor, council.pk, box=own, to=other, text=text)


def threads(council: Council, name: str) -> list[Thread]:
    standing = standing_of(council.cast[name], council.refresh())
    assert standing is not None
    return threads_of(council.meeting, boxes_of(standing))


def page(council: Council, name: str) -> str:
    client = signed_in(Client(), council.cast[name])
    return client.get(reverse("meetings:messages", args=[council.pk])).content.decode()


def said(council: Council, name: str) -> list[tuple[str, bool]]:
    return [
        (line.text, line.is_mine) for t in threads(council, name) for line in t.lines
    ]


# On and off


def test_messages_are_off_until_they_are_permitted(deliberating: Council) -> None:
    with pytest.raises(NotPossible):
        send(deliberating, "minister", "rival")

    assert not Message.objects.exists()


@pytest.mark.parametrize("name", ["president", "secretary"])
def test_the_chair_and_the_secretariat_permit_and_stop_them(
    deliberating: Council, name: str
) -> None:
    before = deliberating.meeting.seq
    for _ in range(2):
        allow_messages(deliberating.actor(name), deliberating.pk)
    stop_messages(deliberating.actor(name), deliberating.pk)

    assert journal(deliberating.meeting, before) == [
        ("messages.allowed", {}),
        ("messages.stopped", {}),
    ]
    assert not deliberating.refresh().messages_are_on


def test_a_member_does_not_permit_them(deliberating: Council) -> None:
    with pytest.raises(NotAllowed):
        allow_messages(deliberating.actor("minister"), deliberating.pk)


def test_stopped_they_are_shown_to_nobody_and_kept_until_the_closing(
    talking: Council,
) -> None:
    send(talking, "minister", "rival")

    stop_messages(talking.actor("president"), talking.pk)

    assert WORDS not in page(talking, "rival")
    assert WORDS not in page(talking, "minister")
    allow_messages(talking.actor("president"), talking.pk)
    assert WORDS in page(talking, "rival")


def test_the_closing_deletes_them(talking: Council) -> None:
    send(talking, "minister", "rival")
    send(talking, "observer", "secretary")

    close(talking.actor("president"), talking.pk)

    assert not Message.objects.exists()
    assert not talking.refresh().messages_are_on


# From one to another


def test_a_message_is_between_two_and_nobody_else_has_it(talking: Council) -> None:
    send(talking, "minister", "rival")

    assert said(talking, "minister") == [(WORDS, True)]
    assert said(talking, "rival") == [(WORDS, False)]
    for name in ("president", "secretary", "deputy", "absent", "observer"):
        assert said(talking, name) == []
        assert "Zqx12zqx" not in page(talking, name)
    for name in ("screen", "stranger", "administrator"):
        client = signed_in(Client(), talking.cast[name])
        url = reverse("meetings:messages", args=[talking.pk])
        assert client.get(url).status_code == 404


def test_the_secretariat_reads_and_answers_as_one(talking: Council) -> None:
    send(talking, "minister", "secretary", "Une salle est froide.")
    send(talking, "second_secretary", "minister", "On s'en occupe.")

    both = [("Une salle est froide.", False), ("On s'en occupe.", True)]
    assert said(talking, "secretary") == said(talking, "second_secretary") == both
    (thread,) = threads(talking, "minister")
    assert (thread.other.key, thread.other.name) == (DESK, "Le secrétariat")
    assert said(talking, "president") == []


def test_an_observer_writes_to_the_secretariat_alone(talking: Council) -> None:
    send(talking, "observer", "secretary")

    for name in ("minister", "president"):
        with pytest.raises(NotAllowed):
            send(talking, "observer", name)
        with pytest.raises(NotAllowed):
            send(talking, name, "observer")
    send(talking, "secretary", "observer")
    assert len(said(talking, "observer")) == 2


def test_no_wall_writes_or_is_written_to(talking: Council) -> None:
    with pytest.raises(NotAllowed):
        send(talking, "minister", "screen")
    with pytest.raises(NotAllowed):
        send(talking, "screen", "minister")


def test_nobody_writes_in_the_name_of_another_or_to_himself(talking: Council) -> None:
    rival, minister = (box(talking, name) for name in ("rival", "minister"))
    actor = talking.actor("minister", str(uuid4()))

    for own, to in ((rival, minister), (minister, minister), (DESK, rival)):
        with pytest.raises(NotAllowed):
            send_message(actor, talking.pk, box=own, to=to, text=WORDS)

    assert not Message.objects.exists()


def test_the_boxes_that_are_offered_are_those_that_are_allowed(
    talking: Council,
) -> None:
    def offered(name: str) -> set[str]:
        standing = standing_of(talking.cast[name], talking.meeting)
        assert standing is not None
        return {end.key for own in boxes_of(standing) for end in ends_for(own)}

    members = {box(talking, n) for n in ("president", "deputy", "absent", "rival")}
    assert offered("minister") == {DESK, *members}
    assert offered("observer") == {DESK}
    assert offered("secretary") == {
        *members,
        *(box(talking, name) for name in ("minister", "observer")),
    }
    assert offered("screen") == set()


# Once


def test_a_message_sent_twice_under_its_key_is_sent_once(talking: Council) -> None:
    key = str(uuid4())
    for _ in range(2):
        send(talking, "minister", "rival", key=key)
    stop_messages(talking.actor("president"), talking.pk)
    send(talking, "minister", "rival", key=key)

    assert Message.objects.count() == 1
    with pytest.raises(Conflict):
        send(talking, "rival", "minister", key=key)


@pytest.mark.parametrize(
    ("text", "key"), [("", A_KEY), ("x" * 501, A_KEY), (WORDS, "clé")]
)
def test_what_cannot_be_sent_is_refused(talking: Council, text: str, key: str) -> None:
    client = signed_in(Client(), talking.cast.minister)
    fields = {
        "ends": f"{box(talking, 'minister')} {box(talking, 'rival')}",
        "text": text,
    }

    answer = client.post(
        reverse("meetings:message-send", args=[talking.pk]),
        fields,
        headers={"Idempotency-Key": key},
    )

    assert answer.status_code == 409
    assert not Message.objects.exists()


# Read


def test_what_was_read_is_new_no_more_and_only_its_reader_says_so(
    talking: Council,
) -> None:
    send(talking, "minister", "rival")
    (thread,) = threads(talking, "rival")
    assert thread.unread == 1
    own, other = box(talking, "rival"), box(talking, "minister")

    read_messages(
        talking.actor("rival"), talking.meeting, box=own, other=other, until=thread.last
    )

    assert threads(talking, "rival")[0].unread == 0
    with pytest.raises(NotAllowed):
        read_messages(
            talking.actor("minister"), talking.meeting, box=own, other=other, until=1
        )


# Sitting for another


def test_who_sits_for_another_reads_what_comes_while_he_does(talking: Council) -> None:
    send(talking, "rival", "absent", "Avant l'intérim.")
    take_the_seat(talking, Attendance.REPRESENTED)
    send(talking, "rival", "absent", "Pendant l'intérim.")

    assert said(talking, "deputy") == [("Pendant l'intérim.", False)]

    take_the_seat(talking, Attendance.PRESENT)

    assert said(talking, "deputy") == []
    both = [("Avant l'intérim.", False), ("Pendant l'intérim.", False)]
    assert said(talking, "absent") == both


def take_the_seat(council: Council, attendance: Attendance) -> None:
    """Let the deputy sit for the absent minister, or the minister come back."""
    is_away = attendance is Attendance.REPRESENTED
    note_attendance(
        council.actor("secretary"),
        council.seat("absent"),
        attendance=attendance,
        acting=council.cast.deputy.person if is_away else None,
    )
    council.refresh()


# Nowhere else


def test_a_message_is_in_no_journal_and_moves_no_number(talking: Council) -> None:
    before, seq = Entry.objects.count(), talking.refresh().seq

    send(talking, "minister", "rival")

    assert Entry.objects.count() == before
    assert talking.refresh().seq == seq


def test_no_log_holds_what_was_sent(
    talking: Council, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    client = signed_in(Client(), talking.cast.minister)
    ends = f"{box(talking, 'minister')} {box(talking, 'rival')}"
    url = reverse("meetings:message-send", args=[talking.pk])

    for text, key in ((WORDS, str(uuid4())), (WORDS * 50, str(uuid4())), (WORDS, "")):
        client.post(url, {"ends": ends, "text": text}, headers={"Idempotency-Key": key})

    assert Message.objects.get().text == WORDS
    assert caplog.records
    assert "Zqx12zqx" not in caplog.text


def test_a_message_is_announced_after_its_commit(
    talking: Council, announced: list, django_capture_on_commit_callbacks
) -> None:
    seq = talking.refresh().seq

    with django_capture_on_commit_callbacks(execute=True):
        send(talking, "minister", "rival")

    assert announced == [(talking.pk, seq)]
