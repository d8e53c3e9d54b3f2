"""The chart of a run: every server has its bar, and ours is told from the others."""

import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks import chart

SVG = "{http://www.w3.org/2000/svg}"


def bar(median: float) -> dict[str, float]:
    return {"median": median, "low": median / 2, "high": median * 2}


@pytest.fixture
def told() -> dict[str, Any]:
    return {
        "name": "fanout",
        "date": "2026-11-23",
        "machine": "un processeur, 2 cœurs",
        "verdict": "but atteint",
        "columns": {"cpu_us": "µs/message"},
        "subjects": {
            "node <ws>": {"cpu_us": bar(7.5)},
            "e-CM, uvicorn": {"cpu_us": bar(6.6)},
        },
    }


def test_the_bars_stand_in_order_and_in_proportion(told: dict[str, Any]) -> None:
    drawing = ElementTree.fromstring(chart.drawn(told, "cpu_us"))

    first, second = drawing.findall(f"{SVG}rect")
    assert first.get("class") == "bar ours"
    assert second.get("class") == "bar"
    ratio = float(first.get("width", 0)) / float(second.get("width", 1))
    assert ratio == pytest.approx(6.6 / 7.5, abs=0.01)


def test_the_drawing_says_what_when_and_on_which_machine(told: dict[str, Any]) -> None:
    words = " ".join(ElementTree.fromstring(chart.drawn(told, "cpu_us")).itertext())

    for said in ("fanout : µs/message", "node <ws>", "6,60", "2026-11-23", "2 cœurs"):
        assert said in words


def test_the_command_writes_the_file(
    told: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures, drawing = tmp_path / "fanout.json", tmp_path / "fanout.svg"
    figures.write_text(json.dumps(told))

    monkeypatch.setattr(sys, "argv", ["chart", str(figures), "cpu_us", str(drawing)])
    assert chart.main() == 0
    assert drawing.read_text().startswith("<svg")

    monkeypatch.setattr(sys, "argv", ["chart", str(figures), "unknown", str(drawing)])
    assert chart.main() == 2
