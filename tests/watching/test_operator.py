"""The operator's page: who is connected and what runs, no content; every act leaves a trace."""

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.people.models import User
from ecm.watching import actions, lines
from ecm.watching.board import board
from ecm.watching.lines import Announcement, Line, Process
from ecm.watching.ring import RING
from tests.cast import Cast, Council, signed_in

SAID = "Le système redémarre à 14 h"


class StubRoom:
    """Two processes, a line of each; what is asked of it is kept."""

    def __init__(self, found: list[Process]) -> None:
        self.found = found
        self.closed: list[str] = []
        self.announcement: Announcement | None = None

    def here(self) -> Process:
        return self.found[0]

    def processes(self) -> list[Process]:
        return self.found

    def close(self, uid: str) -> None:
        self.closed.append(uid)

    def announce(self, announcement: Announcement | None) -> None:
        self.announcement = announcement


@pytest.fixture
def room(opened: Council, monkeypatch: pytest.MonkeyPatch) -> StubRoom:
    minister, screen = opened.cast.minister, opened.cast.screen
    line = Line(
        *("one", opened.pk, minister.pk, "member", time.time(), 0),
        browser="Chrome, Android",
    )
    wall = replace(line, uid="two", user=screen.pk, screen="screen", late=3)
    near = Process("p", "salle:10", "0.1", "Python 3", time.time(), [line])
    far = replace(near, uid="q", name="salle:11", lines=[wall])
    found = StubRoom([near, far])
    monkeypatch.setattr(lines, "room", lambda: found)
    return found


@pytest.fixture
def client(opened: Council) -> Client:
    return signed_in(Client(), opened.cast.administrator)


@pytest.fixture
def no_fault_of_another_test() -> Iterator[None]:
    RING._kept.clear()
    yield
    RING._kept.clear()


def traces() -> list[tuple[int, str, str]]:
    rows = LogEntry.objects.order_by("pk")
    return list(rows.values_list("user", "object_id", "change_message"))


def test_the_operator_sees_who_is_connected_where_and_how(
    room: StubRoom, client: Client, opened: Council
) -> None:
    page = client.get(reverse("watching:page")).content.decode()

    assert "2 tablettes reliées" in page
    assert opened.meeting.reference in page
    assert "1 tablettes sur 2 à jour" in page
    for words in (str(opened.cast.minister), "membre", "Chrome, Android", "salle:10"):
        assert words in page
    for words in ("écran de la salle", "3 actes de retard", "salle:11"):
        assert words in page


def test_the_operator_reads_nothing_of_the_council(
    room: StubRoom, client: Client, opened: Council
) -> None:
    page = client.get(reverse("watching:page")).content.decode()

    assert "Intitulé" not in page
    assert [i.title for i in opened.meeting.items.all() if i.title in page] == []


def test_the_page_asks_for_its_living_part_again(
    room: StubRoom, client: Client
) -> None:
    page = client.get(reverse("watching:page")).content.decode()
    part = client.get(reverse("watching:now")).content.decode()

    assert 'hx-trigger="every 5s"' in page
    assert part.startswith('<div id="now"')
    assert "2 tablettes reliées" in part


