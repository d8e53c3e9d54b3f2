"""The tablet of a simulated member: one signed-in line by HTTP to a rehearsal's server."""

import asyncio
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass

from ecm.people.played import MARK

TIMEOUT = 5.0  # seconds
GONE = frozenset({401, 403, 404})


class SentAway(Exception):
    """A person plays this member, or he has no place here any more."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    path: str


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirection to the sign-in page is an answer, not a way to follow."""

    def redirect_request(self, *request: object) -> None:
        return None


class Tablet:
    """Signs in by the cast's one tap and sends commands like the page does."""

    def __init__(self, base_url: str, username: str) -> None:
        self.base_url = base_url
        self.username = username
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),  # the loopback is never behind a proxy
            urllib.request.HTTPCookieProcessor(self._cookies),
            _Stay(),
        )

    async def sign_in(self) -> None:
        """Sign in. Raises SentAway when a person plays this member already."""
        await self._ask("/connexion/")
        fields = {"who": self.username, MARK: "1"}
        answer = await self._ask("/demo/entrer/", fields)
        if answer.status != 302:
            raise SentAway(self.username)

    async def get(self, path: str) -> str:
        """Return a page; empty when nothing is new. Raises SentAway, OSError."""
        answer = await self._ask(path)
        if answer.status in GONE or answer.status == 302:
            raise SentAway(self.username)
        return answer.text if answer.status == 200 else ""

    async def post(self, path: str, fields: dict[str, str]) -> bool:
        """Send a command; tell whether it was done. Raises OSError."""
        answer = await self._ask(path, fields)
        return answer.status in (200, 204)

    async def _ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        return await asyncio.to_thread(self._send, path, fields)

    def _send(self, path: str, fields: dict[str, str] | None) -> Answer:
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.base_url + path, body)  # noqa: S310  (loopback)
        if body is not None:
            token = {c.name: c.value or "" for c in self._cookies}.get("csrftoken", "")
            request.add_header("X-CSRFToken", token)
            request.add_header("Idempotency-Key", str(uuid.uuid4()))
        request.add_header("HX-Request", "true")
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return Answer(answer.status, answer.read().decode(), path)
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.read().decode(), path)
