"""The benchmark of many councils, small: every tablet of each gets what its chair does."""

import json
from pathlib import Path

import pytest

from benchmarks import command, scale
from benchmarks.load.building import NoCompiler, compiler
from tests.stack import Stacks


def test_many_councils_on_several_processes_lose_nothing(
    stacks: Stacks, tmp_path: Path
) -> None:
    missing = stacks.missing("full")
    if missing:
        pytest.skip(f"not installed: {missing}")
    try:
        compiler()
    except NoCompiler as lacking:
        pytest.skip(str(lacking))
    asked = command.arguments("scale", ["--small", "--tablets", "5", "--acts", "2"])

    outcome = scale.run("scale", asked, stacks)
    outcome.write(str(tmp_path / "told.json"))
    told = json.loads((tmp_path / "told.json").read_text())

    assert told["flaws"] == []
    assert set(told["subjects"]) == {"e-CM, 1 processus", "e-CM, 2 processus"}
    for figures in told["subjects"].values():
        assert set(figures) == set(told["columns"])
        assert figures["frames"]["median"] > 0
    assert told["verdict"].startswith("essai réduit")
