"""Every office × every act × every state of a communiqué: exactly the table below."""

from itertools import product

import pytest

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.procedure import Office
from ecm.domain.publishing import COMMUNIQUE, CommuniqueState
from ecm.domain.verbs import Verb

ONE_DATABASE = True

V = Verb
LETTERS = {
    "s": Office.SECRETARIAT,
    "g": Office.SECRETARY_GENERAL,
    "h": Office.HEAD_OF_GOVERNMENT,
    "v": Office.SPOKESPERSON,
    "m": Office.SYSTEM,
}
STATES = dict(zip("dwvsp", CommuniqueState, strict=True))
# Who, in which states (draft, waiting for approvals, validated, signed, published), to.
TABLE = {
    V.DRAFT_COMMUNIQUE: "sgm d",
    V.REDRAFT_COMMUNIQUE: "sg d",
    V.REWORD_COMMUNIQUE: "sg d",
    V.ADD_PARAGRAPH: "sg d",
    V.REMOVE_PARAGRAPH: "sg d",
    V.SUBMIT_COMMUNIQUE: "sg d w",
    V.VALIDATE_COMMUNIQUE: "gh w",
    V.RETURN_COMMUNIQUE: "sghv wvs d",
    V.SIGN_COMMUNIQUE: "v v s",
    V.SCHEDULE_COMMUNIQUE: "sgv dwvs",
    V.PUBLISH_COMMUNIQUE: "sgvm s p",
    V.SEND_COMMUNIQUE: "sgm p",
    V.BEGIN_ERRATUM: "sg p d",
    V.ABANDON_ERRATUM: "sg dwvs p",
}


def test_the_table_names_every_act() -> None:
    assert set(TABLE) == set(COMMUNIQUE.steps)


@pytest.mark.parametrize("verb", TABLE)
def test_an_act_is_for_its_offices_in_its_states_and_for_no_other(verb: Verb) -> None:
    who, states, *_to = TABLE[verb].split()
    offices = {LETTERS[letter] for letter in who}
    open_in = {STATES[letter] for letter in states}

    for office, state in product(Office, CommuniqueState):
        expected = office in offices and state in open_in
        assert COMMUNIQUE.can(frozenset({office}), verb, state) is expected


@pytest.mark.parametrize("verb", TABLE)
def test_an_act_leads_where_it_says_or_is_refused(verb: Verb) -> None:
    who, states, *to = TABLE[verb].split()

    for letter, state in STATES.items():
        if letter in states:
            after = STATES[to[0]] if to else state
            assert COMMUNIQUE.after(state, verb) is after
        else:
            with pytest.raises(NotPossible):
                COMMUNIQUE.after(state, verb)
    for office in set(Office) - {LETTERS[letter] for letter in who}:
        with pytest.raises(NotAllowed):
            COMMUNIQUE.require(frozenset({office}), verb)
