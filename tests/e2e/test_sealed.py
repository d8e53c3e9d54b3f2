"""A sealed vote from the two keys to the count, on the tablets of two officers and a member."""

import json
from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from tests.browser import Screens
from tests.e2e.axe import faults
from tests.e2e.seats import Seat, enter
from tests.record import Held, held
from tests.stack import COUNCIL, Stack, Stacks

HELD = 'async () => (await import("/static/js/keybox.js")).heldPairs()'
ROWS = """
import json
from ecm.journal.models import Entry
from ecm.meetings.models import Ballot, Envelope, InnerEnvelope, Voter
(ballot,) = Ballot.objects.all()
print(json.dumps({
    "totals": [ballot.votes_for, ballot.votes_against, ballot.abstentions, ballot.void],
    "state": ballot.state,
    "voters": list(Voter.objects.filter(has_voted=True).values_list(
        "choice", "sealed", "receipt", "nonce")),
    "digests": list(Envelope.objects.values_list("digest", flat=True)),
    "envelopes": list(Envelope.objects.values_list("outer", flat=True)),
    "inner": InnerEnvelope.objects.count(),
    "journal": [entry.facts for entry in Entry.objects.filter(verb__startswith="vote.")],
}))
"""


@pytest.fixture(scope="module")
def stack(stacks: Stacks) -> Iterator[Stack]:
    """The tablets do all the work: one of the two stacks is enough."""
    opened = stacks.open("sqlite", COUNCIL)
    yield opened
    opened.stop()


async def test_two_officers_count_what_neither_can_link_to_a_voter(
    stack: Stack, screens: Screens
) -> None:
    url = stack.base_urls[0]
    chair = await enter(screens, url, "president")
    desk = await enter(screens, url, "sgg")
    member = await enter(screens, url, "economie")
    await take_the_roll(desk, held(stack))
    await begin(chair, desk)

    await chair.tap("#seal-give-inner")
    await expect(chair.see("#sealed-open")).to_be_disabled()
    await desk.tap("#seal-give-outer")
    await expect(chair.see("#sealed-open")).to_be_enabled()
    assert [await kept(seat) for seat in (chair, desk, member)] == [
        *(["inner"], ["outer"]),
        [],
    ]

    await chair.tap("#sealed-open")
    await vote(member, "for")
    changed = await vote(member, "against")
    own = await vote(chair, "for")
    assert await desk.see("#sealed form").count() == 0

    for seat in (member, chair):
        assert await faults(seat.page) == []

    await chair.tap("#vote-close")
    for seat in (member, chair):
        await expect(seat.see("#sealed [data-found]")).to_be_visible()
    listed = await member.see("#sealed-digests code").all_text_contents()
    assert sorted(listed) == sorted([changed, own])

    other = await enter(screens, url, "sgg")
    await expect(other.see("#sealed")).to_contain_text("La clé n'est pas sur cette")
    await expect(other.see("#unseal")).to_be_hidden()

    await desk.tap("#unseal")
    await chair.tap("#count-sealed")
    for seat in (chair, desk):
        await expect(seat.see("#sealed-said")).to_contain_text("détruite")
        assert await kept(seat) == []
    assert_nothing_links(rows(stack), sorted([changed, own]))
    await finds_his_receipt_in_the_proof(member)
    assert [seat.screen.errors for seat in (chair, desk, member)] == [[], [], []]


async def take_the_roll(desk: Seat, before: Held) -> None:
    for username in ("president", "economie"):
        there = f"#present-{before.seat_of(username)}"
        # Once: on a busy machine the second tap of two may come so late that it counts.
        await desk.tap_once(there)
        await expect(desk.see(there)).to_have_count(0)


async def begin(chair: Seat, desk: Seat) -> None:
    """Call the first item and prepare a sealed vote on it."""
    await chair.tap("#open")
    await chair.tap("#call-next")
    await chair.tap_once("#other-acts-open")
    await chair.tap_once("#vote-open")
    await chair.see("#dialog [name=method][value=sealed]").check()
    await chair.tap_once("#vote-read")
    await expect(chair.see("#dialog")).to_contain_text("Il ne protège pas")
    await chair.tap("#vote-start")
    await expect(desk.see("#seal-give-outer")).to_be_visible()
    await expect(desk.see("#seal-give-inner")).to_have_count(0)


async def vote(seat: Seat, choice: str) -> str:
    """Seal and cast a ballot; return the receipt that the tablet keeps."""
    code = seat.see("#sealed [data-receipt] code")
    before = await code.text_content() or ""
    await seat.see(f"#sealed [name=choice][value={choice}]").check()
    await seat.tap("#sealed form [type=submit]")
    await expect(code).not_to_have_text(before)
    return await code.text_content() or ""


async def finds_his_receipt_in_the_proof(seat: Seat) -> None:
    """The server forgot whose receipt it is: the tablet finds it in the sealed text."""
    await seat.page.locator("a[href*='/verifier/']").first.click()
    await expect(seat.see("#kept-receipts li")).to_have_count(1)
    await expect(seat.see("#kept-receipts")).to_contain_text("dans l'urne")
    await expect(seat.see("#proof-said")).to_contain_text("la même")


async def kept(seat: Seat) -> list[str]:
    """Return the layers whose keys are on a tablet."""
    return [pair["layer"] for pair in await seat.page.evaluate(HELD)]


def rows(stack: Stack) -> dict:
    return json.loads(stack.manage("shell", "--verbosity=0", given=ROWS))


def assert_nothing_links(found: dict, receipts: list[str]) -> None:
    assert (found["state"], found["totals"]) == ("counted", [1, 1, 0, 0])
    assert found["voters"] == [["", "", "", ""]] * 2
    assert found["digests"] == receipts
    assert (found["envelopes"], found["inner"]) == (["", ""], 0)
    told = json.dumps(found["journal"])
    assert [receipt for receipt in receipts if receipt in told] == []
