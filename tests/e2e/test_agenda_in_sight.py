"""The item under deliberation stays in sight in the agenda, never under a finger's reach."""

from playwright.async_api import Page, expect

from tests.browser import Screens
from tests.e2e.stub import Stub, cursor

LONG = 60


def row(number: int, *, current: bool) -> str:
    state = " is-current" if current else ""
    link = f'<a href="/seances/3/points/{number}/">Point {number}</a>'
    return f'<li id="row-{number}" class="agenda-item{state}">{link}</li>'


def page_with(current: int) -> Stub:
    rows = "".join(row(n, current=n == current) for n in range(1, LONG))
    return Stub(
        '<div class="room" data-panel="agenda">'
        '<nav class="agenda" id="column"><ol>' + rows + "</ol></nav></div>"
        '<section id="browse" hidden></section>'
    )


async def opened(screens: Screens, stub: Stub) -> Page:
    screen = await screens.open(stub.origin)
    await stub.play(screen.page)
    await stub.open(screen.page)
    await expect(screen.page.locator("#light")).to_have_text("En direct")
    return screen.page


async def call(stub: Stub, previous: int, number: int) -> None:
    rows = row(previous, current=False) + row(number, current=True)
    await stub.send(cursor(10, 11) + rows)


async def test_the_agenda_opens_on_the_item_under_deliberation(
    screens: Screens,
) -> None:
    page = await opened(screens, page_with(current=50))

    await expect(page.locator("#row-50")).to_be_in_viewport()


async def test_the_agenda_follows_the_council(screens: Screens) -> None:
    stub = page_with(current=1)
    page = await opened(screens, stub)

    await call(stub, 1, 40)

    await expect(page.locator("#row-40")).to_be_in_viewport()


async def test_the_agenda_stays_under_the_reader_who_is_in_it(screens: Screens) -> None:
    stub = page_with(current=1)
    page = await opened(screens, stub)
    await page.locator("#column").hover()
    await page.mouse.wheel(0, 200)
    await expect(page.locator("#row-1")).not_to_be_in_viewport()
    before = await page.locator("#column").evaluate("element => element.scrollTop")

    await call(stub, 1, 50)

    await expect(page.locator("#row-50")).to_have_class("agenda-item is-current")
    after = await page.locator("#column").evaluate("element => element.scrollTop")
    assert after == before
