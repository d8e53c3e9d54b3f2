"""The public site under load, beside a static nginx that serves the same page.

`python -m benchmarks public` publishes twenty years of invented councils, serves them
by `ecm site-public`, and asks both servers, turn by turn, from this machine alone.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

from benchmarks.machine import (
    GENERATOR_CORE,
    SERVER_CORE,
    booked,
    children_of,
    description,
    on_core,
)
from benchmarks.rounds import say
from benchmarks.timing import percentile
from benchmarks.verdict import Column, Outcome
from tests.servers import Process
from tests.stack import clean_environment, ecm

PAGE = "/conseils/2006/24/"  # of the first year: it is there however few are published
NGINX = "nginx, la même page en fichier"
SAME = "un compte rendu"
PAGES = {
    SAME: PAGE,
    "la première page": "/conseils/",
    "une décision": "/conseils/2006/24/I.3.1/",
    "les décisions d'un ministère": "/conseils/ministeres/MS/",
    "le flux d'un ministère": "/conseils/ministeres/MS/flux.atom",
    "les conseils d'une année, JSON": "/conseils/donnees/v1/conseils/2006.json",
    "les décisions d'une année, CSV": "/conseils/donnees/v1/decisions/2006.csv",
    "des décisions jamais demandées": "",
    "une recherche de deux mots": "/conseils/recherche/?q=barrage+irrigation",
    "une recherche d'un mot partout": "/conseils/recherche/?q=conseil",
    "les nominations à un poste": "/conseils/nominations/?poste=directrice+energie",
}
UNCHANGED = "un compte rendu inchangé (304)"
COLUMNS = [
    Column("rate", "demandes/s", 0),
    Column("cpu_us", "µs cpu/demande", 0),
    Column("median_ms", "médiane, ms", 1),
    Column("p99_ms", "99/100, ms", 1),
    Column("first_ms", "la première fois, ms", 0),
    Column("kb", "ko", 0),
    Column("load", "charge, cœur", 2),
]


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


@dataclass
class Asked:
    """One row: what is asked, of which server; without a path, what nobody asked for yet."""

    label: str
    server: Process
    path: str
    is_known: bool = False
    unread: Iterator[str] = field(default_factory=lambda: map(_unread, count()))

    @property
    def pids(self) -> list[int]:
        assert self.server.child
        return children_of(self.server.child.pid)

    def next_path(self) -> str:
        return self.path or next(self.unread)


def main() -> int:
    """Publish, serve, ask, and print what was measured."""
    asked = _arguments()
    outcome = run(asked)
    sys.stdout.write(f"public — {description()}\n{outcome.table()}\n")
    if asked.json:
        outcome.write(asked.json)
    return 1 if outcome.flaws else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks public")
    parser.add_argument("--councils", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=1.5, help="for each page")
    parser.add_argument("--readers", type=int, default=16, help="asking at once")
    parser.add_argument("--rounds", type=int, default=5, help="5 at least")
    parser.add_argument("--small", action="store_true", help="check, measure nothing")
    parser.add_argument("--json", help="file for the figures")
    return parser.parse_args()


def run(asked: argparse.Namespace) -> Outcome:
    """Return what every page costs, each round in another order."""
    if asked.small:
        asked.councils, asked.seconds, asked.rounds = 30, 0.2, 1
    outcome = Outcome("public", COLUMNS, vars(asked).copy(), is_small=asked.small)
    with tempfile.TemporaryDirectory(prefix="ecm-public-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx reads under an account of its own
        environment = clean_environment() | {"ECM_PUBLIC_DATA": str(folder / "public")}
        _publish(asked.councils, environment)
        with _served(folder, environment, outcome) as rows:
            firsts = {row.label: _first(row) for row in rows}
            chance = random.Random(1)
            for number in range(asked.rounds):
                for row in chance.sample(rows, len(rows)):
                    say(f"tour {number + 1}/{asked.rounds} : {row.label}")
                    _visit(row, firsts[row.label], asked, outcome)
    in_order = [NGINX, *PAGES, UNCHANGED]
    outcome.figures = {n: outcome.figures[n] for n in in_order if n in outcome.figures}
    if NGINX in outcome.figures:
        ratio = outcome.median(NGINX, "rate") / outcome.median(SAME, "rate")
        outcome.aim("nginx, au plus 4 fois plus de demandes", ratio, 4)
    return outcome


def _publish(councils: int, environment: dict[str, str]) -> None:
    """Fill a copy in a process of its own, which has the settings of the public site."""
    subprocess.run(
        [sys.executable, "-m", "benchmarks.council_years", str(councils)],
        env=environment | {"DJANGO_SETTINGS_MODULE": "ecm.public.settings"},
        check=True,
    )


@contextmanager
def _served(
    folder: Path, environment: dict[str, str], outcome: Outcome
) -> Iterator[list[Asked]]:
    """Serve the copy, and one page of it as a file, both on one core."""
    public = Public(folder)
    public.environment = environment
    with ExitStack() as end, on_core(SERVER_CORE):
        end.callback(public.stop)
        public.start()
        rows = [Asked(label, public, path) for label, path in PAGES.items()]
        rows.append(Asked(UNCHANGED, public, PAGE, is_known=True))
        if shutil.which("nginx"):
            nginx = Nginx(folder)
            page = folder / "site" / PAGE.strip("/") / "index.html"
            page.parent.mkdir(parents=True)
            page.write_bytes(httpx.get(_address(public) + PAGE).content)
            end.callback(nginx.stop)
            nginx.start()
            rows.append(Asked(NGINX, nginx, PAGE))
        else:
            outcome.left_out.append("nginx : il n'est pas installé")
        with on_core(GENERATOR_CORE):
            yield rows


def _address(server: Process) -> str:
    return f"http://127.0.0.1:{server.port}"


@dataclass(frozen=True)
class First:
    """The first answer of a row: how long it took, its weight, and its tag."""

    ms: float
    size: int
    tag: str


def _first(row: Asked) -> First:
    started = time.perf_counter()
    answer = httpx.get(_address(row.server) + row.next_path())
    answer.raise_for_status()
    took = 1000 * (time.perf_counter() - started)
    return First(took, len(answer.content), answer.headers.get("etag", ""))


def _visit(
    row: Asked, first: First, asked: argparse.Namespace, outcome: Outcome
) -> None:
    began = time.process_time()
    with booked(row.pids, []) as book:
        times = asyncio.run(_load(row, first, asked))
    outcome.foreign.append(book.foreign)
    outcome.note(
        row.label,
        rate=len(times) / book.wall,
        cpu_us=1e6 * book.server / len(times),
        median_ms=statistics.median(times),
        p99_ms=percentile(times, 99),
        first_ms=first.ms,
        kb=first.size / 1000,
        load=(time.process_time() - began) / book.wall,
    )


async def _load(row: Asked, first: First, asked: argparse.Namespace) -> list[float]:
    """Ask by many readers at once, each over its own connection; return milliseconds."""
    more = f"If-None-Match: {first.tag}\r\n" if row.is_known else ""
    wanted = 304 if row.is_known else 200
    times: list[float] = []
    ends = time.perf_counter() + asked.seconds

    async def read() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", row.server.port)
        while not times or time.perf_counter() < ends:
            head = f"GET {row.next_path()} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}\r\n"
            started = time.perf_counter()
            writer.write(head.encode())
            await _whole(reader, wanted)
            times.append(1000 * (time.perf_counter() - started))
        writer.close()

    await asyncio.gather(*(read() for _ in range(asked.readers)))
    return times


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


if __name__ == "__main__":
    sys.exit(main())
