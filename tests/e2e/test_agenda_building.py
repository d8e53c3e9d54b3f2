"""The agenda arranged in a real browser: by hand, by keys, and by two people at once."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import Screens
from tests.stack import COUNCIL, Stack

# The rows behind the page are tested on both databases elsewhere.
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)

SEEDS = COUNCIL
FINANCE = "I.4."


async def opened(screens: Screens, stack: Stack, who: str = "sgg") -> Page:
    screen = await screens.open(stack.base_urls[0], name=who, reduced_motion="reduce")
    page = screen.page
    await page.goto("/demo/")
    await page.locator(f"button[value='{who}']").click()
    await page.wait_for_url("**/seances/")
    await page.goto(f"/seances/{await council(page)}/ordre-du-jour/")
    return page


async def council(page: Page) -> str:
    link = page.locator(".meeting-list h2 a").last
    href = await link.get_attribute("href") or ""
    return href.strip("/").split("/")[1]


def row(page: Page, number: str) -> Locator:
    numbered = page.locator(".number", has_text=number)
    return page.locator(".board-row[data-item]").filter(has=numbered).first


async def finance(page: Page) -> list[str]:
    """Return the items of one ministry by their ids, as they stand on the page."""
    rows = page.locator(".board-row[data-item]")
    return await rows.evaluate_all(
        "(rows, group) => rows"
        ".filter(r => r.querySelector('.number').textContent.startsWith(group))"
        ".map(r => r.dataset.item)",
        FINANCE,
    )


async def stands(page: Page, expected: list[str]) -> None:
    """Wait until the page shows these items, drawn by the server."""
    for rank, item in enumerate(expected, start=1):
        number = page.locator(f"#item-{item} > .number")
        await expect(number).to_have_text(f"{FINANCE}{rank}")
    assert await finance(page) == expected
    # A key that is pressed before the answer is settled would be refused.
    await expect(page.locator(".htmx-request")).to_have_count(0)


async def test_an_item_is_dragged_by_its_handle(screens: Screens, stack: Stack) -> None:
    page = await opened(screens, stack)
    first, second, third = await finance(page)

    handle = page.locator(f"#item-{third} .handle")
    await handle.scroll_into_view_if_needed()
    grip = await handle.bounding_box()
    target = await page.locator(f"#item-{first}").bounding_box()
    assert grip
    assert target
    await page.mouse.move(grip["x"] + 8, grip["y"] + 20)
    await page.mouse.down()
    await page.mouse.move(grip["x"] + 8, target["y"] + 4, steps=12)
    await page.mouse.up()

    await stands(page, [third, first, second])
    await page.reload()
    await stands(page, [third, first, second])


async def test_a_drag_that_is_given_up_changes_nothing(
    screens: Screens, stack: Stack
) -> None:
    page = await opened(screens, stack)
    before = await finance(page)

    handle = page.locator(f"#item-{before[2]} .handle")
    await handle.scroll_into_view_if_needed()
    grip = await handle.bounding_box()
    assert grip
    await page.mouse.move(grip["x"] + 8, grip["y"] + 20)
    await page.mouse.down()
    await page.mouse.move(grip["x"] + 8, grip["y"] - 200, steps=8)
    await page.keyboard.press("Escape")
    await page.mouse.up()

    assert await finance(page) == before
    await page.reload()
    await stands(page, before)


async def test_an_item_is_moved_by_keys_alone(screens: Screens, stack: Stack) -> None:
    page = await opened(screens, stack)
    first, second, third = await finance(page)

    await page.locator(f"#down-{first}").focus()
    await page.keyboard.press("Alt+ArrowDown")
    await stands(page, [second, first, third])
    await expect(page.locator(f"#down-{first}")).to_be_focused()
    await page.keyboard.press("Alt+End")
    await stands(page, [second, third, first])
    await page.keyboard.press("Alt+Home")
    await stands(page, [first, second, third])


async def test_two_people_do_not_overwrite_each_other(
    screens: Screens, stack: Stack
) -> None:
    mine = await opened(screens, stack)
    hers = await opened(screens, stack, "secretaire2")
    first, second, third = await finance(mine)

    # Hers was drawn before mine moved: her button still names what it said it would follow.
    await mine.locator(f"#down-{first}").click()
    await stands(mine, [second, first, third])
    await hers.locator(f"#up-{third}").click()

    await stands(hers, [second, first, third])
    await mine.locator(f"#track-{second}").click()
    await expect(mine.locator(f"#track-{second}")).to_be_checked()
    await stands(mine, [second, first, third])


async def test_what_was_refused_is_said_and_the_page_stays_right(
    screens: Screens, stack: Stack
) -> None:
    mine = await opened(screens, stack)
    hers = await opened(screens, stack, "secretaire2")
    first, second, third = await finance(mine)

    await mine.locator(f"#more-{second}").click()
    await mine.locator(f"#item-{second} .grave").click()
    await mine.locator("#remove").click()
    await stands(mine, [first, third])
    # On her page the third item would follow the one that has left.
    await hers.locator(f"#down-{first}").click()

    await expect(hers.locator("#refusal")).to_contain_text(
        "n'est plus à l'ordre du jour"
    )
