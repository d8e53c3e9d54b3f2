"""A member looks at other items and papers while the Council moves on: nothing jumps."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import Screens
from tests.e2e.stub import HTML, PLAIN, Stub, cursor, until

ROOM = """
<nav id="agenda"><ol>
<li id="row-1" class="agenda-item is-current"><a href="/seances/3/points/1/">Un</a></li>
<li id="row-2" class="agenda-item"><a href="/seances/3/points/2/">Deux</a></li></ol></nav>
<div id="current" data-when="following">
 <section id="stage" data-item="1"><h1>Le point un</h1>
  <ul class="paper-list"><li><a href="/pieces/5/"><span class="title">Rapport</span></a>
  </li></ul></section>
 <section id="round" data-key="1.1.open"></section></div>
<div id="browse" tabindex="-1" hidden></div>
<p data-when="browsing" hidden><span id="now">Le Conseil examine le point I.1.1
 <button type="button" data-return>Revenir</button></span></p>
<section id="mine" data-item="1"><textarea id="comment"></textarea><p>accord</p></section>
<aside id="column" class="minutes"><section id="minutes"><ol id="minutes-list"></ol>
</section></aside>
<button id="decide" hx-get="/seances/3/points/1/decider/" hx-target="#dialog">Décider
</button><dialog id="dialog"></dialog>
"""
DIALOG = """<form hx-post="/seances/3/points/1/decider/" hx-swap="none">
<label><input type="radio" name="outcome" value="adopted" checked
 data-sentence="Le Conseil a adopté ce décret."> Adopté</label>
<label><input type="radio" name="outcome" value="deferred"
 data-sentence="L'examen de ce dossier est ajourné."> Ajourné</label>
