"""The public site under load, beside a static nginx that serves the same page.

`python -m benchmarks public` publishes twenty years of invented councils, serves them
by `ecm site-public`, and asks both servers, turn by turn, from this machine alone.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.servers import Process
from tests.stack import clean_environment, ecm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecm.public.settings")

PAGE = "/conseils/2020/24/"
PAGES = {
    "a communiqué": PAGE,
    "the first page": "/conseils/",
    "a decision": "/conseils/2020/24/I.3.1/",
    "a ministry": "/conseils/ministeres/MS/",
    "decisions never asked before": "",
    "a search of two words": "/conseils/recherche/?q=barrage+irrigation",
    "a search of a common word": "/conseils/recherche/?q=conseil",
    "appointments to a post": "/conseils/nominations/?poste=directrice+energie",
}


class Public(Process):
    """`ecm site-public` before a copy of its own."""

    name = "public"

    def command(self) -> list[str]:
        return ecm("site-public", "--port", str(self.port))

    def answers(self) -> bool:
        return _answers(f"http://127.0.0.1:{self.port}/sante/")


class Nginx(Process):
    """A static nginx: one worker, no log, the page as a file."""

    name = "nginx"

    def command(self) -> list[str]:
        place = self.folder / "nginx.conf"
        place.write_text(
            f"daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/error.log;"
            f"worker_processes 1; events {{ worker_connections 1024; }}"
            f"http {{ access_log off; sendfile on; keepalive_requests 1000000;"
            f" types {{ text/html html; }}"
            f" server {{ listen 127.0.0.1:{self.port}; root {self.folder}/site;"
            f" index index.html; }} }}"
        )
        return ["nginx", "-c", str(place), "-p", str(self.folder)]

    def answers(self) -> bool:
        return _answers(f"http://127.0.0.1:{self.port}{PAGE}")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == 200
    except httpx.HTTPError:
        return False


def main() -> int:
    """Publish, serve, ask, and print what was measured."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="ecm-public-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx reads under an account of its own
        os.environ["ECM_PUBLIC_DATA"] = str(folder / "public")
        _publish(folder, asked.councils)
        with _served(folder) as (public, nginx):
            asyncio.run(_measure(public, nginx, asked))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks public")
    parser.add_argument("--councils", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=4, help="for each page")
    parser.add_argument("--readers", type=int, default=16, help="asking at once")
    return parser.parse_args()


def _publish(folder: Path, councils: int) -> None:
    import django

    django.setup()
    from benchmarks.council_years import editions
    from ecm.public import copy, place

    started = time.perf_counter()
    with copy.writing() as pen:
        for edition in editions(councils):
            pen.put(edition)
    filled = time.perf_counter() - started
    size = (place.folder() / place.NAME).stat().st_size / 1e6
    _say(f"{councils} councils published in {filled:.0f} s, a copy of {size:.0f} MB")
    started = time.perf_counter()
    *_, last = editions(councils + 1)
    copy.put(last)
    _say(f"one more council published in {time.perf_counter() - started:.2f} s")


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, str]]:
    public = Public(folder)
    public.environment = clean_environment() | {
        "ECM_PUBLIC_DATA": os.environ["ECM_PUBLIC_DATA"],
        "PYTHONPATH": os.getcwd(),
    }
    public.start()
    try:
        if shutil.which("nginx") is None:
            yield f"http://127.0.0.1:{public.port}", ""
            return
        page = folder / "site" / PAGE.strip("/") / "index.html"
        page.parent.mkdir(parents=True)
        page.write_bytes(httpx.get(f"http://127.0.0.1:{public.port}{PAGE}").content)
        nginx = Nginx(folder)
        nginx.start()
        try:
            yield f"http://127.0.0.1:{public.port}", f"http://127.0.0.1:{nginx.port}"
        finally:
            nginx.stop()
    finally:
        public.stop()


async def _measure(public: str, nginx: str, asked: argparse.Namespace) -> None:
    _say(f"\n{'':34}{'req/s':>8}{'median':>10}{'p99':>10}{'bytes':>9}")
    if nginx:
        await _load("nginx, the same page as a file", nginx, PAGE, asked)
    for name, path in PAGES.items():
        await _load(name, public, path, asked)
    await _load("a communiqué, unchanged (304)", public, PAGE, asked, known=True)
    if nginx:
        await _load("nginx again", nginx, PAGE, asked)


async def _load(
    name: str, server: str, path: str, asked: argparse.Namespace, known: bool = False
) -> None:
    """Ask for one page by many readers at once, each over its own connection."""
    address, _, port = server.removeprefix("http://").partition(":")
    first = await asyncio.to_thread(httpx.get, f"{server}{path or _unread(17_999)}")
    more = f"If-None-Match: {first.headers['etag']}\r\n" if known else ""
    times: list[float] = []
    ends = time.perf_counter() + asked.seconds
    numbers = iter(range(10**9))

    async def read() -> None:
        reader, writer = await asyncio.open_connection(address, int(port))
        while time.perf_counter() < ends:
            here = path or _unread(next(numbers))
            started = time.perf_counter()
            writer.write(
                f"GET {here} HTTP/1.1\r\nHost: {address}\r\n{more}\r\n".encode()
            )
            await _whole(reader, 304 if known else 200)
            times.append(time.perf_counter() - started)
        writer.close()

    await asyncio.gather(*(read() for _ in range(asked.readers)))
    times.sort()
    _say(
        f"{name:34}{len(times) / asked.seconds:8.0f}"
        f"{statistics.median(times) * 1e3:7.1f} ms"
        f"{times[int(len(times) * 0.99)] * 1e3:7.1f} ms{len(first.content):9}"
    )


def _unread(number: int) -> str:
    """Return a decision that nobody asked for yet: 600 councils of 30 are enough."""
    council, item = divmod(number, 30)
    year, rank = divmod(council % 600, 50)
    group, place = divmod(item, 3)
    return f"/conseils/{2006 + year}/{rank + 1}/I.{group + 1}.{place + 1}/"


async def _whole(reader: asyncio.StreamReader, status: int) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    assert f" {status} " in head.split("\r\n")[0], head
    if status == 304:
        return
    (length,) = [
        int(line.split(":")[1])
        for line in head.split("\r\n")
        if line.startswith("content-length")
    ]
    await reader.readexactly(length)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
