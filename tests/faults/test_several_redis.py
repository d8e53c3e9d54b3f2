"""More than one Redis: the master falls, or freezes, or one of two goes; the council does not."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults import sentinels
from tests.faults.crowd import crowded
from tests.faults.sentinels import carried, hearers
from tests.faults.test_redis import hold_for
from tests.record import held, refuse_broken_chain
from tests.servers import RedisServer, wait_until
from tests.stack import COUNCIL, Stack, Stacks

PROCESSES = 2
PATIENCE = 120.0  # seconds; a fail-over takes some, and this machine may be busy


@pytest.fixture(autouse=True)
def tablets_never_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tablet that never says where it is has only what a process sends it unasked."""
    monkeypatch.setattr("tests.tablet.HEARTBEAT", 600.0)


@pytest.fixture
def folder(stacks: Stacks) -> Iterator[Path]:
    missing = stacks.missing("full")
    if missing:
        pytest.skip(f"not installed: {missing}")
    with tempfile.TemporaryDirectory(prefix="ecm-redis-") as name:
        yield Path(name)


@pytest.fixture
def watch(folder: Path) -> Iterator[sentinels.Watched]:
    with sentinels.watched(folder) as made:
        yield made


@pytest.fixture
def pair(folder: Path) -> Iterator[list[RedisServer]]:
    made = [RedisServer(folder).start(), RedisServer(folder).start()]
    yield made
    for server in made:
        server.stop()


async def test_the_council_follows_the_sentinels_to_another_master(
    stacks: Stacks, watch: sentinels.Watched
) -> None:
    stack = stacks.open("full", COUNCIL, REDIS_URL=watch.url)
    first, second = watch.servers
    async with crowded(stack, size=8) as crowd:
        await crowd.president.command(f"{crowd.path}ouvrir/")
        await crowd.are_level()
        assert watch.is_led_by(first, listeners=PROCESSES)

        first.kill()
        ranks = await hold_for(crowd, 4, start=0)
        wait_for(watch, second)
        before = carried(second)
        ranks = await hold_for(crowd, 1, start=ranks)
        assert carried(second) > before
        says(stack, "ok")

        # The other way round: a master that is there and answers nothing.
        first.start()
        wait_until(lambda: is_replica(first), seconds=PATIENCE, what="the replica")
        second.pause()
        ranks = await hold_for(crowd, 4, start=ranks)
        wait_for(watch, first)
        second.resume()
        await hold_for(crowd, 1, start=ranks)
    finish(stack)


async def test_one_of_two_redis_carries_what_the_other_cannot(
    stacks: Stacks, pair: list[RedisServer]
) -> None:
    stack = stacks.open("full", COUNCIL, REDIS_URL=",".join(s.url for s in pair))
    async with crowded(stack, size=8) as crowd:
        await crowd.president.command(f"{crowd.path}ouvrir/")
        await crowd.are_level()
        assert [hearers(server) for server in pair] == [PROCESSES, PROCESSES]
        mine = pair[crowd.before["meeting"] % 2]
        other = pair[(crowd.before["meeting"] + 1) % 2]
        before = carried(mine)
        ranks = await hold_for(crowd, 1, start=0)
        assert carried(mine) > before

        mine.kill()
        ranks = await hold_for(crowd, 1, start=ranks)
        before = carried(other)
        ranks = await hold_for(crowd, 2, start=ranks)
        assert carried(other) > before
        says(stack, "failed")

        mine.start()
        wait_until(
            lambda: hearers(mine) == PROCESSES, seconds=PATIENCE, what="both processes"
        )
        await hold_for(crowd, 1, start=ranks)
    finish(stack)


def wait_for(watch: sentinels.Watched, master: RedisServer) -> None:
    """Wait until the sentinels name a master and every process listens to it."""
    wait_until(
        lambda: watch.is_led_by(master, listeners=PROCESSES),
        seconds=PATIENCE,
        what="the new master",
    )


def says(stack: Stack, verdict: str) -> None:
    """Wait until a process says so of its Redis."""
    address = f"{stack.base_urls[0]}/pret/"
    wait_until(
        lambda: httpx.get(address, timeout=60).json()["redis"] == verdict,
        seconds=PATIENCE,
        what=f"redis: {verdict}",
    )


def is_replica(server: RedisServer) -> bool:
    told = sentinels.ask(server, "INFO", "replication") or {}
    return told.get("role") == "slave" and told.get("master_link_status") == "up"


def finish(stack: Stack) -> None:
    """Stop the processes; nothing that was confirmed may be missing."""
    refuse_broken_chain(stack, held(stack))
    stack.stop()
