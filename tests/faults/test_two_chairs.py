"""Two who both believe that they conduct: one is obeyed, the other is told, round by round."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from tests.record import Held, held, refuse_broken_chain
from tests.stack import COUNCIL, Stack
from tests.tablet import Refused, Tablet

SEEDS = COUNCIL
ROUNDS = 10
REFUSED = {403, 409}


@pytest.fixture
async def chairs(stack: Stack) -> AsyncIterator[tuple[Tablet, Tablet]]:
    """The chair at the first process and the Prime Minister at the last."""
    meeting = held(stack)["meeting"]
    first = Tablet(stack.base_urls[0], meeting, username="president")
    last = Tablet(stack.base_urls[-1], meeting, username="premier-ministre")
    async with first, last:
        yield first, last


async def test_of_two_conducts_at_once_one_is_obeyed_and_the_other_told(
    stack: Stack, chairs: tuple[Tablet, Tablet]
) -> None:
    chance = random.Random(6)
    found = held(stack)
    here = f"/seances/{found['meeting']}/"
    conducts, takes = chairs
    await conducts.command(f"{here}ouvrir/")
    for epoch in range(ROUNDS):
        item = found["items"][epoch]["id"]
        old = {"epoch": str(epoch)}
        # Both pages were drawn under the same conduct; who is first is left to chance.
        acts = [
            (conducts, f"{here}points/{item}/appeler/"),
            (takes, f"{here}conduite/prendre/"),
        ]
        chance.shuffle(acts)
        await asyncio.gather(*(tried(who, path, old) for who, path in acts))

        assert await tried(conducts, f"{here}suspendre/", old) in REFUSED
        conducts, takes = takes, conducts

    after = held(stack)
    refuse_broken_chain(stack, after)
    assert after.verbs["wheel.taken"] == ROUNDS
    assert called_by_the_conductor(after)
    assert after["state"] == "open"


async def tried(who: Tablet, path: str, fields: dict[str, str]) -> int:
    """Send a command, and return how it was answered."""
    try:
        return (await who.command(path, fields)).status
    except Refused as refused:
        if refused.status not in REFUSED:
            raise
        return refused.status


def called_by_the_conductor(after: Held) -> bool:
    """Tell whether every item was called by whoever conducted at that number."""
    conducts = "president"
    for entry in after["entries"]:
        if entry["verb"] == "wheel.taken":
            conducts = entry["actor__username"]
        if entry["verb"] == "item.called" and entry["actor__username"] != conducts:
            return False
    return True
