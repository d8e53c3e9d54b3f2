"""Redis frozen or gone: commands answer, and the tablets of both processes follow."""

import asyncio
import time

import pytest

from tests.faults.crowd import Crowd, crowded
from tests.record import held, refuse_broken_chain
from tests.stack import Stack

OUTAGE = 20.0  # seconds


async def test_the_council_goes_on_without_redis_and_after_its_return(
    full: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A tablet that never asks where the room is has only what a process sends it unasked.
    monkeypatch.setattr("tests.tablet.HEARTBEAT", 600.0)
    assert full.redis
    redis = full.redis
    async with crowded(full, size=12) as crowd:
        await crowd.president.command(f"{crowd.path}ouvrir/")
        await crowd.are_level()

        redis.pause()
        ranks = await hold_for(crowd, OUTAGE, start=0)
        redis.resume()
        ranks = await hold_for(crowd, 1, start=ranks)
        redis.kill()
        ranks = await hold_for(crowd, 4, start=ranks)
        redis.start()
        await hold_for(crowd, 2, start=ranks)

    refuse_broken_chain(full, held(full))


async def hold_for(crowd: Crowd, seconds: float, *, start: int) -> int:
    """Call and undo for some seconds; every act must be everywhere."""
    rank, until = start, time.monotonic() + seconds
    while time.monotonic() < until:
        chair = crowd.president
        verb = "appeler/" if rank % 2 == 0 else "annuler-appel/"
        await chair.command(f"{crowd.item(0)}{verb}")
        await crowd.are_level()
        rank += 1
        await asyncio.sleep(0.5)
    return rank
