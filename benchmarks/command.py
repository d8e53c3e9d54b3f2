"""The command line of the benchmarks of the room: what they have in common, and what not."""

import argparse
import signal
import sys
from importlib import import_module
from typing import Any

from benchmarks.load.building import NoCompiler
from benchmarks.machine import description
from benchmarks.verdict import Outcome

BENCHMARKS = {
    "fanout": "one frame to 1,000 tablets of four audiences",
    "room": "one frame to a room of 60",
    "tap": "from a mark, and from a call, to the last of 60, 200 and 1,000 tablets",
    "storm": "1,000 tablets come back at once with old cursors",
    "stuck": "one in ten of 200 tablets stops reading",
    "memory": "10,000 tablets in one process",
    "scale": "21 councils at once on 1, 2 and 4 web processes",
    "minutes": "two secretaries type before 40, 200 and 1,000 readers",
    "slow-link": "frames compressed once for all, on a line of 64 kbit/s and 600 ms",
}
MODULES = {"room": "fanout", "slow-link": "slow_link"}
DEFAULTS: dict[str, dict[str, Any]] = {
    "fanout": {"on": "full", "tablets": 1000, "acts": 20},
    "room": {"on": "full", "tablets": 60, "acts": 100},
    "tap": {"on": "sqlite", "tablets": 1000, "acts": 20},
    "storm": {"on": "full", "tablets": 1000, "acts": 0},
    "stuck": {"on": "sqlite", "tablets": 200, "acts": 100},
    "memory": {"on": "full", "tablets": 10_000, "acts": 0},
    "scale": {"on": "full", "tablets": 60, "acts": 20},
    "minutes": {"on": "sqlite", "tablets": 1000, "acts": 40},
    "slow-link": {"on": "sqlite", "tablets": 1000, "acts": 20},
}
SMALL = {"tablets": 10, "rounds": 1, "acts": 4}


def main(name: str) -> int:
    """Run one benchmark, show its table, and keep its figures if a file is named."""
    asked = arguments(name, sys.argv[1:])
    # Whoever ends it by a signal must not find its servers still running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        outcome = measured(name, asked)
    except NoCompiler as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{name} — {description()}\n{outcome.table()}\n")
    if asked.json:
        outcome.write(asked.json)
    return 1 if outcome.flaws else 0


def measured(name: str, asked: argparse.Namespace, held: Any = None) -> Outcome:
    """Run the benchmark, on a council of its own unless one is held already."""
    module = import_module(f"benchmarks.{MODULES.get(name, name)}")
    outcome: Outcome = module.run(name, asked, held)
    return outcome


def arguments(name: str, words: list[str]) -> argparse.Namespace:
    """Read the options; `--small` takes sizes that check and do not measure."""
    default = DEFAULTS[name]
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks {name}", description=BENCHMARKS[name]
    )
    parser.add_argument("--on", choices=["sqlite", "full"], default=default["on"])
    servers = ["uvicorn", "daphne", "both"]
    parser.add_argument("--server", choices=servers, default="both")
    parser.add_argument("--rounds", type=int, help="5 at least, for a verdict")
    parser.add_argument("--tablets", type=int)
    parser.add_argument("--acts", type=int, help="in each round")
    parser.add_argument(
        "--small", action="store_true", help="check, and measure nothing"
    )
    parser.add_argument("--json", help="file for the figures")
    asked = parser.parse_args(words)
    sizes = {"rounds": 5, **default, **(SMALL if asked.small else {})}
    for key, value in sizes.items():
        if getattr(asked, key, None) is None:
            setattr(asked, key, value)
    return asked
