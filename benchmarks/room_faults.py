"""200 tablets on a bad day: cut lines, a server killed, its database and Redis restarted.

`python -m benchmarks faults --on both`. The tablets are simulated (tests/tablet.py) on
this machine, beside the servers: it measures what the product survives and how soon it is
level again, not how fast a server of its own would be.
"""

import argparse
import asyncio
import itertools
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.timing import percentile
from tests.faults.council import Council
from tests.faults.crowd import Crowd
from tests.faults.oracle import refuse_losses
from tests.faults.soak import room
from tests.line import Line
from tests.record import held, refuse_broken_chain
from tests.stack import COUNCIL, Kind, Stack, Stacks
from tests.tablet import Tablet

SWITCHES = 20  # each carries as many tablets, and is cut by itself
SHORTEST, LONGEST = 1.0, 120.0  # seconds that a line is cut, before the scale
DISPLAYS = ("names", "summary", "nothing")


class Watched(Tablet):
    """A tablet that notes when it had each number."""

    def __init__(self, base_url: str, meeting: int, *, username: str) -> None:
        super().__init__(base_url, meeting, username=username)
        self.had: list[tuple[int, float]] = []
        self.cut_at = 0.0
        self.is_cut = False

    async def _take(self, text: str) -> bool:
        before = self.cursor
        due = await super()._take(text)
        if self.cursor != before:
            self.had.append((self.cursor, time.monotonic()))
        return due

    def had_at(self, seq: int) -> float | None:
        """Return when this tablet first had what `seq` recorded."""
        return next((at for number, at in self.had if number >= seq), None)


@dataclass
class Day:
    """One run: the crowd, its switches, and what was measured."""

    crowd: Crowd
    council: Council
    tablets: list[Watched]
    switches: dict[Line, list[Watched]]
    chance: random.Random
    cuts: int = 0
    pushes: list[float] = field(default_factory=list)
    mended: list[float] = field(default_factory=list)
    faults: dict[str, float] = field(default_factory=dict)
    in_fault: bool = False
    calm: int = 0  # which calm this is: a measure across a fault is none

    async def seq(self) -> int:
        """Ask at which number the meeting is, until a server answers."""
        while True:
            with suppress(httpx.HTTPError, AssertionError):
                return await self.crowd.president.present_seq()
            await asyncio.sleep(0.2)

    async def cut_lines(self, scale: float) -> None:
        """Cut one switch after another, several at a time, until the council is over."""
        async with asyncio.TaskGroup() as cutting:
            for line in self.switches:
                cutting.create_task(self._cut(line, scale))

    async def _cut(self, line: Line, scale: float) -> None:
        while not self.council.is_over:
            lasts = self.chance.uniform(SHORTEST, LONGEST) * scale
            await asyncio.sleep(self.chance.uniform(0.5, 3.0) * LONGEST * scale)
            if self.council.is_over:
                return
            self._mark(line, is_cut=True)
            line.cut()
            self.cuts += 1
            await asyncio.sleep(lasts)
            seq = await self.seq()
            line.mend()
            back, calm = time.monotonic(), self.calm
            async with asyncio.TaskGroup() as waiting:
                for tablet in self.switches[line]:
                    waiting.create_task(tablet.until(seq, seconds=120))
            if self._is_still(calm):
                self.mended.append(time.monotonic() - back)
            self._mark(line, is_cut=False)

    def _mark(self, line: Line, *, is_cut: bool) -> None:
        for tablet in self.switches[line]:
            tablet.is_cut, tablet.cut_at = is_cut, time.monotonic()

    async def time_pushes(self) -> None:
        """Have the chair change something every second, and note who had it when."""
        for display in itertools.cycle(DISPLAYS):
            if self.council.is_over:
                return
            await asyncio.sleep(1)
            sent, calm = time.monotonic(), self.calm
            fields = {"display": display}
            path = f"{self.crowd.path}marques/affichage/"
            await self.crowd.president.command(path, fields, seconds=120)
            seq = await self.seq()
            await self._until_seen(seq)
            if self._is_still(calm):
                self._note(seq, sent)

    async def _until_seen(self, seq: int) -> None:
        """Wait until every tablet that has a line has a number, or lost it meanwhile."""
        late = [tablet for tablet in self.tablets if not tablet.is_cut]
        until = time.monotonic() + 60
        while late and time.monotonic() < until:
            await asyncio.sleep(0.1)
            late = [t for t in late if t.cursor < seq and not t.is_cut]

    def _is_still(self, calm: int) -> bool:
        return calm == self.calm and not self.in_fault

    def _note(self, seq: int, sent: float) -> None:
        for tablet in self.tablets:
            at = tablet.had_at(seq)
            if at is not None and not tablet.is_cut and tablet.cut_at < sent:
                self.pushes.append(at - sent)

    async def suffer(self, name: str, fault: Callable[[], object]) -> None:
        """Do a fault, and note how long after it all the tablets with a line are level."""
        self.in_fault, self.calm = True, self.calm + 1
        await asyncio.to_thread(fault)
        back, seq = time.monotonic(), await self.seq()
        async with asyncio.TaskGroup() as waiting:
            for tablet in self.tablets:
                if not tablet.is_cut:
                    waiting.create_task(tablet.until(seq, seconds=180))
        self.faults[name] = time.monotonic() - back
        self.in_fault = False


