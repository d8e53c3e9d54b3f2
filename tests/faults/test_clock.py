"""The server's clock jumps in a sitting: numbers keep the order, and sessions their length."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.crowd import Crowd, crowded
from tests.record import Held, held, refuse_broken_chain
from tests.servers import wait_until
from tests.stack import COUNCIL, Stack, Stacks
from tests.tablet import Refused

LIBRARIES = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
SIGN_IN_AGAIN = 4401
HOUR = 3600  # seconds
OFFSETS = {"+1h": HOUR, "-1h": -HOUR, "-1d": -24 * HOUR, "+0": 0}


@pytest.fixture
def jumping(stacks: Stacks) -> Iterator[Stack]:
    """The application on SQLite, under a clock that a file moves."""
    library = next(LIBRARIES, None)
    if library is None or not shutil.which("faketime"):
        pytest.skip("not installed: faketime")
    stack = stacks.open("sqlite", COUNCIL)
    stack.stop()
    tell(stack, "+0")
    told = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(stack.folder / "clock"),
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_NO_CACHE": "1",
    }
    for web in stack.web:
        web.environment = stack.environment | told
    stack.start()
    yield stack
    stack.stop()


def tell(stack: Stack, offset: str) -> None:
    clock = stack.folder / "clock"
    fresh = clock.with_suffix(".new")
    fresh.write_text(f"{offset}\n")
    fresh.replace(clock)


async def test_a_clock_that_jumps_neither_disorders_the_acts_nor_signs_anybody_out(
    jumping: Stack,
) -> None:
    async with crowded(jumping, size=3) as crowd:
        await crowd.president.command(f"{crowd.path}ouvrir/")
        for rank, offset in enumerate(OFFSETS):
            tell(jumping, offset)
            await crowd.president.command(f"{crowd.item(rank)}appeler/")
            seq = await crowd.are_level()
            assert {tablet.cursor for tablet in crowd.all} == {seq}
        assert [tablet.close_code for tablet in crowd.all] == [None] * 5
        await all_are_signed_out_a_day_later(jumping, crowd)

    after = held(jumping)
    refuse_broken_chain(jumping, after)
    called = [e for e in after["entries"] if e["verb"] == "item.called"]
    assert [e["facts"]["item"] for e in called] == [
        item["id"] for item in after["items"][:4]
    ]
    assert [e["at"] for e in called] != sorted(e["at"] for e in called)
    assert_each_jump_is_noted_before_the_act_that_follows(after)


def assert_each_jump_is_noted_before_the_act_that_follows(after: Held) -> None:
    entries, was = after["entries"], 0
    called = [n for n, e in enumerate(entries) if e["verb"] == "item.called"]
    for place, offset in zip(called, OFFSETS.values(), strict=True):
        noted = entries[place - 1]
        assert noted["verb"] == "clock.moved"
        assert abs(noted["facts"]["seconds"] - (offset - was)) <= 1
        was = offset


async def all_are_signed_out_a_day_later(jumping: Stack, crowd: Crowd) -> None:
    """A session lasts twelve hours of the server's clock, however it came to them."""
    tell(jumping, "+1d")
    with pytest.raises(Refused):
        await crowd.president.command(f"{crowd.item(4)}appeler/")
    await asyncio.to_thread(
        wait_until,
        lambda: all(t.close_code == SIGN_IN_AGAIN for t in crowd.all),
        seconds=60,
        what="the closing of the lines",
    )
