"""What the tablet's own cryptography promises of a sealed vote, in a real Chromium."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser import Screens
from tests.e2e.stub import HTML, Stub

SET_UP = """async () => {
  const sealing = await import("/static/js/sealing.js");
  const inner = await sealing.makePair(), outer = await sealing.makePair();
  const keys = {
    inner: await sealing.publicHalf(inner),
    outer: await sealing.publicHalf(outer),
  };
  globalThis.vote = { ...sealing, inner, outer, keys };
  vote.cast = async (...choices) => {
    const cast = [];
    for (const one of choices) cast.push(await sealing.sealBallot(one, keys, "7"));
    return cast.map(({ envelope }) => envelope);
  };
  vote.tally = async (envelopes, ballot = "7") => {
    const { inner: found, broken } = await sealing.unseal(envelopes, outer, ballot);
    return { broken, sizes: found.map((one) => atob(one).length),
             totals: await sealing.count(found, inner, ballot) };
  };
}"""


@pytest.fixture
async def page(screens: Screens) -> Page:
    stub = Stub("")
    bare = '<!doctype html><html lang="fr"><title>Vote</title></html>'
    stub.answers["GET /seances/3/"] = lambda request: (200, HTML, bare)
    screen = await screens.open(stub.origin)
    await stub.play(screen.page)
    await stub.open(screen.page)
    await screen.page.evaluate(SET_UP)
    return screen.page


async def said(page: Page, script: str) -> Any:
    return await page.evaluate(f"async () => {{ {script} }}")


async def test_a_vote_is_counted_and_every_envelope_has_one_size(page: Page) -> None:
    found = await said(
        page,
        """const cast = await vote.cast("for", "abstention", "for", "against");
        const sizes = cast.map((one) => atob(one).length);
        return { outer: sizes, ...(await vote.tally(cast)) };""",
    )

    assert found["outer"] == [218] * 4
    assert found["sizes"] == [125] * 4
    assert found["broken"] == 0
    assert found["totals"] == {"for": 2, "against": 1, "abstention": 1, "void": 0}


async def test_the_same_choice_never_makes_the_same_envelope(page: Page) -> None:
    cast = await said(page, 'return await vote.cast("for", "for", "for");')

    assert len(set(cast)) == 3


async def test_an_envelope_that_was_touched_is_void_wherever_it_was(page: Page) -> None:
    broken = await said(
        page,
        """const [whole] = await vote.cast("for");
        const touched = [];
        for (const at of [1, 64, 66, 80, 217]) {
          const bytes = Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
          bytes[at] ^= 1;
          touched.push(btoa(String.fromCharCode(...bytes)));
        }
        return (await vote.tally([whole, ...touched])).totals;""",
    )

    assert broken == {"for": 1, "against": 0, "abstention": 0, "void": 5}


async def test_an_envelope_opens_in_no_other_vote_and_once_in_its_own(
    page: Page,
) -> None:
    elsewhere = await said(
        page, 'return await vote.tally(await vote.cast("for"), "8");'
    )
    twice = await said(
        page,
        """const [one] = await vote.cast("for");
        return await vote.tally([one, one]);""",
    )

    void = {"for": 0, "against": 0, "abstention": 0, "void": 1}
    assert (elsewhere["broken"], elsewhere["totals"]) == (1, void)
    assert (twice["broken"], twice["totals"]) == (1, {**void, "for": 1})


async def test_the_private_half_cannot_be_read_out(page: Page) -> None:
    refused = await said(
        page,
        """return await crypto.subtle.exportKey("jwk", vote.inner.privateKey)
          .then(() => "exported", (error) => error.name);""",
    )

    assert refused == "InvalidAccessError"
    assert sorted(await said(page, "return Object.keys(vote.keys.inner);")) == [
        *("crv", "kty"),
        *("x", "y"),
    ]


async def test_the_list_is_shuffled_without_a_loss(page: Page) -> None:
    drawn = await said(
        page,
        """const orders = new Set();
        for (let n = 0; n < 200; n += 1) orders.add(vote.shuffle([1, 2, 3]).join(""));
        return [...orders].sort();""",
    )

    assert drawn == ["123", "132", "213", "231", "312", "321"]
