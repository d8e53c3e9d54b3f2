"""The page of measures: a run's table and chart go where they belong, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import command
from benchmarks.report import DRAWN, fill
from tests.source import ROOT

PAGE = """# Mesures

<!-- mesure fanout -->
Pas encore mesuré.
<!-- fin fanout -->

Après.
"""


@pytest.fixture
def told() -> dict[str, Any]:
    figure = {"median": 6.6, "low": 6.0, "high": 7.25}
    return {
        "name": "fanout",
        "date": "2026-11-23",
        "machine": "un processeur, 2 cœurs",
        "options": {"on": "full"},
        "verdict": "but atteint",
        "columns": {"cpu_us": "µs/message", "load": "charge"},
        "subjects": {"e-CM, uvicorn": {"cpu_us": figure}},
    }


def test_the_table_says_when_where_and_how_far_the_rounds_stray(
    tmp_path: Path, told: dict[str, Any]
) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE)

    assert fill(page, told)

    text = page.read_text()
    assert "Le 23 novembre 2026, un processeur, 2 cœurs, PostgreSQL et Redis" in text
    assert "| e-CM, uvicorn | 6,60 (6,00–7,25) | – |" in text
    assert "Pas encore mesuré" not in text
    assert text.endswith("<!-- fin fanout -->\n\nAprès.\n")
    assert (tmp_path / "img" / "mesure-fanout.svg").exists()


def test_a_later_run_replaces_the_earlier(tmp_path: Path, told: dict[str, Any]) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE)
    fill(page, told)
    once = page.read_text()

    assert fill(page, told)

    assert page.read_text() == once


def test_a_measure_without_a_place_changes_nothing(
    tmp_path: Path, told: dict[str, Any]
) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE)

    assert not fill(page, {**told, "name": "room"})
    assert page.read_text() == PAGE


@pytest.mark.parametrize("name", command.BENCHMARKS)
def test_every_benchmark_of_the_room_has_its_place_in_the_page(name: str) -> None:
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")

    assert name in DRAWN
    assert f"<!-- mesure {name} -->\n" in text
    assert f"<!-- fin {name} -->\n" in text


def test_a_run_on_the_other_databases_has_a_place_of_its_own_where_there_is_one(
    tmp_path: Path, told: dict[str, Any]
) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"{PAGE}\n<!-- mesure fanout-full -->\n<!-- fin fanout-full -->\n")

    assert fill(page, told)

    text = page.read_text()
    assert "Pas encore mesuré." in text
    assert text.index("6,60") > text.index("<!-- mesure fanout-full -->")
    assert (tmp_path / "img" / "mesure-fanout-full.svg").exists()
