"""Runs one benchmark: `python -m benchmarks fanout --json fanout.json`."""

import sys
from importlib import import_module

from benchmarks import command

ELSEWHERE = {
    "dossiers": ("lists", "the pages of lists with 10,000 dossiers"),
    "faults": (
        "room_faults",
        "a council of 200 tablets through cuts and broken servers",
    ),
    "public": ("public_site", "the public site with twenty years of councils"),
    "chart": ("chart", "draws what --json wrote"),
    "report": ("report", "puts what --json wrote into docs/performance.md"),
}


def main() -> int:
    """Hand the words that follow a name to the benchmark of that name."""
    known = {name: words for name, (_module, words) in ELSEWHERE.items()}
    known = {**command.BENCHMARKS, **known}
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in known:
        lines = [f"  {name:<11}{words}" for name, words in known.items()]
        sys.stderr.write("\n".join(["python -m benchmarks NAME [--help]", *lines, ""]))
        return 2
    del sys.argv[1]
    if name in command.BENCHMARKS:
        return command.main(name)
    status: int = import_module(f"benchmarks.{ELSEWHERE[name][0]}").main()
    return status


if __name__ == "__main__":
    sys.exit(main())
