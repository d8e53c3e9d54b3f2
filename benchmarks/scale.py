"""Many councils at once on 1, 2 and 4 web processes, with PostgreSQL and Redis.

Each meeting has its own tablets, its own chair and its own generator, and is held by one
process, as nginx deals them out (deploy/nginx). Web process number n runs on core n; the
last core also carries the load and the databases. Beyond the cores nothing can grow: what
is judged there is that an act costs no more, so that more cores will carry more.
"""

import argparse
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.council import Council
from benchmarks.load.building import Programs, build
from benchmarks.load.generator import Generator
from benchmarks.machine import ALLOWED, Booking, booked
from benchmarks.product import Web, stack_of, stacks_made, started
from benchmarks.rounds import check, say
from benchmarks.verdict import Column, Outcome
from tests.stack import Stacks

COLUMNS = [
    Column("frames", "messages/s", 0),
    Column("act_ms", "cpu, ms/acte", 1),
    Column("cores", "cœurs pris", 2),
    Column("alone_ms", "seul, ms", 1),
    Column("among_ms", "parmi les autres, ms", 1),
    Column("ratio", "rapport", 2),
    Column("redis", "Redis, messages/s", 0),
]
PROCESSES, OTHERS = (1, 2, 4), 20
SMALL_PROCESSES, SMALL_OTHERS = (1, 2), 2
# Milliseconds between two acts of the chair, and of each of the others meanwhile.
CHAIR_PAUSE, PAUSE = 250, 1000
MOST_GROWTH, MOST_PRICE, MOST_RATIO = 1 / 0.7, 1.25, 2.0


@dataclass
class Share:
    """So many of the web processes, which share all the meetings."""

    webs: Sequence[Web]

    @property
    def label(self) -> str:
        return label(len(self.webs))

    @property
    def pids(self) -> list[int]:
        return [web.child.pid for web in self.webs if web.child]


def label(processes: int) -> str:
    return f"e-CM, {processes} processus"


@dataclass
class Scene:
    """The councils, what they stand on, and the compiled load."""

    councils: list[Council]
    webs: Sequence[Web]
    programs: Programs
    folder: Path
    stacks: Stacks

    @property
    def databases(self) -> list[int]:
        servers = (self.stacks.postgres, self.stacks.redis)
        return [server.child.pid for server in servers if server and server.child]

    def published(self) -> int:
        """Return how many messages Redis was given."""
        from redis import Redis

        assert self.stacks.redis
        with Redis.from_url(self.stacks.redis.url) as line:
            told: Any = line.info("commandstats")
        return int(told.get("cmdstat_publish", {}).get("calls", 0))


def run(name: str, asked: argparse.Namespace, held: Stacks | None = None) -> Outcome:
    """Measure each number of processes in turn, in another order each round."""
    asked.on = "full"
    outcome = Outcome(name, COLUMNS, vars(asked).copy(), is_small=asked.small)
    counts = SMALL_PROCESSES if asked.small else PROCESSES
    others = SMALL_OTHERS if asked.small else OTHERS
    with scene(counts[-1], others, asked, held) as set_up:
        shares = [Share(set_up.webs[:count]) for count in counts]
        chance = random.Random(1)
        for number in range(asked.rounds):
            for share in chance.sample(shares, len(shares)):
                say(f"tour {number + 1}/{asked.rounds} : {share.label}")
                _visit(share, set_up, outcome, asked)
    if not (outcome.flaws or outcome.is_small):
        _judge(outcome, counts)
    return outcome


@contextmanager
def scene(
    processes: int, others: int, asked: argparse.Namespace, held: Stacks | None
) -> Iterator[Scene]:
    """Start the web processes, sign the crowd in, and open every meeting."""
    with ExitStack() as end:
        folder = Path(
            end.enter_context(tempfile.TemporaryDirectory(prefix="ecm-load-"))
        )
        programs = build(folder)
        stacks = held or end.enter_context(stacks_made())
        stack = stack_of(stacks, "full")
        webs = [Web(stack, "uvicorn") for _ in range(processes)]
        for rank, web in enumerate(webs):
            started([web], ALLOWED[rank % len(ALLOWED)], end)
        first = Council(stack, webs[0])
        first.sign_in(asked.tablets)
        councils = [first, *first.copies(others)]
        for council in councils:
            council.begin()
        yield Scene(councils, webs, programs, folder, stacks)


