"""Stock Channels on its two servers, with a Redis of its own."""

import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.subject import Peer, padding
from tests.servers import HOST
from tests.stack import clean_environment

STOCK = "Channels d'origine, uvicorn"
APPLICATION = "benchmarks.peers.channels_app:application"


class Stock(Peer):
    """A consumer and a group, as the documentation of Channels has them."""

    application = APPLICATION

    def __init__(self, folder: Path, redis_url: str, **sizes: int) -> None:
        super().__init__(folder, **sizes)
        self.environment = clean_environment() | {
            "REDIS_URL": redis_url,
            "PADDING": padding(self.frame),
        }


class OnUvicorn(Stock):
    name = "stock-uvicorn"
    label = STOCK

    def command(self) -> list[str]:
        where = ["--host", HOST, "--port", str(self.port), "--backlog", "4096"]
        quiet = ["--no-access-log", "--log-level", "warning", "--lifespan", "off"]
        return [sys.executable, "-m", "uvicorn", self.application, *where, *quiet]


class OnDaphne(Stock):
    name = "stock-daphne"
    label = "Channels d'origine, daphne"

    def command(self) -> list[str]:
        # Its own backlog of 50 drops the calls of a room that comes in at once.
        endpoint = f"tcp:port={self.port}:interface={HOST}:backlog=4096"
        return [
            *(sys.executable, "-m", "daphne", "-v", "0", "-e", endpoint),
            self.application,
        ]


def missing() -> str:
    """Return which library the two need and this installation lacks."""
    needed = ["channels_redis", "uvicorn", "daphne"]
    return ", ".join(name for name in needed if find_spec(name) is None)
