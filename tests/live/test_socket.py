"""The wire itself, against real processes: who gets in, what he gets, when he must leave."""

import asyncio
import json
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from tests.live.wire import (
    AT_ONCE,
    MEETING,
    close_code,
    frame_at,
    line,
    next_frame,
    number,
    person,
)
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
ROOM = f"/seances/{MEETING}"
STRANGER = "trois-mots-de-passe"
FIND = f"""
import json
from ecm.meetings.models import Meeting
from ecm.people.models import User
User.objects.filter(username="inconnu").exists() or User.objects.create_user(
    "inconnu", password="{STRANGER}"
)
meeting = Meeting.objects.get(pk={MEETING})
items = list(meeting.items.order_by("position").values("pk", "title", "is_restricted"))
seats = dict(meeting.seats.exclude(holder=None).values_list("holder__user__username", "pk"))
print(json.dumps({{"items": items, "seats": seats}}))
"""
PRESENT = f"""
from ecm.domain.workflow import Attendance
from ecm.journal.chain import Actor
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.models import Seat
from ecm.people.models import User
user = User.objects.get(username="sgg")
seat = Seat.objects.get(meeting={MEETING}, holder__user__username="education")
note_attendance(Actor(user.pk, user.person_id), seat, attendance=Attendance.PRESENT)
"""


@pytest.fixture(scope="module")
def rows(stack: Stack) -> dict[str, Any]:
    """The ids of the demonstration's items and seats; and there is a stranger now."""
    return json.loads(stack.manage("shell", "--command", FIND).splitlines()[-1])


@pytest.fixture(scope="module")
def reserved(rows: dict[str, Any]) -> dict[str, Any]:
    """The item that only three ministers may read."""
    return next(item for item in rows["items"] if item["is_restricted"])


@pytest.fixture(scope="module")
def opened(stack: Stack, rows: dict[str, Any]) -> Stack:
    """The stack, its council open."""

    async def open_council() -> None:
        async with person(stack.base_urls[0], "president") as chair:
            await chair.command(f"{ROOM}/ouvrir/")

    asyncio.run(open_council())
    return stack


async def test_a_sign_out_reaches_a_process_from_one_that_has_no_tablet(
    stack: Stack, rows: dict[str, Any]
) -> None:
    # First in this file: the last process has had no socket yet.
    async with (
        person(stack.base_urls[-1], "securite") as member,
        line(member, stack.base_urls[0]) as there,
    ):
        await next_frame(there)
        await member.command("/deconnexion/")

        assert await close_code(there) == 4401


async def test_a_sign_out_closes_every_line_of_the_tablet(stack: Stack) -> None:
    async with person(stack.base_urls[0], "justice") as member:
        lines = [line(member, url) for url in stack.base_urls]
        opened_lines = [await one.__aenter__() for one in lines]
        for one in opened_lines:
            await next_frame(one)

        await member.command("/deconnexion/")

        codes = await asyncio.gather(*(close_code(one) for one in opened_lines))
        assert set(codes) == {4401}


async def test_another_tablet_of_the_same_person_stays(stack: Stack) -> None:
    url = stack.base_urls[0]
    async with (
        person(url, "justice") as first,
        person(url, "justice") as second,
        line(second, url) as stays,
    ):
        frame = await next_frame(stays)
        await first.command("/deconnexion/")

        await stays.send(str(frame.seq))
        async with asyncio.timeout(AT_ONCE):
            assert 'id="pulse"' in str(await stays.recv())


async def test_who_is_behind_gets_the_whole_page_at_once(opened: Stack) -> None:
    async with person(opened.base_urls[0], "sante") as member:
        seq = await number(member)
        async with line(member, opened.base_urls[-1], cursor=seq - 1) as wire:
            frame = await next_frame(wire)

    assert (frame.start, frame.seq) == (0, seq)
    assert "data-snapshot" in frame.html


async def test_who_is_level_gets_nothing_but_a_pulse(opened: Stack) -> None:
    async with person(opened.base_urls[0], "sante") as member:
        seq = await number(member)
        async with line(member, opened.base_urls[-1], cursor=seq) as wire:
            await wire.send(str(seq))
            async with asyncio.timeout(AT_ONCE):
                said = str(await wire.recv())

    assert said.startswith('<i id="pulse"')


async def test_a_heartbeat_from_behind_gets_the_whole_page(opened: Stack) -> None:
    async with person(opened.base_urls[0], "sante") as member:
        seq = await number(member)
        async with line(member, opened.base_urls[-1], cursor=seq) as wire:
            await wire.send(str(seq - 1))
            frame = await next_frame(wire)

    assert (frame.start, frame.seq) == (0, seq)


async def test_each_gets_the_frame_of_his_audience(
    opened: Stack, reserved: dict[str, Any]
) -> None:
    here, there = opened.base_urls[0], opened.base_urls[-1]
    async with (
        person(here, "president") as chair,
        person(here, "guerre") as reader,
        person(here, "agriculture") as other,
        person(here, "ecran") as wall,
    ):
        seq = await number(chair)
        async with (
            line(reader, there, cursor=seq) as inside,
            line(other, there, cursor=seq) as outside,
            line(wall, there, cursor=seq, view="hall") as hall,
        ):
            await chair.command(f"{ROOM}/points/{reserved['pk']}/appeler/")
            frames = await asyncio.gather(*map(next_frame, (inside, outside, hall)))

    title = reserved["title"].replace("'", "&#x27;")
    # Where the call was quicker than a line, that line is given everything at once.
    assert {f.start for f in frames} <= {seq, 0}
    assert {f.seq for f in frames} == {seq + 1}
    assert [title in f.html for f in frames] == [True, False, False]
    assert "Le Conseil examine un point réservé" in frames[1].html
    assert 'id="stage"' not in frames[2].html


