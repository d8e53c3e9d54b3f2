"""Which regions a fact touches, and for whom it touches nothing at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from live.regions import REGIONS, VIEWS, Fact, Region, touched, whole_page

INSIDE = {"row", "block", "point", "listed", "turnout"}  # parts of other regions
ROOMS = [Role.PRESIDING, Role.SECRETARY, Role.MEMBER, Role.SCREEN, Role.ANTEROOM]
OF_AN_ITEM = [verb for verb in Verb if verb.value.startswith(("item.", "round."))]
OF_MINUTES = [verb for verb in REGIONS if verb.value.startswith("minutes.")]


def fact(verb: Verb, **facts: object) -> Fact:
    return Fact(57, verb, facts)


def names(*facts: Fact, view: Role = Role.MEMBER, hidden: set[int] = frozenset()):
    return set(touched(facts, view, frozenset(hidden)).regions)


def test_calling_an_item_touches_two_rows_and_not_the_agenda() -> None:
    call = fact(Verb.CALL_ITEM, item=7, previous=6, state="planned")

    seen = touched([call], Role.MEMBER, frozenset())

    assert seen.rows == {7, 6}
    assert set(seen.regions) == {
        *("bar", "stage", "round", "decision", "now", "announcement", "floor"),
        *("vote", "pointed"),
    }
    assert seen.blocks == frozenset()


def test_each_view_has_its_own_regions() -> None:
    call = fact(Verb.CALL_ITEM, item=7, previous=None, state="planned")

    assert names(call, view=Role.SCREEN) == {"hall", "announcement"}
    assert "cockpit" in names(call, view=Role.PRESIDING)
    assert "formulas" in names(call, view=Role.SECRETARY)


def test_a_keystroke_touches_one_paragraph() -> None:
    write = fact(Verb.WRITE_MINUTES, item=None, block=12, zone="running")

    seen = touched([write], Role.MEMBER, frozenset())

    assert (seen.regions, seen.rows, seen.blocks) == ((), frozenset(), {12})


def test_the_wall_has_neither_rows_nor_paragraphs() -> None:
    facts = [
        fact(Verb.CALL_ITEM, item=7, previous=6, state="planned"),
        fact(Verb.WRITE_MINUTES, item=None, block=12, zone="running"),
    ]

    seen = touched(facts, Role.SCREEN, frozenset())

    assert set(seen.regions) == {"hall", "announcement"}
    assert (seen.rows, seen.blocks) == (frozenset(), frozenset())


@pytest.mark.parametrize("verb", OF_MINUTES)
@pytest.mark.parametrize("view", ROOMS)
def test_private_notes_touch_the_secretariat_only(verb: Verb, view: Role) -> None:
    note = fact(verb, item=None, block=12, zone="private")

    seen = touched([note], view, frozenset())

    assert seen.blocks == ({12} if view is Role.SECRETARY else frozenset())


@pytest.mark.parametrize("view", ROOMS)
@pytest.mark.parametrize("verb", [*OF_AN_ITEM, *OF_MINUTES, Verb.GIVE_MARK])
def test_what_happens_to_a_hidden_item_names_it_nowhere(verb: Verb, view: Role) -> None:
    happened = fact(
        verb, item=7, previous=None, state="called", round=1, block=12, zone="running"
    )

    seen = touched([happened], view, frozenset({7}))

    assert (seen.rows, seen.blocks) == (frozenset(), frozenset())
    if verb not in (Verb.CALL_ITEM, Verb.UNDO_CALL):
        assert seen.regions == ()


def test_moving_on_to_a_hidden_item_clears_the_stage() -> None:
    call = fact(Verb.CALL_ITEM, item=7, previous=6, state="planned")

    seen = touched([call], Role.MEMBER, frozenset({7}))

    assert {"stage", "now", "round", "decision"} <= set(seen.regions)
    assert seen.rows == {6}


def test_taking_out_touches_one_point_and_not_the_list() -> None:
    gesture = fact(Verb.TAKE_OUT_ITEM, consent=1, item=7, seat=2)

    seen = touched([gesture], Role.MEMBER, frozenset())

    assert (seen.points, seen.rows) == ({7}, {7})
    assert set(seen.regions) == {"listed", "announcement"}


def test_a_whole_list_makes_its_points_needless() -> None:
    facts = [
        fact(Verb.TAKE_OUT_ITEM, consent=1, item=7, seat=2),
        fact(Verb.HIDE_CONSENT, consent=1, count=3),
    ]

    seen = touched(facts, Role.MEMBER, frozenset())

    assert seen.points == frozenset()
    assert "consent" in seen.regions
    assert "listed" not in seen.regions


def test_a_whole_agenda_makes_its_rows_needless() -> None:
    facts = [
        fact(Verb.CALL_ITEM, item=7, previous=None, state="planned"),
        fact(Verb.RESTRICT_ITEM, item=8, restricted=True),
        fact(Verb.WRITE_MINUTES, item=None, block=12, zone="running"),
        fact(Verb.SUSPEND_MEETING, sitting=1),
    ]

    seen = touched(facts, Role.MEMBER, frozenset())

    assert (seen.rows, seen.blocks) == (frozenset(), frozenset())
    assert {"agenda", "minutes"} <= set(seen.regions)


@pytest.mark.parametrize("view", ROOMS)
def test_a_page_is_made_of_what_its_view_may_have(view: Role) -> None:
    page = whole_page(view)

    assert set(page) == {r for r in Region if view in VIEWS[r]} - INSIDE
    assert list(page) == [r for r in Region if r in page]


@given(
    st.lists(st.sampled_from(sorted(REGIONS)), max_size=6),
    st.sampled_from(ROOMS),
    st.sets(st.integers(1, 3)),
)
def test_no_facts_touch_what_a_view_has_not(
    verbs: list[Verb], view: Role, hidden: set[int]
) -> None:
    facts = [fact(v, item=1, previous=2, block=4, zone="running") for v in verbs]

    seen = touched(facts, view, frozenset(hidden))

    assert all(view in VIEWS[region] for region in seen.regions)
    assert set(seen.regions) <= {r for verb in verbs for r in REGIONS[verb]}
    assert seen.rows.isdisjoint(hidden)
    assert seen.points.isdisjoint(hidden)
