"""A council of forty items on the worst of its days, and a record equal to what was done.

31 items at one stroke, twelve marks changed, a member who stands aside while the item is
examined, a guest, a vote by name and a secret one, a night between two sittings, a president
without network while the Prime Minister conducts, a secretary who changes tablets.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.async_api import expect

from tests.browser import Screens
from tests.e2e.chair import Chair
from tests.e2e.council import are_level, write
from tests.e2e.seats import Seat, enter, enter_hall, processes_of
from tests.faults.crowd import MEMBERS
from tests.line import Line
from tests.record import Held, held, refuse_broken_chain
from tests.stack import COUNCIL, Stack
from tests.tablet import Tablet

SEEDS = COUNCIL
DEBATED = 5  # the first items of the agenda; the rest of it is proposed without debate
TABLED = ("Un prêt pour les écoles", "Un appui aux sinistrés", "Un texte urgent")
CUT = 120.0  # seconds without network
NEXT_DAY = "2026-02-06T08:55"
TRACKS = f"""
from ecm.meetings.models import Meeting
items = Meeting.objects.get(body__code="CM", year=2026, number=5).items
items.update(track="consent")
first = items.order_by("position").values_list("pk", flat=True)[:{DEBATED}]
items.filter(pk__in=list(first)).update(track="debate")
"""
FIRST_DAY = "Les débats du premier jour sont consignés ici."
SECOND_DAY = "Le secrétariat écrit désormais sur une autre tablette."


@dataclass
class Day:
    """The room: five screens with browsers, and twelve members with simulated tablets."""

    stack: Stack
    line: Line
    before: Held
    chair: Chair
    premier: Chair
    minister: Seat
    desk: Seat
    hall: Seat
    members: dict[str, Tablet]

    @property
    def screens(self) -> list[Seat]:
        return [self.chair.seat, self.premier.seat, self.minister, self.desk, self.hall]

    def item(self, rank: int) -> int:
        return int(self.before["items"][rank]["id"])

    def title(self, rank: int) -> str:
        return str(self.before["items"][rank]["title"])

    def path(self, item: int, act: str) -> str:
        return f"/seances/{self.before['meeting']}/points/{item}/{act}/"

    async def rows(self) -> Held:
        """Read the database while the line and the tablets, all of this loop, go on."""
        return await asyncio.to_thread(held, self.stack)

    async def as_desk(
        self, path: str, verb: str, fields: dict[str, str] | None = None
    ) -> None:
        """Send a command of the secretariat that has no scene of its own."""
        await Chair(self.desk, [], self.chair.done).command(path, verb, fields)


async def test_a_long_day_is_recorded_as_it_was(stack: Stack, screens: Screens) -> None:
    stack.manage("shell", "--verbosity=0", given=TRACKS)
    async with Line(stack.base_urls[-1]) as line, AsyncExitStack() as tablets:
        day = await seat_all(stack, screens, line, tablets)
        await begin(day)
        await adopt_without_debate(day)
        await change_twelve_marks(day)
        await stand_aside_while_a_guest_speaks(day)
        await examine_the_reserved_item(day)
        await sleep_on_it(day)
        await conduct_without_the_president(day)
        await write_on_another_tablet(day, screens)
        await end(day)

        after = held(stack)
        every_act_is_there_once(day, after)
        the_hours_agree_to_the_second(after)
        refuse_broken_chain(stack, after)


async def seat_all(
    stack: Stack, screens: Screens, line: Line, tablets: AsyncExitStack
) -> Day:
    before, urls = held(stack), processes_of(stack)
    president = await enter(screens, line.base_url, "president")
    chair = Chair(president, [item["id"] for item in before["items"]])
    premier = await enter(screens, next(urls), "premier-ministre")
    members = {n: Tablet(next(urls), before["meeting"], username=n) for n in MEMBERS}
    for tablet in members.values():
        await tablets.enter_async_context(tablet)
    return Day(
        stack=stack,
        line=line,
        before=before,
        chair=chair,
        premier=Chair(premier, chair.items, chair.done, chair.decisions),
        minister=await enter(screens, next(urls), "economie"),
        desk=await enter(screens, next(urls), "sgg"),
        hall=await enter_hall(screens, next(urls)),
        members=members,
    )


async def begin(day: Day) -> None:
    """The members are there, the sitting opens, three items come on the table."""
    for name in MEMBERS:
        seat = day.before.seat_of(name)
        there = {"attendance": "present"}
        await day.as_desk(f"sieges/{seat}/presence/", "attendance.noted", there)
    await day.chair.open()
    await write(day.desk, FIRST_DAY)
    await expect(day.minister.see("#minutes-list .text").last).to_have_text(FIRST_DAY)
    for title in TABLED:
        await put_on_the_table(day, title)
    await expect(day.minister.see("#agenda")).to_contain_text(TABLED[-1])
    assert len((await day.rows())["items"]) == 40


async def put_on_the_table(day: Day, title: str) -> None:
    seat = day.chair.seat
    await seat.tap_once(".other-acts summary")
    await seat.tap_once("#open-table")
    dialog = seat.see("#dialog")
    await dialog.locator("#title").fill(title)
    await dialog.locator("#ministry").select_option(index=1)
    await dialog.locator("#kind").select_option(index=1)
    await day.chair.tap("#table-item", "item.tabled")
    await expect(dialog).to_be_hidden()


async def adopt_without_debate(day: Day) -> None:
    """One is taken out by a member; the 31 others are adopted by one act."""
    chair, out = day.chair, day.item(DEBATED)
    await chair.tap("#show-list", "consent.shown")
    await expect(chair.seat.see("#adopt-list")).to_contain_text("32 points")
    await expect(day.minister.see("#listed")).to_contain_text("32 points")
    await day.minister.tap(f"#debate-{out}")
    chair.done["consent.item_taken_out"] += 1
    await expect(chair.seat.see("#adopt-list")).to_contain_text("31 points")
    await chair.seat.tap_once("#adopt-list")
    await chair.tap("#adopt", "consent.adopted")
    await expect(chair.seat.see("#dialog")).to_be_hidden()
    chair.done["item.decided"] += 31
    await expect(day.hall.see("#hall")).to_contain_text("31 points")
    await are_level(*day.screens)


async def change_twelve_marks(day: Day) -> None:
    """Each of twelve members gives a position, then another: the last one counts."""
    item = await call(day.chair, day.item(0))
    await day.chair.ask_for_marks()
    for value in ("reservation", "agree"):
        await asyncio.gather(*(give(day, n, item, value) for n in MEMBERS))
    day.chair.done["mark.given"] += 24
    agreed = day.chair.seat.see("#round [data-mark=agree] strong")
    await expect(agreed).to_have_text("12")
    await day.chair.close_marks()
    await vote_by_name(day, item)
    await vote_in_secret(day, item)
    await day.chair.decide(item)


async def vote_by_name(day: Day, item: int) -> None:
    """Eight for, four against; nobody learns it before the vote is closed."""
    ballot = await open_vote(day, item, "open")
    for name in MEMBERS:
        choice = "for" if name in MEMBERS[:8] else "against"
        fields = {"seat": str(day.before.seat_of(name)), "choice": choice}
        path = f"/seances/{day.before['meeting']}/votes/{ballot}/voter/"
        await day.members[name].command(path, fields)
    day.chair.done["vote.cast"] += 12
    await expect(day.minister.see("#turnout")).to_contain_text("12")
    await close_vote(day, ballot)
    day.chair.done["vote.counted"] += 1
    await expect(day.minister.see("#vote")).to_contain_text("8")


async def vote_in_secret(day: Day, item: int) -> None:
    """On paper: only the totals come in, by the secretary's hand."""
    ballot = await open_vote(day, item, "paper")
    await close_vote(day, ballot)
    totals = {"votes_for": "7", "votes_against": "3", "abstentions": "1", "void": "1"}
    await day.as_desk(f"votes/{ballot}/totaux/", "vote.counted", totals)
    await expect(day.minister.see("#vote")).to_contain_text("7")


