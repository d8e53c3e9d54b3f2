"""Five tablets hold the whole demonstration council, from the roll to the communiqué.

Every tap is a double tap; one tablet loses the network for 30 s meanwhile. At the end the
database, the journal and the communiqué must say what was done, once.
"""

import asyncio
import io
import re

import pikepdf
from playwright.async_api import Locator, expect

from ecm.domain.outcomes import ItemKind, formula, usual_outcome
from tests.browser import Screens
from tests.e2e.council import Room, enter_all, write
from tests.e2e.proof import says_what_may_be_said, says_what_was_done
from tests.e2e.seats import Seat
from tests.line import Line
from tests.record import held, refuse_broken_chain
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
CUT = 30.0  # seconds
MINUTES = "Le Président du Faso a ouvert la séance à l'heure, œuvre commune dès l'été."
NOTE = "À vérifier avant la clôture : l'état des crédits."
COMMENT = "Sous réserve de l'avis du Trésor"
AMENDMENT = "À l'article 3, « deux mois » devient « trois mois »."
RESERVE = "Après visa du contrôle financier."
ORDER = {
    "instruction": "Rendre compte au Conseil de l'emploi du prêt.",
    "responsible": "ministère de l'Economie et des finances",
    "due_on": "2026-03-31",
}
OUTCOMES: list[tuple[str, dict[str, str]]] = [
    ("noted", {}),
    ("adopted", ORDER),
    ("signed", {}),
    ("examined", {}),
    ("adopted", {}),
    ("transmitted_to_parliament", {}),
    ("agreed", {}),
    ("deferred", {"deferred_to": "2026-02-12"}),
    ("referred_back", {}),
    ("referred_to_committee", {}),
    ("approved", {}),
    ("rejected", {}),
    ("heard", {}),
    ("authorised", {}),
    ("withdrawn", {}),
]
BEFORE_THEM = 4  # items, each with a scene of its own


async def test_five_tablets_hold_the_whole_council(
    stack: Stack, screens: Screens
) -> None:
    async with Line(stack.base_urls[-1]) as line:
        room = await enter_all(stack, screens, line)

        await take_the_roll(room)
        await open_the_sitting(room)
        await give_and_change_marks(room)
        await amend_while_marks_are_asked(room)
        await examine_the_reserved_item(room)
        away = await lose_the_network(room)
        await look_elsewhere(room)
        await pronounce_every_outcome(room)
        await suspend_and_resume(room)
        await hurry_through_the_rest(room)
        await asyncio.wait_for(away, 2 * CUT)
        await is_as_if_never_away(room)
        await close_the_sitting(room)
        await read_the_communique(room)

        after = held(stack)
        says_what_was_done(room, after)
        refuse_broken_chain(stack, after)
        never_away = [seat for seat in room.all if seat is not room.reader]
        assert [seat.screen.errors for seat in never_away] == [[]] * 4


async def take_the_roll(room: Room) -> None:
    """The secretary notes who is there, who is excused and who acts for whom."""
    desk = room.secretary
    for name in ("president", "economie"):
        there = f"#present-{room.before.seat_of(name)}"
        await desk.tap(there)
        await expect(desk.see(there)).to_have_count(0)
    # By decree: the convocation has already seated who acts for him.
    absent = room.before.seat_of("affaires-etrangeres")
    await expect(desk.see(f"#attendance-{absent}")).to_be_visible()
    await choose_attendance(desk, room.before.seat_of("sante"), "excused")
    room.done["attendance.noted"] += 3
    await expect(room.chair.seat.see("#cockpit .counts")).to_contain_text("3 présents")


async def choose_attendance(
    desk: Seat, seat: int, attendance: str, *, acting: str = ""
) -> None:
    await desk.tap_once(f"#attendance-{seat}")
    dialog = desk.see("#dialog")
    await dialog.locator(f"[name=attendance][value={attendance}]").check()
    if acting:
        option = dialog.locator("#acting option", has_text=acting)
        person = await option.get_attribute("value")
        await dialog.locator("#acting").select_option(person)
    await desk.tap("#note-attendance")
    await expect(dialog).to_be_hidden()


