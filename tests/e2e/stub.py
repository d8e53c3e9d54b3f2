"""A room's page in a real Chromium, with every address of the server played by the test.

What is tested here is the browser's half: the server is played so that it can be away,
slow or forgetful at the very moment that matters.
"""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import (
    BrowserContext,
    Page,
    Request,
    Route,
    WebSocketRoute,
)

from ecm.middleware import POLICY

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://localhost"
TYPES = {".js": "text/javascript", ".css": "text/css"}
Answer = tuple[int, str, str]  # status, content type, body
HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="htmx-config" content='{{"allowEval":false,"includeIndicatorStyles":false,
"selfRequestsOnly":true,"allowScriptTags":false,"historyCacheSize":0}}'>
<link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/marks.css">
<link rel="stylesheet" href="/static/css/live.css">
<link rel="stylesheet" href="/static/css/topbar.css">
<link rel="stylesheet" href="/static/css/stage.css">
<link rel="stylesheet" href="/static/css/conduct.css">
<link rel="stylesheet" href="/static/css/palette.css">
<script src="/static/htmx.js" defer></script>
<script type="module" src="/static/js/room.js"></script></head>
<body hx-headers='{{"X-CSRFToken": "token"}}'>
<main id="room" data-meeting="3" data-seq="{seq}" data-view="room" data-role="{role}"
 data-user="7" data-now="2026-02-05T09:42:07+00:00" data-seal="{seal}">
<p id="light" class="light" role="status"></p><p id="refusal" role="alert" hidden></p>
{body}</main></body></html>"""


def htmx_file() -> Path:
    """Return the htmx that the product serves."""
    import django_htmx

    return Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"


@dataclass
class Stub:
    """The server as the test plays it; `answers` maps "POST /path" to what it says."""

    body: str
    seq: int = 10
    role: str = "member"
    seal: str = ""
    origin: str = ORIGIN
    answers: dict[str, Callable[[Request], Answer | None]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)  # by the page, over its sockets
    asked: list[Request] = field(default_factory=list)
    sockets: list[WebSocketRoute] = field(default_factory=list)
    refuses_sockets: bool = False

    async def play(self, where: Page | BrowserContext) -> None:
        await where.route(re.compile(re.escape(self.origin)), self._answer)
        await where.route_web_socket(re.compile(r"/ws/seances/3/"), self._connect)

    async def open(self, page: Page) -> None:
        await page.goto(f"{self.origin}/seances/3/")

    async def send(self, html: str) -> None:
        self.sockets[-1].send(html)

    async def _connect(self, socket: WebSocketRoute) -> None:
        if self.refuses_sockets:
            await socket.close(code=1011)
            return
        self.sockets.append(socket)
        socket.on_message(lambda text: self._hear(socket, str(text)))

    def _hear(self, socket: WebSocketRoute, text: str) -> None:
        self.said.append(text)
        socket.send('<i id="pulse" data-now="2026-02-05T09:42:08+00:00"></i>')

    async def _answer(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            await self._file(route, path)
            return
        self.asked.append(request)
        answer = self._what(request, path)
        if answer is None:
            await route.abort("connectionfailed")
            return
        status, kind, body = answer
        headers = {"Content-Type": kind, "Content-Security-Policy": POLICY}
        if status == 302:
            headers["Location"] = body
        await route.fulfill(status=status, headers=headers, body=body)

    def _what(self, request: Request, path: str) -> Answer | None:
        play = self.answers.get(f"{request.method} {path}")
        if play:
            return play(request)
        if path == "/seances/3/":
            return 200, HTML, self.page()
        return 404, PLAIN, "Rien ici."

    def page(self) -> str:
        facts = {"seq": self.seq, "role": self.role, "seal": self.seal}
        return PAGE.format(body=self.body, **facts)

    async def _file(self, route: Route, path: str) -> None:
        file = htmx_file() if path == "/static/htmx.js" else ROOT / path.lstrip("/")
        await route.fulfill(
            body=file.read_bytes(), content_type=TYPES.get(file.suffix, "")
        )


def cursor(start: int, seq: int, *, snapshot: bool = False) -> str:
    """Return the element that heads a frame."""
    flag = " data-snapshot" if snapshot else ""
    now = "2026-02-05T09:43:00+00:00"
    return f'<i id="cursor" data-from="{start}" data-seq="{seq}" data-now="{now}"{flag}></i>'


class _SignInPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<h1>Connexion</h1>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@contextmanager
def sign_in_page() -> Iterator[str]:
    """Serve a page in earnest: a browser does not let a redirect's target be played."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _SignInPage)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


async def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for what the played server sees; fail after `seconds`."""
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 (the page has no event to wait for)
            await asyncio.sleep(0.02)


def fields(request: Request) -> dict[str, str]:
    """Return the form that a request carries."""
    pairs = parse_qs(request.post_data or "", keep_blank_values=True)
    return {name: values[0] for name, values in pairs.items()}


def as_json(facts: dict[str, Any]) -> Answer:
    return 200, "application/json", json.dumps(facts)
