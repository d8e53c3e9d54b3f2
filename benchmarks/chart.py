"""Draws what a benchmark wrote: bars in a file of SVG, to be looked at beside its table.

`python -m benchmarks chart fanout.json cpu_us docs/img/fanout.svg`
"""

import argparse
import json
import sys
from html import escape
from pathlib import Path
from typing import Any

WIDTH, LABELS, ROW, BAR = 760, 300, 30, 18
TOP, FOOT, RIGHT = 44, 34, 96
OURS = "e-CM"
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1d2733; }
.title { font-size: 15px; font-weight: 600; }
.foot { font-size: 11px; fill: #566373; }
.bar { fill: #a9b4c0; }
.ours { fill: #0b6e4f; }
.span { stroke: #1d2733; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6ebf0; } .foot { fill: #a9b4c0; } .span { stroke: #e6ebf0; }
  .bar { fill: #5d6b7a; } .ours { fill: #35b58a; }
}
"""


def main() -> int:
    """Draw one quantity of one run."""
    asked = _arguments()
    told = json.loads(Path(asked.figures).read_text(encoding="utf-8"))
    if asked.key not in told["columns"]:
        known = ", ".join(told["columns"])
        sys.stderr.write(f"{asked.key} n'y est pas ; il y a : {known}\n")
        return 2
    Path(asked.drawing).write_text(drawn(told, asked.key), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks chart")
    parser.add_argument("figures", help="what --json wrote")
    parser.add_argument("key", help="which quantity: cpu_us, last_ms…")
    parser.add_argument("drawing", help="the SVG to write")
    return parser.parse_args()


def drawn(told: dict[str, Any], key: str) -> str:
    """Return the SVG: the best on top, a line from the lowest round to the highest."""
    bars = sorted(
        ((name, kept[key]) for name, kept in told["subjects"].items() if key in kept),
        key=lambda bar: bar[1]["median"],
    )
    longest = max((bar["high"] for _name, bar in bars), default=1) or 1
    scale = (WIDTH - LABELS - RIGHT) / longest
    height = TOP + ROW * len(bars) + FOOT
    title = escape(f"{told['name']} : {told['columns'][key]}")
    rows = [_row(at, *bar, scale) for at, bar in enumerate(bars)]
    words = f"{told['date']} — {told['machine']} — {told['verdict']}"
    foot = f'<text class="foot" x="8" y="{height - 12}">{escape(_short(words))}</text>'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' role="img" aria-label="{title}"><style>{STYLE}</style>'
        f'<text class="title" x="8" y="24">{title}</text>'
    )
    return "\n".join([head, *rows, foot, "</svg>\n"])


def _row(at: int, name: str, figure: dict[str, float], scale: float) -> str:
    top = TOP + ROW * at
    middle, text = top + BAR / 2, top + BAR - 4
    kind = "bar ours" if name.startswith(OURS) else "bar"
    low, high = (LABELS + scale * figure[end] for end in ("low", "high"))
    return (
        f'<text x="{LABELS - 10}" y="{text}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="{kind}" x="{LABELS}" y="{top}" rx="2" height="{BAR}"'
        f' width="{max(1.0, scale * figure["median"]):.1f}"/>'
        f'<line class="span" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>'
        f'<text x="{high + 8:.1f}" y="{text}">{_number(figure["median"])}</text>'
    )


def _number(value: float) -> str:
    """Return three figures, with the comma of French."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")


def _short(words: str) -> str:
    return words if len(words) <= 118 else words[:117] + "…"