async def open_the_sitting(room: Room) -> None:
    """Open, call by mistake, undo the call; the minutes begin and everyone reads them."""
    await room.chair.open()
    await write(room.secretary, MINUTES)
    await write(room.secretary, NOTE, zone="private")
    for seat in (room.chair.seat, room.acting, room.reader):
        await expect(seat.see("#minutes-list .text").last).to_have_text(MINUTES)
        assert NOTE not in await seat.page.content()
    await room.chair.call_next()
    await room.chair.tap("#undo-call", "item.call_undone")
    await expect(room.chair.seat.see("#call-next")).to_be_visible()


async def give_and_change_marks(room: Room) -> None:
    """Two seats of one person, a comment, and a change of mind; the chair sees names."""
    item = await room.chair.call_next()
    await room.chair.ask_for_marks()
    own, absent, other = (
        room.before.seat_of(name)
        for name in ("fonction-publique", "affaires-etrangeres", "economie")
    )
    await mark(room, room.acting, own, "agree")
    await room.acting.see(f"#comment-{absent}").fill(COMMENT)
    await mark(room, room.acting, absent, "reservation")
    await mark(room, room.reader, other, "wishes_to_speak")
    await mark(room, room.reader, other, "agree")
    round_seen = room.chair.seat.see("#round")
    await expect(round_seen.locator("[data-mark=agree] strong")).to_have_text("2")
    await expect(round_seen.locator("[data-mark=reservation]")).to_contain_text(COMMENT)
    await expect(round_seen.locator("[data-mark=wishes_to_speak]")).to_have_count(0)
    await room.chair.close_marks()
    await expect(room.acting.see("#mine .given").first).to_be_visible()
    await room.chair.tap("#present", "item.presented")
    await room.chair.decide(item, "adopted")


async def mark(room: Room, seat: Seat, number: int, value: str) -> None:
    button = f"#mark-{number}-{value}"
    await seat.tap(button)
    await expect(seat.see(button)).to_have_attribute("aria-pressed", "true")
    room.done["mark.given"] += 1


async def amend_while_marks_are_asked(room: Room) -> None:
    """A decision closes the round that is open; all read its words, the hall too."""
    item = await room.chair.call_next()
    await room.chair.ask_for_marks()
    await mark(room, room.reader, room.before.seat_of("economie"), "objection")
    text = await room.chair.decide(
        item, "adopted_with_amendments", amendments=AMENDMENT
    )
    room.done["round.closed"] += 1
    for seat in (room.acting, room.reader, room.secretary):
        await expect(seat.see("#decision")).to_contain_text(AMENDMENT)
    await expect(room.hall.see("#hall .decision")).to_contain_text(text)


async def examine_the_reserved_item(room: Room) -> None:
    """Those let in see it; the others and the wall see that there is something."""
    item = await room.chair.call_next()
    title = next(i["title"] for i in room.before["items"] if i["id"] == item)
    await expect(room.reader.see("#stage h1")).to_have_text(title)
    await expect(room.acting.see("#stage h1")).to_contain_text("point réservé")
    await expect(room.hall.see("#hall")).to_contain_text("poursuit ses travaux")
    await room.chair.decide(item, "authorised")
    await room.are_level()
    for seat in (room.acting, room.hall):
        assert title not in await seat.page.content()
        await expect(seat.see("#decision .decision")).to_have_count(0)


async def lose_the_network(room: Room) -> "asyncio.Task[None]":
    """Marks are asked and one tablet is cut off; what is tapped there then never goes."""
    await room.chair.call_next()
    await room.chair.ask_for_marks()
    button = room.reader.see(f"#mark-{room.before.seat_of('economie')}-agree")
    await expect(button).to_be_visible()
    room.line.cut()
    return asyncio.create_task(stay_away(room, button))


