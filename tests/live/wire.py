"""A bare line to the room, for what a well-behaved tablet never does or never sees."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.tablet import Frame, Tablet, read_frame

MEETING = 1  # the demonstration's only council
# The promise is one second, and benchmarks measure it; a busy machine may take longer.
AT_ONCE = 60.0


@asynccontextmanager
async def person(
    base_url: str, username: str, password: str = ""
) -> AsyncIterator[Tablet]:
    """Sign one of the cast in at a process, without opening a socket."""
    tablet = Tablet(base_url, MEETING, username=username, password=password)
    await tablet.sign_in()
    try:
        yield tablet
    finally:
        await tablet.http.aclose()


@asynccontextmanager
async def line(
    tablet: Tablet | None,
    base_url: str,
    *,
    cursor: object = 0,
    view: str = "room",
    version: str = "",
    meeting: int = MEETING,
    origin: str | None = "",
    window: int = 0,
) -> AsyncIterator[ClientConnection]:
    """Open a socket at a process with a tablet's cookies; `origin` of "" is the page's.

    `window` is how many bytes the tablet's kernel takes in before the tablet reads them.
    """
    cookies = tablet.http.cookies.items() if tablet else ()
    async with connect(
        f"{base_url.replace('http', 'ws', 1)}/ws/seances/{meeting}/"
        f"?curseur={cursor}&vue={view}&version={version}",
        origin=base_url if origin == "" else origin,
        additional_headers={"Cookie": "; ".join(f"{n}={v}" for n, v in cookies)},
        compression=None,
        ping_interval=None,
        proxy=None,
        max_size=4 * 1024 * 1024,
        sock=_connected(base_url, window) if window else None,
    ) as opened:
        yield opened


def _connected(base_url: str, window: int) -> socket.socket:
    place = urlsplit(base_url)
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    opened.connect((place.hostname or "", place.port or 0))
    opened.setblocking(False)
    return opened


async def next_frame(opened: ClientConnection, *, seconds: float = AT_ONCE) -> Frame:
    """Return the next frame that moves the cursor; raise TimeoutError when none comes."""
    async with asyncio.timeout(seconds):
        while True:
            frame = read_frame(str(await opened.recv()))
            if frame is not None:
                return frame


async def frame_at(
    opened: ClientConnection, seq: int, *, seconds: float = AT_ONCE
) -> Frame:
    """Return the frame that leads to `seq`."""
    async with asyncio.timeout(seconds):
        while True:
            frame = await next_frame(opened, seconds=seconds)
            if frame.seq >= seq:
                return frame


async def close_code(opened: ClientConnection, *, seconds: float = AT_ONCE) -> int:
    """Return the code with which the server closes the line."""
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(seconds):
            while True:
                await opened.recv()
    assert opened.close_code is not None
    return opened.close_code


async def number(tablet: Tablet) -> int:
    """Return the meeting's present number, as the fallback by HTTP tells it."""
    answer = await tablet.http.get(f"/seances/{MEETING}/trame/?curseur=0")
    frame = read_frame(answer.text)
    assert frame is not None
    return frame.seq
