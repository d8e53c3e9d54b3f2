"""The benchmarks of the room, small: the product itself, a real server, real tablets.

They check that everything arrives and is told; never how fast.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import command
from benchmarks.load.building import NoCompiler, compiler
from benchmarks.product import Product, held, servers_known
from tests.stack import Stacks

OURS = f"e-CM, {servers_known()[0]}"
PACKED = f"{OURS}, comprimé"
TABLETS = 10


@pytest.fixture(scope="module")
def council(stacks: Stacks) -> Iterator[list[Product]]:
    try:
        compiler()
    except NoCompiler as missing:
        pytest.skip(str(missing))
    first = servers_known()[:1]
    with held("sqlite", first, tablets=TABLETS, stacks=stacks) as products:
        yield products


def small(name: str, council: list[Product], folder: Path) -> dict[str, Any]:
    """Run a benchmark as `--small --json FILE` does, and return what the file says."""
    asked = command.arguments(name, ["--small", "--on", "sqlite"])
    outcome = command.measured(name, asked, council)
    assert OURS in outcome.table()
    outcome.write(str(folder / "told.json"))
    told: dict[str, Any] = json.loads((folder / "told.json").read_text())
    return told


@pytest.mark.parametrize(
    ("name", "subjects"),
    [
        ("fanout", {OURS, "boucle C"}),
        ("room", {OURS, "boucle C"}),
        ("tap", {f"{OURS}, {TABLETS} tablettes"}),
        ("storm", {OURS, "boucle C"}),
        ("stuck", {OURS}),
        ("minutes", {f"{name}, {TABLETS} lecteurs" for name in (OURS, PACKED)}),
        ("slow-link", {OURS, PACKED}),
    ],
)
def test_a_benchmark_tells_all_its_figures_and_finds_no_fault(
    council: list[Product], tmp_path: Path, name: str, subjects: set[str]
) -> None:
    told = small(name, council, tmp_path)

    assert told["flaws"] == []
    assert set(told["subjects"]) == subjects
    for figures in told["subjects"].values():
        assert set(figures) == set(told["columns"])
        assert all(len(figure["rounds"]) == 1 for figure in figures.values())
    assert told["verdict"].startswith("essai réduit")


def test_the_tablets_are_of_four_audiences(council: list[Product]) -> None:
    tickets = council[0].council.tickets[:TABLETS]

    assert {t.group for t in tickets[:4]} == {0, 1, 2, 3}
    assert {t.group for t in tickets} == {0, 1, 2, 3}