<textarea name="text"></textarea>
<fieldset data-outcomes="deferred"><input name="deferred_to" value="2026-02-12"></fieldset>
<button type="submit">Prononcer</button></form>"""


@pytest.fixture
def stub() -> Stub:
    stub = Stub(ROOM)
    answers = {
        "GET /seances/3/points/2/": (200, HTML, "<h1>Le point deux</h1>"),
        "GET /seances/3/mes-marques/": (
            200,
            HTML,
            '<section id="mine" data-item="1"><textarea id="comment"></textarea>'
            "<p>réserve</p></section>",
        ),
        "GET /seances/3/points/1/decider/": (200, HTML, DIALOG),
        "GET /pieces/5/": (200, HTML, "<p>Une pièce</p>"),
    }
    for address, answer in answers.items():
        stub.answers[address] = lambda request, answer=answer: answer
    return stub


async def opened(screens: Screens, stub: Stub) -> Page:
    screen = await screens.open(stub.origin)
    await stub.play(screen.page)
    await stub.open(screen.page)
    await expect(screen.page.locator("#light")).to_have_text("En direct")
    return screen.page


async def test_another_item_is_read_beside_the_councils_and_left_by_one_tap(
    screens, stub
):
    page = await opened(screens, stub)

    await page.locator("#row-2 a").click()
    await expect(page.locator("#browse h1")).to_have_text("Le point deux")
    await stub.send(
        cursor(10, 11) + '<section id="stage" data-item="3"><h1>Le point trois</h1>'
        "</section>"
    )
    await expect(page.locator("#stage h1")).to_have_text("Le point trois")
    await expect(page.locator("#stage")).to_be_hidden()
    await expect(page.locator("#row-2 a")).to_have_attribute("aria-current", "page")
    await page.get_by_role("button", name="Revenir").click()

    await expect(page.locator("#stage")).to_be_visible()
    await expect(page.locator("#browse")).to_be_hidden()
    await expect(page.locator("[aria-current=page]")).to_have_count(0)


async def test_escape_leads_back_and_the_focus_to_where_it_was(screens, stub):
    page = await opened(screens, stub)
    await page.locator("#row-1 a").focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#browse")).to_be_focused()

    await page.keyboard.press("Escape")

    await expect(page.locator("#stage")).to_be_visible()
    await expect(page.locator("#row-2 a")).to_be_focused()


async def test_an_item_that_is_not_mine_any_more_is_closed(screens, stub):
    page = await opened(screens, stub)
    await page.locator("#row-2 a").click()
    await expect(page.locator("#browse h1")).to_be_visible()

    stub.answers["GET /seances/3/points/2/"] = lambda _: (404, PLAIN, "")
    await stub.send(cursor(0, 12, snapshot=True))

    await expect(page.locator("#browse")).to_be_hidden()
    await expect(page.locator("#stage")).to_be_visible()


async def test_a_paper_opens_in_the_page_and_stays_when_the_council_moves_on(
    screens, stub
):
    page = await opened(screens, stub)
    await page.locator("#stage .paper-list a").click()
    frame = page.locator("#browse iframe")
    await expect(frame).to_have_attribute("title", "Pièce : Rapport")
    await frame.evaluate("frame => { frame.mine = true }")

    await stub.send(cursor(10, 11) + '<section id="stage" data-item="2">Deux</section>')
    await expect(page.locator("#stage")).to_have_text("Deux")

    assert await frame.evaluate("frame => frame.mine") is True


async def test_a_closed_paper_leads_back_to_the_item_it_was_opened_from(screens, stub):
    paper = '<ul class="paper-list"><li><a href="/pieces/5/">Note</a></li></ul>'
    page = await opened(screens, stub)
    html = f"<h1>Le point deux</h1>{paper}"
    stub.answers["GET /seances/3/points/2/"] = lambda _: (200, HTML, html)
    await page.locator("#row-2 a").click()
    await page.locator("#browse .paper-list a").click()

    await page.get_by_role("button", name="Fermer la pièce").click()

    await expect(page.locator("#browse h1")).to_have_text("Le point deux")
    await expect(page.locator("#browse iframe")).to_have_count(0)


async def test_my_marks_are_fetched_again_when_the_round_changes(screens, stub):
    page = await opened(screens, stub)

    await stub.send(
        cursor(10, 11) + '<section id="round" data-key="1.1.closed"></section>'
    )

    await expect(page.locator("#mine p")).to_have_text("réserve")


async def test_my_comment_is_not_taken_from_under_my_typing(screens, stub):
    page = await opened(screens, stub)
    await page.locator("#comment").fill("Sous réserve de")

    await stub.send('<i id="mine-changed"></i>')
    await stub.send(cursor(10, 11) + '<section id="stage" data-item="1">x</section>')
    await expect(page.locator("#stage")).to_have_text("x")
    await page.wait_for_timeout(200)
    await expect(page.locator("#mine p")).to_have_text("accord")
    await page.locator("#comment").blur()

    await expect(page.locator("#mine p")).to_have_text("réserve")
    await expect(page.locator("#comment")).to_have_value("Sous réserve de")


def block(number: int) -> str:
    return (
        f'<li id="block-{number}" data-in="minutes-list" data-order="{number}">'
        f'<p class="text">Paragraphe {number}</p></li>'
    )


async def test_the_minutes_follow_only_a_reader_who_is_at_the_end(screens, stub):
    page = await opened(screens, stub)
    column = page.locator("#column")
    await column.evaluate(
        "e => { e.style.cssText = 'display:block; height:90px; overflow-y:auto' }"
    )
    await stub.send(cursor(10, 11) + "".join(block(n) for n in range(1, 40)))
    await expect(page.locator("#block-39")).to_be_in_viewport()

    await column.evaluate("e => { e.scrollTop = 0 }")
    await page.wait_for_timeout(100)
    await stub.send(cursor(11, 12) + block(40))
    await page.get_by_role("button", name="nouveau texte ↓").wait_for()
    assert await column.evaluate("e => e.scrollTop") == 0
    await page.get_by_role("button", name="nouveau texte ↓").click()

    await expect(page.locator("#block-40")).to_be_in_viewport()
    await expect(page.locator(".follow")).to_be_hidden()


async def test_the_sentence_is_read_before_it_is_pronounced(screens, stub):
    sent: list[str] = []
    stub.answers["POST /seances/3/points/1/decider/"] = lambda request: (
        sent.append(request.post_data or "") or (204, PLAIN, "")
    )
    page = await opened(screens, stub)
    await page.locator("#decide").click()
    sentence = page.locator("#dialog [name=text]")
    await expect(sentence).to_have_value("Le Conseil a adopté ce décret.")
    await expect(page.locator("[name=deferred_to]")).to_be_hidden()

    await page.get_by_label("Ajourné").check()
    await expect(sentence).to_have_value("L'examen de ce dossier est ajourné.")
    await expect(page.locator("[name=deferred_to]")).to_be_visible()
    await sentence.fill("Ajourné au 12 février.")
    await page.get_by_label("Adopté").check()
    await expect(sentence).to_have_value("Ajourné au 12 février.")
    await page.get_by_role("button", name="Prononcer").click()

    await expect(page.locator("#dialog")).to_be_hidden()
    await until(lambda: len(sent) == 1)
    assert "deferred_to" not in sent[0]


async def test_a_refused_decision_keeps_its_words_in_the_dialog(screens, stub):
    stub.answers["POST /seances/3/points/1/decider/"] = lambda _: (
        409,
        PLAIN,
        "Ce point est déjà décidé.",
    )
    page = await opened(screens, stub)
    await page.locator("#decide").click()
    await page.locator("#dialog [name=text]").fill("Ma phrase")

    await page.get_by_role("button", name="Prononcer").click()

    await expect(page.locator("#dialog .refusal")).to_have_text(
        "Ce point est déjà décidé."
    )
    await expect(page.locator("#dialog [name=text]")).to_have_value("Ma phrase")
