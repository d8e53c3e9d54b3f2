"""The lines to the other processes: one that fails hands over to the next, and comes back."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from channels.layers import channel_layers
from django.test import override_settings

from live import relays
from live.relays import BEAT, GROUP, Line, Relays

MEMORY = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
LAYERS = {"default": MEMORY, "relay-2": MEMORY}


@pytest.fixture
def two() -> Iterator[None]:
    """Two lines that need no server."""
    with override_settings(REDIS_URL="redis://a,redis://b", CHANNEL_LAYERS=LAYERS):
        kept, channel_layers.backends = channel_layers.backends, {}
        yield
        channel_layers.backends = kept


async def listened(name: str) -> tuple[Any, str]:
    """Let another process listen on one line."""
    layer = channel_layers[name]
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    return layer, channel


async def test_a_meeting_has_its_line(two: None) -> None:
    lines = Relays(lambda message: None)
    for line in lines.lines:
        line.heard = asyncio.get_running_loop().time()
    first, second = await listened("default"), await listened("relay-2")

    await lines.tell({"type": "moved", "meeting": 4})
    await lines.tell({"type": "moved", "meeting": 7})
    await lines.tell({"type": "signed_out"})

    assert (await first[0].receive(first[1]))["meeting"] == 4
    assert (await first[0].receive(first[1]))["type"] == "signed_out"
    assert (await second[0].receive(second[1]))["meeting"] == 7


async def test_a_line_that_fails_hands_over_and_is_left_until_it_is_back(
    two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = Relays(lambda message: None)
    for line in lines.lines:
        line.heard = asyncio.get_running_loop().time()
    layer, channel = await listened("relay-2")

    async def fail(group: str, message: dict[str, Any]) -> None:
        raise ConnectionError

    monkeypatch.setattr(channel_layers["default"], "group_send", fail)

    await lines.tell({"type": "moved", "meeting": 4})

    assert (await layer.receive(channel))["meeting"] == 4
    assert [line.is_up for line in lines.lines] == [False, True]


async def test_a_line_hears_the_others_and_not_its_own_beats(two: None) -> None:
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    line = Line("default", heard.put_nowait)
    layer = channel_layers["default"]
    await line._open()
    listening = asyncio.create_task(line._receive())

    await layer.send(line.channel, {"type": BEAT})
    await layer.group_send(GROUP, {"type": "moved", "meeting": 1})

    assert await heard.get() == {"type": "moved", "meeting": 1}
    assert heard.empty()
    listening.cancel()


async def test_a_line_that_carries_nothing_is_made_anew(
    two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relays, "SILENCE", 0.05)
    monkeypatch.setattr(relays, "BEAT_EVERY", 0.01)
    layer = channel_layers["default"]
    opened: list[str] = []
    is_open_again = asyncio.Event()
    new_channel = layer.new_channel

    async def opens() -> str:
        opened.append(str(await new_channel()))
        if len(opened) == 2:
            is_open_again.set()
        return opened[-1]

    async def swallow(channel: str, message: dict[str, Any]) -> None:
        """A frozen server takes all and gives nothing back."""

    monkeypatch.setattr(layer, "new_channel", opens)
    monkeypatch.setattr(layer, "send", swallow)
    holding = asyncio.create_task(Line("default", lambda message: None).hold())

    await is_open_again.wait()

    assert len(set(opened)) == 2
    holding.cancel()


def test_a_single_process_has_no_line() -> None:
    with override_settings(REDIS_URL=""):
        assert Relays(lambda message: None).lines == []