async def open_vote(day: Day, item: int, method: str) -> int:
    words = {"question": "Le texte est adopté.", "method": method, "read": "1"}
    words["majority"] = "simple"
    await day.chair.command(f"points/{item}/mettre-aux-voix/", "vote.opened", words)
    await expect(day.chair.seat.see("#vote")).to_be_visible()
    await are_level(*day.screens)
    return int((await day.rows()).facts_of("vote.opened")[-1]["ballot"])


async def close_vote(day: Day, ballot: int) -> None:
    await day.chair.command(f"votes/{ballot}/clore/", "vote.closed")
    await are_level(*day.screens)


async def give(day: Day, name: str, item: int, value: str) -> None:
    fields = {"seat": str(day.before.seat_of(name)), "value": value, "comment": ""}
    await day.members[name].command(day.path(item, "marquer"), fields)


async def call(chair: Chair, item: int) -> int:
    """Call the item that the cockpit proposes, and hold it to be this one."""
    await chair.tap("#call-next", "item.called")
    await expect(chair.seat.see("#decide")).to_be_visible()
    await expect(chair.seat.see("#now")).to_have_attribute("data-item", str(item))
    return item


async def stand_aside_while_a_guest_speaks(day: Day) -> None:
    """What a member sees of the item leaves his screen at once; an expert comes for it."""
    item, title = await call(day.chair, day.item(1)), day.title(1)
    await expect(day.minister.see("#stage h1")).to_have_text(title)
    expert = {"name": "Awa SANON", "title": "Directrice du budget"}
    await day.as_desk(f"points/{item}/admettre/", "guest.admitted", expert)
    await day.minister.tap_once(f"#recuse-{item}")
    seat = day.before.seat_of("economie")
    await day.minister.tap_once(f"#dialog #recuse-{seat}")
    day.chair.done["recusal.declared"] += 1
    await expect(day.minister.see("#stage h1")).to_contain_text("point réservé")
    assert title not in await day.minister.page.content()
    await expect(day.hall.see("#hall h1")).to_have_text(title)
    await day.chair.decide(item, "deferred", deferred_to="2026-02-12")
    day.chair.done["guest.dismissed"] += 1
    assert title not in await day.minister.page.content()


