"""One tablet's line: frames in order within a budget, and no waiting for a frozen peer."""

import asyncio
import time

import pytest

from ecm.domain.policy import Role
from live import socket
from live.audience import Audience
from live.frames import Frame
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

    def line(self, wire: "Kernel | None" = None) -> Socket:
        return Socket(
            user_id=1,
            session_key="x",
            audience=Audience(Role.MEMBER),
            hall=False,
            cursor=56,
            send=self.send,
            close=self.close,
            wire=wire,
        )

    async def until(self, *, taken: int = 0, codes: int = 0) -> None:
        async with asyncio.timeout(60):
            while len(self.taken) < taken or len(self.codes) < codes:
                self.changed.clear()
                await self.changed.wait()


async def test_frames_arrive_in_their_order() -> None:
    peer = Peer()
    line = peer.line()

    for text in "abc":
        line.offer(Frame(text))
    await peer.until(taken=3)

    assert peer.taken == ["a", "b", "c"]
    assert not line.is_behind
    line.stop()


async def test_past_its_budget_a_tablet_is_left_behind_and_owes_nothing() -> None:
    peer = Peer()
    peer.reads.clear()
    line, half = peer.line(), "x" * (BUDGET // 2 + 1)

    line.offer(Frame("in hand"))
    await asyncio.sleep(0)  # the line takes it up and waits for the peer
    line.offer(Frame(half))
    line.offer(Frame(half))
    assert line.is_behind

    peer.reads.set()
    line.offer(Frame("snapshot"))
    await peer.until(taken=2)
    assert peer.taken == ["in hand", "snapshot"]
    line.stop()


async def test_one_frame_larger_than_the_budget_goes_out_all_the_same() -> None:
    peer = Peer()
    line, large = peer.line(), "x" * (BUDGET + 1)

    line.offer(Frame(large))
    await peer.until(taken=1)

    assert peer.taken == [large]
    assert not line.is_behind
    line.stop()


async def test_a_frozen_tablet_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "PATIENCE", 0.01)
    peer = Peer()
    peer.reads.clear()
    line = peer.line()

    line.offer(Frame("never read"))
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
    peer.line().offer(Frame("frame"))
    await peer.until(codes=1)

    assert peer.codes == [1011]


class Kernel:
    """A wire as a server offers it; the tablet takes what it is told to."""

    packs = False

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.waiting = 0
        self.is_aborted = False
        self.reads = True

    def write(self, frame: bytes) -> int:
        self.frames.append(frame)
        self.waiting += 0 if self.reads else len(frame)
        return self.waiting

    def abort(self) -> None:
        self.is_aborted = True


async def test_a_ready_frame_is_written_at_once_and_is_the_same_for_all() -> None:
    peers, frame = [Kernel(), Kernel()], Frame("à tous")

    for wire in peers:
        Peer().line(wire).offer(frame)

    assert peers[0].frames[0] is peers[1].frames[0] is frame.plain


async def test_who_agreed_to_it_gets_the_compressed_frame() -> None:
    wire, frame = Kernel(), Frame("tout le monde en ligne " * 40)
    wire.packs = True

    Peer().line(wire).offer(frame)

    assert wire.frames == [frame.packed]


async def test_a_slow_tablet_owes_no_more_than_its_budget_and_is_helped_up() -> None:
    wire = Kernel()
    line, half = Peer().line(wire), Frame("x" * (BUDGET // 2 + 1))
    wire.reads = False

    line.offer(half)
    line.offer(half)
    assert (len(wire.frames), line.is_behind, line.look()) == (1, True, False)

    wire.waiting, wire.reads = 0, True
    assert line.look()


async def test_who_says_where_he_was_while_a_change_travels_misses_nothing() -> None:
    line = Peer().line(Kernel())
    assert not line.awaits(56)

    line.tell(Frame("vers 57"), 56, time.monotonic())
    line.tell(Frame("vers 58"), 57, time.monotonic())
    assert line.awaits(56)
    assert not line.awaits(55)

    line.is_behind = True
    assert not line.awaits(56)


async def test_who_takes_nothing_is_cut_off_and_who_takes_little_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "PATIENCE", 0.01)
    frozen, slow = Kernel(), Kernel()
    lines = [Peer().line(wire) for wire in (frozen, slow)]
    for wire, line in zip((frozen, slow), lines, strict=True):
        wire.reads = False
        line.offer(Frame("x" * 1000))
        line.look()

    await asyncio.sleep(0.05)
    slow.waiting -= 1
    for line in lines:
        line.look()

    assert (frozen.is_aborted, slow.is_aborted) == (True, False)


async def test_who_reads_is_told_why_he_is_expelled_and_who_does_not_is_cut() -> None:
    reading, frozen = Kernel(), Kernel()
    frozen.reads = False
    told, cut = Peer(), Peer()
    lines = [told.line(reading), cut.line(frozen)]
    for line in lines:
        line.offer(Frame("frame"))
        line.stop()
        line.expel(4403)
    await told.until(codes=1)

    assert (told.codes, reading.is_aborted) == ([4403], False)
    assert (cut.codes, frozen.is_aborted) == ([], True)


async def test_who_is_expelled_gets_nothing_more() -> None:
    peer = Peer()
    line = peer.line()

    line.expel(4403)
    line.offer(Frame("late"))
    await peer.until(codes=1)
    await asyncio.sleep(0)

    assert (peer.taken, peer.codes) == ([], [4403])
