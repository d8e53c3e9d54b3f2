"""Puts what `--json` wrote into the page of measures: its table, its chart, its date.

`python -m benchmarks report docs/performance.md fanout.json tap.json`. A measure has its
place in the page between two comments, `<!-- mesure fanout -->` and `<!-- fin fanout -->`;
on PostgreSQL and Redis in `<!-- mesure fanout-full -->`, where the page has both.
"""

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.chart import drawn
from ecm.domain.french.dates import date_in_text

DRAWN = {
    "fanout": "cpu_us",
    "room": "room_ms",
    "tap": "call_ms",
    "storm": "last_ms",
    "stuck": "ratio",
    "memory": "kb",
    "minutes": "long_ms",
    "public": "rate",
    "slow-link": "bytes",
    "scale": "act_ms",
}


def main() -> int:
    """Write each measure in its place, and its chart beside the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks report")
    parser.add_argument("page", type=Path)
    parser.add_argument("figures", type=Path, nargs="+")
    asked = parser.parse_args()
    for path in asked.figures:
        told = json.loads(path.read_text(encoding="utf-8"))
        if not fill(asked.page, told):
            sys.stderr.write(f"{asked.page} n'a pas de place pour {told['name']}\n")
            return 2
    return 0


def fill(page: Path, told: dict[str, Any]) -> bool:
    """Write one measure into the page; False where it has no place."""
    text = page.read_text(encoding="utf-8")
    names = (f"{told['name']}-{told['options'].get('on')}", told["name"])
    name = next((n for n in names if f"<!-- mesure {n} -->" in text), None)
    if name is None:
        return False
    place = re.compile(f"(<!-- mesure {name} -->\n).*?(<!-- fin {name} -->)", re.S)
    drawing = page.parent / "img" / f"mesure-{name}.svg"
    drawing.parent.mkdir(exist_ok=True)
    drawing.write_text(drawn(told, DRAWN[told["name"]]), encoding="utf-8")
    words = f"{section(told)}\n![{name}](img/{drawing.name})\n"
    filled = place.sub(lambda found: found[1] + words + found[2], text)
    page.write_text(filled, encoding="utf-8")
    return True


def section(told: dict[str, Any]) -> str:
    """Return the table of a measure, with the machine, the day and the verdict."""
    when = date_in_text(date.fromisoformat(told["date"]))
    stack = "PostgreSQL et Redis" if told["options"].get("on") == "full" else "SQLite"
    head = f"Le {when}, {told['machine']}, {stack} : {told['verdict']}.\n\n"
    names = "".join(f" {name} |" for name in told["columns"].values())
    rule = "|---|" + "--:|" * len(told["columns"])
    rows = [_row(subject, told) for subject in told["subjects"]]
    return head + "\n".join([f"| |{names}", rule, *rows, ""])


def _row(subject: str, told: dict[str, Any]) -> str:
    kept = told["subjects"][subject]
    cells = [_cell(kept.get(key)) for key in told["columns"]]
    return f"| {subject} | " + " | ".join(cells) + " |"


def _cell(figure: dict[str, float] | None) -> str:
    """Return the median, and the rounds it lies between."""
    if figure is None:
        return "–"
    median, low, high = (_number(figure[key]) for key in ("median", "low", "high"))
    return median if low == high else f"{median} ({low}–{high})"


def _number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")
