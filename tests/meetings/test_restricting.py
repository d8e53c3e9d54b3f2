"""Closing an item to all but its readers, while the council sits."""

from ecm.meetings.actions.items import restrict_item
from ecm.meetings.standing import standing_of, visible_items
from tests.cast import Council, journal

EVERYBODY = (
    *("president", "secretary", "minister", "absent", "rival"),
    *("observer", "screen"),
)


def readers_of(council: Council, item: str) -> list[str]:
    """Return who may open an item, by the rule that filters lists too."""
    found = []
    for name in EVERYBODY:
        user = council.cast[name]
        standing = standing_of(user, council.meeting)
        items = visible_items(council.meeting, standing, user)
        if items.filter(pk=council.items[item].pk).exists():
            found.append(name)
    return found


def test_a_restricted_item_is_read_by_its_readers_and_the_table(
    council: Council,
) -> None:
    assert readers_of(council, "report") == list(EVERYBODY)
    assert readers_of(council, "neutral") == [
        "president",
        "secretary",
        "minister",
        "absent",
    ]
    assert readers_of(council, "secret") == ["president", "secretary", "minister"]


def test_restricting_names_the_readers(deliberating: Council) -> None:
    before, rival = deliberating.meeting.seq, deliberating.cast.rival.person

    restrict_item(
        deliberating.actor("president"),
        deliberating.report,
        restricted=True,
        readers=[rival],
    )

    assert readers_of(deliberating, "report") == ["president", "secretary", "rival"]
    assert journal(deliberating.meeting, before) == [
        ("item.restricted", {"item": deliberating.report.pk, "restricted": True})
    ]


def test_the_same_readers_again_change_nothing(council: Council) -> None:
    before = council.meeting.seq
    minister, absent = council.cast.minister.person, council.cast.absent.person

    restrict_item(
        council.actor("secretary"),
        council.neutral,
        restricted=True,
        readers=[absent, minister],
    )
    restrict_item(council.actor("secretary"), council.report, restricted=False)

    assert council.refresh().seq == before


def test_other_readers_take_the_place_of_the_first(council: Council) -> None:
    rival = council.cast.rival.person

    restrict_item(
        council.actor("secretary"), council.neutral, restricted=True, readers=[rival]
    )

    assert readers_of(council, "neutral") == ["president", "secretary", "rival"]


def test_an_item_opened_again_is_read_by_all(council: Council) -> None:
    restrict_item(
        council.actor("secretary"),
        council.secret,
        restricted=False,
        readers=[council.cast.minister.person],
    )

    assert readers_of(council, "secret") == list(EVERYBODY)
    assert not council.secret.readers.exists()