@pytest.mark.parametrize("cursor", ["x", "-1", "", "1.5", "9" * 30])
async def test_a_bad_cursor_closes_the_line(opened: Stack, cursor: str) -> None:
    async with person(opened.base_urls[0], "sante") as member:
        if cursor:
            async with line(member, opened.base_urls[0], cursor=cursor) as wire:
                assert await close_code(wire) == 4400
        async with line(member, opened.base_urls[0], cursor=0) as wire:
            await wire.send(cursor)
            assert await close_code(wire) == 4400


async def test_who_is_not_signed_in_must_sign_in_again(opened: Stack) -> None:
    for url in opened.base_urls:
        async with line(None, url) as wire:
            assert await close_code(wire) == 4401


async def test_a_stranger_has_no_seat(opened: Stack) -> None:
    url = opened.base_urls[0]
    async with (
        person(url, "inconnu", STRANGER) as stranger,
        line(stranger, url) as wire,
    ):
        assert await close_code(wire) == 4403
    async with person(url, "sante") as member, line(member, url, meeting=404) as wire:
        assert await close_code(wire) == 4403


async def test_a_flood_is_cut_off(opened: Stack) -> None:
    async with person(opened.base_urls[0], "sante") as member:
        seq = await number(member)
        async with line(member, opened.base_urls[0], cursor=seq) as wire:
            for _ in range(120):
                await wire.send(str(seq))

            assert await close_code(wire) == 4429


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example"])
async def test_a_page_of_another_origin_opens_no_line(
    opened: Stack, origin: str | None
) -> None:
    async with person(opened.base_urls[0], "sante") as member:
        with pytest.raises(InvalidStatus) as refused:
            async with line(member, opened.base_urls[0], origin=origin):
                pass

    assert refused.value.response.status_code == 403


async def test_a_withdrawn_seat_closes_its_lines_everywhere(
    opened: Stack, rows: dict[str, Any]
) -> None:
    here, there = opened.base_urls[0], opened.base_urls[-1]
    seat = rows["seats"]["infrastructures"]
    async with (
        person(here, "sgg") as secretary,
        person(here, "infrastructures") as member,
        line(member, here) as first,
        line(member, there) as second,
    ):
        for wire in (first, second):
            await next_frame(wire)
        await secretary.command(f"{ROOM}/sieges/{seat}/retirer/")

        codes = await asyncio.gather(close_code(first), close_code(second))
        again = await member.http.get(f"{ROOM}/")

    assert codes == [4403, 4403]
    assert again.status_code == 404


async def test_an_item_closed_to_a_member_leaves_his_screen(
    opened: Stack, rows: dict[str, Any]
) -> None:
    here, there = opened.base_urls[0], opened.base_urls[-1]
    item = next(i for i in rows["items"] if not i["is_restricted"])
    title = item["title"].replace("'", "&#x27;")
    async with person(here, "president") as chair, person(here, "sante") as member:
        async with line(member, there) as wire:
            before = await next_frame(wire)
            await chair.command(
                f"{ROOM}/points/{item['pk']}/reserver/", {"restricted": "1"}
            )
            after = await frame_at(wire, before.seq + 1)
        await chair.command(f"{ROOM}/points/{item['pk']}/reserver/", {"restricted": ""})

    assert title in before.html
    assert "data-snapshot" in after.html
    assert title not in after.html


async def test_what_nobody_announced_is_seen_in_the_database(opened: Stack) -> None:
    there = opened.base_urls[-1]
    async with person(there, "sante") as member:
        seq = await number(member)
        async with line(member, there, cursor=seq) as wire:
            if opened.redis:
                opened.redis.stop()
            try:
                # Another process of the machine, which speaks to no hub.
                arrives = asyncio.create_task(next_frame(wire))
                await asyncio.to_thread(opened.manage, "shell", "--command", PRESENT)
                async with asyncio.timeout(AT_ONCE):
                    frame = await arrives
            finally:
                if opened.redis:
                    opened.redis.start()

    assert frame.seq == seq + 1


async def test_a_command_without_redis_reaches_the_other_process(
    opened: Stack, rows: dict[str, Any]
) -> None:
    here, there = opened.base_urls[0], opened.base_urls[-1]
    async with person(here, "president") as chair, person(here, "sante") as member:
        seq = await number(member)
        async with line(member, there, cursor=seq) as wire:
            if opened.redis:
                opened.redis.stop()
            try:
                item = [i for i in rows["items"] if not i["is_restricted"]][3]
                done = await chair.command(f"{ROOM}/points/{item['pk']}/appeler/")
                frame = await next_frame(wire)
            finally:
                if opened.redis:
                    opened.redis.start()

    assert (done.status, done.tries) == (204, 1)
    assert frame.seq == seq + 1
