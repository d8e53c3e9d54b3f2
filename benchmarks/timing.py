"""Timing without fooling oneself: interleaved rounds, the spread, and a noisy machine told.

Beside each page a fixed piece of pure Python is timed: what the machine does to it, it
does to the page too. When that piece does not keep its time, no verdict is given. The
processor's own time of our process is told too: neighbours change it less.
"""

import gc
import json
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

NOISY = 1.5  # the fixed piece, 95th percentile over median


@dataclass(frozen=True)
class Measure:
    """The times of one thing in milliseconds, and how many queries it made."""

    name: str
    queries: int
    queries_before: int
    times: list[float] = field(repr=False)
    cpu: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p99(self) -> float:
        return percentile(self.times, 99)


@dataclass(frozen=True)
class Result:
    """One run: the pages, the goal, and how steady the machine was."""

    measures: list[Measure]
    goal: float
    steadiness: float

    @property
    def is_noisy(self) -> bool:
        return self.steadiness > NOISY

    @property
    def is_met(self) -> bool:
        """Whether every page is under the goal and asks the same at any size."""
        return all(
            m.p99 <= self.goal and m.queries == m.queries_before for m in self.measures
        )

    @property
    def verdict(self) -> str:
        if self.is_noisy:
            return f"machine too noisy ({self.steadiness:.2f}): no verdict"
        return "goal met" if self.is_met else "GOAL NOT MET"


def percentile(times: list[float], rank: int) -> float:
    """Return the value under which `rank` hundredths of the times are."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * rank // 100)]


FIXED = "fixed"
Taken = tuple[float, float]  # milliseconds by the clock, and of our processor


def measured(
    pages: Mapping[str, Callable[[], object]], rounds: int
) -> dict[str, list[Taken]]:
    """Call every page once a round, in turn, and return what each took."""
    taken: dict[str, list[Taken]] = {name: [] for name in [*pages, FIXED]}
    gc.collect()
    gc.freeze()
    for _round in range(rounds):
        for name, page in [*pages.items(), (FIXED, fixed_piece)]:
            taken[name].append(_timed(page))
    gc.unfreeze()
    return taken


def _timed(page: Callable[[], object]) -> Taken:
    clock, cpu = time.perf_counter(), time.process_time()
    page()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - cpu)


def by_clock(taken: list[Taken]) -> list[float]:
    return [clock for clock, _cpu in taken]


def of_processor(taken: list[Taken]) -> float:
    """Return the median of the processor's time."""
    return statistics.median(cpu for _clock, cpu in taken)


def fixed_piece() -> int:
    """Do the same work each time, about ten milliseconds of it."""
    return sum(len(str(number)) for number in range(60_000))


def steadiness(times: list[float]) -> float:
    """Return how far the fixed piece strays: 1.0 is a machine that is ours alone."""
    return percentile(times, 95) / statistics.median(times)


def table(result: Result) -> str:
    """Return the result as lines to read."""
    head = f"{'page':<32}{'median':>11}{'p99':>11}{'cpu':>11}{'queries':>12}"
    lines = [
        f"{m.name:<32}{m.median:>8.1f} ms{m.p99:>8.1f} ms{m.cpu:>8.1f} ms"
        f"{m.queries_before:>7} → {m.queries}"
        for m in result.measures
    ]
    return "\n".join([head, *lines, f"goal: {result.goal:.0f} ms; {result.verdict}"])


def as_json(result: Result) -> str:
    """Return the result and the machine it was measured on."""
    whole = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "goal_ms": result.goal,
        "steadiness": round(result.steadiness, 3),
        "verdict": result.verdict,
        "pages": [
            {
                "name": m.name,
                "median_ms": round(m.median, 1),
                "p99_ms": round(m.p99, 1),
                "max_ms": round(max(m.times), 1),
                "cpu_ms": round(m.cpu, 1),
                "queries": [m.queries_before, m.queries],
            }
            for m in result.measures
        ],
    }
    return json.dumps(whole, ensure_ascii=False)
