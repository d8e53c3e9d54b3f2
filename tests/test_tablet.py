"""The simulated tablet follows the client's one rule, so that what it shows is true."""

import pytest

from tests.tablet import Tablet, read_frame


def frame(start: int, seq: int) -> str:
    return (
        f'<i id="cursor" data-from="{start}" data-seq="{seq}"></i><p id="x">{seq}</p>'
    )


@pytest.fixture
def tablet() -> Tablet:
    tablet = Tablet("http://127.0.0.1:9", 1, username="x", password="x")
    tablet.cursor = 56
    return tablet


def test_a_frame_tells_where_it_leads_whatever_the_order_of_its_attributes() -> None:
    found = read_frame('<i data-seq="57" hidden data-from="56" id="cursor"></i>')

    assert found
    assert (found.start, found.seq) == (56, 57)


def test_a_text_without_a_cursor_is_no_frame() -> None:
    assert read_frame('<p id="cursors" data-seq="3"></p>') is None


async def test_a_frame_that_starts_at_the_cursor_is_taken(tablet: Tablet) -> None:
    speaks = await tablet._take(frame(56, 58))

    assert (tablet.cursor, len(tablet.frames), speaks) == (58, 1, True)


async def test_a_snapshot_is_taken_from_any_cursor_behind_it(tablet: Tablet) -> None:
    await tablet._take(frame(0, 90))

    assert tablet.cursor == 90


async def test_a_frame_already_had_is_dropped(tablet: Tablet) -> None:
    speaks = await tablet._take(frame(55, 56))

    assert (tablet.cursor, tablet.frames, speaks) == (56, [], False)


async def test_a_frame_beyond_the_cursor_is_not_taken_but_asked_for(
    tablet: Tablet,
) -> None:
    speaks = await tablet._take(frame(57, 58))

    assert (tablet.cursor, tablet.frames, speaks) == (56, [], True)
