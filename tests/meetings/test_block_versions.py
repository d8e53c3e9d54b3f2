"""The versions of a paragraph: listed, compared, restored as any other writing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ecm.meetings import block_versions
from ecm.meetings.actions.items import call_item
from ecm.meetings.actions.minutes import remove_block, write_block
from ecm.meetings.models import MinuteBlock, MinuteProposal
from tests.cast import Council, signed_in

NINE = datetime(2026, 2, 5, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NINE, tick=False) as moment:
        yield moment


def write(council: Council, text: str, base: int, who: str = "secretary") -> Any:
    return write_block(
        council.actor(who),
        council.pk,
        uid=UUID(int=5),
        base=base,
        text=text,
        item=council.report,
        position=1.5,
    )


@pytest.fixture
def written(deliberating: Council, clock: Any) -> MinuteBlock:
    """Typed in two strokes by one hand, then by another a little later."""
    write(deliberating, "Le Cons", 0)
    clock.shift(timedelta(seconds=5))
    write(deliberating, "Le Conseil a adopté ce rapport.", 1)
    clock.shift(timedelta(seconds=20))
    write(deliberating, "Le Conseil a rejeté ce rapport.", 2, "second_secretary")
    return MinuteBlock.objects.get()


def test_each_stroke_of_a_hand_is_a_version(
    deliberating: Council, written: MinuteBlock
) -> None:
    found = block_versions.versions_of(written)

    assert [(v.number, v.by, v.text) for v in found] == [
        (3, str(deliberating.cast.second_secretary), "Le Conseil a rejeté ce rapport."),
        (2, str(deliberating.cast.secretary), "Le Conseil a adopté ce rapport."),
    ]


def test_the_same_hand_after_a_pause_makes_another_version(
    deliberating: Council, clock: Any
) -> None:
    write(deliberating, "Un.", 0)
    clock.shift(timedelta(minutes=2))
    write(deliberating, "Deux.", 1)

    found = block_versions.versions_of(MinuteBlock.objects.get())

    assert [v.text for v in found] == ["Deux.", "Un."]


def test_taking_a_paragraph_out_is_told_as_such(
    deliberating: Council, written: MinuteBlock
) -> None:
    remove_block(deliberating.actor("secretary"), written, base=3)

    last = block_versions.versions_of(written)[0]
    (removed,) = block_versions.removed_from(
        deliberating.meeting, deliberating.report.pk
    )
    assert last.is_removal
    assert (removed.block, removed.last.text) == (written, last.text)


def test_two_versions_are_compared_side_by_side(
    deliberating: Council, written: MinuteBlock, client: Client
) -> None:
    url = reverse("meetings:minutes-versions", args=[deliberating.pk, written.pk])

    page = signed_in(client, deliberating.cast.secretary).get(url).content.decode()

    assert "<del>adopté</del>" in page
    assert "<ins>rejeté</ins>" in page
    assert f'data-restore="{written.uid}" data-current="3"' in page
    assert 'data-text="Le Conseil a adopté ce rapport."' in page


def test_any_two_may_be_chosen(
    deliberating: Council, written: MinuteBlock, client: Client
) -> None:
    url = reverse("meetings:minutes-versions", args=[deliberating.pk, written.pk])

    desk = signed_in(client, deliberating.cast.secretary)
    page = desk.get(url, {"de": "3", "a": "2"}).content.decode()

    assert "<del>rejeté</del>" in page
    assert "<ins>adopté</ins>" in page


def test_restoring_is_writing_the_old_text_anew(
    deliberating: Council, written: MinuteBlock
) -> None:
    old = block_versions.versions_of(written)[1]

    block = write(deliberating, old.text, base=written.version)

    assert (block.version, block.text) == (4, "Le Conseil a adopté ce rapport.")
    assert block.revisions.count() == 4


def test_a_restored_text_never_overwrites_what_was_written_meanwhile(
    deliberating: Council, written: MinuteBlock
) -> None:
    write(deliberating, "Autre texte.", written.version, "second_secretary")

    kept = write(deliberating, "Le Conseil a adopté ce rapport.", written.version)

    assert isinstance(kept, MinuteProposal)
    written.refresh_from_db()
    assert written.text == "Autre texte."


def test_removed_paragraphs_are_offered_with_their_last_text(
    deliberating: Council, written: MinuteBlock, client: Client
) -> None:
    remove_block(deliberating.actor("secretary"), written, base=3)
    url = reverse("meetings:minutes-removed", args=[deliberating.pk])
    desk = signed_in(client, deliberating.cast.secretary)

    of_item = desk.get(url, {"item": deliberating.report.pk}).content.decode()
    of_meeting = desk.get(url).content.decode()

    assert 'data-text="Le Conseil a rejeté ce rapport."' in of_item
    assert 'data-position="1.5"' in of_item
    assert "Aucun paragraphe" in of_meeting


@pytest.mark.parametrize("pause", [timedelta(minutes=2), timedelta(seconds=1)])
def test_a_paragraph_that_was_emptied_to_be_removed_comes_back_with_its_words(
    deliberating: Council, written: MinuteBlock, clock: Any, pause: timedelta
) -> None:
    clock.shift(pause)
    write(deliberating, "Le", 3, "second_secretary")
    write(deliberating, "", 4, "second_secretary")
    written.refresh_from_db()
    remove_block(deliberating.actor("second_secretary"), written, base=5)

    (removed,) = block_versions.removed_from(
        deliberating.meeting, deliberating.report.pk
    )

    assert removed.last.text == "Le Conseil a rejeté ce rapport."


def test_a_paragraph_written_and_emptied_at_once_comes_back_as_full_as_it_was(
    deliberating: Council, clock: Any
) -> None:
    for base, text in enumerate(("Le Con", "Le Conseil", "Le", "")):
        write(deliberating, text, base)
    block = MinuteBlock.objects.get()
    remove_block(deliberating.actor("secretary"), block, base=4)

    (removed,) = block_versions.removed_from(
        deliberating.meeting, deliberating.report.pk
    )

    assert removed.last.text == "Le Conseil"


@pytest.mark.parametrize("who", ["president", "minister", "observer", "stranger"])
def test_versions_are_the_desks(
    deliberating: Council, written: MinuteBlock, client: Client, who: str
) -> None:
    user = signed_in(client, deliberating.cast[who])
    at = [deliberating.pk, written.pk]

    for url in (
        reverse("meetings:minutes-versions", args=at),
        reverse("meetings:minutes-removed", args=at[:1]),
    ):
        assert user.get(url).status_code == 404


def test_facts_of_an_earlier_item_can_still_be_chosen(
    deliberating: Council, client: Client
) -> None:
    call_item(deliberating.actor("president"), deliberating.bill)
    url = reverse("meetings:facts", args=[deliberating.pk])
    desk = signed_in(client, deliberating.cast.secretary)

    chosen = desk.get(url, {"about": deliberating.report.pk}).content.decode()

    assert f'<option value="{deliberating.report.pk}" selected>' in chosen
    assert f'<option value="{deliberating.bill.pk}">' in chosen
    assert f'value="{deliberating.oral.pk}"' not in chosen
