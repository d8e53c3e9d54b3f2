"""Who has just lost a right has lost it everywhere, also on a page opened before."""

from collections.abc import AsyncIterator

import pytest

from tests.record import Held, held
from tests.stack import COUNCIL, Stack
from tests.tablet import Refused, Tablet

SEEDS = COUNCIL


@pytest.fixture
async def seated(stack: Stack) -> AsyncIterator[dict[str, Tablet]]:
    """The desk at the first process; the chair and its stand-in at the last."""
    meeting = held(stack)["meeting"]
    first, last = stack.base_urls[0], stack.base_urls[-1]
    who = {"sgg": first, "president": last, "premier-ministre": last, "sante": last}
    tablets = {n: Tablet(url, meeting, username=n) for n, url in who.items()}
    for tablet in tablets.values():
        await tablet.__aenter__()
    yield tablets
    for tablet in tablets.values():
        await tablet.__aexit__(None, None, None)


async def refused(tablet: Tablet, path: str) -> int:
    with pytest.raises(Refused) as caught:
        await tablet.command(f"/seances/{tablet.meeting}/{path}")
    return caught.value.status


def person_of(found: Held, username: str) -> str:
    seats = found["seats"]
    return str(
        next(s["holder_id"] for s in seats if s["holder__user__username"] == username)
    )


async def test_a_chair_that_was_handed_over_commands_no_more(
    stack: Stack, seated: dict[str, Tablet]
) -> None:
    found = held(stack)
    chair = found.seat_of("president")
    here = f"/seances/{found['meeting']}/"
    fields = {
        "attendance": "represented",
        "acting": person_of(found, "premier-ministre"),
    }

    await seated["sgg"].command(f"{here}sieges/{chair}/presence/", fields)

    assert await refused(seated["president"], "ouvrir/") == 404
    await seated["premier-ministre"].command(f"{here}ouvrir/")
    assert held(stack)["state"] == "open"


async def test_a_withdrawn_seat_commands_no_more_and_its_socket_closes(
    stack: Stack, seated: dict[str, Tablet]
) -> None:
    found = held(stack)
    tablet = seated["sante"]
    here = f"/seances/{found['meeting']}/"

    await seated["sgg"].command(f"{here}sieges/{found.seat_of('sante')}/retirer/")

    item = found["items"][0]["id"]
    assert await refused(tablet, f"points/{item}/marquer/") == 404
    assert tablet._listening
    await tablet._listening
    assert tablet.close_code == 4403