@asynccontextmanager
async def seated(stack: Stack, size: int, chance: random.Random) -> AsyncIterator[Day]:
    """Seat `size` tablets, all but the chair's and the secretary's behind the switches."""

    def made(url: str, meeting: int, name: str) -> Watched:
        return Watched(url, meeting, username=name)

    seats = room.seated(stack, room.cast(size), made, lines=SWITCHES)
    async with seats as (crowd, switches):
        tablets = [t for t in crowd.all if isinstance(t, Watched)]
        yield Day(crowd, Council(crowd, pace=8), tablets, switches, chance)


def faults_of(
    stack: Stack, stacks: Stacks, chance: random.Random
) -> dict[str, Callable[[], object]]:
    """Return what befalls a stack, in order."""

    def kill() -> None:
        victim = chance.choice(stack.web)
        victim.kill()
        victim.start()

    def restart_database() -> None:
        assert stacks.postgres
        stacks.postgres.stop()
        time.sleep(1)
        stacks.postgres.start()

    def lose_redis() -> None:
        assert stack.redis
        stack.redis.stop()
        time.sleep(10)
        stack.redis.start()

    def replace() -> None:
        for web in stack.web:
            web.stop()
            web.start()

    full = {"PostgreSQL restarted": restart_database, "Redis away for 10 s": lose_redis}
    both = {"a server killed": kill, **(full if stack.kind == "full" else {})}
    return {**both, "the servers replaced one by one": replace}


async def run(stack: Stack, stacks: Stacks, asked: argparse.Namespace) -> list[str]:
    """Hold a council through the faults, check what it left, and return what to print."""
    chance = random.Random(asked.seed)
    came = time.monotonic()
    async with seated(stack, asked.tablets, chance) as day:
        took = time.monotonic() - came
        say(f"{len(day.tablets)} tablets seated in {took:.0f} s")
        await day.council.begin()
        began = time.monotonic()
        works = [*day.council.works(), day.cut_lines(asked.cuts), day.time_pushes()]
        at_work = [asyncio.create_task(work) for work in works]
        faults = faults_of(stack, stacks, chance)
        rest = asked.seconds / (len(faults) + 1)
        for name, fault in faults.items():
            await asyncio.sleep(rest)
            await day.suffer(name, fault)
            say(f"level {day.faults[name]:.1f} s after {name}")
        await asyncio.sleep(rest)
        day.council.is_over = True
        await asyncio.gather(*at_work)
        held_for = time.monotonic() - began
        seq = await day.crowd.are_level(seconds=180)
        assert {tablet.cursor for tablet in day.tablets} == {seq}
    after = held(stack)
    refuse_broken_chain(stack, after)
    refuse_losses(day.crowd, day.council, after)
    return told(stack, day, took=took, held_for=held_for, seq=seq)


def told(
    stack: Stack, day: Day, *, took: float, held_for: float, seq: int
) -> list[str]:
    """Return the figures as lines to read."""
    sent = [done for tablet in day.tablets for done in tablet.ledger]
    frames = sum(len(tablet.frames) for tablet in day.tablets)
    again = sum(tablet.connections - 1 for tablet in day.tablets)
    lines = [
        f"{stack.kind}: {len(day.tablets)} tablets, {held_for:.0f} s, all at {seq}",
        f"  seated in {took:.0f} s; {frames} frames; {day.cuts} cuts; {again} reconnections",
        f"  {len(sent)} commands acknowledged, {sum(d.tries > 1 for d in sent)} sent again;"
        " none lost, none twice",
        f"  from the act to a screen: {spread(day.pushes)} ({len(day.pushes)} screens)",
        f"  level after a cut: {spread(day.mended)} ({len(day.mended)} cuts)",
    ]
    return lines + [
        f"  level after {name}: {seconds:.1f} s" for name, seconds in day.faults.items()
    ]


def say(words: str) -> None:
    """Tell who waits how far it is."""
    sys.stderr.write(f"{words}\n")


def spread(times: list[float]) -> str:
    if not times:
        return "nothing measured"
    median, p99 = statistics.median(times), percentile(times, 99)
    return f"median {median:.2f} s, p99 {p99:.2f} s, worst {max(times):.2f} s"


def main() -> int:
    asked = _arguments()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    kinds: list[Kind] = ["sqlite", "full"] if asked.on == "both" else [asked.on]
    with tempfile.TemporaryDirectory(prefix="ecm-faults-") as name:
        Path(name).chmod(0o711)  # PostgreSQL runs under an account of its own
        templates = Path(name) / "templates"
        templates.mkdir()
        stacks = Stacks(Path(name), templates)
        try:
            for kind in kinds:
                stack = stacks.open(kind, COUNCIL)
                try:
                    lines = asyncio.run(run(stack, stacks, asked))
                    sys.stdout.write("\n".join(lines) + "\n")
                    sys.stdout.flush()
                finally:
                    stack.stop()
        finally:
            stacks.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks faults",
        description="A council of many tablets through cuts and broken servers.",
    )
    parser.add_argument("--on", choices=["sqlite", "full", "both"], default="both")
    parser.add_argument("--tablets", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=75, help="besides the faults")
    parser.add_argument(
        "--cuts", type=float, default=0.1, help="scale of the cuts: 1 is 1 to 120 s"
    )
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
