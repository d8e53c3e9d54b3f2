"""The generator as Python sees it: one order, one answer."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.machine import GENERATOR_CORE, on_core


@dataclass(frozen=True)
class Seat:
    """One tablet to open: those of a group must be sent the same bytes."""

    group: int
    path: str
    cookie: str = ""

    @property
    def line(self) -> str:
        return f"{self.group}\t{self.path}\t{self.cookie}\n"


@dataclass(frozen=True)
class Act:
    """One HTTP request that makes the server send something to everybody."""

    path: str
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def at(self, host: str) -> bytes:
        body = self.body.encode()
        lines = [
            f"POST {self.path} HTTP/1.1",
            f"Host: {host}",
            f"Origin: http://{host}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body


class Broken(Exception):
    """The generator ended before it answered; the message is what it said."""


class Generator:
    """A running `wsload`, pinned to a core of its own; use it with `with`."""

    def __init__(
        self,
        program: Path,
        folder: Path,
        *,
        port: int,
        seats: Sequence[Seat],
        acts_port: int = 0,
        options: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.acts_port = acts_port or port
        tablets = folder / "tablets"
        tablets.write_text("".join(seat.line for seat in seats))
        self.log = (folder / "wsload.log").open("w+")
        origin = f"http://127.0.0.1:{port}"
        words = [str(program), str(port), str(tablets), "--origin", origin]
        more = ["--acts-port", str(self.acts_port), *options]
        with on_core(GENERATOR_CORE):
            self.child = subprocess.Popen(
                words + more,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.log,
                text=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self.child.stdin
        assert self.child.stdout
        self.child.stdin.close()  # it ends when no order can come any more
        self.child.wait(30)
        self.child.stdout.close()
        self.log.close()

    @property
    def pid(self) -> int:
        return self.child.pid

    def order(self, *words: object) -> dict[str, Any]:
        """Give one order and return what it answers; raise Broken if it cannot."""
        assert self.child.stdin
        assert self.child.stdout
        self.child.stdin.write(" ".join(map(str, words)) + "\n")
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        if not line:
            raise Broken(self.said())
        answered: dict[str, Any] = json.loads(line)
        return answered

    def load(self, acts: Iterable[Act]) -> None:
        """Give the acts to come; they replace those that were left."""
        host = f"127.0.0.1:{self.acts_port}"
        requests = [act.at(host) for act in acts]
        path = self.folder / "acts"
        path.write_bytes(b"".join(b"%d\n" % len(r) + r for r in requests))
        self.order("load", path)

    def open(
        self, count: int, *, at_once: int = 64, cursor: int = 0, until: int = 0
    ) -> dict[str, Any]:
        """Open up to `count` tablets at `cursor`; wait until all have `until`."""
        return self.order("open", count, at_once, cursor, until)

    def fire(self, count: int, *, pause: int = 0) -> dict[str, Any]:
        """Send acts, each once all tablets have the one before and after `pause` ms."""
        return self.order("fire", count, pause)

    def rest(self, milliseconds: int) -> dict[str, Any]:
        return self.order("rest", milliseconds)

    def said(self) -> str:
        """Return what it complained of: a refused act, a system call that failed."""
        self.log.flush()
        return Path(self.log.name).read_text(errors="replace")[-3000:]
