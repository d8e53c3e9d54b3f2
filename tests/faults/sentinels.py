"""Redis as a watched set: a master, a replica, and three sentinels that choose between them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redis import Redis, RedisError

from tests.servers import HOST, RedisServer, wait_until

MASTER = "conseil"
GROUP = "asgi__group__ecm.hubs"
SENTINEL = """
port {port}
bind {host}
dir {folder}
sentinel monitor {master} {host} {watched} 2
sentinel down-after-milliseconds {master} 1000
sentinel failover-timeout {master} 4000
"""


class Replica(RedisServer):
    """A Redis that follows another until a sentinel tells it to lead."""

    name = "replica"

    def __init__(self, folder: Path, leader: RedisServer) -> None:
        super().__init__(folder)
        self.leader = leader

    def command(self) -> list[str]:
        return [*super().command(), "--replicaof", HOST, str(self.leader.port)]


class Sentinel(RedisServer):
    """One of those who watch; it writes what it learns into its own file."""

    name = "sentinel"

    def __init__(self, folder: Path, watched: RedisServer) -> None:
        super().__init__(folder)
        self.conf = folder / f"sentinel-{self.port}.conf"
        words = {"host": HOST, "port": self.port, "folder": folder, "master": MASTER}
        self.conf.write_text(SENTINEL.format(watched=watched.port, **words))

    def command(self) -> list[str]:
        program = shutil.which("redis-server")
        assert program, "redis-server is not installed"
        return [program, str(self.conf), "--sentinel"]


class Watched:
    """The whole set."""

    def __init__(self, folder: Path) -> None:
        first = RedisServer(folder)
        self.servers = [first, Replica(folder, first)]
        self.sentinels = [Sentinel(folder, first) for _ in range(3)]

    @property
    def url(self) -> str:
        places = ",".join(f"{HOST}:{sentinel.port}" for sentinel in self.sentinels)
        return f"redis+sentinel://{places}/{MASTER}/0"

    def start(self) -> None:
        """Start all, and return when the sentinels know each other and the replica."""
        for server in (*self.servers, *self.sentinels):
            server.start()
        wait_until(self._is_known, seconds=60, what="the sentinels")

    def stop(self) -> None:
        for server in (*self.sentinels, *reversed(self.servers)):
            server.stop()

    def _is_known(self) -> bool:
        told = [ask(sentinel, "SENTINEL MASTER", MASTER) for sentinel in self.sentinels]
        return all(
            isinstance(t, dict)
            and int(t["num-other-sentinels"]) == 2
            and int(t["num-slaves"]) == 1
            for t in told
        )

    def master(self) -> RedisServer | None:
        """Return the server that all sentinels now name."""
        told = {
            str(ask(sentinel, "SENTINEL GET-MASTER-ADDR-BY-NAME", MASTER))
            for sentinel in self.sentinels
        }
        named = [s for s in self.servers if told == {str((HOST, s.port))}]
        return named[0] if named else None

    def is_led_by(self, server: RedisServer, *, listeners: int) -> bool:
        """Tell whether a server is the master, and that many processes listen to it."""
        return self.master() is server and hearers(server) == listeners


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    """Run a watched set, and clear it away."""
    made = Watched(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def ask(server: RedisServer, *words: Any) -> Any:
    """Ask a server; None where it does not answer."""
    line = Redis(
        host=HOST,
        port=server.port,
        socket_timeout=2,
        socket_connect_timeout=2,
        decode_responses=True,
    )
    try:
        with line:
            return line.execute_command(*words)
    except RedisError:
        return None


def hearers(server: RedisServer) -> int:
    """Return how many processes listen on a server."""
    told = ask(server, "PUBSUB NUMSUB", GROUP)
    return int(told[0][1]) if told else 0


def carried(server: RedisServer) -> int:
    """Return how many messages a server was given since it started."""
    told = ask(server, "INFO", "commandstats") or {}
    return int(told.get("cmdstat_publish", {}).get("calls", 0))
