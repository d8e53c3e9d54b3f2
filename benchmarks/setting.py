"""What one run of a benchmark has: the compiled load, the product, its peers, a Redis."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load.building import Programs, build
from benchmarks.load.generator import Generator
from benchmarks.machine import GENERATOR_CORE, SERVER_CORE, pin
from benchmarks.peers import channels, node
from benchmarks.peers.pads import PADS, Pad
from benchmarks.peers.room import stock_room
from benchmarks.product import Product, held, servers_known
from benchmarks.rounds import generator_for
from benchmarks.subject import FRAME, Limit, Peer, Subject
from benchmarks.verdict import Outcome
from tests.servers import NotReady, RedisServer, has_postgres
from tests.stack import Kind

Held = Sequence[Product] | None  # a council that is held already, by a test


@dataclass
class Setting:
    """The subjects of one run, in a folder that goes away with it."""

    programs: Programs
    folder: Path
    products: Sequence[Product]
    outcome: Outcome
    frame: int = FRAME
    with_peers: bool = True
    end: ExitStack = field(default_factory=ExitStack)

    def crowd(self, subject: Subject, count: int, *options: str) -> Generator:
        """Return a generator of `count` tablets before a subject.

        It spins, at measure, where it has a core without the server: see wsload.c.
        """
        if SERVER_CORE != GENERATOR_CORE and not self.outcome.is_small:
            options = (*options, "--spins")
        return generator_for(subject, self.programs, self.folder, count, *options)

    def peers(self) -> list[Peer]:
        """Return the C loop and all other servers that can be had here."""
        found: list[Peer] = [Limit(self.folder, self.programs.cserve, frame=self.frame)]
        if self.with_peers:
            found += [*self._channels(), *self._node()]
        return found

    def storm_limit(self, state: int) -> Limit:
        """Return a C loop that gives a state of so many bytes with its handshake."""
        limit = Limit(self.folder, self.programs.cserve, state=state)
        limit.has_state = True
        return limit

    def stock_room(self) -> list[Product]:
        """Return the product's views on stock Channels, if that can be had here."""
        redis = self.with_peers and self.own_redis()
        return [stock_room(self.products[0], redis.url)] if redis else []

    def own_redis(self) -> RedisServer | None:
        """Return a Redis for the peers alone, or note that it lacks."""
        lacking = channels.missing()
        if not shutil.which("redis-server"):
            lacking = "redis-server"
        if lacking:
            self.outcome.left_out.append(f"Channels d'origine : il manque {lacking}")
            return None
        redis = RedisServer(self.folder).start()
        self.end.callback(redis.stop)
        assert redis.child
        pin(redis.child.pid, GENERATOR_CORE)
        return redis

    def pads(self) -> list[Pad]:
        """Return the servers of shared text that can be had here, and that start."""
        return [pad for name in PADS if self.with_peers and (pad := self._pad(name))]

    def _pad(self, name: str) -> Pad | None:
        try:
            pad = PADS[name](self.folder)
            pad.up()
        except node.Unavailable as error:
            self.outcome.left_out.append(f"{name} : {error}")
            return None
        except NotReady as error:
            said = str(error).splitlines()
            self.outcome.left_out.append(f"{name} : il ne démarre pas ({said[-1]})")
            return None
        pad.down()
        return pad

    def _channels(self) -> list[Peer]:
        redis = self.own_redis()
        if redis is None or redis.child is None:
            return []
        kinds = (channels.OnUvicorn, channels.OnDaphne)
        peers = [kind(self.folder, redis.url, frame=self.frame) for kind in kinds]
        for peer in peers:
            peer.besides = [redis.child.pid]
        return list(peers)

    def _node(self) -> list[Peer]:
        try:
            packages = node.install()
        except node.Unavailable as error:
            self.outcome.left_out.append(f"node ws et socket.io : {error}")
            return []
        kinds = (node.Ws, node.SocketIo)
        return [kind(self.folder, packages, frame=self.frame) for kind in kinds]


@contextmanager
def setting_of(
    asked: argparse.Namespace,
    outcome: Outcome,
    held_already: Held = None,
    *,
    is_beside: bool = False,
) -> Iterator[Setting]:
    """Compile the load, hold a council on the servers asked for, and clear all away."""
    with tempfile.TemporaryDirectory(prefix="ecm-load-") as name, ExitStack() as end:
        folder = Path(name)
        programs = build(folder)
        products = held_already
        if products is None:
            servers, kind = _servers(asked, outcome), _kind(asked, outcome)
            council = held(kind, servers, tablets=asked.tablets, is_beside=is_beside)
            products = end.enter_context(council)
        yield Setting(
            programs,
            folder,
            products,
            outcome,
            with_peers=not asked.small,
            end=end,
        )


def _kind(asked: argparse.Namespace, outcome: Outcome) -> Kind:
    """Return the databases asked for, or SQLite where the others are missing."""
    kind: Kind = asked.on
    if kind == "full" and not (has_postgres() and shutil.which("redis-server")):
        outcome.left_out.append("PostgreSQL et Redis : ils ne sont pas installés")
        kind = "sqlite"
    outcome.options["on"] = kind
    return kind


def _servers(asked: argparse.Namespace, outcome: Outcome) -> list[str]:
    """Return the servers asked for, less those that this version does not know."""
    known = servers_known()
    wanted = ["uvicorn", "daphne"] if asked.server == "both" else [asked.server]
    for server in wanted:
        if server not in known:
            words = "cette version ne sert que par daphne"
            outcome.left_out.append(f"e-CM sur {server} : {words}")
    return [server for server in wanted if server in known] or known[-1:]
