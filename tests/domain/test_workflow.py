"""The ways from one state to the next, each written out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.errors import NotPossible
from ecm.domain.verbs import Verb
from ecm.domain.workflow import (
    MEETING_WORDS,
    TRANSITIONS,
    ItemState,
    MeetingState,
    item_after,
    meeting_after,
)

MOVES_OF_A_MEETING = {
    ("draft", "meeting.convened", "convened"),
    ("draft", "convocation.sent", "convened"),
    ("convened", "meeting.cancelled", "cancelled"),
    ("convened", "meeting.opened", "open"),
    ("open", "meeting.suspended", "suspended"),
    ("suspended", "meeting.resumed", "open"),
    ("open", "meeting.closed", "closed"),
    ("suspended", "meeting.closed", "closed"),
    ("convened", "meeting.transcribed", "closed"),
    ("open", "meeting.transcribed", "closed"),
    ("suspended", "meeting.transcribed", "closed"),
}
MOVES_OF_AN_ITEM = {
    ("planned", "item.called", "called"),
    ("called", "item.presented", "presented"),
    ("called", "item.decided", "decided"),
    ("presented", "item.decided", "decided"),
    ("called", "item.deferred", "deferred"),
    ("presented", "item.deferred", "deferred"),
    ("called", "item.referred_back", "referred_back"),
    ("presented", "item.referred_back", "referred_back"),
    ("planned", "item.withdrawn", "withdrawn"),
    ("called", "item.withdrawn", "withdrawn"),
    ("presented", "item.withdrawn", "withdrawn"),
    ("planned", "item.not_reached", "not_reached"),
    ("called", "item.not_reached", "not_reached"),
    ("presented", "item.not_reached", "not_reached"),
    ("called", "item.set_aside", "planned"),
    ("presented", "item.set_aside", "planned"),
    ("planned", "item.joined", "joined"),
    ("decided", "item.decision_undone", "called"),
    ("deferred", "item.decision_undone", "called"),
    ("referred_back", "item.decision_undone", "called"),
    ("withdrawn", "item.decision_undone", "called"),
}
SETTLED = {
    *("decided", "deferred", "referred_back", "withdrawn", "not_reached"),
    "joined",
}


def moves(after, states) -> set[tuple[str, str, str]]:
    found = set()
    for state in states:
        for verb in TRANSITIONS:
            try:
                then = after(state, verb)
            except NotPossible:
                continue
            if then != state:
                found.add((state.value, verb.value, then.value))
    return found


def test_a_meeting_moves_by_these_ways_only() -> None:
    assert moves(meeting_after, MeetingState) == MOVES_OF_A_MEETING


def test_an_item_moves_by_these_ways_only() -> None:
    assert moves(item_after, ItemState) == MOVES_OF_AN_ITEM


def test_a_presented_item_called_again_stays_presented() -> None:
    assert item_after("presented", Verb.CALL_ITEM) == "presented"


@pytest.mark.parametrize("state", sorted(SETTLED))
def test_a_settled_item_is_never_moved(state: str) -> None:
    undone = Verb.UNDO_DECISION  # the one act that a settled item is for
    moving = [v for v, rule in TRANSITIONS.items() if rule.item_to and v != undone]

    for verb in moving:
        with pytest.raises(NotPossible):
            item_after(state, verb)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("planned", "Ce point n'a pas encore été appelé."),
        ("presented", "Ce point a déjà été présenté."),
        ("decided", "Une décision a déjà été prononcée sur ce point."),
        ("not_reached", "La séance a été levée avant l'examen de ce point."),
    ],
)
def test_a_refusal_says_why(state: str, words: str) -> None:
    with pytest.raises(NotPossible) as refused:
        item_after(state, Verb.PRESENT_ITEM)

    assert str(refused.value) == words


@given(st.sampled_from(MeetingState), st.sampled_from(sorted(TRANSITIONS)))
def test_a_refused_act_names_the_state_of_the_meeting(
    state: MeetingState, verb: Verb
) -> None:
    if state in TRANSITIONS[verb].meeting:
        assert meeting_after(state, verb) in set(MeetingState)
        return
    with pytest.raises(NotPossible) as refused:
        meeting_after(state, verb)

    words = f"Cet acte n'est pas possible : la séance {MEETING_WORDS[state]}."
    assert str(refused.value) == words


@given(st.lists(st.sampled_from(sorted(TRANSITIONS)), max_size=30))
def test_whatever_happens_a_closed_meeting_stays_closed(verbs: list[Verb]) -> None:
    state, was_closed = MeetingState.DRAFT, False
    for verb in verbs:
        try:
            state = meeting_after(state, verb)
        except NotPossible:
            continue
        assert not was_closed or state == "closed"
        was_closed = state == "closed"
