"""PostgreSQL restarts under a council: lines stay open, what was sent meanwhile is done once."""

import asyncio
from collections import Counter

from tests.faults.crowd import crowded
from tests.record import held, refuse_broken_chain
from tests.stack import Stack, Stacks

WAITED = 3  # commands that are sent while there is no database


async def test_no_line_closes_and_what_was_sent_is_done_once(
    full: Stack, stacks: Stacks
) -> None:
    database = stacks.postgres_server()
    async with crowded(full, size=12) as crowd:
        await crowd.president.command(f"{crowd.path}ouvrir/")
        await crowd.are_level()
        before = [tablet.connections for tablet in crowd.all]

        await asyncio.to_thread(database.stop)
        calls = [
            asyncio.create_task(crowd.president.command(f"{crowd.item(rank)}appeler/"))
            for rank in range(WAITED)
        ]
        await asyncio.sleep(1.0)
        assert not any(call.done() for call in calls)
        await asyncio.to_thread(database.start)
        await asyncio.gather(*calls)

        await crowd.are_level()
        assert [tablet.connections for tablet in crowd.all] == before

    after = held(full)
    refuse_broken_chain(full, after)
    recorded = Counter(entry["key"] for entry in after["entries"])
    assert [recorded[call.result().key] for call in calls] == [1] * WAITED
