"""Announcements: where each is shown, until it is withdrawn or another takes its place."""

from collections.abc import Callable

import pytest

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.meetings.actions.announcements import (
    make_announcement,
    withdraw_announcement,
)
from ecm.meetings.models import Announcement, ShownTo
from live import render
from live.audience import Audience
from tests.cast import Council, journal

WORDS = "La séance reprend dans dix minutes."
Of = Callable[..., Audience]


def shown(council: Council, audience: Audience) -> str:
    council.refresh()
    render._snapshots.clear()
    return render.snapshot(council.pk, audience).html


def announce(council: Council, text: str = WORDS, **more: ShownTo) -> Announcement:
    return make_announcement(council.actor("secretary"), council.pk, text, **more)


@pytest.mark.parametrize("name", ["president", "secretary"])
def test_the_table_announces(deliberating: Council, name: str) -> None:
    before = deliberating.refresh().seq

    for _ in range(2):
        make_announcement(deliberating.actor(name), deliberating.pk, f" {WORDS}  ")

    assert [a.text for a in deliberating.meeting.announcements.all()] == [WORDS]
    assert [verb for verb, _ in journal(deliberating.meeting, before)] == [
        "announcement.made"
    ]


@pytest.mark.parametrize("name", ["minister", "observer", "screen", "stranger"])
def test_nobody_else_announces(deliberating: Council, name: str) -> None:
    with pytest.raises(NotAllowed):
        make_announcement(deliberating.actor(name), deliberating.pk, WORDS)


def test_an_announcement_has_words(deliberating: Council) -> None:
    with pytest.raises(NotPossible, match="Écrivez le texte"):
        announce(deliberating, "   ")


def test_another_takes_its_place_and_withdrawing_leaves_none(
    deliberating: Council,
) -> None:
    announce(deliberating, "La première")
    second = announce(deliberating)

    live = deliberating.meeting.announcements.filter(withdrawn_at=None)
    assert list(live) == [second]
    for _ in range(2):
        withdraw_announcement(deliberating.actor("president"), second)
    assert not live.all().exists()


def test_the_journal_holds_no_word_of_it(deliberating: Council) -> None:
    before = deliberating.refresh().seq
    announce(deliberating)

    assert WORDS not in str(journal(deliberating.meeting, before))


@pytest.mark.parametrize(
    ("shown_to", "readers"),
    [
        (ShownTo.EVERYWHERE, {"minister", "screen", "anteroom"}),
        (ShownTo.TABLETS, {"minister"}),
        (ShownTo.ROOM, {"screen"}),
        (ShownTo.ANTEROOM, {"anteroom"}),
    ],
)
def test_only_the_screens_named_carry_it(
    deliberating: Council,
    audience: Of,
    waiting_room: Audience,
    shown_to: ShownTo,
    readers: set[str],
) -> None:
    announce(deliberating, shown_to=shown_to)
    audiences = {n: audience(deliberating, n) for n in ("minister", "screen")}
    audiences["anteroom"] = waiting_room

    found = {n for n, a in audiences.items() if WORDS in shown(deliberating, a)}

    assert found == readers
    # The table reads what other screens carry, to withdraw it.
    assert WORDS in shown(deliberating, audience(deliberating, "secretary"))


def test_the_waiting_room_learns_no_title_and_no_number(
    deliberating: Council, waiting_room: Audience
) -> None:
    page = shown(deliberating, waiting_room)

    assert "Le Conseil est en séance" in page
    for item in deliberating.items.values():
        assert item.title not in page
        assert f">{item.number}<" not in page
        assert item.ministry_name not in page


def test_a_call_reaches_the_waiting_room_without_the_item(
    deliberating: Council, waiting_room: Audience
) -> None:
    before = deliberating.refresh().seq
    item = deliberating.call("bill")

    frame = render.changes(deliberating.pk, before, {waiting_room}).frames[waiting_room]

    assert item.title not in frame
    assert f"row-{item.pk}" not in frame
    assert 'id="anteroom"' in frame
