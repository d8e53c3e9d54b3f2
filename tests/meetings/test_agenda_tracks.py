"""With or without debate: what the positions and the opinions suggest."""

import pytest

from ecm import clock
from ecm.domain.policy import MarkValue
from ecm.dossiers.models import Opinion
from ecm.meetings.actions.building import follow_suggestions
from ecm.meetings.models import Position
from ecm.meetings.tracks import suggestions
from tests.cast import journal
from tests.meetings.conftest import Planned


def track_of(planned: Planned, title: str) -> str:
    items = list(planned.meeting.items.all())
    return suggestions(items)[planned.item(title).pk].track


def give(planned: Planned, title: str, who: str, value: MarkValue) -> None:
    person = planned.preparation[who].person
    Position.objects.create(
        item=planned.item(title),
        seat=planned.meeting.seats.get(holder=person),
        value=value,
        given_by=person,
        given_at=clock.now(),
    )


def an_opinion(planned: Planned, title: str, verdict: str, **more) -> Opinion:
    now = clock.now()
    return Opinion.objects.create(
        dossier=planned.item(title).dossier,
        ministry=planned.preparation.cast.ministries["culture"],
        about="",
        asked_by=planned.preparation["secretary"].person,
        asked_at=now,
        due_at=now,
        given_at=now if verdict else None,
        verdict=verdict,
        **more,
    )


def test_lists_missions_and_agrements_are_without_debate_from_the_start(
    built: Planned,
) -> None:
    tracks = dict(built.meeting.items.values_list("title", "track"))

    assert {t for t, track in tracks.items() if track == "consent"} == {
        *("Nominations", "Voyage")
    }


@pytest.mark.parametrize(
    ("value", "track"),
    [
        (MarkValue.AGREE, "consent"),
        (MarkValue.AGREE_WITH_COMMENT, "consent"),
        (MarkValue.RECUSED, "consent"),
        (MarkValue.WISHES_TO_SPEAK, "debate"),
        (MarkValue.RESERVATION, "debate"),
        (MarkValue.OBJECTION, "debate"),
    ],
)
def test_the_positions_suggest_a_track(
    built: Planned, value: MarkValue, track: str
) -> None:
    give(built, "Budget", "deputy", MarkValue.AGREE)
    give(built, "Budget", "rival", value)

    assert track_of(built, "Budget") == track


def test_without_any_position_nobody_has_agreed(built: Planned) -> None:
    assert track_of(built, "Budget") == "debate"


def test_an_oral_communication_is_heard_whatever_the_positions(built: Planned) -> None:
    give(built, "Routes", "rival", MarkValue.AGREE)

    assert track_of(built, "Routes") == "debate"


def test_an_opinion_against_or_on_an_older_text_calls_for_a_debate(
    built: Planned,
) -> None:
    an_opinion(built, "Nominations", "object")
    assert track_of(built, "Nominations") == "debate"

    Opinion.objects.update(verdict="agree")
    assert track_of(built, "Nominations") == "consent"

    Opinion.objects.update(invalidated_at=clock.now())
    assert track_of(built, "Nominations") == "debate"

    an_opinion(built, "Nominations", "agree", renews=Opinion.objects.get())
    assert track_of(built, "Nominations") == "consent"


def test_silence_and_a_cancelled_opinion_suggest_nothing(built: Planned) -> None:
    an_opinion(built, "Voyage", "", lapsed_at=clock.now())
    an_opinion(built, "Voyage", "object", cancelled_at=clock.now())

    assert track_of(built, "Voyage") == "consent"


def test_the_suggestions_are_followed_together(built: Planned) -> None:
    give(built, "Budget", "rival", MarkValue.AGREE)
    give(built, "Voyage", "rival", MarkValue.OBJECTION)
    before = built.refresh().seq

    changed = follow_suggestions(built.actor("secretary"), built.pk)

    assert (changed, follow_suggestions(built.actor("secretary"), built.pk)) == (2, 0)
    assert journal(built.meeting, before) == [
        ("item.tracked", {"item": built.item("Budget").pk, "track": "consent"}),
        ("item.tracked", {"item": built.item("Voyage").pk, "track": "debate"}),
    ]


def test_the_suggestions_cost_the_same_for_many_items(
    built: Planned, django_assert_num_queries
) -> None:
    for rank in range(10):
        built.propose(f"Décret {rank}", "decree", "health")
    built.build()
    items = list(built.meeting.items.all())

    with django_assert_num_queries(2):
        assert len(suggestions(items)) == 18