def _visit(
    share: Share, scene: Scene, outcome: Outcome, asked: argparse.Namespace
) -> None:
    with ExitStack() as end:
        crowds = [
            end.enter_context(_crowd(rank, share, scene, outcome, asked))
            for rank in range(len(scene.councils))
        ]
        chair, *rest = crowds
        chair.rest(100 if asked.small else 1000)
        alone = chair.fire(asked.acts, pause=CHAIR_PAUSE)
        among, others = _together(
            [lambda: chair.fire(asked.acts, pause=CHAIR_PAUSE)],
            [_apart(crowd, rank, _slow(asked)) for rank, crowd in enumerate(rest)],
        )
        published = scene.published()
        ours = [*scene.databases, *(crowd.pid for crowd in crowds)]
        with booked(share.pids, ours) as book:
            told, _none = _together(
                [lambda c=c: c.fire(asked.acts) for c in crowds], []
            )
        published = scene.published() - published
    for answer in (alone, *among, *others, *told):
        check(outcome, share, answer)
    outcome.foreign.append(book.foreign)
    _note(outcome, share, book, [alone, *among], told, published)


def _note(
    outcome: Outcome,
    share: Share,
    book: Booking,
    chair: Sequence[dict[str, Any]],
    told: Sequence[dict[str, Any]],
    published: int,
) -> None:
    alone, among = (statistics.median(t["lasts_ms"] or [0]) for t in chair)
    messages = max(1, sum(t["messages"] for t in told))
    outcome.note(
        share.label,
        frames=messages / book.wall,
        act_ms=1e3 * book.server / max(1, sum(t["acts"] for t in told)),
        cores=book.server / book.wall,
        alone_ms=alone,
        among_ms=among,
        ratio=among / alone if alone else 0.0,
        redis=published / book.wall,
    )


@contextmanager
def _crowd(
    rank: int, share: Share, scene: Scene, outcome: Outcome, asked: argparse.Namespace
) -> Iterator[Generator]:
    """Open the tablets of one meeting at the process that holds it."""
    council = scene.councils[rank]
    council.web = share.webs[rank % len(share.webs)]
    folder = scene.folder / str(rank)
    folder.mkdir(exist_ok=True)
    seats = [council.seat(ticket) for ticket in council.tickets[: asked.tablets]]
    wsload = scene.programs.wsload
    with Generator(wsload, folder, port=council.web.port, seats=seats) as crowd:
        opened = crowd.open(asked.tablets, cursor=council.seq())
        check(outcome, share, opened)
        # As many as will be sent: the next call must be of the item that is not called.
        slow = _slow(asked) if rank else 2 * asked.acts
        crowd.load([council.next_call() for _ in range(slow + asked.acts)])
        yield crowd


def _slow(asked: argparse.Namespace) -> int:
    """Return how many acts the others do while the chair does his."""
    return 1 + asked.acts * CHAIR_PAUSE // PAUSE


def _apart(crowd: Generator, rank: int, acts: int) -> Callable[[], dict[str, Any]]:
    """Return slow acts that begin at another instant than those of the other meetings."""

    def order() -> dict[str, Any]:
        crowd.rest(rank * 50 % PAUSE)
        return crowd.fire(acts, pause=PAUSE)

    return order


Answers = list[dict[str, Any]]
Orders = Sequence[Callable[[], dict[str, Any]]]


def _together(these: Orders, those: Orders) -> tuple[Answers, Answers]:
    """Give orders to several generators at once, and wait for all."""
    with ThreadPoolExecutor(len(these) + len(those)) as pool:
        given = [pool.submit(order) for order in (*those, *these)]
        answers = [each.result() for each in given]
    return answers[len(those) :], answers[: len(those)]


def _judge(outcome: Outcome, counts: Sequence[int]) -> None:
    """Hold growth to the cores that are left beside the load, and prices to all counts."""
    free = max(1, len(ALLOWED) - 1)
    alone = label(counts[0])
    for count in counts[1:]:
        if count <= free:
            share = outcome.median(alone, "frames") * count
            words = f"{count} processus : sept dixièmes de {count} fois les messages"
            value = share / max(1, outcome.median(label(count), "frames"))
            outcome.aim(words, value, MOST_GROWTH)
        price = outcome.median(label(count), "act_ms") / outcome.median(alone, "act_ms")
        outcome.aim(f"{count} processus : prix d'un acte", price, MOST_PRICE)
    if counts[-1] > free:
        outcome.left_out.append(
            f"croissance au-delà de {free} processus : il y a {len(ALLOWED)} cœurs, dont un"
            " pour la charge et les bases"
        )
    best = max(count for count in counts if count <= max(free, len(ALLOWED)))
    ratio = outcome.median(label(best), "ratio")
    outcome.aim(f"{best} processus : un président parmi 20 séances", ratio, MOST_RATIO)