async def examine_the_reserved_item(day: Day) -> None:
    item = await call(day.chair, day.item(2))
    await expect(day.hall.see("#hall")).to_contain_text("poursuit ses travaux")
    await day.chair.decide(item, "authorised")


async def sleep_on_it(day: Day) -> None:
    """The sitting is suspended; the servers come back the next morning."""
    await day.chair.tap("#suspend", "meeting.suspended")
    await are_level(*day.screens)
    day.stack.stop()
    day.stack.environment["ECM_CLOCK"] = NEXT_DAY
    await asyncio.to_thread(day.stack.start)
    for seat in day.screens:
        await expect(seat.see("#light")).to_have_text("En direct", timeout=60_000)
    await day.chair.tap("#resume", "meeting.resumed")
    await expect(day.minister.see("#stage .stage-notice")).to_have_count(0)


async def conduct_without_the_president(day: Day) -> None:
    """Cut off, he is relieved; his old screen moves nothing; he takes the wheel back."""
    chair, premier = day.chair, day.premier
    item = await call(chair, day.item(3))
    day.line.cut()
    back = asyncio.get_running_loop().time() + CUT
    await take_the_wheel(premier, "#menu-take-wheel")
    await premier.decide(item)
    following = await call(premier, day.item(4))
    await asyncio.sleep(max(0.0, back - asyncio.get_running_loop().time()))
    stale = await chair.seat.see("#cockpit").get_attribute("data-epoch")
    day.line.mend()
    await refuse_the_old_wheel(day, following, stale or "")
    await expect(chair.seat.see("#light")).to_have_text("En direct", timeout=60_000)
    await expect(chair.seat.see(".conductor")).to_contain_text("conduit la séance")
    await expect(chair.seat.see("#decide")).to_have_count(0)
    await take_the_wheel(chair, "#open-take-wheel")
    await chair.decide(following)


async def take_the_wheel(chair: Chair, button: str) -> None:
    if button.startswith("#menu"):
        await chair.seat.tap_once(".seat summary")
    await chair.seat.tap_once(button)
    await chair.tap("#take-wheel", "wheel.taken")
    await expect(chair.seat.see("#cockpit .conductor")).to_contain_text(
        "Vous conduisez"
    )
    # The member's page gave way to the chair's: its scripts must be there to be tapped.
    await chair.seat.page.wait_for_load_state("load")


