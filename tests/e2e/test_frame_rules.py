"""What a tablet does with each frame: drop, ask, swap, insert, remove, and leave alone."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import Screens
from tests.e2e.stub import HTML, PLAIN, Stub, cursor, sign_in_page, until

ROOM = """
<nav id="agenda"><ol id="rows">
<li id="row-1" data-in="rows" data-order="1"><a id="link-1" href="#">Un</a></li>
<li id="row-3" data-in="rows" data-order="3"><a id="link-3" href="#">Trois</a></li>
</ol></nav>
<section id="stage" data-item="1"><button id="call" hx-post="/seances/3/points/2/appeler/"
 hx-swap="none" hx-disabled-elt="this">Appeler</button></section>
<section id="round" data-key="1.1.open"></section>
<ol id="minutes" class="scrolls"></ol>
<span id="presence">0</span>
<p id="clock" data-clock></p><time id="since" data-since="2026-02-05T08:30:00+00:00"></time>
"""


@pytest.fixture
def stub() -> Stub:
    return Stub(ROOM)


async def opened(screens: Screens, stub: Stub) -> Page:
    """Return a page that is connected and has said its cursor."""
    screen = await screens.open(stub.origin)
    await stub.play(screen.page)
    await stub.open(screen.page)
    await expect(screen.page.locator("#light")).to_have_text("En direct")
    return screen.page


def row(number: float, text: str) -> str:
    return f'<li id="row-{number}" data-in="rows" data-order="{number}">{text}</li>'


async def test_a_frame_after_the_cursor_swaps_its_region_and_is_reported(screens, stub):
    page = await opened(screens, stub)

    await stub.send(cursor(10, 11) + row(1, "Premier"))

    await expect(page.locator("#row-1")).to_have_text("Premier")
    await expect(page.locator("#row-1")).to_have_class("is-changed")
    await expect(page.locator("#row-1.is-changed")).to_have_count(0)
    assert stub.said == ["10", "11"]


async def test_a_frame_already_applied_is_dropped(screens, stub):
    page = await opened(screens, stub)

    await stub.send(cursor(9, 10) + row(1, "Vieux"))
    await stub.send(cursor(10, 11) + row(3, "Neuf"))

    await expect(page.locator("#row-3")).to_have_text("Neuf")
    await expect(page.locator("#row-1")).to_have_text("Un")


async def test_a_frame_with_a_gap_before_it_is_not_applied_but_asked_for(screens, stub):
    page = await opened(screens, stub)

    await stub.send(cursor(12, 13) + row(1, "Trop tôt"))
    await stub.send(cursor(0, 13, snapshot=True) + row(1, "Juste"))

    await expect(page.locator("#row-1")).to_have_text("Juste")
    await expect(page.locator("#room")).to_have_attribute("data-seq", "13")
    assert stub.said[:2] == ["10", "10"]


async def test_a_snapshot_older_than_the_page_is_dropped(screens, stub):
    page = await opened(screens, stub)

    await stub.send(cursor(0, 9, snapshot=True) + row(1, "Vieux"))
    await stub.send(cursor(0, 10, snapshot=True) + row(3, "Le même instant"))

    await expect(page.locator("#row-3")).to_have_text("Le même instant")
    await expect(page.locator("#row-1")).to_have_text("Un")


async def test_a_snapshot_marks_nothing_as_changed(screens, stub):
    page = await opened(screens, stub)

    await stub.send(cursor(0, 20, snapshot=True) + row(1, "Premier"))

    await expect(page.locator("#row-1")).to_have_text("Premier")
    await expect(page.locator(".is-changed")).to_have_count(0)


async def test_new_rows_are_put_in_their_order_and_removed_ones_go(screens, stub):
    page = await opened(screens, stub)

    await stub.send(cursor(10, 11) + row(4, "Quatre") + row(2, "Deux"))
    await stub.send(cursor(11, 12) + '<i id="row-1" data-removed></i>')

    await expect(page.locator("#rows li")).to_have_text(["Deux", "Trois", "Quatre"])


async def test_a_region_that_moved_takes_its_new_place(screens, stub):
    page = await opened(screens, stub)

    moved = '<li id="row-1" data-in="rows" data-order="9">Un</li>'
    await stub.send(cursor(10, 11) + moved)

    await expect(page.locator("#rows li")).to_have_text(["Trois", "Un"])


async def test_a_region_that_this_page_does_not_have_is_ignored(screens, stub):
    page = await opened(screens, stub)

    await stub.send(cursor(10, 11) + '<section id="cockpit">Présider</section>')
    await stub.send(cursor(11, 12) + row(1, "Suite"))

    await expect(page.locator("#row-1")).to_have_text("Suite")
    await expect(page.locator("#cockpit")).to_have_count(0)


async def test_an_ephemeral_frame_is_swapped_whatever_the_cursor(screens, stub):
    page = await opened(screens, stub)

    await stub.send('<span id="presence">28 tablettes sur 30 à jour</span>')

    await expect(page.locator("#presence")).to_have_text("28 tablettes sur 30 à jour")
    await expect(page.locator("#room")).to_have_attribute("data-seq", "10")


async def test_an_equal_region_is_left_alone(screens, stub):
    page = await opened(screens, stub)
    await page.locator("#row-1").evaluate("row => { row.mine = true }")

    same = '<li id="row-1" data-in="rows" data-order="1"><a id="link-1" href="#">Un</a></li>'
    await stub.send(cursor(10, 11) + same + row(3, "Autre"))

    await expect(page.locator("#row-3")).to_have_text("Autre")
    assert await page.locator("#row-1").evaluate("row => row.mine") is True


async def test_the_focus_stays_on_the_same_thing_and_goes_nowhere_else(screens, stub):
    page = await opened(screens, stub)
    await page.locator("#link-1").focus()

    await stub.send(cursor(10, 11) + row(1, '<a id="link-1" href="#">Le même</a>'))
    await stub.send(cursor(11, 12) + row(3, '<a id="link-3" href="#">Un autre</a>'))

    await expect(page.locator("#link-3")).to_have_text("Un autre")
    await expect(page.locator("#link-1")).to_be_focused()


async def test_a_replaced_column_keeps_its_place(screens, stub):
    lines = "".join(f"<li>{n}</li>" for n in range(200))
    stub.body += (
        f'<div id="column" class="edit-block"><ol id="long" class="minutes">{lines}</ol>'
        "</div>"
    )
    page = await opened(screens, stub)
    scrolls = "e => { e.style.height = '90px'; e.style.overflowY = 'auto' }"
    await page.locator("#column").evaluate(scrolls)
    await page.locator("#column").evaluate("e => { e.scrollTop = 500 }")

    await stub.send(
        cursor(10, 11) + f'<ol id="long" class="minutes">{lines}<li>fin</li></ol>'
    )

    await expect(page.locator("#long li").last).to_have_text("fin")
    assert await page.locator("#column").evaluate("e => e.scrollTop") == 500


async def test_clocks_show_the_servers_time_without_counting_as_a_change(screens, stub):
    page = await opened(screens, stub)

    await expect(page.locator("#clock")).to_have_text("09:42")
    await expect(page.locator("#since")).to_have_text("1 h 12")


async def test_a_lost_socket_comes_back_with_the_cursor_it_had(screens, stub):
    page = await opened(screens, stub)
    await stub.send(cursor(10, 11) + row(1, "Premier"))
    await expect(page.locator("#row-1")).to_have_text("Premier")

    await stub.sockets[-1].close(code=1001)
    await until(lambda: len(stub.sockets) == 2)

    assert "curseur=11&vue=room" in stub.sockets[-1].url


async def test_a_person_who_is_signed_out_is_asked_to_sign_in_and_loses_nothing(
    screens, stub
):
    page = await opened(screens, stub)

    await stub.sockets[-1].close(code=4401)

    link = page.locator("#sign-in a")
    await expect(link).to_have_attribute("href", "/connexion/?next=%2Fseances%2F3%2F")
    await expect(page.locator("#agenda")).to_be_visible()


async def test_a_person_without_a_seat_gets_a_calm_page(screens, stub):
    page = await opened(screens, stub)

    await stub.sockets[-1].close(code=4403)

    await expect(page.locator("h1")).to_have_text("Vous ne suivez plus cette séance")
    await expect(page.locator("#agenda")).to_have_count(0)


async def test_without_a_socket_the_page_polls_the_same_frame(screens, stub):
    stub.answers["GET /seances/3/trame/"] = lambda request: (
        200,
        HTML,
        cursor(10, 11) + row(1, "Par la voie lente"),
    )
    stub.refuses_sockets = True
    screen = await screens.open(stub.origin)
    await stub.play(screen.page)
    await screen.page.clock.install()
    await stub.open(screen.page)

    await screen.page.clock.run_for(25_000)

    await expect(screen.page.locator("#row-1")).to_have_text("Par la voie lente")
    await expect(screen.page.locator("#light")).to_have_text("Rattrapage…")


async def test_the_light_says_since_when_the_page_is_cut_off(screens, stub):
    screen = await screens.open(stub.origin)
    await stub.play(screen.page)
    await screen.page.clock.install()
    await stub.open(screen.page)
    await expect(screen.page.locator("#light")).to_have_text("En direct")
    stub.refuses_sockets = True
    stub.answers["GET /seances/3/trame/"] = lambda request: None

    await stub.sockets[-1].close(code=1006)
    await screen.page.clock.run_for(2_000)
    await expect(screen.page.locator("#light")).to_have_text("En direct")
    await screen.page.clock.run_for(20_000)

    await expect(screen.page.locator("#light")).to_have_text("Hors ligne depuis 09:42")


async def test_a_command_carries_one_key_until_it_is_answered(screens, stub):
    answers = iter([None, (204, PLAIN, ""), (204, PLAIN, "")])
    stub.answers["POST /seances/3/points/2/appeler/"] = lambda request: next(answers)
    page = await opened(screens, stub)
    refusal = page.locator("#refusal")

    for words in ["Non transmis. Touchez de nouveau pour réessayer.", "", ""]:
        await page.wait_for_timeout(550)  # not a double tap
        await page.locator("#call").click()
        await expect(refusal).to_have_text(words)

    await until(lambda: len(posts(stub)) == 3)
    keys = [request.headers["idempotency-key"] for request in posts(stub)]
    assert keys[0] == keys[1] != keys[2]
    assert posts(stub)[0].headers["x-csrftoken"] == "token"


async def test_a_double_tap_sends_one_command(screens, stub):
    stub.answers["POST /seances/3/points/2/appeler/"] = lambda _: (204, PLAIN, "")
    page = await opened(screens, stub)

    await page.locator("#call").dblclick()
    await page.wait_for_timeout(300)

    assert len(posts(stub)) == 1


async def test_a_refusal_is_said_in_the_councils_words(screens, stub):
    stub.answers["POST /seances/3/points/2/appeler/"] = lambda _: (
        409,
        PLAIN,
        "Ce point est déjà examiné.",
    )
    page = await opened(screens, stub)

    await page.locator("#call").click()

    await expect(page.locator("#refusal")).to_have_text("Ce point est déjà examiné.")


async def test_a_command_of_a_person_signed_out_asks_to_sign_in(screens, stub):
    with sign_in_page() as stub.origin:
        stub.answers["POST /seances/3/points/2/appeler/"] = lambda _: (
            302,
            HTML,
            f"{stub.origin}/connexion/",
        )
        page = await opened(screens, stub)

        await page.locator("#call").click()

        await expect(page.locator("#sign-in a")).to_have_text("Se reconnecter")


def posts(stub: Stub) -> list:
    return [request for request in stub.asked if request.method == "POST"]
