"""One run: seat the room, let the faults come, bring everything back, and judge."""

import asyncio
import random
import resource
import secrets
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.faults.soak import journal
from tests.faults.soak.asked import FEWEST, ON, Asked
from tests.faults.soak.machines import Fault, Machines
from tests.faults.soak.network import Network
from tests.faults.soak.report import Told, told
from tests.faults.soak.room import Doubled, cast, seated
from tests.faults.soak.schedule import Event, lane
from tests.faults.soak.sitting import Sitting
from tests.stack import COUNCIL, Stack, Stacks

LINES = 6  # switches, each with its share of the tablets
AFTERWARDS = 300.0  # seconds in which everything must have come back
ITEMS = 35.0  # what the demonstration's council has to decide, and a few more


class Unknown(Exception):
    """A fault was named that this stack cannot have."""


async def run(asked: Asked, stack: Stack, stacks: Stacks) -> list[str]:
    """Hold the council through the faults and return the report. Raises what went wrong."""
    random.seed(asked.seed)  # the tablets' pauses
    began_at = time.monotonic()
    names = cast(max(asked.tablets, FEWEST), "secretaire2", "premier-ministre")

    def made(url: str, meeting: int, name: str) -> Doubled:
        others = [other for other in stack.base_urls if other != url]
        return Doubled(url, meeting, username=name, others=others[-1:])

    async with (
        asyncio.timeout(asked.seconds + 2 * AFTERWARDS),
        seated(stack, names, made, lines=LINES, direct=1) as (crowd, lines),
    ):
        seated_in = time.monotonic() - began_at
        pace = min(12.0, max(1.0, asked.seconds / ITEMS))
        sitting = Sitting(crowd, pace=pace, seed=asked.seed)
        machines, network = Machines(stack, stacks, lines), Network(sitting, lines)
        faults = _wanted(asked, machines.faults() | network.faults())
        meeting = crowd.before["meeting"]
        began = await asyncio.to_thread(journal.beginning, stack, meeting)
        say(f"{len(crowd.all)} tablettes assises en {seated_in:.0f} s")
        befell, held_for = await _hold(asked, sitting, machines, network, faults)
        back = time.monotonic()
        await asyncio.to_thread(machines.start)
        network.mend()
        seq = await crowd.are_level(seconds=AFTERWARDS)
        level_in = time.monotonic() - back
    after = await asyncio.to_thread(journal.refuse_faults, stack, sitting, began)
    figures = Told(asked, seated_in, held_for, level_in, seq, befell)
    figures.missing = sorted(set(faults) - set(befell))
    return told(figures, sitting, network, after)


def _wanted(asked: Asked, known: Mapping[str, Fault]) -> dict[str, Fault]:
    unknown = sorted(set(asked.faults) - set(known))
    if unknown:
        names = ", ".join(sorted(known))
        raise Unknown(f"{', '.join(unknown)} : {asked.kind} connaît {names}")
    return {n: f for n, f in known.items() if not asked.faults or n in asked.faults}


async def _hold(
    asked: Asked,
    sitting: Sitting,
    machines: Machines,
    network: Network,
    faults: Mapping[str, Fault],
) -> tuple[Counter[str], float]:
    """Let the council sit while the faults come; return how often each came."""
    befell: Counter[str] = Counter()
    await sitting.begin()
    began = time.monotonic()
    lanes = [machines.faults(), network.faults()]
    async with asyncio.TaskGroup() as everybody:
        for work in sitting.works():
            everybody.create_task(work)
        async with asyncio.TaskGroup() as troubles:
            for rank, own in enumerate(lanes):
                names = sorted(set(own) & set(faults))
                events = lane(f"{asked.seed}/{rank}", names, asked.seconds)
                work = _suffer(events, faults, began, asked.seconds, befell)
                troubles.create_task(work)
            troubles.create_task(asyncio.sleep(asked.seconds))
        sitting.is_over = True
    return befell, time.monotonic() - began


async def _suffer(
    events: Sequence[Event],
    faults: Mapping[str, Fault],
    began: float,
    seconds: float,
    befell: Counter[str],
) -> None:
    """Do each fault at its hour, or later: after one that lasted there is a calm too."""
    over = 0.0
    for event in events:
        now = time.monotonic() - began
        await asyncio.sleep(max(0.0, max(event.at, over + event.rest) - now))
        if time.monotonic() - began > seconds:
            return
        say(f"  {time.monotonic() - began:6.1f} s  {event.name}, {event.lasts:.1f} s")
        await faults[event.name](random.Random(event.draw), event.lasts)
        over = time.monotonic() - began
        say(f"  {over:6.1f} s  … {event.name}")
        befell[event.name] += 1


def say(words: str) -> None:
    """Tell who waits how far it is."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def run_all(
    *, on: str, seconds: float, tablets: int, seed: int | None, fault: Sequence[str]
) -> int:
    """Run on each stack that was asked for; return the exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    # The seed itself must not come from a chance that a seed governs.
    seed = secrets.randbelow(10**6) if seed is None else seed
    with tempfile.TemporaryDirectory(prefix="ecm-soak-") as name:
        Path(name).chmod(0o711)  # PostgreSQL runs under an account of its own
        try:
            return max(
                try_once(Asked(kind, seed, seconds, tablets, tuple(fault)), Path(name))
                for kind in ON[on]
            )
        except KeyboardInterrupt:
            say("Interrompu : rien n'est jugé. / Interrupted: nothing is judged.")
            return 130


@contextmanager
def laboratory(folder: Path, templates: Path) -> Iterator[Stacks]:
    """Open servers of its own, a PostgreSQL that loses nothing among them."""
    folder.chmod(0o711)
    stacks = Stacks(folder, templates, durable=True)
    try:
        yield stacks
    finally:
        stacks.close()


def try_once(asked: Asked, folder: Path) -> int:
    """Run once and print the report; 0 when nothing was lost, 1 else, 2 when it cannot."""
    folder, templates = folder / asked.kind, folder / "templates"
    for made in (folder, templates):
        made.mkdir(exist_ok=True)
    with laboratory(folder, templates) as stacks:
        if missing := stacks.missing(asked.kind):
            say(f"{asked.kind} : il manque {missing} / missing")
            return 2
        say(asked.command)
        return _judged(asked, stacks)


def _judged(asked: Asked, stacks: Stacks) -> int:
    stack = stacks.open(asked.kind, COUNCIL)
    try:
        lines = asyncio.run(run(asked, stack, stacks))
    except Unknown as error:
        say(f"panne inconnue / unknown fault: {error}")
        return 2
    except Exception as error:
        say("".join(traceback.format_exception(error)))
        say(stack.last_lines())
        lines = [f"{asked.kind} : ÉCHEC / FAILED", f"  {asked.command}", f"  {error}"]
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()
    return int("FAILED" in lines[0])
