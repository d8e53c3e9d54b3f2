"""The machine that is measured on: its cores, who used them, and what it is called."""

import os
import platform
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ALLOWED = sorted(os.sched_getaffinity(0))
# On a machine of one core both are the same, and the verdict is that nothing can be told.
SERVER_CORE, GENERATOR_CORE = ALLOWED[0], ALLOWED[-1]
TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Have what is started here run on one core: a child inherits where it may run."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def pin(pid: int, core: int) -> None:
    """Keep a process, and what it starts from now on, on one core."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(task.name), {core})


def processor_time(pid: int) -> float:
    """Return the seconds of processor that a process took, with its ended threads.

    The clock of another process (clock_getcpuclockid(3)): /proc counts in hundredths.
    """
    try:
        return time.clock_gettime_ns((~pid << 3) | 2) / 1e9
    except OSError:
        return 0.0


def processor_time_of(pids: Iterable[int]) -> float:
    return sum(processor_time(pid) for pid in pids)


def children_of(pid: int) -> list[int]:
    """Return a process and all that it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            words = task.read_text().split()
        except OSError:
            continue
        for child in words:
            found += children_of(int(child))
    return found


def resident(pid: int) -> int:
    """Return the bytes of memory that a process holds."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def busy_time() -> float:
    """Return the seconds that all cores together were busy since the start."""
    words = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, irq, softirq, steal = map(int, words[:8])
    return (user + nice + system + irq + softirq + steal) / TICK


@dataclass
class Booking:
    """Who used the processor during a `with booked(...)`."""

    wall: float = 0.0
    server: float = 0.0
    others: float = 0.0  # ours as well: the generator, the databases, this process
    foreign: float = 0.0  # nobody's here, in shares of one core


@contextmanager
def booked(server: Iterable[int], others: Iterable[int]) -> Iterator[Booking]:
    """Book the processor's time of the server, of what is ours beside it, and of strangers."""
    book, served = Booking(), list(server)
    besides = [pid for root in others for pid in children_of(root)] + [os.getpid()]
    began, busy = time.monotonic(), busy_time()
    before, aside = processor_time_of(served), processor_time_of(besides)
    yield book
    book.server = processor_time_of(served) - before
    book.others = processor_time_of(besides) - aside
    book.wall = time.monotonic() - began
    strangers = busy_time() - busy - book.server - book.others
    book.foreign = max(0.0, strangers) / book.wall


def description() -> str:
    """Return the kind of machine: processor, cores, system, Python."""
    return (
        f"{_processor()}, {len(ALLOWED)} cœurs, {platform.system()}"
        f" {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()