async def refuse_the_old_wheel(day: Day, item: int, epoch: str) -> None:
    page = day.chair.seat.page
    cookies = await page.context.cookies()
    token = next(c["value"] for c in cookies if c["name"] == "csrftoken")
    answer = await page.request.post(
        day.path(item, "decider"),
        form={"outcome": "adopted", "text": "Trop tard."},
        headers={"X-CSRFToken": token, "Wheel-Epoch": epoch},
    )
    assert answer.status in (403, 409)


async def write_on_another_tablet(day: Day, screens: Screens) -> None:
    """The first tablet is put down; the second has every word and goes on."""
    await day.desk.page.close()
    day.desk = await enter(screens, day.stack.base_urls[0], "sgg")
    await expect(day.desk.see("#minutes-list .text").first).to_have_text(FIRST_DAY)
    await call(day.chair, day.item(DEBATED))
    await write(day.desk, SECOND_DAY)
    await expect(day.minister.see("#minutes-list .text").last).to_have_text(SECOND_DAY)
    await day.chair.decide(day.item(DEBATED))


async def end(day: Day) -> None:
    """Two of the items on the table are decided, the last is not reached."""
    rows = await day.rows()
    tabled = [i["id"] for i in rows["items"] if i["title"] in TABLED]
    for item in tabled[:2]:
        await call(day.chair, item)
        await day.chair.decide(item)
    await are_level(*day.screens)
    await day.chair.seat.tap("#close")
    await day.chair.tap("#confirm-close", "meeting.closed")
    day.chair.done["item.not_reached"] += 1
    await expect(day.chair.seat.see("#bar")).to_contain_text("levée")


def every_act_is_there_once(day: Day, after: Held) -> None:
    acts = after.verbs - day.before.verbs
    written = acts.pop("minutes.written")
    assert written >= 2
    assert dict(acts) == {verb: n for verb, n in day.chair.done.items() if n}
    decided = {int(i): d["outcome"] for i, d in after["decisions"].items()}
    assert len(decided) == 39
    by_hand = {i: d["outcome"] for i, d in day.chair.decisions.items()}
    assert {i: decided[i] for i in by_hand} == by_hand
    states = {item["id"]: item["state"] for item in after["items"]}
    assert states[day.item(1)] == "deferred"
    assert list(states.values()).count("not_reached") == 1
    last = [m for m in after["marks"] if m["round__item_id"] == day.item(0)]
    assert {m["value"] for m in last} == {"agree"}
    assert len(last) == 12
    assert after.texts == [FIRST_DAY, SECOND_DAY]
    assert (after["state"], after["sittings"]) == ("closed", 2)
    keys = [entry["key"] for entry in after["entries"] if entry["key"]]
    assert len(keys) == len(set(keys))


def the_hours_agree_to_the_second(after: Held) -> None:
    """What the rows say of each act is what the journal says of it."""
    told = {
        verb: [_second(e["at"]) for e in after["entries"] if e["verb"] == verb]
        for verb in after.verbs
    }
    decided = sorted(_second(d["decided_at"]) for d in after["decisions"].values())
    pronounced = ("item.decided", "item.deferred", "item.referred_back")
    assert _near(decided, sorted(t for v in pronounced for t in told.get(v, [])))
    starts = told["meeting.opened"] + told["meeting.resumed"]
    ends = told["meeting.suspended"] + told["meeting.closed"]
    assert _near([_second(s["starts_at"]) for s in after["hours"]], starts)
    assert _near([_second(s["ends_at"]) for s in after["hours"]], ends)
    assert _near(
        [_second(g["admitted_at"]) for g in after["guests"]], told["guest.admitted"]
    )
    assert _near(
        [_second(g["left_at"]) for g in after["guests"]], told["guest.dismissed"]
    )
    assert _near(
        [_second(r["since"]) for r in after["recusals"]], told["recusal.declared"]
    )
    assert starts[1].date() == datetime.fromisoformat(NEXT_DAY).date()


def _second(at: Any) -> datetime:
    return datetime.fromisoformat(str(at)).replace(microsecond=0)


def _near(rows: list[datetime], entries: list[datetime]) -> bool:
    """Tell whether the two name the same moments: a turn may straddle a second."""
    gaps = [abs((a - b).total_seconds()) for a, b in zip(rows, entries, strict=True)]
    return max(gaps, default=0) <= 1
