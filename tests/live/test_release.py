"""A page of another release is told so; a screen that nobody writes on reloads itself."""

import asyncio
import re
from pathlib import Path

import pytest

from live.release import fingerprint
from tests.live.wire import AT_ONCE, MEETING, close_code, line, number, person
from tests.stack import COUNCIL, Stack
from tests.tablet import Tablet

SEEDS = COUNCIL
SAID = 'id="other-release"'
BAD_CLIENT = 4400  # the page reloads itself, once a minute at most
OLDER = "0123456789ab"
only_one_stack = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)


async def told(tablet: Tablet, url: str, version: str) -> str:
    """Return all that a page of this release gets until the answer to its first word."""
    seq = await number(tablet)
    async with (
        asyncio.timeout(AT_ONCE),
        line(tablet, url, cursor=seq, version=version) as opened,
    ):
        await opened.send(str(seq))
        heard = [str(await opened.recv())]
        while 'id="pulse"' not in heard[-1]:
            heard.append(str(await opened.recv()))
    return "".join(heard)


@only_one_stack
async def test_a_page_of_another_release_is_asked_to_reload(stack: Stack) -> None:
    url = stack.base_urls[0]
    async with person(url, "sante") as member:
        page = await member.http.get(f"/seances/{MEETING}/")
        found = re.search(r'data-release="(\w+)"', page.text)
        assert found

        own = await told(member, url, found[1])
        older = await told(member, url, OLDER)
        unknown = await told(member, url, "")

    assert SAID in older
    assert "e-CM a été mis à jour" in older
    assert SAID not in own + unknown


@only_one_stack
async def test_the_screen_of_the_room_reloads_itself(stack: Stack) -> None:
    url = stack.base_urls[0]
    async with (
        person(url, "sgg") as secretary,
        line(secretary, url, view="hall", version=OLDER) as screen,
    ):
        assert await close_code(screen) == BAD_CLIENT


def test_whatever_changes_in_a_page_makes_another_release(tmp_path: Path) -> None:
    page = tmp_path / "room.html"
    page.write_text("Séance")
    first = fingerprint([tmp_path])

    page.write_text("Conseil")
    changed = fingerprint([tmp_path])
    page.rename(tmp_path / "hall.html")
    renamed = fingerprint([tmp_path])
    (tmp_path / "hall.html").rename(page)
    page.write_text("Séance")

    assert len({first, changed, renamed}) == 3
    assert fingerprint([tmp_path]) == first
