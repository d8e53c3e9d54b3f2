"""What a hand and an eye need of the room: places, sizes, and a keyboard that goes all over."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import HALL_SCREEN, PHONE, TABLET, TABLET_UPRIGHT, Screens
from tests.e2e.seats import Seat, enter
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
pytestmark = pytest.mark.parametrize("stack", ["sqlite"], indirect=True)

# The controls that a finger must hit, and are smaller than 44 pixels where they are seen.
SMALL = """() => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter((control) => control.checkVisibility() && !control.matches(".skip"))
  .map((control) => ({ control: control.closest("label") ?? control }))
  .filter(({ control }) => control.getBoundingClientRect().height < 43.9)
  .map(({ control }) => control.outerHTML.slice(0, 100))"""
# The elements that stick out of the screen to the right, though nothing scrolls them.
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility())
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .filter((element) => !element.closest(".buttons, .tabs, .table-frame, .visually-hidden"))
  .map((element) => element.outerHTML.slice(0, 100))"""


async def asking(screens: Screens, stack: Stack) -> Seat:
    """Return the president once an item is called and a round is open."""
    seat = await enter(screens, stack.base_urls[0], "president")
    for opener, follower in (
        ("#open", "#call-next"),
        ("#call-next", "#decide"),
        ("#round-open", "#round-close"),
    ):
        if await seat.see(opener).is_visible():
            await seat.tap_once(opener)
            await expect(seat.see(follower)).to_be_visible()
    return seat


async def is_whole(page: Page, selector: str) -> bool:
    """Tell whether an element is on the screen from its top to its bottom, uncovered."""
    return await page.locator(selector).first.evaluate(
        """(element) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          const under = document.elementFromPoint(left + width / 2, top + height - 3);
          return top >= 0 && top + height <= innerHeight + 1 && element.contains(under);
        }"""
    )


async def scrolls(page: Page) -> bool:
    return await page.evaluate(
        "document.documentElement.scrollHeight > innerHeight + 1"
    )


@pytest.mark.parametrize("username", ["president", "sgg", "sante"])
async def test_the_room_fits_its_screen(
    screens: Screens, stack: Stack, username: str
) -> None:
    await asking(screens, stack)

    seat = await enter(screens, stack.base_urls[0], username)

    for viewport in (TABLET, TABLET_UPRIGHT, PHONE):
        await seat.page.set_viewport_size(viewport)
        assert not await scrolls(seat.page), viewport
        assert await seat.page.evaluate(OUTSIDE) == [], viewport
        assert await seat.page.evaluate(SMALL) == [], viewport


async def test_the_six_positions_are_under_the_hand(
    screens: Screens, stack: Stack
) -> None:
    await asking(screens, stack)

    member = await enter(screens, stack.base_urls[0], "justice")

    await expect(member.see("button[data-mark]")).to_have_count(6)
    for viewport in (TABLET, TABLET_UPRIGHT):
        await member.page.set_viewport_size(viewport)
        assert await is_whole(member.page, "[data-mark=agree]"), viewport
        assert await is_whole(member.page, "[data-mark=recused]"), viewport


async def test_the_chair_has_his_one_act_before_him(
    screens: Screens, stack: Stack
) -> None:
    chair = await asking(screens, stack)

    for viewport in (TABLET, TABLET_UPRIGHT, PHONE):
        await chair.page.set_viewport_size(viewport)
        assert await is_whole(chair.page, "#decide"), viewport
        await expect(chair.see(".conduct .button-act:visible")).to_have_count(1)


async def test_the_top_bar_is_one_line(screens: Screens, stack: Stack) -> None:
    seat = await enter(screens, stack.base_urls[0], "sante")

    box = await seat.see(".topbar").bounding_box()
    light = await seat.see("#light").bounding_box()

    assert box
    assert light
    assert box["height"] <= 57
    assert light["x"] > 300


async def test_the_chair_reads_how_many_tablets_are_up_to_date(
    screens: Screens, stack: Stack
) -> None:
    seat = await enter(screens, stack.base_urls[0], "president")

    await expect(seat.see("#presence")).to_contain_text("à jour")


async def test_the_wall_is_read_from_afar(screens: Screens, stack: Stack) -> None:
    await asking(screens, stack)

    wall = await enter(screens, stack.base_urls[0], "ecran", viewport=HALL_SCREEN)

    size = await wall.see("#hall h1").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 64
    assert not await scrolls(wall.page)


