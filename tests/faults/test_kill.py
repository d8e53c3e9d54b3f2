"""`kill -9` of a web process in the middle of a council: nothing acknowledged is lost."""

import asyncio
import os
import random
from collections import Counter

from tests.faults.council import Council
from tests.faults.crowd import Crowd, crowded
from tests.record import Held, held, refuse_broken_chain
from tests.stack import COUNCIL, Stack, WebProcess

SEEDS = COUNCIL
KILLS = 2
ENOUGH = 30  # acknowledged commands between two kills


async def test_a_killed_process_loses_nothing_that_it_acknowledged(
    stack: Stack,
) -> None:
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    print(f"SEED={seed}")  # noqa: T201  (pytest shows it with a failure)
    chance = random.Random(seed)
    async with crowded(stack) as crowd:
        council = Council(crowd)
        await council.begin()
        at_work = [asyncio.create_task(work) for work in council.works()]
        for web in victims(stack, chance):
            await kill(web, crowd, chance)
        council.is_over = True
        await asyncio.gather(*at_work)
        seq = await crowd.are_level()
        assert {tablet.cursor for tablet in crowd.all} == {seq}

    after = held(stack)
    refuse_broken_chain(stack, after)
    every_key_is_recorded_once(crowd, after)
    every_decision_stands(council, after)
    every_mark_stands(council, after)
    every_keystroke_stands(council, after)


def victims(stack: Stack, chance: random.Random) -> list[WebProcess]:
    """Return the processes to kill one after the other: where there are two, both."""
    once_each = chance.sample(stack.web, len(stack.web))
    return (once_each * KILLS)[:KILLS]


async def kill(web: WebProcess, crowd: Crowd, chance: random.Random) -> None:
    """Kill a process at a random moment; it returns, and all must follow."""
    until = acknowledged(crowd) + ENOUGH
    while acknowledged(crowd) < until:  # noqa: ASYNC110 (a ledger tells nobody)
        await asyncio.sleep(0.05)
    await asyncio.sleep(chance.uniform(0.0, 1.0))
    web.kill()
    await asyncio.sleep(chance.uniform(0.0, 0.5))
    await asyncio.to_thread(web.start)
    await crowd.are_level()


def acknowledged(crowd: Crowd) -> int:
    return sum(len(tablet.ledger) for tablet in crowd.all)


def every_key_is_recorded_once(crowd: Crowd, after: Held) -> None:
    recorded = Counter(entry["key"] for entry in after["entries"] if entry["key"])
    sent = [done.key for tablet in crowd.all for done in tablet.ledger]
    assert len(sent) > KILLS * ENOUGH
    assert [key for key in sent if recorded[key] != 1] == []
    assert [key for key, times in recorded.items() if times > 1] == []


def every_decision_stands(council: Council, after: Held) -> None:
    found = {int(item): d["text"] for item, d in after["decisions"].items()}
    assert found == council.decisions
    assert after.verbs["item.decided"] == len(council.decisions)


def every_mark_stands(council: Council, after: Held) -> None:
    found = {
        (m["round__item_id"], m["seat_id"]): (m["value"], m["comment"])
        for m in after["marks"]
    }
    lost = {k: v for k, v in council.marks.items() if found.get(k) != v}
    assert council.marks
    assert lost == {}


def every_keystroke_stands(council: Council, after: Held) -> None:
    found = {(r["block__uid"], r["version"]): r["text"] for r in after["revisions"]}
    assert council.keystrokes
    assert {k: found.get(k) for k in council.keystrokes} == council.keystrokes
    assert after["proposals"] == []
