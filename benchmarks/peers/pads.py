"""The two that people write minutes with: y-websocket, and Etherpad, each in its own protocol.

Two writers of their own library stand beside each, and type what they are asked to by
`POST /type`; the readers are the generator's. Both are installed when first measured.
"""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from benchmarks.load.generator import Act
from benchmarks.machine import GENERATOR_CORE, on_core
from benchmarks.peers.node import HERE, Unavailable, install
from benchmarks.subject import Peer
from tests.servers import HOST, Process

ETHERPAD = "ep_etherpad-lite"
NOBODY = f"http://{HOST}:9"  # Etherpad asks its makers for news; a benchmark may not


class Writers(Process):
    """Two who write before a pad, asked over HTTP."""

    name = "writers"

    def __init__(self, pad: "Pad") -> None:
        super().__init__(pad.folder)
        self.script = pad.script
        self.environment = dict(os.environ) | {
            "NODE_PATH": str(pad.packages / "node_modules"),
            "NODE_ENV": "production",
            "PORT": str(self.port),
            "PAD": str(pad.port),
        }

    def command(self) -> list[str]:
        return ["node", str(HERE / self.script)]

    def answers(self) -> bool:
        try:
            return self._get("/number").is_success
        except httpx.TransportError:
            return False

    def number(self) -> int:
        """Return the number that whoever comes in must be given."""
        return int(self._get("/number").text)

    def fill(self, paragraphs: int, length: int) -> None:
        """Write so many paragraphs of so many characters, and wait until they are there."""
        path = f"/fill?paragraphs={paragraphs}&length={length}"
        url = f"http://{HOST}:{self.port}{path}"
        httpx.post(url, timeout=300).raise_for_status()

    def _get(self, path: str) -> httpx.Response:
        return httpx.get(f"http://{HOST}:{self.port}{path}", timeout=60)


class Pad(Peer):
    """A server of shared text, with two writers beside it on the core of the load."""

    script = ""
    keys = 1.0  # keystrokes in one sending of a writer, as its own page sends them
    pause = 50  # milliseconds between two sendings of the two writers

    def __init__(self, folder: Path, packages: Path) -> None:
        super().__init__(folder)
        self.packages = packages
        self.writers = Writers(self)
        self.acts_port = self.writers.port

    def up(self) -> None:
        super().up()
        with on_core(GENERATOR_CORE):
            self.writers.start()

    def down(self) -> None:
        self.writers.stop()
        super().down()

    @property
    def beside(self) -> list[int]:
        return [self.writers.child.pid] if self.writers.child else []

    def acts(self, count: int) -> list[Act]:
        keys = round(self.keys)
        return [Act(f"/type?who={turn % 2}&keys={keys}") for turn in range(count)]

    def cursor(self) -> int:
        return self.writers.number()


class YWebsocket(Pad):
    """The server of the package as it comes, in memory; every keystroke is an update."""

    name = "y-websocket"
    label = "y-websocket"
    script = "yjs_writers.js"
    path = "/minutes"
    options: Sequence[str] = ("--yjs",)

    def __init__(self, folder: Path, packages: Path) -> None:
        super().__init__(folder, packages)
        self.environment = dict(os.environ) | {
            "NODE_ENV": "production",
            "HOST": HOST,
            "PORT": str(self.port),
        }

    def command(self) -> list[str]:
        return ["node", str(self.packages / "node_modules/y-websocket/bin/server.js")]


class Etherpad(Pad):
    """Etherpad with its own file as a database; its page sends twice a second, and so here."""

    name = "etherpad"
    label = "Etherpad"
    script = "etherpad_writers.js"
    keys, pause = 5.0, 250
    path = "/socket.io/?EIO=3&transport=websocket&padId=minutes"
    options: Sequence[str] = ("--etherpad",)

    def __init__(self, folder: Path, packages: Path) -> None:
        super().__init__(folder, packages)
        self.environment = dict(os.environ) | {
            "NODE_ENV": "production",
            "https_proxy": NOBODY,
            "HTTPS_PROXY": NOBODY,
        }

    def up(self) -> None:
        self._own("pad.db").unlink(missing_ok=True)  # each time an empty pad
        self._own("settings.json").write_text(json.dumps(self._settings()))
        super().up()

    def answers(self) -> bool:
        try:
            return httpx.get(f"http://{HOST}:{self.port}/", timeout=5).is_success
        except httpx.TransportError:
            return False

    def command(self) -> list[str]:
        server = self.packages / "src" / "node" / "server.js"
        own = [("--settings", "settings.json"), ("--sessionkey", "SESSIONKEY.txt")]
        files = [word for name, file in own for word in (name, str(self._own(file)))]
        return ["node", str(server), *files, "--apikey", str(self._own("APIKEY.txt"))]

    def _own(self, file: str) -> Path:
        return self.folder / f"{self.name}-{self.port}-{file}"

    def _settings(self) -> dict[str, object]:
        return {
            "ip": HOST,
            "port": self.port,
            "dbType": "dirty",
            "dbSettings": {"filename": str(self._own("pad.db"))},
            "defaultPadText": "",
            "loglevel": "WARN",
            "minify": False,
            "socketTransportProtocols": ["websocket"],
            # All its writers and readers come from one address here.
            "commitRateLimiting": {"duration": 1, "points": 1_000_000},
            "socketIo": {"maxHttpBufferSize": 10_000_000},
        }


def y_websocket(folder: Path) -> Pad:
    """Return y-websocket, installed if need be; raise Unavailable in words."""
    packages = ["y-websocket@1.5.4", "yjs@13"]
    return YWebsocket(folder, install(packages, "y-websocket"))


def etherpad(folder: Path) -> Pad:
    """Return Etherpad, installed if need be; raise Unavailable in words."""
    place = install([f"{ETHERPAD}@1.8.14"], "etherpad", patience=600)
    _lay_out(place)
    return Etherpad(folder, place)


def _lay_out(place: Path) -> None:
    """Put Etherpad where it looks for itself: in `src`, and a link among the packages."""
    package, source = place / "node_modules" / ETHERPAD, place / "src"
    if package.is_symlink():
        return
    if source.exists():
        shutil.rmtree(source)
    package.rename(source)
    package.symlink_to(source)


PADS: dict[str, Callable[[Path], Pad]] = {
    "y-websocket": y_websocket,
    "Etherpad": etherpad,
}

__all__ = ["PADS", "Pad", "Unavailable"]