async def test_a_phone_shows_one_thing_and_what_was_opened(
    screens: Screens, stack: Stack
) -> None:
    await asking(screens, stack)
    seat = await enter(screens, stack.base_urls[0], "sante", viewport=PHONE)
    await expect(seat.see("#agenda")).to_be_hidden()

    await seat.tap_once(".room-tabs [data-panel=agenda]")
    await expect(seat.see("#stage")).to_be_hidden()
    await seat.tap_once("#agenda .agenda-item:not(.is-current) a >> nth=0")

    await expect(seat.see("#browse h1")).to_be_visible()
    await expect(seat.see("#agenda")).to_be_hidden()
    await seat.tap_once("#return")
    await expect(seat.see("#stage h1")).to_be_visible()


async def test_every_control_is_reached_by_the_keyboard(
    screens: Screens, stack: Stack
) -> None:
    seat = await asking(screens, stack)
    names = "a[href], button, summary, select, textarea, input:not([type=hidden])"
    wanted = await seat.page.evaluate(
        f"[...document.querySelectorAll('{names}')].filter(e => e.checkVisibility()"
        " && !e.matches(':disabled')).length"
    )

    reached = set()
    for _ in range(wanted + 10):
        await seat.page.keyboard.press("Tab")
        reached.add(
            await seat.page.evaluate(
                f"[...document.querySelectorAll('{names}')]"
                ".filter(e => e.checkVisibility() && !e.matches(':disabled'))"
                ".indexOf(document.activeElement)"
            )
        )

    assert reached >= set(range(wanted))


async def test_the_focus_can_be_seen(screens: Screens, stack: Stack) -> None:
    seat = await asking(screens, stack)

    await seat.see("#decide").focus()
    await seat.page.keyboard.press("Shift+Tab")

    width = await seat.page.evaluate(
        "getComputedStyle(document.activeElement).outlineWidth"
    )
    assert width == "3px"


async def test_a_dialog_keeps_the_focus_and_gives_it_back(
    screens: Screens, stack: Stack
) -> None:
    seat = await asking(screens, stack)
    await seat.see("#decide").focus()
    await seat.page.keyboard.press("Enter")
    await expect(seat.see("#dialog")).to_be_visible()

    for _ in range(30):
        await seat.page.keyboard.press("Tab")
        assert await seat.page.evaluate(
            "document.activeElement === document.body"
            " || !!document.activeElement.closest('#dialog')"
        )
    await seat.page.keyboard.press("Escape")

    await expect(seat.see("#decide")).to_be_focused()


async def test_a_frame_never_takes_the_focus_from_a_hand(
    screens: Screens, stack: Stack
) -> None:
    chair = await asking(screens, stack)
    member = await enter(screens, stack.base_urls[0], "securite")
    await member.see("[id^=comment-]").fill("Une observation")

    await chair.tap_once("#round-close")
    await expect(member.see("#round")).to_contain_text("clos")
    await chair.tap_once("#round-open")
    await expect(member.see("#round")).to_contain_text("Tour 2 ouvert")

    await expect(member.see("[id^=comment-]")).to_be_focused()
    await expect(member.see("[id^=comment-]")).to_have_value("Une observation")


async def test_enter_in_the_comment_gives_no_position(
    screens: Screens, stack: Stack
) -> None:
    await asking(screens, stack)
    member = await enter(screens, stack.base_urls[0], "agriculture")

    await member.see("[id^=comment-]").fill("À revoir")
    await member.page.keyboard.press("Enter")
    await member.page.wait_for_timeout(500)

    await expect(member.see("[data-mark][aria-pressed=true]")).to_have_count(0)


async def test_a_refusal_is_said_and_can_be_put_away(
    screens: Screens, stack: Stack
) -> None:
    seat = await asking(screens, stack)

    await seat.tap_once("#undo-call")
    await expect(seat.see("#refusal")).to_have_text(
        "L'appel de ce point ne peut plus être annulé."
    )
    await seat.tap_once("[data-dismiss]")

    await expect(seat.see("#refusal")).to_be_hidden()


async def test_the_room_speaks_english_live(screens: Screens, stack: Stack) -> None:
    chair = await asking(screens, stack)
    screen = await screens.open(stack.base_urls[0], name="english")
    page = screen.page
    await page.goto("/demo/")
    await page.locator("[name=language][value=en]").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.locator("button[value=infrastructures]").click()
    await page.goto(f"/seances/{chair.meeting}/")
    await expect(page.locator("#light")).to_have_text("Live")

    await chair.tap_once("#suspend")

    await expect(page.locator(".stage-notice")).to_have_text(
        "The meeting is suspended."
    )
    await chair.tap_once("#resume")
    await expect(page.locator(".stage-notice")).to_have_count(0)
