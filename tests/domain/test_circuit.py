"""Who may do what to a dossier, in which state, and what it becomes: all written twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.circuit import (
    AT_MINISTRY,
    AT_SECRETARIAT,
    CIRCUIT,
    OVER,
    STATE_WORDS,
    DossierRole,
    DossierState,
    after,
    can,
    may,
    require,
)
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.verbs import Verb

# Author, Reviewer, Minister, Secretariat, Head, assoCiated, cOnsulted, sYstem.
LETTERS = (
    "A=author R=reviewer M=minister S=secretariat H=head C=associated O=consulted "
    "Y=system"
)
ROLES = dict(pair.split("=") for pair in LETTERS.split())
CODES = (
    "dr=draft rv=in_review si=signed lo=lodged rg=registered rt=returned "
    "ad=admissible st=under_study rd=ready pr=proposed ag=on_agenda se=settled "
    "wd=withdrawn"
)
STATES = dict(pair.split("=") for pair in CODES.split())
LIVING = "dr rv si lo rg rt ad st rd pr ag"
OPEN = "dr rt rv si lo rg ad st"
# Verb: whose it is, in which states, the state it leads to (none: the same).
EXPECTED = {
    "dossier.created": ("AMY", "dr", ""),
    "dossier.edited": ("AM", "dr rt", ""),
    "dossier.linked": ("AMS", LIVING, ""),
    "piece.stored": ("AMSY", "dr rt rg ad st", ""),
    "piece.removed": ("AM", "dr rt", ""),
    "piece.waived": ("AM", "dr rt", ""),
    "piece.read": ("ARMSHCO", LIVING + " se wd", ""),
    "appointments.listed": ("AM", "dr rt", ""),
    "dossier.sent_for_review": ("AM", "dr rt", "rv"),
    "review.approved": ("R", "rv", ""),
    "review.refused": ("RM", "rv", "dr"),
    "dossier.signed": ("M", "dr rt rv", "si"),
    "dossier.taken_back": ("AM", "rv si", "dr"),
    "dossier.lodged": ("AM", "si", "lo"),
    "lateness.requested": ("AM", "si lo rg ad st rd pr ag", ""),
    "lateness.granted": ("S", "lo rg ad st rd pr ag", ""),
    "lateness.refused": ("S", "lo rg ad st rd pr ag", ""),
    "dossier.registered": ("S", "lo", "rg"),
    "dossier.taken_in_charge": ("S", "lo rg ad st rd pr ag", ""),
    "dossier.returned": ("S", "rg ad st rd", "rt"),
    "dossier.admitted": ("S", "rg", "ad"),
    "dossier.put_under_study": ("SY", "ad rd", "st"),
    "consultation.opened": ("AM", "dr rt ad st", ""),
    "opinion.requested": ("S", "ad st", "st"),
    "opinion.given": ("O", OPEN, ""),
    "opinion.lapsed": ("Y", LIVING, ""),
    "opinion.invalidated": ("AMSY", LIVING, ""),
    "opinion.renewed": ("AMS", OPEN, ""),
    "opinion.cancelled": ("AMS", OPEN, ""),
    "observation.made": ("AMSCO", OPEN + " rd pr", ""),
    "note.written": ("S", "rg ad st rd pr ag", ""),
    "dossier.readied": ("S", "ad st", "rd"),
    "dossier.proposed": ("S", "rd", "pr"),
    "dossier.held_back": ("S", "pr", "rd"),
    "dossier.placed": ("SY", "rd pr", "ag"),
    "dossier.displaced": ("SHY", "ag", "rd"),
    "dossier.withdrawn": ("AMY", LIVING, "wd"),
    "dossier.settled": ("Y", "ag", "se"),
    "dossier.brought_back": ("Y", "ag", "rd"),
    "dossier.referred_back": ("Y", "ag", "rt"),
    "dossier.reinstated": ("Y", "rt st rd se wd", "ag"),
    "dossier.bulk_undone": ("S", LIVING, ""),
}
VERBS = sorted(CIRCUIT)


def test_the_second_table_is_of_the_same_verbs() -> None:
    assert set(EXPECTED) == {verb.value for verb in CIRCUIT}
    assert set(ROLES.values()) == set(DossierRole)
    assert set(STATES.values()) == set(DossierState)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_for_these_roles_in_these_states_and_no_other(verb: Verb) -> None:
    letters, codes, _ = EXPECTED[verb]
    expected = {(ROLES[r], STATES[s]) for r in letters for s in codes.split()}

    found = {
        (role.value, state.value)
        for role in DossierRole
        for state in DossierState
        if can(frozenset({role}), verb, state)
    }

    assert found == expected


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_leads_from_these_states_to_this_one(verb: Verb) -> None:
    _, codes, to = EXPECTED[verb]
    expected = {STATES[s]: STATES.get(to, STATES[s]) for s in codes.split()}

    found = {}
    for state in DossierState:
        try:
            found[state.value] = after(state, verb).value
        except NotPossible:
            continue

    assert found == expected


@pytest.mark.parametrize("state", list(DossierState))
def test_a_refusal_names_the_state(state: DossierState) -> None:
    verb = Verb.BRING_DOSSIER_BACK
    if state is DossierState.ON_AGENDA:
        assert after(state, verb) is DossierState.READY
        return

    with pytest.raises(NotPossible) as refused:
        after(state, verb)

    words = f"Cet acte n'est pas possible : le dossier est {STATE_WORDS[state]}."
    assert str(refused.value) == words


def test_every_state_has_its_words_and_is_in_somebodys_hands() -> None:
    assert set(STATE_WORDS) == set(DossierState)
    assert sorted((*AT_MINISTRY, *AT_SECRETARIAT, *OVER)) == sorted(DossierState)


def test_no_role_no_right() -> None:
    assert not any(may(frozenset(), verb) for verb in CIRCUIT)


@given(st.frozensets(st.sampled_from(DossierRole)), st.sampled_from(VERBS))
def test_several_roles_give_the_rights_of_each(
    roles: frozenset[DossierRole], verb: Verb
) -> None:
    assert may(roles, verb) == any(may(frozenset({role}), verb) for role in roles)


@given(st.frozensets(st.sampled_from(DossierRole)), st.sampled_from(VERBS))
def test_requiring_is_asking(roles: frozenset[DossierRole], verb: Verb) -> None:
    if may(roles, verb):
        require(roles, verb)
        return
    with pytest.raises(NotAllowed, match="Vos fonctions ne permettent pas cet acte"):
        require(roles, verb)


@given(st.lists(st.sampled_from(VERBS), max_size=40))
def test_what_is_over_stays_over(verbs: list[Verb]) -> None:
    state, was_over = DossierState.DRAFT, False
    for verb in verbs:
        try:
            state = after(state, verb)
        except NotPossible:
            continue
        # A decision of the Council that is undone was none.
        assert not was_over or state in OVER or verb is Verb.REINSTATE_DOSSIER
        was_over = state in OVER


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, seen = {DossierState.DRAFT}, set()
    while new := reached - seen:
        seen |= new
        for step in CIRCUIT.values():
            if step.to and step.states & new:
                reached.add(step.to)

    assert reached == set(DossierState)
