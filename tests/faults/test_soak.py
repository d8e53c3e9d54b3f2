"""Half a minute of the fault laboratory on each stack: nothing confirmed is lost.

`ecm soak` runs all of it for ten minutes; here the seed is fixed, so that the same faults
come in the same order each time. SEED chooses another.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.soak.asked import Asked
from tests.faults.soak.running import laboratory, run
from tests.faults.soak.schedule import lane
from tests.stack import COUNCIL, Kind, Stacks

CHOSEN = {"sqlite": 1, "full": 7}


@pytest.fixture
def durable(stacks: Stacks) -> Iterator[Stacks]:
    """Servers that may be killed: those of the other tests would not outlive it."""
    # Not pytest's folder, which PostgreSQL's own account may not enter.
    with (
        tempfile.TemporaryDirectory(prefix="ecm-laboratory-") as name,
        laboratory(Path(name), stacks.templates) as opened,
    ):
        yield opened


@pytest.mark.parametrize("kind", ["sqlite", "full"])
async def test_a_council_loses_nothing_whatever_befalls_it(
    durable: Stacks, kind: Kind
) -> None:
    if missing := durable.missing(kind):
        pytest.skip(f"not installed: {missing}")
    seed = int(os.environ.get("SEED", CHOSEN[kind]))
    asked = Asked(kind, seed, seconds=25, tablets=12)
    print(asked.command)  # noqa: T201  (pytest shows it with a failure)
    stack = durable.open(kind, COUNCIL)

    report = await run(asked, stack, durable)

    assert report[1].strip() == asked.command


def test_a_seed_fixes_the_faults_their_hours_and_their_victims() -> None:
    names = ["a", "b", "c"]

    events = lane("606/0", names, 600)

    assert events == lane("606/0", names, 600)
    assert events != lane("607/0", names, 600)
    assert {event.name for event in events[:3]} == set(names)
    assert all(event.at < 600 for event in events)
