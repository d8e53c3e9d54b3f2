"""Messages in the room: the region says that they are on, a private sign says « ask again »."""

import asyncio
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from websockets.asyncio.client import ClientConnection

from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.messages import allow_messages, send_message, stop_messages
from ecm.meetings.corresponding import end_of
from live import letters, render
from live.audience import Audience
from tests.cast import Council
from tests.live.wire import AT_ONCE, MEETING, line, number, person
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
Of = Callable[..., Audience]
WORDS = "Zqx12zqx, un mot entre nous."
SEATED = ("president", "secretary", "minister", "rival", "observer")
ENDS = f"""
from ecm.meetings.models import Seat
for name in ("economie", "securite"):
    seat = Seat.objects.get(meeting={MEETING}, holder__user__username=name)
    print(seat.pk)
"""


def send(council: Council, name: str, to: str) -> None:
    own, other = (end_of(council.seat(who)) for who in (name, to))
    actor = council.actor(name, str(uuid4()))
    send_message(actor, council.pk, box=own, to=other, text=WORDS)


@pytest.fixture
def talking(deliberating: Council) -> Council:
    """The council deliberates, and messages are permitted."""
    allow_messages(deliberating.actor("secretary"), deliberating.pk)
    deliberating.refresh()
    return deliberating


def region(html: str) -> str:
    found = re.search(r'<section id="messages"[^>]*></section>', html)
    return found.group(0) if found else ""


def users(council: Council, *names: str) -> frozenset[int]:
    return frozenset(council.cast[name].pk for name in names)


def test_the_region_says_that_messages_are_on_and_the_same_to_all(
    deliberating: Council, audience: Of
) -> None:
    people = {audience(deliberating, name) for name in SEATED}
    before = deliberating.refresh().seq
    allow_messages(deliberating.actor("president"), deliberating.pk)
    on = render.changes(deliberating.pk, before, people)
    stop_messages(deliberating.actor("president"), deliberating.pk)
    off = render.changes(deliberating.pk, on.seq, people)

    shown = '<section id="messages" hidden data-on></section>'
    assert {region(html) for html in on.frames.values()} == {shown}
    shut = '<section id="messages" hidden></section>'
    assert {region(html) for html in off.frames.values()} == {shut}


def test_no_wall_learns_of_messages(deliberating: Council, audience: Of) -> None:
    walls = {
        audience(deliberating, "screen"),
        audience(deliberating, "president", hall=True),
    }
    before = deliberating.refresh().seq
    allow_messages(deliberating.actor("president"), deliberating.pk)
    send(deliberating, "minister", "rival")

    change = render.changes(deliberating.pk, before, walls)

    for wall in walls:
        for html in (change.frames[wall], render.snapshot(deliberating.pk, wall).html):
            assert "messages" not in html
            assert WORDS not in html


def test_no_frame_carries_a_message(talking: Council, audience: Of) -> None:
    before = talking.refresh().seq
    send(talking, "minister", "rival")

    for name in SEATED:
        reader = audience(talking, name)
        change = render.changes(talking.pk, before, {reader})
        assert WORDS not in change.frames[reader]
        assert WORDS not in render.snapshot(talking.pk, reader).html
        assert change.seq == before


def test_a_message_concerns_its_two_ends(talking: Council) -> None:
    send(talking, "minister", "rival")

    post = letters.since(talking.pk, 0)

    assert post.users == users(talking, "minister", "rival")
    assert letters.since(talking.pk, post.last) == letters.Post(post.last, frozenset())
    assert letters.newest([talking.pk]) == {talking.pk: post.last}


def test_a_message_to_the_secretariat_concerns_all_of_it(talking: Council) -> None:
    send(talking, "observer", "secretary")

    found = letters.since(talking.pk, 0).users

    assert found == users(talking, "observer", "secretary", "second_secretary")


def test_a_message_to_a_seat_concerns_who_sits_there_now(talking: Council) -> None:
    note_attendance(
        talking.actor("secretary"),
        talking.seat("absent"),
        attendance=Attendance.REPRESENTED,
        acting=talking.cast.deputy.person,
    )
    send(talking, "minister", "absent")

    found = letters.since(talking.pk, 0).users

    assert found == users(talking, "minister", "deputy")


def test_a_council_without_messages_looks_for_none(
    deliberating: Council, django_assert_num_queries
) -> None:
    assert letters.newest([deliberating.pk]) == {}
    change = render.changes(deliberating.pk, deliberating.refresh().seq, ())
    assert not change.has_messages
    with django_assert_num_queries(1):
        letters.since(deliberating.pk, 0)


@pytest.mark.parametrize("stack", ["sqlite"], indirect=True)
async def test_a_message_wakes_the_tablets_of_its_ends_alone(stack: Stack) -> None:
    first, last = stack.base_urls[0], stack.base_urls[-1]
    sender, rival = stack.manage("shell", "--command", ENDS).split()[-2:]
    room = f"/seances/{MEETING}"
    async with (
        person(first, "president") as chair,
        person(first, "economie") as minister,
        person(last, "securite") as receiver,
        person(last, "justice") as third,
    ):
        await chair.command(f"{room}/ouvrir/")
        await chair.command(f"{room}/messages/permettre/")
        seq = await number(receiver)
        async with (
            line(receiver, last, cursor=seq) as his,
            line(third, last, cursor=seq) as other,
        ):
            for opened in (his, other):
                await opened.send(str(seq))
                await opened.recv()
            fields = {"ends": f"{sender} {rival}", "text": WORDS}
            await minister.command(f"{room}/messages/envoyer/", fields)

            await heard(his, "messages-changed")
            # The others are told in the same moment, or not at all.
            await other.send(str(seq))
            assert "messages-changed" not in await heard(other, 'id="pulse"')
        page = (await receiver.http.get(f"{room}/messages/")).text
        assert WORDS in page
        assert WORDS not in (await third.http.get(f"{room}/messages/")).text


async def heard(opened: ClientConnection, sign: str) -> str:
    """Return all that comes up to a sign, which must come."""
    said = ""
    async with asyncio.timeout(AT_ONCE):
        while sign not in said:
            said += str(await opened.recv())
    return said
