"""Two texts of one paragraph: both are kept until somebody has read both and chosen."""

from uuid import UUID

import pytest

from ecm.domain.errors import Conflict, NotPossible
from ecm.journal.chain import digest
from ecm.meetings.actions.minutes import (
    LONGEST,
    remove_block,
    settle_proposal,
    write_block,
)
from ecm.meetings.models import MinuteBlock, MinuteProposal
from tests.cast import Council, journal


def write(
    council: Council, name: str, text: str, base: int
) -> MinuteBlock | MinuteProposal:
    actor, uid = council.actor(name), UUID(int=1)
    return write_block(actor, council.pk, uid=uid, base=base, text=text)


@pytest.fixture
def disputed(opened: Council) -> MinuteProposal:
    """The first secretary's text stands at version 2; the second wrote on version 1."""
    write(opened, "secretary", "Texte commun", 0)
    write(opened, "secretary", "Texte du premier", 1)
    kept = write(opened, "second_secretary", "Texte du second", 1)
    assert isinstance(kept, MinuteProposal)
    return kept


def test_a_text_on_an_older_version_is_kept_beside(
    disputed: MinuteProposal, opened: Council
) -> None:
    block = MinuteBlock.objects.get()

    assert (block.text, block.version) == ("Texte du premier", 2)
    assert (disputed.text, disputed.base) == ("Texte du second", 1)
    assert disputed.written_by == opened.cast.second_secretary
    assert block.seq == opened.refresh().seq
    assert journal(opened.meeting)[-1] == (
        "minutes.proposed",
        {
            "proposal": disputed.pk,
            "block": block.pk,
            "item": None,
            "zone": "running",
            "digest": digest("Texte du second"),
        },
    )


def test_its_author_goes_on_and_no_text_is_lost(
    disputed: MinuteProposal, opened: Council
) -> None:
    later = write(opened, "second_secretary", "Texte du second, suite", 1)

    waiting = MinuteProposal.objects.filter(settled_at=None)
    assert [p.pk for p in waiting] == [later.pk]
    assert set(MinuteProposal.objects.values_list("text", flat=True)) == {
        "Texte du second",
        "Texte du second, suite",
    }


def test_the_same_proposal_again_changes_nothing(
    disputed: MinuteProposal, opened: Council
) -> None:
    opened.refresh()
    before = opened.meeting.seq

    assert write(opened, "second_secretary", "Texte du second", 1) == disputed
    assert opened.refresh().seq == before


def test_what_a_third_hand_writes_is_another_proposal(
    disputed: MinuteProposal, opened: Council
) -> None:
    write(opened, "secretary", "Encore autre chose", 1)

    assert MinuteProposal.objects.filter(settled_at=None).count() == 2


@pytest.mark.parametrize("text", ["Texte du second", "Les deux, réunis", ""])
def test_the_chosen_text_becomes_the_next_version(
    disputed: MinuteProposal, opened: Council, text: str
) -> None:
    block = settle_proposal(opened.actor("secretary"), disputed, text=text, base=2)

    disputed.refresh_from_db()
    assert (block.text, block.version) == (text, 3)
    assert disputed.settled_at is not None
    assert list(block.revisions.values_list("text", flat=True)) == [
        "Texte commun",
        "Texte du premier",
        text,
    ]
    assert journal(opened.meeting)[-1] == (
        "minutes.settled",
        {
            "proposal": disputed.pk,
            "block": block.pk,
            "item": None,
            "zone": "running",
            "kept": True,
            "version": 3,
        },
    )


def test_a_dropped_text_stays_in_its_row(
    disputed: MinuteProposal, opened: Council
) -> None:
    block = settle_proposal(opened.actor("secretary"), disputed, text=None, base=2)

    disputed.refresh_from_db()
    assert (block.text, block.version) == ("Texte du premier", 2)
    assert disputed.text == "Texte du second"
    assert journal(opened.meeting)[-1][1]["kept"] is False


def test_settling_twice_changes_nothing(
    disputed: MinuteProposal, opened: Council
) -> None:
    settle_proposal(opened.actor("secretary"), disputed, text="Choisi", base=2)
    opened.refresh()
    before = opened.meeting.seq

    settle_proposal(opened.actor("second_secretary"), disputed, text=None, base=3)

    assert MinuteBlock.objects.get().text == "Choisi"
    assert opened.refresh().seq == before


def test_a_choice_made_on_an_older_version_is_refused(
    disputed: MinuteProposal, opened: Council
) -> None:
    write(opened, "secretary", "Texte du premier, suite", 2)

    with pytest.raises(Conflict, match="relisez-le"):
        settle_proposal(opened.actor("secretary"), disputed, text="Choisi", base=2)

    disputed.refresh_from_db()
    assert disputed.settled_at is None


def test_a_proposal_that_its_author_has_gone_on_with_must_be_read_again(
    disputed: MinuteProposal, opened: Council
) -> None:
    later = write(opened, "second_secretary", "Texte du second, suite", 1)

    with pytest.raises(Conflict, match="relisez-le"):
        settle_proposal(opened.actor("secretary"), disputed, text=None, base=2)

    later.refresh_from_db()
    assert later.settled_at is None


def test_a_merged_text_has_a_greatest_length_too(
    disputed: MinuteProposal, opened: Council
) -> None:
    long = "a" * (LONGEST + 1)

    with pytest.raises(NotPossible, match="20 000 caractères"):
        settle_proposal(opened.actor("secretary"), disputed, text=long, base=2)


def test_what_is_written_on_a_removed_paragraph_is_kept_beside(
    opened: Council,
) -> None:
    block = write(opened, "secretary", "Texte", 0)
    remove_block(opened.actor("secretary"), block, base=1)

    kept = write(opened, "second_secretary", "Texte, suite", 1)

    assert isinstance(kept, MinuteProposal)
    block.refresh_from_db()
    assert block.is_removed
    settled = settle_proposal(
        opened.actor("secretary"), kept, text="Texte, suite", base=2
    )
    assert not settled.is_removed
