"""The two servers that rooms on Node are built with, installed when first measured."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.subject import Peer, padding
from tests.stack import alone

HERE = Path(__file__).parent
PACKAGES = ["ws@8", "socket.io@4"]
PATIENCE = 180  # seconds for the registry


class Unavailable(Exception):
    """Node is missing, or its packages cannot be had; the words say which."""


def cache(name: str = "node") -> Path:
    """Return where packages of the benchmarks stay from run to run."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "ecm-benchmarks" / name


def install(
    packages: Sequence[str] = PACKAGES, name: str = "node", patience: int = PATIENCE
) -> Path:
    """Have the packages in a cache of that name; raise Unavailable in words."""
    npm = shutil.which("npm")
    if shutil.which("node") is None or npm is None:
        raise Unavailable("node n'est pas installé")
    place = cache(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with alone(place.with_name(f"{name}.lock")):
        if not all((place / "node_modules" / _name(p)).is_dir() for p in packages):
            _fetch(npm, packages, place, patience)
    return place


def _name(package: str) -> str:
    return package.split("@")[0]


def _fetch(npm: str, packages: Sequence[str], place: Path, patience: int) -> None:
    """Install beside the place, which has all of the packages or none."""
    order = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"]
    with tempfile.TemporaryDirectory(prefix=place.name, dir=place.parent) as new:
        try:
            done = subprocess.run(
                [*order, "--prefix", new, *packages],
                capture_output=True,
                text=True,
                timeout=patience,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unavailable("le registre npm ne répond pas") from None
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["npm a échoué"]
            raise Unavailable(f"npm : {lines[0]}")
        shutil.rmtree(place, ignore_errors=True)
        shutil.move(new, place)


class Node(Peer):
    """One of our two small servers, with the packages of the cache."""

    script = ""

    def __init__(self, folder: Path, packages: Path, **sizes: int) -> None:
        super().__init__(folder, **sizes)
        self.environment = dict(os.environ) | {
            "NODE_PATH": str(packages / "node_modules"),
            "NODE_ENV": "production",
            "PORT": str(self.port),
            "PADDING": padding(self.frame),
        }

    def command(self) -> list[str]:
        return ["node", str(HERE / self.script)]


class Ws(Node):
    name = "node-ws"
    label = "node ws"
    script = "ws.js"


class SocketIo(Node):
    name = "socket-io"
    label = "node socket.io"
    script = "socketio.js"
    path = "/socket.io/?EIO=4&transport=websocket"
    options = ("--socketio",)
