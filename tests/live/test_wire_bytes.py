"""The bytes of a frame are those of the standards, read by a library that is not ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame as Read
from websockets.frames import Opcode
from websockets.protocol import CLIENT, Protocol

from live.frames import WORTH_PACKING, Frame

EDGES = [0, 1, 125, 126, 65535, 65536, 200_000]


def tablet(*, unpacks: bool = False) -> Protocol:
    """Return the far end of a line, past its handshake."""
    opened = Protocol(CLIENT, max_size=None)
    if unpacks:
        # The contexts of neither side go on from one message to the next.
        opened.extensions = [PerMessageDeflate(True, True, 12, 12)]
    return opened


def read(opened: Protocol, data: bytes) -> list[str]:
    opened.receive_data(data)
    found = opened.events_received()
    assert opened.parser_exc is None
    assert all(isinstance(f, Read) and f.opcode is Opcode.TEXT and f.fin for f in found)
    return [bytes(f.data).decode() for f in found]


@pytest.mark.parametrize("size", EDGES)
def test_a_frame_is_read_as_it_was_written_at_every_size(size: int) -> None:
    text = "x" * size

    assert read(tablet(), Frame(text).plain) == [text]
    assert read(tablet(unpacks=True), Frame(text).packed) == [text]


@given(texts=st.lists(st.text(max_size=2000), min_size=1, max_size=8))
def test_compressed_and_plain_frames_follow_each_other(texts: list[str]) -> None:
    opened = tablet(unpacks=True)
    frames = [Frame(text * 3) for text in texts]

    data = b"".join(
        frame.packed if index % 3 else frame.plain for index, frame in enumerate(frames)
    )

    assert read(opened, data) == [frame.text for frame in frames]


def test_a_compressed_frame_is_smaller_and_a_short_one_is_left_as_it_is() -> None:
    page = Frame("<li class='agenda-item'>Point de l'ordre du jour</li>" * 40)
    pulse = Frame("<i id='pulse'></i>")

    assert len(page.packed) < len(page.plain) / 3
    assert len(pulse.text) < WORTH_PACKING
    assert pulse.packed == pulse.plain


def test_a_frame_is_made_once_for_all() -> None:
    frame = Frame("à tous")

    assert frame.plain is frame.plain
    assert frame.packed is frame.packed
