"""One tablet's line: frames in order within a budget, and no waiting for a frozen peer."""

import asyncio

import pytest

from ecm.domain.policy import Role
from live import socket
from live.audience import Audience
from live.socket import BUDGET, Socket


class Peer:
    """The far end of a line: it takes frames, or has stopped reading."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.codes: list[int] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.changed = asyncio.Event()

    async def send(self, frame: str) -> None:
        await self.reads.wait()
        self.taken.append(frame)
        self.changed.set()

    async def close(self, code: int) -> None:
        self.codes.append(code)
        self.changed.set()

    def line(self) -> Socket:
        return Socket(
            user_id=1,
            session_key="x",
            audience=Audience(Role.MEMBER),
            hall=False,
            cursor=56,
            send=self.send,
            close=self.close,
        )

    async def until(self, *, taken: int = 0, codes: int = 0) -> None:
        async with asyncio.timeout(60):
            while len(self.taken) < taken or len(self.codes) < codes:
                self.changed.clear()
                await self.changed.wait()


async def test_frames_arrive_in_their_order() -> None:
    peer = Peer()
    line = peer.line()

    for frame in "abc":
        line.offer(frame)
    await peer.until(taken=3)

    assert peer.taken == ["a", "b", "c"]
    assert not line.is_behind
    line.stop()


async def test_past_its_budget_a_tablet_is_left_behind_and_owes_nothing() -> None:
    peer = Peer()
    peer.reads.clear()
    line, half = peer.line(), "x" * (BUDGET // 2 + 1)

    line.offer("in hand")
    await asyncio.sleep(0)  # the line takes it up and waits for the peer
    line.offer(half)
    line.offer(half)
    assert line.is_behind

    peer.reads.set()
    line.offer("snapshot")
    await peer.until(taken=2)
    assert peer.taken == ["in hand", "snapshot"]
    line.stop()


async def test_one_frame_larger_than_the_budget_goes_out_all_the_same() -> None:
    peer = Peer()
    line, large = peer.line(), "x" * (BUDGET + 1)

    line.offer(large)
    await peer.until(taken=1)

    assert peer.taken == [large]
    assert not line.is_behind
    line.stop()


async def test_a_frozen_tablet_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "PATIENCE", 0.01)
    peer = Peer()
    peer.reads.clear()
    line = peer.line()

    line.offer("never read")
    await peer.until(codes=1)

    assert (peer.taken, peer.codes) == ([], [1011])


async def test_a_line_that_breaks_is_dropped_without_a_word() -> None:
    class Broken(Peer):
        async def send(self, frame: str) -> None:
            raise ConnectionResetError

        async def close(self, code: int) -> None:
            await super().close(code)
            raise ConnectionResetError

    peer = Broken()
    peer.line().offer("frame")
    await peer.until(codes=1)

    assert peer.codes == [1011]


async def test_who_is_expelled_gets_nothing_more() -> None:
    peer = Peer()
    line = peer.line()

    line.expel(4403)
    line.offer("late")
    await peer.until(codes=1)
    await asyncio.sleep(0)

    assert (peer.taken, peer.codes) == ([], [4403])
