"""A cable that is pulled, or loses packets, in the kernel's own network: no mark is lost.

The lines of the laboratory are relays of ours (tests/line.py); here the packets themselves
go nowhere, and TCP finds out by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from tests.faults.cables import Cables, laid, why_not
from tests.faults.council import Council
from tests.faults.crowd import Crowd
from tests.faults.oracle import refuse_losses
from tests.faults.soak.room import DESK, cast, seated
from tests.record import held, refuse_broken_chain
from tests.stack import COUNCIL, Stack, Stacks, WebProcess, ecm
from tests.tablet import Tablet

WALL, SWITCH = "wall", "switch"
CUTS = (2, 6)  # decisions that the room misses, one a second
LOSS = 10  # packets in a hundred, each way: a crowded access point at its worst
LONG = 300.0  # seconds: TCP waits ever longer before it tries again


class FarWeb(WebProcess):
    """The application at the far end of the cables."""

    def __init__(self, stack: Stack, cables: Cables) -> None:
        super().__init__(stack.folder, stack.environment)
        self.cables = cables
        self.base_url = cables.server(WALL, self.port)

    def command(self) -> list[str]:
        served = ecm("serve", "--host", "0.0.0.0", "--port", str(self.port))
        return self.cables.at_server(*served)


class Led(Council):
    """A council whose chair decides when the test says so."""

    async def _preside(self) -> None:
        """Leave the wheel to the test."""

    async def decide(self, times: int) -> None:
        for _ in range(times):
            await asyncio.sleep(1.0)
            await self._decide()

    async def go_on(self) -> None:
        """Return once the members mark: on a slow machine the first to do so is late."""
        async with asyncio.timeout(LONG):
            while not self.marks:
                await self._rest(0.1, 0.2)


@pytest.fixture
def cables() -> Iterator[Cables]:
    if reason := why_not():
        pytest.skip(reason)
    with laid(WALL, SWITCH) as found:
        yield found


@pytest.fixture
def far(stacks: Stacks, cables: Cables) -> Iterator[Stack]:
    stack = stacks.filled("sqlite", COUNCIL)
    stack.web = [FarWeb(stack, cables)]
    cables.among_tablets(stack.start)
    yield stack
    stack.stop()


def test_a_room_whose_cable_is_pulled_comes_back_level_and_loses_nothing(
    far: Stack, cables: Cables
) -> None:
    async def pulled(crowd: Crowd, council: Led) -> None:
        for decisions in CUTS:
            await miss(decisions, crowd, council, cables)

    council = hold(far, cables, pulled)

    assert len(council.decisions) == sum(CUTS)


def test_a_room_that_loses_one_packet_in_ten_follows_and_loses_nothing(
    far: Stack, cables: Cables
) -> None:
    cables.lose(SWITCH, LOSS)

    async def decided(crowd: Crowd, council: Led) -> None:
        for _ in range(6):
            await council.decide(1)
            await crowd.are_level(seconds=LONG)

    council = hold(far, cables, decided)

    assert len(council.decisions) == 6
    assert min(cables.lost()) > 20


def hold(
    stack: Stack, cables: Cables, during: Callable[[Crowd, Led], Awaitable[None]]
) -> Led:
    """Hold the council among the tablets, and refuse every loss once it is over."""
    crowd, council = cables.among_tablets(
        lambda: asyncio.run(sit(stack, cables, during))
    )
    after = held(stack)
    refuse_losses(crowd, council, after)
    refuse_broken_chain(stack, after)
    return council


async def sit(
    stack: Stack, cables: Cables, during: Callable[[Crowd, Led], Awaitable[None]]
) -> tuple[Crowd, Led]:
    """Seat all but the desk behind the switch; they mark and type while it lasts."""
    port, names = stack.web[0].port, cast(14)

    def made(url: str, meeting: int, name: str) -> Tablet:
        cable = WALL if name in DESK else SWITCH
        return Tablet(cables.server(cable, port), meeting, username=name)

    async with seated(stack, names, made, lines=0, direct=len(names)) as (crowd, _):
        council = Led(crowd, seed=6, patience=LONG)
        await council.begin()
        async with asyncio.TaskGroup() as everybody:
            for work in council.works():
                everybody.create_task(work)
            await during(crowd, council)
            await council.go_on()
            council.is_over = True
        await crowd.are_level(seconds=LONG)
    return crowd, council


async def miss(decisions: int, crowd: Crowd, council: Led, cables: Cables) -> None:
    """Decide while the cable is out: nobody behind it may know, and all must afterwards."""
    cables.pull(SWITCH)
    await council.decide(decisions)
    seq = await crowd.president.present_seq()
    behind = [*crowd.members.values(), *crowd.readers]
    assert all(tablet.cursor < seq for tablet in behind)
    cables.plug(SWITCH)
    await crowd.are_level(seconds=LONG)
