"""A tablet without network: it shows what it has, sealed, and what it is given waits in sight."""

import re

import pytest
from playwright.async_api import expect

from tests.browser import Screens
from tests.e2e.chair import Chair
from tests.e2e.seats import Seat, enter
from tests.record import Held, held
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)

ALL_KEPT = re.compile(r"^(\d+) pièces sur \1 gardées sur cette tablette$")
OFFLINE = re.compile(
    r"^Hors ligne depuis \d+\s?h\s?\d\d\s: ce que vous lisez date de \d+\s?h\s?\d\d\.$"
)
# All that lies on the tablet, as a thief of its disk would read it.
LYING = """async () => {
    const found = { rows: 0, keys: 0, waiting: 0, paths: [], text: "" };
    const answer = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const words = (value) => value instanceof ArrayBuffer
        ? new TextDecoder().decode(value) : String(value);
    for (const { name } of await indexedDB.databases()) {
        const base = await answer(indexedDB.open(name));
        for (const store of base.objectStoreNames) {
            const rows = await answer(base.transaction(store).objectStore(store).getAll());
            if (store === "kept") found.rows += rows.length;
            if (store === "keys") found.keys += rows.length;
            if (store === "waiting") found.waiting += rows.length;
            for (const row of rows) {
                if (row.path) found.paths.push(row.path);
                found.text += Object.values(row).map(words).join(" ");
            }
        }
        base.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            found.text += request.url + (await (await cache.match(request)).text());
        }
    }
    found.text += Object.values({ ...localStorage, ...sessionStorage }).join(" ");
    return found;
}"""
READS_A_PAPER = """async (path) => {
    const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
    return new TextDecoder().decode(bytes.slice(0, 5));
}"""


async def all_kept(seat: Seat) -> None:
    """Wait until the tablet holds every paper, and the worker answers for the page."""
    await expect(seat.see("#kept")).to_have_text(ALL_KEPT, timeout=150_000)
    await seat.page.evaluate("() => navigator.serviceWorker.ready.then(() => {})")


async def member(screens: Screens, stack: Stack, who: str) -> Seat:
    return await enter(screens, stack.base_urls[0], who, service_workers="allow")


async def chair_of(screens: Screens, stack: Stack, before: Held) -> Chair:
    president = await enter(screens, stack.base_urls[0], "president")
    return Chair(president, [item["id"] for item in before["items"]])


async def test_a_tablet_goes_on_without_network_and_its_mark_is_recorded_once(
    screens: Screens, stack: Stack
) -> None:
    before = held(stack)
    chair = await chair_of(screens, stack, before)
    await chair.open()
    item = await chair.call_next()
    await chair.ask_for_marks()
    minister = await member(screens, stack, "economie")
    title = next(i["title"] for i in before["items"] if i["id"] == item)
    await all_kept(minister)
    paper = await minister.see("#stage [data-paper]").first.get_attribute("href")

    await minister.page.context.set_offline(True)
    await minister.page.reload()

    await expect(minister.see("#stage h1")).to_have_text(title)
    await expect(minister.see("#offline")).to_have_text(OFFLINE)
    assert await minister.page.evaluate(READS_A_PAPER, paper) == "%PDF-"
    await minister.tap_once("#agenda [data-browse] >> nth=2")
    await expect(minister.see("#browse h1")).to_be_visible()
    await minister.tap_once("#return")

    await minister.tap_once(f"#mark-{before.seat_of('economie')}-agree")
    await expect(minister.see("#outbox")).to_contain_text("en attente d'envoi")
    await expect(minister.see("#mine .saved")).to_contain_text("en attente d'envoi")
    await expect(minister.see("#mine .saved")).not_to_contain_text("Enregistré")
    await minister.page.reload()
    await expect(minister.see("#outbox")).to_contain_text("en attente d'envoi")
    lying = await minister.page.evaluate(LYING)
    assert title[:30] not in lying["text"]
    assert "%PDF-" not in lying["text"]
    assert (lying["keys"], lying["waiting"]) == (1, 1)
    assert held(stack)["marks"] == []

    await minister.page.context.set_offline(False)
    await expect(minister.see("#mine .saved")).to_contain_text(
        "Enregistré à", timeout=60_000
    )
    await expect(minister.see("#outbox")).to_be_hidden()
    await expect(minister.see("#offline")).to_be_hidden()
    marks = held(stack)["marks"]
    assert [(m["value"], m["round__item_id"]) for m in marks] == [("agree", item)]

    await minister.see(".seat summary").click()
    await minister.page.get_by_role("button", name="Se déconnecter").click()
    await expect(minister.page.locator("form[action='/connexion/']")).to_be_visible()
    left = await minister.page.evaluate(LYING)
    assert (left["rows"], left["keys"], left["waiting"]) == (0, 0, 0)


async def test_what_comes_too_late_is_said_and_a_restricted_item_leaves_the_tablet(
    screens: Screens, stack: Stack
) -> None:
    before = held(stack)
    chair = await chair_of(screens, stack, before)
    item, title = before["items"][0]["id"], before["items"][0]["title"]
    url = f"/seances/{chair.seat.meeting}/points/{item}/"
    minister = await member(screens, stack, "fonction-publique")
    papers = await minister.see("#stage [data-paper]").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    # The item under deliberation comes first: its papers are the first that are kept.
    first = re.compile(rf"^([{len(papers)}-9]|\d\d+) pièces")
    await expect(minister.see("#kept")).to_have_text(first, timeout=60_000)
    lying = await minister.page.evaluate(LYING)
    assert {url, *papers} <= set(lying["paths"])

    await minister.page.context.set_offline(True)
    await minister.page.reload()
    await minister.tap_once(f"#mark-{before.seat_of('fonction-publique')}-reservation")
    await expect(minister.see("#outbox")).to_contain_text("en attente d'envoi")
    await chair.close_marks()
    await minister.page.context.set_offline(False)
    await expect(minister.see("#outbox")).to_contain_text(
        "n'a pas été enregistrée. Les marques sur ce point sont closes", timeout=60_000
    )
    await minister.page.context.set_offline(True)
    await restrict(chair.seat, item)
    await minister.page.context.set_offline(False)

    await expect(minister.see(f"#agenda [data-browse='{item}']")).to_have_count(
        0, timeout=60_000
    )
    await minister.page.wait_for_timeout(1000)
    lying = await minister.page.evaluate(LYING)
    assert {url, *papers}.isdisjoint(lying["paths"])
    assert lying["keys"] == 1
    await minister.page.context.set_offline(True)
    await minister.page.reload()
    await expect(minister.see("#stage h1")).to_contain_text("point réservé")
    assert title not in await minister.page.content()
    await expect(minister.see("#outbox")).to_contain_text("n'a pas été enregistrée")
    await minister.page.get_by_role("button", name="J'ai lu").click()
    await expect(minister.see("#outbox")).to_be_hidden()
    assert len(held(stack)["marks"]) == 1


async def restrict(seat: Seat, item: int) -> None:
    """Close an item to all but those who read everything, as the chair's dialog does."""
    cookies = await seat.page.context.cookies()
    token = next(c["value"] for c in cookies if c["name"] == "csrftoken")
    answer = await seat.page.request.post(
        f"/seances/{seat.meeting}/points/{item}/reserver/",
        form={"restricted": "1", "stub_display": "neutral"},
        headers={"X-CSRFToken": token, "Idempotency-Key": "restrict"},
    )
    assert answer.status == 204, await answer.text()
