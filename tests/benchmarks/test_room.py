"""The benchmarks of the room, small: the product itself, a real server, real tablets."""

import json
from pathlib import Path

import pytest

from benchmarks import command
from benchmarks.load.building import NoCompiler, compiler
from benchmarks.verdict import Outcome
from tests.stack import Stacks


@pytest.fixture(scope="module", autouse=True)
def can_compile() -> None:
    try:
        compiler()
    except NoCompiler as missing:
        pytest.skip(str(missing))


def small(name: str, stacks: Stacks) -> Outcome:
    words = ["--small", "--on", "sqlite", "--server", "daphne"]
    return command.measured(name, command.arguments(name, words), stacks)


def test_a_frame_reaches_every_tablet_of_the_product(
    stacks: Stacks, tmp_path: Path
) -> None:
    outcome = small("fanout", stacks)

    outcome.write(str(tmp_path / "fanout.json"))
    told = json.loads((tmp_path / "fanout.json").read_text())
    assert told["flaws"] == []
    assert set(told["subjects"]) == {"e-CM, daphne", "boucle C"}
    for figures in told["subjects"].values():
        assert set(figures) == set(told["columns"])
    assert told["verdict"].startswith("essai réduit")
    assert [goal["goal"] for goal in told["goals"]] == [
        "daphne : au plus 10 fois la boucle C"
    ]
    assert "boucle C" in outcome.table()
