"""The public site as a process of its own: it loads nothing that could know a secret."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from ecm.public import copy
from ecm.public.keeping import Application, Receive, Scope, Send, keeping
from tests.public.editions import an_edition
from tests.servers import Process
from tests.stack import clean_environment, ecm

ONE_DATABASE = True
ASK = """
import json, sys
import ecm.public.wsgi
from django.conf import settings
from django.test import Client
page = Client().get("/conseils/2026/24/")
engine = settings.DATABASES["default"]["ENGINE"]
print(json.dumps([page.status_code, sorted(sys.modules), engine]))
"""


@pytest.fixture
def environment() -> dict[str, str]:
    """What the public's account has: the folder of the copy, and nothing else."""
    copy.put(an_edition())
    folder = Path(settings.DATA) / "public"
    return {**clean_environment(), "ECM_PUBLIC_DATA": str(folder)}


def test_it_imports_no_other_application_nor_a_database(
    environment: dict[str, str], tmp_path: Path
) -> None:
    environment |= {"ECM_DATA": str(tmp_path / "none"), "PYTHONPATH": os.getcwd()}

    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )

    status, modules, engine = json.loads(done.stdout)
    ours = {m.split(".")[1] for m in modules if m.startswith("ecm.")}
    assert status == 200
    assert engine == "django.db.backends.dummy"
    assert ours <= {"colours", "domain", "environment", "newest_sqlite", "public"}
    assert not any(m.startswith("live") for m in modules)
    assert not (tmp_path / "none").exists()


class PublicProcess(Process):
    """`ecm site-public` on its own port."""

    name = "public"

    def command(self) -> list[str]:
        return ecm("site-public", "--port", str(self.port))

    def answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/sante/").status_code == 200
        except httpx.HTTPError:
            return False


@pytest.fixture
def site(environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    process = PublicProcess(tmp_path)
    process.environment = environment
    process.start()
    yield f"http://127.0.0.1:{process.port}"
    process.stop()


def test_a_running_site_shows_what_is_published_after_it_started(site: str) -> None:
    before = httpx.get(f"{site}/conseils/2026/25/")

    copy.put(an_edition(25))

    after = httpx.get(f"{site}/conseils/2026/25/")
    assert (before.status_code, after.status_code) == (404, 200)
    assert "set-cookie" not in after.headers
    assert httpx.get(f"{site}/", follow_redirects=True).url.path == "/conseils/"
    assert httpx.get(f"{site}/administration/").status_code == 404


def test_a_port_that_is_taken_is_said_in_words(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = subprocess.run(
            ecm("site-public", "--port", port),
            env=environment,
            capture_output=True,
            check=False,
            text=True,
        )

    assert done.returncode == 1
    assert f"Impossible d'écouter sur 127.0.0.1, port {port}" in done.stderr
    assert "Traceback" not in done.stderr


async def test_an_answer_is_kept_until_the_next_publication() -> None:
    drawn: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        drawn.append(scope["path"])
        headers = [(b"ETag", b'W/"1"'), (b"Content-Length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})

    site = keeping(application)
    copy.put(an_edition())

    first = await asked(site, "/conseils/")
    again = await asked(site, "/conseils/")
    known = await asked(site, "/conseils/", if_none_match=b'W/"1"')
    other = await asked(site, "/conseils/", host=b"autre.example")
    copy.put(an_edition(25))
    later = await asked(site, "/conseils/")
    await asked(site, "/conseils/recherche/", query=b"q=loi")
    await asked(site, "/conseils/recherche/", query=b"q=loi")

    assert first == again == other == later == (200, b"ok")
    assert known == (304, b"")
    assert drawn == ["/conseils/"] * 3 + ["/conseils/recherche/"] * 2


async def test_a_page_that_all_ask_for_at_once_is_drawn_once() -> None:
    drawn: list[str] = []
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        drawn.append(scope["path"])
        if len(drawn) == 2:
            begun.set()
        await goes_on.wait()
        status = 404 if "99" in scope["path"] else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    site = keeping(application)
    copy.put(an_edition())
    paths = ["/conseils/2026/24/"] * 5 + ["/conseils/2026/99/"] * 3
    readers = [asyncio.create_task(asked(site, path)) for path in paths]
    await begun.wait()
    readers[0].cancel()  # who was first goes away: one of the others takes his turn
    goes_on.set()

    found = await asyncio.gather(*readers[1:])

    assert found == [(200, b"ok")] * 4 + [(404, b"ok")] * 3
    assert drawn.count("/conseils/2026/24/") == 2
    assert drawn.count("/conseils/2026/99/") == 3


async def asked(
    site: Application, path: str, query: bytes = b"", **headers: bytes
) -> tuple[int, bytes]:
    """Ask an application as a server would; return its status and its body."""
    sent = []
    named = [(n.replace("_", "-").encode(), v) for n, v in headers.items()]

    async def receive() -> dict:
        return {"type": "http.request"}

    async def send(message: dict) -> None:
        sent.append(message)

    place = {"type": "http", "method": "GET", "path": path, "query_string": query}
    await site({**place, "headers": named}, receive, send)
    return sent[0]["status"], sent[1]["body"]
