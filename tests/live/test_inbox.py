"""What a tablet says waits for the room in order, whoever comes first."""

import asyncio

import pytest

from live.servers.on_uvicorn import Inbox


async def test_what_came_first_is_taken_first() -> None:
    inbox = Inbox()
    for message in (1, 2, 3):
        inbox.put_nowait(message)

    assert [await inbox.get() for _ in range(3)] == [1, 2, 3]
    assert inbox.empty()


async def test_who_waits_is_woken_by_what_comes() -> None:
    inbox = Inbox()
    waiting = asyncio.create_task(inbox.get())
    await asyncio.sleep(0)

    inbox.put_nowait("57")
    inbox.put_nowait("58")

    assert await waiting == "57"
    assert not inbox.empty()


async def test_nothing_is_lost_with_a_reader_who_gave_up() -> None:
    inbox = Inbox()
    waiting = asyncio.create_task(inbox.get())
    await asyncio.sleep(0)
    waiting.cancel()
    inbox.put_nowait("57")

    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await inbox.get() == "57"