def test_the_page_is_drawn_with_the_same_queries_for_many_tablets(
    room: StubRoom,
    client: Client,
    opened: Council,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one = room.found[0].lines[0]
    board()  # what is kept of the contents is read once

    with django_assert_num_queries(2):  # people, meetings
        board()
    room.found[0] = replace(room.found[0], lines=[replace(one, user=u) for u in (1, 2)])
    with django_assert_num_queries(2):
        board()


def test_closing_a_line_is_done_and_kept(
    room: StubRoom, client: Client, opened: Council
) -> None:
    answer = client.post(reverse("watching:close"), {"line": "two"})

    assert answer.status_code == 302
    assert room.closed == ["two"]
    assert traces() == [
        (
            opened.cast.administrator.pk,
            str(opened.cast.screen.pk),
            f"Liaison fermée : {opened.meeting.reference}",
        )
    ]


@pytest.mark.parametrize("uid", ["", "three"])
def test_a_line_that_is_not_there_cannot_be_closed(
    room: StubRoom, opened: Council, uid: str
) -> None:
    with pytest.raises(NotPossible):
        actions.close_line(opened.cast.administrator, uid)

    assert room.closed == []
    assert traces() == []


def test_a_sentence_is_said_for_its_time_and_kept(
    room: StubRoom, client: Client, opened: Council
) -> None:
    before = time.time()
    client.post(reverse("watching:announce"), {"text": f" {SAID} ", "minutes": 15})

    assert room.announcement is not None
    assert room.announcement.text == SAID
    assert 0 <= room.announcement.until - before - 900 < 60
    assert [words for _u, _o, words in traces()] == [f"Message aux tablettes : {SAID}"]
    assert SAID in client.get(reverse("watching:page")).content.decode()


def test_a_sentence_is_taken_back(room: StubRoom, client: Client) -> None:
    client.post(reverse("watching:announce"), {"text": SAID, "minutes": 15})

    client.post(reverse("watching:take-back"))

    assert room.announcement is None
    assert [words for _u, _o, words in traces()][1:] == ["Message aux tablettes retiré"]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "", "minutes": 15},
        {"text": "x" * 201, "minutes": 15},
        {"text": SAID, "minutes": 7},
        {"text": SAID},
    ],
)
def test_a_sentence_that_cannot_be_said_is_given_back(
    room: StubRoom, client: Client, fields: dict[str, object]
) -> None:
    answer = client.post(reverse("watching:announce"), fields)

    assert answer.status_code == 422
    assert room.announcement is None
    assert str(fields["text"]) in answer.content.decode()
    assert traces() == []


@pytest.mark.parametrize("who", ["president", "secretary", "minister", "stranger"])
def test_nobody_else_acts(room: StubRoom, opened: Council, who: str) -> None:
    user: User = opened.cast[who]

    for act in (
        lambda: actions.close_line(user, "one"),
        lambda: actions.announce(user, SAID, minutes=15),
        lambda: actions.take_back(user),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (room.closed, room.announcement, traces()) == ([], None, [])


def test_who_only_sets_the_calendar_is_no_operator(opened: Council) -> None:
    user = User.objects.create(username="settings", is_staff=True)
    client = signed_in(Client(), user)

    assert client.get(reverse("watching:page")).status_code == 404
    assert "Exploitation" not in client.get(reverse("calendar:weeks")).content.decode()


def test_an_account_that_was_closed_operates_no_more(cast: Cast) -> None:
    cast.administrator.is_active = False

    assert not actions.may_operate(cast.administrator)


def test_the_last_errors_are_shown_without_their_words(
    client: Client, no_fault_of_another_test: None
) -> None:
    title = "Projet de loi de finances"
    try:
        raise ValueError(title)
    except ValueError:
        logging.getLogger("ecm.files").exception("a piece could not be read")

    page = client.get(reverse("watching:page")).content.decode()

    assert "a piece could not be read" in page
    assert "builtins.ValueError" in page
    assert "test_the_last_errors_are_shown_without_their_words" in page
    assert title not in page


def test_what_strangers_ask_wrongly_is_no_error_of_ours(
    client: Client, no_fault_of_another_test: None, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["conseil.example"]

    assert client.get("/", headers={"host": "192.0.2.1"}).status_code == 400

    assert RING.last() == []


def test_the_last_fifty_errors_are_kept(no_fault_of_another_test: None) -> None:
    for number in range(60):
        logging.getLogger("ecm").error("error %d", number)

    assert len(RING.last()) == 50
    assert {fault.event for fault in RING.last()} == {"error %d"}


def test_what_travels_between_processes_is_plain(room: StubRoom) -> None:
    from dataclasses import asdict

    told = json.loads(json.dumps(asdict(room.found[0])))

    assert set(told) == {
        *("uid", "name", "version", "server", "started", "lines", "faults")
    }
    assert set(told["lines"][0]) == {
        # Nothing tells who is let into a restricted item, nor that there is one.
        *("uid", "meeting", "user", "screen", "since", "late", "browser"),
    }
