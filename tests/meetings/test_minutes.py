"""Writing the running minutes, paragraph by paragraph; removing one; their limits."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from ecm.domain.errors import Conflict, NotPossible
from ecm.journal.chain import SYSTEM, digest
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.actions.minutes import LONGEST, remove_block, write_block
from ecm.meetings.actions.sittings import close, convene
from ecm.meetings.models import MinuteBlock, Zone
from tests.cast import Council, journal


def write(
    council: Council, text: str, *, name: str = "secretary", **more: Any
) -> MinuteBlock:
    fields = {"uid": UUID(int=1), "base": 0} | more
    return write_block(council.actor(name), council.pk, text=text, **fields)


def texts(block: MinuteBlock) -> list[tuple[int, str]]:
    return list(block.revisions.values_list("version", "text"))


def test_a_paragraph_is_written_with_its_place(deliberating: Council) -> None:
    before, uid = deliberating.meeting.seq, uuid4()

    block = write(
        deliberating, "Le Conseil…", uid=uid, item=deliberating.report, position=2.5
    )

    assert (block.uid, block.version, block.text) == (uid, 1, "Le Conseil…")
    assert (block.item, block.position, block.zone) == (
        deliberating.report,
        2.5,
        "running",
    )
    assert block.seq == deliberating.refresh().seq
    assert texts(block) == [(1, "Le Conseil…")]
    assert block.revisions.get().written_by == deliberating.cast.secretary
    assert journal(deliberating.meeting, before) == [
        (
            "minutes.written",
            {
                "block": block.pk,
                "item": deliberating.report.pk,
                "zone": "running",
                "version": 1,
                "digest": digest("Le Conseil…"),
            },
        )
    ]


def test_the_next_version_keeps_the_one_before(opened: Council) -> None:
    write(opened, "Le Conseil")

    block = write(opened, "Le Conseil adopte", base=1)

    assert (block.version, block.text) == (2, "Le Conseil adopte")
    assert texts(block) == [(1, "Le Conseil"), (2, "Le Conseil adopte")]


def test_another_secretary_may_write_the_next_version(opened: Council) -> None:
    write(opened, "Un")

    block = write(opened, "Deux", base=1, name="second_secretary")

    authors = block.revisions.values_list("written_by__username", flat=True)
    assert list(authors) == ["secretary", "second_secretary"]


@pytest.mark.parametrize("base", [0, 1, 7])
def test_the_same_text_again_changes_nothing(opened: Council, base: int) -> None:
    write(opened, "Le Conseil")
    opened.refresh()
    before = opened.meeting.seq

    block = write(opened, "Le Conseil", base=base)

    assert (block.version, opened.refresh().seq) == (1, before)


@pytest.mark.parametrize("text", ["", "  ", "é\r\n\n  œ ", "<b>&amp;</b>"])
def test_a_text_is_kept_to_the_letter(opened: Council, text: str) -> None:
    write(opened, "avant")

    block = write(opened, text, base=1)

    block.refresh_from_db()
    assert block.text == text


def test_private_notes_stay_in_their_zone(opened: Council) -> None:
    block = write(opened, "Entre nous.", zone=Zone.PRIVATE)

    assert write(opened, "Entre nous !", base=1).zone == Zone.PRIVATE
    assert [facts["zone"] for verb, facts in journal(opened.meeting)[-2:]] == [
        "private",
        "private",
    ]
    assert block.item is None


def test_a_paragraph_has_a_greatest_length(opened: Council) -> None:
    assert write(opened, "a" * LONGEST).version == 1

    with pytest.raises(NotPossible, match="20 000 caractères"):
        write(opened, "a" * (LONGEST + 1), base=1)

    assert MinuteBlock.objects.get().version == 1


def test_after_the_closing_the_secretariat_may_still_write(opened: Council) -> None:
    write(opened, "Le Conseil")
    close(opened.actor("president"), opened.pk)

    assert write(opened, "Le Conseil adopte", base=1).version == 2


def test_a_removed_paragraph_keeps_its_texts(opened: Council) -> None:
    block = write(opened, "Le Conseil")
    opened.refresh()
    before = opened.meeting.seq

    for _ in range(2):
        remove_block(opened.actor("secretary"), block, base=1)

    block.refresh_from_db()
    assert (block.is_removed, block.version, block.text) == (True, 2, "Le Conseil")
    assert texts(block) == [(1, "Le Conseil"), (2, "Le Conseil")]
    assert journal(opened.meeting, before) == [
        (
            "minutes.removed",
            {
                "block": block.pk,
                "item": None,
                "zone": "running",
                "version": 2,
                "digest": digest("Le Conseil"),
            },
        )
    ]


def test_a_paragraph_written_meanwhile_is_not_removed(opened: Council) -> None:
    block = write(opened, "Un")
    write(opened, "Deux", base=1, name="second_secretary")

    with pytest.raises(Conflict, match="relisez-le"):
        remove_block(opened.actor("secretary"), block, base=1)

    block.refresh_from_db()
    assert not block.is_removed


def test_another_meeting_is_not_reached_through_a_uid(opened: Council) -> None:
    write(opened, "Ici")
    day = opened.meeting.day + timedelta(days=7)
    other = create_meeting(SYSTEM, opened.cast.body, Plan(day=day))
    convene(SYSTEM, other.pk)

    write_block(opened.actor("secretary"), other.pk, uid=UUID(int=1), base=1, text="Là")

    found = MinuteBlock.objects.filter(uid=UUID(int=1)).values_list("meeting", "text")
    assert set(found) == {(opened.pk, "Ici"), (other.pk, "Là")}