async def stay_away(room: Room, button: Locator) -> None:
    returns_at = asyncio.get_running_loop().time() + CUT
    reader = room.reader
    await button.click()
    offline = re.compile(r"^(Hors ligne depuis \d\d:\d\d|Rattrapage…)$")
    await expect(reader.see("#light")).to_have_text(offline, timeout=60_000)
    await expect(reader.see("#outbox")).to_contain_text("attente", timeout=60_000)
    await asyncio.sleep(returns_at - asyncio.get_running_loop().time())
    room.line.mend()
    await expect(reader.see("#light")).to_have_text("En direct", timeout=60_000)


async def look_elsewhere(room: Room) -> None:
    """A member reads another item and a paper while the Council decides and moves on."""
    item = room.chair.items[3]
    await room.acting.tap(f"#row-{room.chair.items[9]} a")
    pane = room.acting.see("#browse")
    title = await pane.locator("h1").inner_text()
    await room.chair.decide(item, "adopted_subject_to", amendments=RESERVE)
    room.done["round.closed"] += 1
    await expect(pane.locator("h1")).to_have_text(title)
    await expect(room.acting.see("#stage")).to_be_hidden()
    await room.acting.tap_once("#browse .paper-list a >> nth=0")
    await expect(pane.locator("iframe")).to_have_attribute(
        "src", re.compile("/pieces/")
    )
    await room.acting.tap("#return")
    await expect(room.acting.see("#stage")).to_be_visible()
    await expect(room.acting.see("#decision")).to_contain_text(RESERVE)


async def pronounce_every_outcome(room: Room) -> None:
    for outcome, fields in OUTCOMES:
        item = await room.chair.call_next()
        text = await room.chair.decide(item, outcome, **fields)
        await expect(room.hall.see("#hall .decision")).to_contain_text(text)


async def suspend_and_resume(room: Room) -> None:
    await room.chair.tap("#suspend", "meeting.suspended")
    await expect(room.acting.see("#stage .stage-notice")).to_be_visible()
    await expect(room.hall.see(".suspended")).to_be_visible()
    await room.chair.tap("#resume", "meeting.resumed")
    await expect(room.acting.see("#stage .stage-notice")).to_have_count(0)


async def is_as_if_never_away(room: Room) -> None:
    """The tablet that came back shows what a page fresh from the server shows."""
    await room.are_level()
    kept = await shown(room.reader)
    await room.reader.page.reload()
    assert kept == await shown(room.reader)


async def shown(seat: Seat) -> dict[str, str]:
    """Return the words of each region, less the times that tick."""
    regions = ("bar", "agenda", "stage", "decision", "round", "now", "minutes", "mine")
    words = """region => {
        const copy = region.cloneNode(true);
        copy.querySelectorAll("time").forEach(time => time.remove());
        return copy.textContent.replace(/\\s+/g, " ").trim();
    }"""
    return {name: await seat.see(f"#{name}").evaluate(words) for name in regions}


async def hurry_through_the_rest(room: Room) -> None:
    """The items that show nothing new, but for the last, which is not reached."""
    for row in room.before["items"][BEFORE_THEM + len(OUTCOMES) : -1]:
        kind = ItemKind(row["kind"])
        outcome = usual_outcome(kind)
        await room.chair.settle(row["id"], outcome.value, formula(outcome, kind))


async def close_the_sitting(room: Room) -> None:
    await room.are_level()
    await room.chair.seat.tap("#close")
    await room.chair.tap("#confirm-close", "meeting.closed")
    room.done["item.not_reached"] += 1
    await expect(room.chair.seat.see("#bar")).to_contain_text("levée")
    await room.are_level()


async def read_the_communique(room: Room) -> None:
    """The first communiqué stands there, right in its French, and as a PDF."""
    await room.chair.seat.tap_once("#read-communique")
    words = await room.chair.seat.see("main").inner_text()
    says_what_may_be_said(room, re.sub(r"\s+", " ", words))
    here = f"/seances/{room.before['meeting']}/compte-rendu"
    answer = await room.reader.page.request.get(f"{here}.pdf")
    with pikepdf.open(io.BytesIO(await answer.body())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
