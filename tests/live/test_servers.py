"""Three servers, one behaviour: ours on uvicorn, ours on daphne, and any other."""

import asyncio
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect

from tests.live.wire import MEETING, close_code, line, next_frame, number, person
from tests.servers import HOST
from tests.stack import COUNCIL, Stack, Stacks, WebProcess
from tests.tablet import Tablet

SERVERS = ["uvicorn", "daphne", "any"]
ROOM = f"/seances/{MEETING}"


class AnyServer(WebProcess):
    """A server that knows nothing of ours."""

    def command(self) -> list[str]:
        around = ["--host", HOST, "--port", str(self.port), "--log-level", "warning"]
        application = ["ecm.asgi:application", "--ws", "websockets-sansio"]
        return [sys.executable, "-m", "uvicorn", *application, *around]


@pytest.fixture(scope="module")
def council(stacks: Stacks) -> Iterator[Stack]:
    opened = stacks.open("sqlite", COUNCIL)
    opened.web += [
        WebProcess(opened.folder, opened.environment | {"ECM_SERVER": "daphne"}),
        AnyServer(opened.folder, opened.environment),
    ]
    opened.start()

    async def open_council() -> None:
        async with person(opened.base_urls[0], "president") as chair:
            await chair.command(f"{ROOM}/ouvrir/")

    asyncio.run(open_council())
    yield opened
    opened.stop()


@pytest.fixture(params=SERVERS)
def url(request: pytest.FixtureRequest, council: Stack) -> str:
    return council.base_urls[SERVERS.index(request.param)]


async def test_a_tablet_gets_everything_then_what_changes(
    council: Stack, url: str
) -> None:
    async with person(url, "president") as chair, person(url, "sante") as member:
        seq = await number(member)
        async with line(member, url) as wire:
            whole = await next_frame(wire)
            item = re.findall(r'id="row-(\d+)"', whole.html)[
                council.base_urls.index(url)
            ]
            await chair.command(f"{ROOM}/points/{item}/appeler/")
            change = await next_frame(wire)

    assert (whole.start, whole.seq) == (0, seq)
    assert (change.start, change.seq) == (seq, seq + 1)
    assert 'data-role="member"' in change.html
    assert 'id="row-' in change.html


class Frozen:
    """A tablet that asks for everything again and again, and reads nothing."""

    def __init__(self, tablet: Tablet, url: str) -> None:
        place = urlsplit(url)
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect((place.hostname or "", place.port or 0))
        cookies = "; ".join(f"{n}={v}" for n, v in tablet.http.cookies.items())
        lines = [
            f"GET /ws/seances/{MEETING}/?curseur=0 HTTP/1.1",
            f"Host: {place.netloc}",
            f"Origin: {url}",
            f"Cookie: {cookies}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def ask(self) -> None:
        """Say « I am at 0 », masked by zeros."""
        self.socket.sendall(b"\x81\x81\x00\x00\x00\x000")

    def is_cut(self) -> bool:
        """Whether the server has dropped the line; what it sent before stays unread."""
        with suppress(BlockingIOError):
            try:
                self.socket.send(b"\x8a\x80\x00\x00\x00\x00", socket.MSG_DONTWAIT)
            except (BrokenPipeError, ConnectionResetError):
                return True
        return False


@pytest.mark.parametrize("url", SERVERS[:2], indirect=True)
async def test_a_frozen_tablet_is_dropped_and_costs_nobody_anything(url: str) -> None:
    async with person(url, "sante") as member, person(url, "guerre") as other:
        seq = await number(member)
        frozen = await asyncio.to_thread(Frozen, member, url)
        async with line(other, url, cursor=seq) as healthy:
            async with asyncio.timeout(60):
                while not frozen.is_cut():
                    with suppress(OSError):
                        frozen.ask()
                    await asyncio.sleep(0.06)  # fewer a second than is a flood
            await healthy.send(str(seq))
            async with asyncio.timeout(10):
                assert 'id="pulse"' in str(await healthy.recv())


async def test_no_frame_is_torn_on_a_line_that_takes_little_at_a_time(url: str) -> None:
    asks = 12
    async with person(url, "sante") as member:
        seq = await number(member)
        async with line(member, url, window=8192) as wire:
            whole = str(await wire.recv())
            # Many at once: some go to the kernel, some wait, some are cut in two.
            for _ in range(asks):
                await wire.send("0")
                await wire.send(str(seq))
            pulses = snapshots = 0
            async with asyncio.timeout(120):
                while pulses < 2 * asks or not snapshots:
                    text = str(await wire.recv())
                    if 'id="pulse"' in text:
                        pulses += 1
                    else:
                        assert text.startswith(whole[:40])
                        assert text.endswith(whole[-40:])
                        snapshots += 1

    assert pulses == 2 * asks


async def test_a_browser_that_offers_compression_gets_what_the_server_agrees_to(
    council: Stack, stacks: Stacks
) -> None:
    pressing = WebProcess(
        council.folder, council.environment | {"ECM_COMPRESS_FRAMES": "1"}
    )
    pressing.start()
    try:
        async with person(pressing.base_url, "sante") as member:
            seq = await number(member)
            cookies = "; ".join(f"{n}={v}" for n, v in member.http.cookies.items())
            async with connect(
                f"{pressing.base_url.replace('http', 'ws', 1)}/ws/seances/{MEETING}/?curseur=0",
                origin=pressing.base_url,
                additional_headers={"Cookie": cookies},
                proxy=None,
                max_size=None,
            ) as wire:
                agreed = wire.response.headers["Sec-WebSocket-Extensions"]
                frame = await next_frame(wire)
                # A second one: the first left no context behind.
                await wire.send("0")
                again = await next_frame(wire)
    finally:
        pressing.stop()

    assert agreed.startswith("permessage-deflate; server_no_context_takeover")
    assert (frame.seq, again.seq) == (seq, seq)
    assert "data-snapshot" in again.html


async def test_a_server_that_stops_says_so(council: Stack) -> None:
    web = council.web[0]
    async with (
        person(web.base_url, "sante") as member,
        line(member, web.base_url) as wire,
    ):
        await next_frame(wire)
        await asyncio.to_thread(web.stop)
        code = await close_code(wire)
    web.start()

    assert code == 1012
