"""A tablet without a browser, for load and faults: the wire protocol and a ledger.

It keeps the client's one rule: a frame at or behind the cursor is dropped, a frame that
starts beyond it makes the tablet say where it is, any other is taken.
"""

import asyncio
import contextlib
import random
import re
import time
import uuid
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

CURSOR = re.compile(r'<i\b[^>]*\bid="cursor"[^>]*>')
NUMBER = re.compile(r'\bdata-(from|seq)="(\d+)"')
SIGN_IN = "/connexion/"
CSRF_FIELD = "csrfmiddlewaretoken"
STAY_CLOSED = {4400, 4401, 4403}
HEARTBEAT = 10.0
ACKNOWLEDGE_EVERY = 0.5
LONGEST_PAUSE = 5.0
PATIENCE = 60.0  # how long a slow machine may take; benchmarks measure, tests do not


@dataclass(frozen=True)
class Frame:
    """What a push says of itself: it leads from one sequence number to another."""

    start: int
    seq: int
    html: str


@dataclass(frozen=True)
class Command:
    """A command that the server acknowledged; `key` is its idempotency key."""

    path: str
    fields: dict[str, str]
    key: str
    status: int
    tries: int
    answer: str = ""
    seconds: float = 0.0  # from the first try to the answer


class Refused(Exception):
    """The server answered that the command is not allowed or not possible."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(f"{response.request.url}: {response.status_code}")
        self.status = response.status_code


def read_frame(text: str) -> Frame | None:
    """Return the frame in `text`, or None when it carries no cursor."""
    tag = CURSOR.search(text)
    numbers = {
        name: int(value) for name, value in NUMBER.findall(tag[0] if tag else "")
    }
    if "seq" not in numbers:
        return None
    return Frame(numbers.get("from", 0), numbers["seq"], text)


class Tablet:
    """One signed-in tablet at one meeting; use it with `async with`.

    Without a password it is one of the demonstration's cast.
    """

    def __init__(
        self,
        base_url: str,
        meeting: int,
        *,
        username: str,
        password: str = "",
        view: str = "room",
    ) -> None:
        self.base_url = base_url
        self.meeting = meeting
        self.view = view
        self.username = username
        self.password = password
        self.http = httpx.AsyncClient(base_url=base_url, timeout=PATIENCE)
        self.cursor = 0
        self.frames: list[Frame] = []
        self.ledger: list[Command] = []
        self.connections = 0
        self.close_code: int | None = None
        self._listening: asyncio.Task[None] | None = None
        self._moved = asyncio.Condition()
        self._said_at = 0.0

    async def __aenter__(self) -> Self:
        await self.sign_in()
        self.join()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.leave()
        await self.http.aclose()

    async def sign_in(self) -> None:
        """Sign in as the page does: with a password, or by one tap as of the cast."""
        await self.http.get(SIGN_IN)
        if self.password:
            path = SIGN_IN
            fields = {"username": self.username, "password": self.password}
        else:
            path, fields = "/demo/entrer/", {"who": self.username}
        token = {CSRF_FIELD: self.http.cookies["csrftoken"]}
        response = await self.http.post(path, data=fields | token)
        if response.status_code != 302:
            raise Refused(response)

    def join(self) -> None:
        """Follow the meeting from the present cursor, whatever happens to the line."""
        self._listening = asyncio.create_task(self._follow())

    async def leave(self) -> None:
        if self._listening:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening
            self._listening = None

    @property
    def is_closed_for_good(self) -> bool:
        return self.close_code in STAY_CLOSED

    async def until(self, seq: int, *, seconds: float = PATIENCE) -> None:
        """Wait until this tablet has what `seq` recorded, or raise TimeoutError."""
        async with asyncio.timeout(seconds), self._moved:
            await self._moved.wait_for(lambda: self.cursor >= seq)

    async def command(
        self,
        path: str,
        fields: dict[str, str] | None = None,
        *,
        seconds: float = PATIENCE,
    ) -> Command:
        """Post a command until the server answers, always with the same key.

        Only an answer enters the ledger; raises Refused for 4xx.
        """
        key, tries, began = str(uuid.uuid4()), 0, time.monotonic()
        while True:
            tries += 1
            response = await self._post(path, fields or {}, key)
            if response is not None and response.status_code < 500:
                break
            if time.monotonic() > began + seconds:
                raise TimeoutError(f"{path}: no answer in {seconds} s")
            await asyncio.sleep(random.uniform(0.1, 0.5))
        # Sent to sign in first; who signed out is sent there too, to go nowhere after.
        is_unknown = f"{SIGN_IN}?" in response.headers.get("location", "")
        if response.status_code >= 400 or is_unknown:
            raise Refused(response)
        status, text = response.status_code, response.text
        took = time.monotonic() - began
        done = Command(path, fields or {}, key, status, tries, text, took)
        self.ledger.append(done)
        return done

    async def present_seq(self) -> int:
        """Ask the server, by HTTP, at which number the meeting is."""
        answer = await self.http.get(f"/seances/{self.meeting}/trame/?curseur=0")
        frame = read_frame(answer.text)
        assert frame, answer
        return frame.seq

    async def _post(
        self, path: str, fields: dict[str, str], key: str
    ) -> httpx.Response | None:
        headers = {
            "Idempotency-Key": key,
            "X-CSRFToken": self.http.cookies["csrftoken"],
            "HX-Request": "true",
        }
        try:
            return await self.http.post(path, data=fields, headers=headers)
        except httpx.TransportError:
            return None

    async def _follow(self) -> None:
        failures = 0
        while not self.is_closed_for_good:
            before = self.connections
            with contextlib.suppress(OSError, InvalidHandshake, TimeoutError):
                await self._hold_one_connection()
            failures = 0 if self.connections > before else failures + 1
            # Full jitter: a whole room must not come back in the same instant.
            await asyncio.sleep(random.uniform(0, min(LONGEST_PAUSE, 2**failures / 4)))

    async def _hold_one_connection(self) -> None:
        cookies = "; ".join(f"{n}={v}" for n, v in self.http.cookies.items())
        url = f"{self.base_url.replace('http', 'ws', 1)}/ws/seances/{self.meeting}/"
        async with connect(
            f"{url}?curseur={self.cursor}&vue={self.view}",
            origin=self.base_url,
            additional_headers={"Cookie": cookies},
            compression=None,
            ping_interval=None,
            open_timeout=PATIENCE,
            proxy=None,
            max_size=4 * 1024 * 1024,
        ) as line:
            self.connections += 1
            self.close_code = None
            try:
                await self._listen(line)
            except ConnectionClosed as closed:
                self.close_code = closed.rcvd.code if closed.rcvd else 1006

    async def _listen(self, line: ClientConnection) -> None:
        next_beat = time.monotonic() + random.uniform(0.8, 1.2) * HEARTBEAT
        while True:
            try:
                async with asyncio.timeout(max(0.0, next_beat - time.monotonic())):
                    text = await line.recv(decode=True)
            except TimeoutError:
                await self._say(line)
                next_beat = time.monotonic() + random.uniform(0.8, 1.2) * HEARTBEAT
                continue
            due = await self._take(str(text))
            if due:
                next_beat = min(next_beat, self._said_at + ACKNOWLEDGE_EVERY)

    async def _take(self, text: str) -> bool:
        """Apply one frame; tell whether the server should now hear the cursor."""
        frame = read_frame(text)
        if frame is None or frame.seq <= self.cursor:
            return False
        if frame.start <= self.cursor:
            self.frames.append(frame)
            async with self._moved:
                self.cursor = frame.seq
                self._moved.notify_all()
        return True

    async def _say(self, line: ClientConnection) -> None:
        self._said_at = time.monotonic()
        await line.send(str(self.cursor))


async def all_at(tablets: list[Tablet], seq: int, *, seconds: float = PATIENCE) -> None:
    """Wait until every tablet has what `seq` recorded, or raise TimeoutError."""
    await asyncio.gather(*(tablet.until(seq, seconds=seconds) for tablet in tablets))
