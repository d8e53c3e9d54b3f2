"""What a tablet makes of the floor: my rank, my turn, my time, and nothing under my hand."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import Screens
from tests.e2e.stub import Stub, cursor

NOW = "2026-02-05T09:42:07+00:00"  # the hour of the stub's page
EARLIER = "2026-02-05T09:40:07+00:00"
ROOM = """
<section id="mine" data-item="1"><textarea id="comment"></textarea><p>accord</p></section>
<section id="round" data-key="1.1.open"></section>
{floor}
<section id="hand" hidden><div class="voice" data-seat="7">
<p class="hand-state" role="status"><span class="words"></span>
<time class="left" hidden></time></p>
<button id="ask" data-act="ask" hidden>Demander la parole</button>
<button id="leave" data-act="leave" hidden>Renoncer</button>
<button id="done" data-act="end" hidden>J'ai terminé</button></div></section>
<div aria-live="polite"><p id="floor-said"></p></div>
"""


def floor(
    waiting: str = "", speaker: str = "", since: str = NOW, **more: object
) -> str:
    """Return the region of the floor as the server draws it."""
    told = "".join(f' data-{name}="{value}"' for name, value in more.items())
    name = f"<strong>Membre {speaker}</strong>" if speaker else ""
    started = f' data-started="{since}"' if speaker else ""
    return (
        f'<section id="floor" data-item="1" data-waiting="{waiting}"'
        f' data-speaker="{speaker}"{started}{told}>'
        f'<p class="floor-speaker">{name}</p>'
        '<details id="floor-totals"><summary>Temps de parole</summary></details>'
        "</section>"
    )


@pytest.fixture
def stub() -> Stub:
    return Stub(ROOM.format(floor=floor()))


async def opened(screens: Screens, stub: Stub) -> Page:
    screen = await screens.open(stub.origin)
    await stub.play(screen.page)
    await stub.open(screen.page)
    await expect(screen.page.locator("#light")).to_have_text("En direct")
    return screen.page


async def test_my_rank_follows_the_list_and_one_button_shows_at_a_time(screens, stub):
    page = await opened(screens, stub)
    words = page.locator("#hand .words")
    await expect(page.locator("#ask")).to_be_visible()

    await stub.send(cursor(10, 11) + floor("3 4 7"))
    await expect(words).to_have_text("Vous êtes 3e sur la liste")
    await expect(page.locator("#leave")).to_be_visible()
    await expect(page.locator("#ask")).to_be_hidden()

    await stub.send(cursor(11, 12) + floor("7", speaker="3"))
    await expect(words).to_have_text("Vous êtes le prochain à parler")

    await stub.send(cursor(12, 13) + floor("", closed="1"))
    await expect(words).to_have_text("La liste des demandes de parole est close")
    await expect(page.locator("#hand button:visible")).to_have_count(0)


async def test_my_turn_tells_what_is_left_and_then_that_it_is_over(screens, stub):
    page = await opened(screens, stub)
    left = page.locator("#hand .left")

    await stub.send(cursor(10, 11) + floor(speaker="7", since=EARLIER, minutes=3))
    await expect(page.locator("#hand .words")).to_have_text("Vous avez la parole")
    await expect(left).to_contain_text("reste")
    await expect(page.locator("#done")).to_be_visible()

    await stub.send(cursor(11, 12) + floor(speaker="7", since=EARLIER, minutes=1))
    await expect(left).to_contain_text("temps dépassé de")


async def test_the_floor_is_said_aloud_when_it_changes_and_only_then(screens, stub):
    page = await opened(screens, stub)
    said = page.locator("#floor-said")
    await stub.send(cursor(10, 11) + floor("4"))
    await expect(page.locator("#floor")).to_have_attribute("data-waiting", "4")
    await expect(said).to_have_text("")

    await stub.send(cursor(11, 12) + floor("", speaker="4"))
    await expect(said).to_have_text("La parole est à Membre 4.")

    await stub.send(cursor(12, 13) + floor(""))
    await expect(said).to_have_text("L'intervention est terminée.")


async def test_the_focus_goes_from_a_button_to_the_one_that_takes_its_place(
    screens, stub
):
    page = await opened(screens, stub)
    await page.locator("#ask").focus()

    await stub.send(cursor(10, 11) + floor("7"))

    await expect(page.locator("#leave")).to_be_focused()


async def test_what_i_opened_in_the_floor_stays_open(screens, stub):
    page = await opened(screens, stub)
    await page.locator("#floor-totals summary").click()

    await stub.send(cursor(10, 11) + floor("3 4"))

    await expect(page.locator("#floor")).to_have_attribute("data-waiting", "3 4")
    await expect(page.locator("#floor-totals")).to_have_attribute("open", "")


async def test_the_field_that_i_fill_is_never_drawn_again_by_the_others(screens, stub):
    page = await opened(screens, stub)
    field = page.locator("#comment")
    await field.click()
    await page.keyboard.type("Sous ")
    await field.evaluate("e => { e.isTheSame = true }")

    for count in range(1, 6):
        await stub.send(
            cursor(9 + count, 10 + count)
            + f'<section id="round" data-key="1.1.open">{count} positions</section>'
            + floor(" ".join(map(str, range(20, 20 + count))))
        )
        await page.keyboard.type(f"{count}")
    await expect(page.locator("#round")).to_have_text("5 positions")

    await expect(field).to_be_focused()
    await expect(field).to_have_value("Sous 12345")
    assert await field.evaluate("e => e.isTheSame")
