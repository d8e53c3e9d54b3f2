"""The operator against real processes: he sees every line, closes one, speaks to all."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from websockets.asyncio.client import ClientConnection

from live.operating import browser_of
from tests.live.wire import AT_ONCE, close_code, line, next_frame, person
from tests.stack import COUNCIL, Stack
from tests.tablet import Tablet

SEEDS = COUNCIL
SAID = "Le système redémarre à 14 h"
PASSWORD = "quatre-mots-de-passe"
OPERATOR = f"""
from ecm.people.models import User
User.objects.filter(username="exploitant").exists() or User.objects.create_superuser(
    "exploitant", password="{PASSWORD}"
)
print(User.objects.get(username="sante"))
"""
CLOSED_BY_OPERATOR = 4408


@pytest.fixture(scope="module", autouse=True)
def name(stack: Stack) -> str:
    """There is an operator; and how the minister of health is called."""
    return stack.manage("shell", "--command", OPERATOR).splitlines()[-1]


async def page(tablet: Tablet, *, holding: str) -> str:
    """Return the operator's page once it holds some words: others answer a moment later."""
    end = time.monotonic() + AT_ONCE
    while True:
        answer = await tablet.http.get("/exploitation/etat/")
        assert answer.status_code == 200
        if holding in answer.text or time.monotonic() > end:
            return answer.text
        await asyncio.sleep(0.1)


@dataclass(frozen=True)
class Room:
    """The operator, and two tablets of which each has its own process."""

    watcher: Tablet
    second: Tablet
    near: ClientConnection
    far: ClientConnection


@asynccontextmanager
async def watched(stack: Stack) -> AsyncIterator[Room]:
    here, there = stack.base_urls[0], stack.base_urls[-1]
    async with (
        person(here, "exploitant", PASSWORD) as watcher,
        person(here, "sante") as first,
        person(here, "justice") as second,
        line(first, here) as near,
        line(second, there) as far,
    ):
        await asyncio.gather(next_frame(near), next_frame(far))
        yield Room(watcher, second, near, far)


async def words(opened: ClientConnection, mark: str) -> str:
    """Return the next frame that holds some words."""
    async with asyncio.timeout(AT_ONCE):
        while mark not in (said := str(await opened.recv())):
            pass
    return said


async def test_every_line_is_seen_from_every_process(stack: Stack) -> None:
    async with watched(stack) as room:
        seen = await page(room.watcher, holding="2 tablettes reliées")

    assert "2 tablettes reliées" in seen
    assert seen.count("salle") == 0  # nobody is on the wall
    assert len(set(re.findall(r"\S+:\d+(?=</th>)", seen))) == len(stack.base_urls)


async def test_a_line_is_closed_wherever_it_ends(stack: Stack, name: str) -> None:
    here, there = stack.base_urls[0], stack.base_urls[-1]
    async with (
        person(here, "exploitant", PASSWORD) as watcher,
        person(here, "sante") as member,
        line(member, there) as far,
    ):
        await next_frame(far)
        # What the other process told a moment ago may still be shown beside it.
        seen = await page(watcher, holding=name)
        (row,) = (row for row in seen.split("<tr>") if name in row)
        (uid,) = re.findall(r'name="line" value="(\w+)"', row)

        await watcher.command("/exploitation/fermer/", {"line": uid})

        assert await close_code(far) == CLOSED_BY_OPERATOR
        async with line(member, there) as again:  # he may come back at once
            await next_frame(again)


async def test_a_sentence_reaches_every_tablet_and_who_comes_later(
    stack: Stack,
) -> None:
    async with watched(stack) as room:
        await room.watcher.command(
            "/exploitation/message/", {"text": SAID, "minutes": "5"}
        )
        heard = await asyncio.gather(words(room.near, SAID), words(room.far, SAID))
        async with line(room.second, stack.base_urls[-1]) as later:
            heard.append(await words(later, SAID))
        await room.watcher.command("/exploitation/message/retirer/")
        gone = await asyncio.gather(
            words(room.near, "removed"), words(room.far, "removed")
        )

    assert all('id="operator-said"' in frame for frame in [*heard, *gone])
    assert all(SAID not in frame for frame in gone)


async def test_the_figures_follow_the_tablets(stack: Stack) -> None:
    url = stack.base_urls[0]

    async def figure(tablet: Tablet, name: str) -> float:
        text = (await tablet.http.get("/metriques/")).text
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        assert found, name
        return float(found[1])

    async with person(url, "sante") as member:
        frames = await figure(member, "ecm_frames_sent_total")
        sent = await figure(member, "ecm_frame_characters_total")
        async with line(member, url) as wire:
            frame = await next_frame(wire)
            await wire.send(str(frame.seq))
            await words(wire, "pulse")

            level = 'ecm_tablets{state="level"}'
            assert await figure(member, "ecm_sockets") == 1
            assert await figure(member, level) == 1
            assert await figure(member, "ecm_frames_sent_total") >= frames + 2
            grown = await figure(member, "ecm_frame_characters_total") - sent
            assert grown >= len(frame.html)
            await wire.send("x")
            assert await close_code(wire) == 4400
        assert await figure(member, 'ecm_sockets_closed_total{code="4400"}') >= 1
        assert await figure(member, "ecm_database_up") == 1


async def test_the_latency_of_a_commit_is_measured(stack: Stack) -> None:
    url = stack.base_urls[0]
    count = re.compile(r"^ecm_commit_to_last_socket_seconds_count (\S+)$", re.MULTILINE)
    async with (
        person(url, "president") as chair,
        person(url, "sante") as member,
        line(member, url) as wire,
    ):
        frame = await next_frame(wire)
        before = (await chair.http.get("/metriques/")).text
        await chair.command("/seances/1/ouvrir/")
        while (await next_frame(wire)).seq <= frame.seq:
            pass
        after = (await chair.http.get("/metriques/")).text

    first, last = (float(found) for x in (before, after) for found in count.findall(x))
    assert last >= first + 1
    assert 'ecm_commands_total{family="meeting"} 1.0' in after


async def test_a_process_is_ready(stack: Stack) -> None:
    async with person(stack.base_urls[-1], "sante") as member:
        answer = await member.http.get("/pret/", headers={"Host": "192.0.2.1"})

    told = answer.json()
    assert answer.status_code == 200
    assert told["database"] == told["migrations"] == told["folder"] == "ok"
    assert told.get("redis", "ok") == "ok"


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like"
            " Gecko) Chrome/126.0.0.0 Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
            " like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iPad",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
            " Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0", "Firefox, Linux"),
        ("<script>alert(1)</script>", "?"),
        ("", "?"),
    ],
)
def test_a_browser_is_named_by_our_words(agent: str, expected: str) -> None:
    assert browser_of(agent) == expected
