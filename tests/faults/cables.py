"""Two network namespaces with cables between them, which are pulled, or lose packets.

The machine's own network is not touched, and nothing is left once the holders have ended.
"""

import ctypes
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.servers import wait_until

NEW_NETWORK = 0x40000000  # CLONE_NEWNET, of namespaces(7)
HOLD = ["unshare", "--net", "sleep", "infinity"]
TRIAL = "ip link add near type veth peer name far"
NEEDED = {
    "ip": "iproute2",
    "nft": "nftables",
    "unshare": "util-linux",
    "nsenter": "util-linux",
}
# What arrives is thrown away by chance: netem does as much, but few kernels have it.
LOSING = """
table inet losses {{
    chain arriving {{
        type filter hook input priority 0;
        iifname "{name}" numgen random mod 100 < {percent} counter drop
    }}
}}
"""
T = TypeVar("T")


def why_not() -> str:
    """Return why no cable can be laid here; nothing when one can."""
    lacking = {name for word, name in NEEDED.items() if not shutil.which(word)}
    if lacking:
        return f"not installed: {', '.join(sorted(lacking))}"
    if os.geteuid() != 0:
        return "network namespaces: only root may make them"
    tried = subprocess.run(
        ["unshare", "--net", *TRIAL.split()],
        capture_output=True,
        text=True,
        check=False,
    )
    said = tried.stderr.strip() or "refused"
    return f"network namespaces: {said}" if tried.returncode else ""


class Cables:
    """The namespace of the tablets (near), that of the server (far), and their cables."""

    def __init__(self, near: int, far: int) -> None:
        self.near, self.far = near, far
        self._numbers: dict[str, int] = {}
        for pid in (near, far):
            self._ip(pid, "link set lo up")

    def lay(self, name: str) -> None:
        """Lay a cable of that name, with an address at each end."""
        number = self._numbers[name] = len(self._numbers) + 1
        self._ip(
            self.near, f"link add {name} type veth peer name {name} netns {self.far}"
        )
        for pid, end in ((self.near, 1), (self.far, 2)):
            self._ip(pid, f"address add 10.77.{number}.{end}/30 dev {name}")
            self._ip(pid, f"link set {name} up")

    def server(self, name: str, port: int) -> str:
        """Return where the server is found at the end of a cable."""
        return f"http://10.77.{self._numbers[name]}.2:{port}"

    def pull(self, name: str) -> None:
        """Take the link down at the server's end: nothing passes, and nobody is told."""
        self._ip(self.far, f"link set {name} down")

    def plug(self, name: str) -> None:
        self._ip(self.far, f"link set {name} up")

    def lose(self, name: str, percent: int) -> None:
        """Throw away so many packets in a hundred at each end of a cable, by chance."""
        for pid in (self.near, self.far):
            _in(pid, "nft -f -", LOSING.format(name=name, percent=percent))

    def lost(self) -> tuple[int, int]:
        """Return how many packets were thrown away: on arrival at the tablets, at the server."""
        return _thrown_away(self.near), _thrown_away(self.far)

    def at_server(self, *words: str) -> list[str]:
        """Return the command that runs `words` where the server is."""
        return ["nsenter", f"--net=/proc/{self.far}/ns/net", *words]

    def among_tablets(self, work: Callable[[], T]) -> T:
        """Do `work` in a thread whose sockets are the tablets'."""
        with ThreadPoolExecutor(1, initializer=lambda: enter(self.near)) as thread:
            return thread.submit(work).result()

    def _ip(self, pid: int, words: str) -> None:
        _in(pid, f"ip {words}")


def _in(pid: int, words: str, told: str = "") -> str:
    """Run a command in the network of another process; return what it prints."""
    where = ["nsenter", f"--net=/proc/{pid}/ns/net"]
    done = subprocess.run(
        [*where, *words.split()], input=told, check=True, capture_output=True, text=True
    )
    return done.stdout


def _thrown_away(pid: int) -> int:
    ruleset = json.loads(_in(pid, "nft --json list ruleset"))["nftables"]
    (expressions,) = (found["rule"]["expr"] for found in ruleset if "rule" in found)
    (count,) = (e["counter"]["packets"] for e in expressions if "counter" in e)
    return int(count)


def enter(pid: int) -> None:
    """Have this thread, and what it starts, use the network of another process."""
    library = ctypes.CDLL(None, use_errno=True)
    with Path(f"/proc/{pid}/ns/net").open() as network:
        if library.setns(network.fileno(), NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")


@contextmanager
def laid(*names: str) -> Iterator[Cables]:
    """Hold two namespaces with a cable for each name, until the block ends."""
    holders = [subprocess.Popen(HOLD) for _ in range(2)]
    try:
        for holder in holders:
            wait_until(
                lambda pid=holder.pid: _network(pid) != _network(os.getpid()),
                seconds=60,
                what="a network namespace",
            )
        cables = Cables(*(holder.pid for holder in holders))
        for name in names:
            cables.lay(name)
        yield cables
    finally:
        for holder in holders:
            holder.kill()
            holder.wait()


def _network(pid: int) -> str:
    return os.readlink(f"/proc/{pid}/ns/net")
