"""Whoever stands aside during an item: no frame and no page tells him of it any more."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecm.domain.errors import Refusal
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.guests import admit_guest
from ecm.meetings.actions.items import restrict_item
from ecm.meetings.actions.marks import open_round
from ecm.meetings.actions.recusals import lift_recusal, recuse
from ecm.meetings.models import AgendaItem, StubDisplay
from live import render
from live.audience import Audience, audiences_now
from live.council import Council as Rows
from live.room import Room
from tests.addresses import ADDRESSES
from tests.asking import Place, furnish
from tests.cast import Council
from tests.live.secret import STEPS, fields_in, plant
from tests.live.test_leaks import answer

WHO = "rival"
SEATED = ("president", "secretary", "minister", "rival", "deputy", "screen")


def planted(council: Council, name: str = "report") -> AgendaItem:
    """An item that everybody reads, with a secret in each of its fields."""
    plant(council, name)
    return council.items[name]


def aside(council: Council, name: str = "report", who: str = WHO) -> None:
    recuse(council.actor(who), council.seat(who), council.items[name])


def frames(council: Council, before: int, who: str) -> tuple[str, str]:
    """Return what one of the cast is sent: the changes and the whole page."""
    audience = audiences_now(council.refresh(), [(council.cast[who], False, "fr")])[0]
    assert audience is not None
    change = render.changes(council.pk, before, {audience})
    return change.frames[audience], render.snapshot(council.pk, audience).html


def test_from_the_recusal_on_no_frame_tells_of_the_item(opened: Council) -> None:
    item = planted(opened)
    told: dict[str, set[str]] = {WHO: set(), "minister": set()}
    for number, step in enumerate(STEPS.values()):
        before = opened.refresh().seq
        if number == 3:
            aside(opened)
        step(opened, item)
        for who, found in told.items():
            for frame in frames(opened, before, who):
                if number >= 3:
                    found |= fields_in(frame)

    assert told[WHO] == set()
    assert {"title", "decision", "minutes"} <= told["minister"]


def test_his_open_tablet_gets_a_whole_page_without_the_item(
    opened: Council, audience: Callable[..., Audience]
) -> None:
    item = planted(opened)
    opened.call("report")
    was = audience(opened, WHO)
    assert "title" in fields_in(render.snapshot(opened.pk, was).html)
    before = opened.refresh().seq

    aside(opened)

    change = render.changes(opened.pk, before, {was})
    now = audience(opened, WHO)
    # The audience he was in is sent on; he is moved to another and gets its whole page.
    assert change.moves_audiences
    assert now != was
    assert item.pk in now.recused
    whole = render.snapshot(opened.pk, now).html
    assert fields_in(whole) == set()
    assert "Vous vous êtes déporté" in whole


def test_the_room_asks_one_mark_less(deliberating: Council) -> None:
    open_round(deliberating.actor("president"), deliberating.report)

    def expected() -> int:
        audience = audiences_now(
            deliberating.refresh(), [(deliberating.cast.president, False, "fr")]
        )[0]
        assert audience is not None
        held = Room(Rows(deliberating.meeting), audience).round
        assert held is not None
        return held.expected

    before = expected()
    aside(deliberating)

    assert (before, expected()) == (5, 4)


@pytest.mark.parametrize(
    ("display", "line", "stage"),
    [
        (StubDisplay.NEUTRAL, "Point réservé", "Vous vous êtes déporté"),
        (StubDisplay.NOTHING, "", "Le président va appeler un point."),
    ],
)
def test_what_he_sees_instead_is_the_items_setting(
    opened: Council,
    audience: Callable[..., Audience],
    display: StubDisplay,
    line: str,
    stage: str,
) -> None:
    AgendaItem.objects.filter(pk=opened.report.pk).update(stub_display=display)
    opened.call("report")
    aside(opened)

    room = Room(Rows(opened.meeting), audience(opened, WHO))
    html = render.snapshot(opened.pk, room.audience).html

    assert [x.title for x in room.lines if x.id == opened.report.pk] == (
        [line] if line else []
    )
    assert stage in html
    # The bill is third of its ministry for those who know of both items before it.
    number = next(x.number for x in room.lines if x.id == opened.bill.pk)
    assert number == ("I.2.2" if line else "I.2.1")


def test_a_guest_of_the_item_is_named_to_those_inside_only(opened: Council) -> None:
    opened.call("report")
    aside(opened)
    before = opened.refresh().seq

    admit_guest(opened.actor("secretary"), opened.report, "Awa ZQXGUEST")

    for who, named in (("minister", True), (WHO, False)):
        for frame in frames(opened, before, who):
            assert ("ZQXGUEST" in frame) is named


def test_a_chair_who_stands_aside_is_told_nothing_by_his_own_tools(
    opened: Council,
) -> None:
    item = planted(opened)
    opened.call("report")
    before = opened.refresh().seq
    aside(opened, who="president")
    note_attendance(
        opened.actor("secretary"), opened.seat(WHO), attendance=Attendance.ABSENT
    )

    for frame in frames(opened, before, "president"):
        assert fields_in(frame) == set()
        assert f"points/{item.pk}/" not in frame


@pytest.fixture
def place(opened: Council) -> Place:
    item = planted(opened)
    for name, step in STEPS.items():
        step(opened, item)
        if name == "propose":
            break
    item.refresh_from_db()
    opened.refresh()
    furnished = furnish(opened, opened.bill)
    return Place(
        opened,
        item,
        furnished.version,
        item.blocks.get(zone="running"),
        item.blocks.get(zone="running").proposals.get(),
    )


def test_no_answer_of_the_council_tells_who_stands_aside(place: Place) -> None:
    rooms = [a for a in ADDRESSES if a.name.startswith(("live:", "meetings:"))]

    def told() -> set[str]:
        return {a.label for a in rooms if fields_in(answer(a, place, WHO))}

    before = told()
    aside(place.council)

    assert {"get live:room", "get live:item", "get meetings:positions"} <= before
    assert told() == set()


ACTS: dict[str, Callable[[Council], object]] = {
    "recuse": lambda c: aside(c),
    "lift": lambda c: lift_recusal(c.actor("president"), c.seat(WHO), c.report),
    "restrict": lambda c: restrict_item(
        c.actor("president"),
        c.report,
        restricted=True,
        readers=[c.cast.minister.person, c.cast.rival.person],
    ),
    "open": lambda c: restrict_item(c.actor("president"), c.report, restricted=False),
    "call": lambda c: c.call("report"),
    "elsewhere": lambda c: c.call("bill"),
    "round": lambda c: open_round(c.actor("president"), c.report),
}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=7))
def test_in_whatever_order_the_last_word_stands(
    opened: Council, steps: list[str]
) -> None:
    render._snapshots.clear()
    with transaction.atomic():
        item = planted(opened)
        is_aside = False
        for step in steps:
            before = opened.refresh().seq
            item.refresh_from_db()
            try:
                ACTS[step](opened)
            except Refusal:
                continue
            is_aside = {"recuse": True, "lift": False}.get(step, is_aside)
            for frame in frames(opened, before, WHO):
                assert not (is_aside and fields_in(frame)), steps
            whole = frames(opened, before, WHO)[1]
            assert ("title" in fields_in(whole)) is not is_aside, steps
        transaction.set_rollback(True)
    for row in opened.items.values():
        row.refresh_from_db()
