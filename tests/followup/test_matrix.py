"""Every step × everybody × every state: exactly the table, and no trace where it is refused."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.db import transaction

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.followup import ACT, DIRECTIVE, ActState, DirectiveState
from ecm.domain.procedure import Office
from ecm.domain.verbs import Verb
from ecm.followup.actions import acts, directives
from ecm.journal.chain import SYSTEM, Actor
from tests.asking import PDF
from tests.cast import DAY, Council
from tests.followup.council import Followed, a_text, brought, countersigned, followed

ONE_DATABASE = True
O = Office  # noqa: E741  (offices, as the table names them)

# What each person is on a paper of the ministry of defence.
PEOPLE = {
    "deputy": {O.MINISTER},
    "stranger": {O.MINISTRY},
    "secretary": {O.SECRETARIAT, O.SECRETARY_GENERAL},
    "second_secretary": {O.SECRETARIAT},
    "president": {O.HEAD_OF_STATE},
    "observer": {O.HEAD_OF_GOVERNMENT},
    "rival": set(),
    "minister": set(),
    "administrator": set(),
}
SIGNED = DAY + timedelta(3)


def _act(run: Followed, verb: Verb, actor: Actor) -> None:
    act = run.act
    steps: dict[Verb, Callable[[], None]] = {
        Verb.DEPOSIT_TEXT: lambda: acts.refuse_step(actor, act, Verb.DEPOSIT_TEXT),
        Verb.RETURN_TEXT: lambda: acts.return_text(actor, act, reason="Non"),
        Verb.CERTIFY_TEXT: lambda: acts.certify_text(
            actor, act, version=act.texts.get().pk
        ),
        Verb.CHANGE_CHAIN: lambda: acts.change_chain(
            actor, act, [("president", None, "")]
        ),
        Verb.COUNTERSIGN_ACT: lambda: acts.countersign(actor, act, rank=1, day=SIGNED),
        Verb.SIGN_ACT: lambda: acts.sign(actor, act, day=SIGNED),
        Verb.GAZETTE_ACT: lambda: acts.gazette(
            actor, act, issue="12", page=3, day=SIGNED
        ),
        Verb.CLOSE_ACT: lambda: acts.close_act(actor, act, reason="Fait"),
    }
    steps[verb]()


ACT_VERBS = (
    *(Verb.DEPOSIT_TEXT, Verb.RETURN_TEXT, Verb.CERTIFY_TEXT, Verb.COUNTERSIGN_ACT),
    Verb.CHANGE_CHAIN,
    *(Verb.SIGN_ACT, Verb.GAZETTE_ACT, Verb.CLOSE_ACT),
)


def _outcome(act: Callable[[], None]) -> str:
    """Tell what became of a step, and take it back."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except NotAllowed:
        return "not allowed"
    except NotPossible:
        return "not possible"
    return "done"


def _expected(procedure, offices, verb, state) -> str:
    if not procedure.may(frozenset(offices), verb):
        return "not allowed"
    return "done" if state in procedure.steps[verb].states else "not possible"


@pytest.mark.parametrize("verb", ACT_VERBS)
def test_an_act_is_done_by_whom_and_when_the_table_says(
    opened: Council, verb: Verb
) -> None:
    run = followed(opened)
    a_text(run.act)
    if verb is Verb.SIGN_ACT:
        countersigned(run.act, SIGNED)

    found, expected = {}, {}
    with time_machine.travel(DAY + timedelta(30)):
        for state, name in product(ActState, PEOPLE):
            run.in_state(state.value)
            key = state.value, name
            found[key] = _outcome(lambda: _act(run, verb, run[name]))  # noqa: B023  (called at once)
            expected[key] = _expected(ACT, PEOPLE[name], verb, state)

    assert found == expected


def _directive(run: Followed, verb: Verb, actor: Actor) -> None:
    row, meeting = run.directive, run.council.meeting
    later = DAY + timedelta(60)
    steps: dict[Verb, Callable[[], None]] = {
        Verb.REPORT_DIRECTIVE: lambda: directives.report(
            actor, row, percent=40, text="Avance"
        ),
        Verb.COMPLETE_DIRECTIVE: lambda: directives.complete(actor, row, text="Fait"),
        Verb.RETURN_DIRECTIVE: lambda: directives.send_back(actor, row, reason="Non"),
        Verb.EXTEND_DIRECTIVE: lambda: directives.extend(
            actor, row, day=later, reason="Plus de temps"
        ),
        Verb.CLOSE_DIRECTIVE: lambda: directives.close(actor, row, reason="Constaté"),
        Verb.OFFER_DIRECTIVE: lambda: directives.offer(actor, row, meeting),
    }
    steps[verb]()


DIRECTIVE_VERBS = (
    *(Verb.REPORT_DIRECTIVE, Verb.COMPLETE_DIRECTIVE, Verb.RETURN_DIRECTIVE),
    *(Verb.EXTEND_DIRECTIVE, Verb.CLOSE_DIRECTIVE, Verb.OFFER_DIRECTIVE),
)


@pytest.mark.parametrize("verb", DIRECTIVE_VERBS)
def test_an_instruction_follows_its_table(opened: Council, verb: Verb) -> None:
    run = followed(opened)
    # The council that is offered the instruction is to come.
    opened.meeting.state = "convened"

    found, expected = {}, {}
    with time_machine.travel(DAY + timedelta(30)):
        for state, name in product(DirectiveState, PEOPLE):
            run.directive_in(state.value)
            key = state.value, name
            found[key] = _outcome(lambda: _directive(run, verb, run[name]))  # noqa: B023  (called at once)
            expected[key] = _expected(DIRECTIVE, PEOPLE[name], verb, state)

    assert found == expected


def test_the_tables_are_tried_whole() -> None:
    opening = {Verb.OPEN_ACT, Verb.NUMBER_ACT, Verb.TRANSMIT_ACT}

    assert set(ACT.steps) - set(ACT_VERBS) == opening
    assert set(DIRECTIVE.steps) - set(DIRECTIVE_VERBS) == {Verb.OPEN_DIRECTIVE}


def test_the_secretariat_opens_by_hand_what_a_closed_council_left(
    opened: Council,
) -> None:
    followed(opened)
    opened.meeting.state = "closed"

    assert _outcome(lambda: acts.open_follow_up(SYSTEM, opened.meeting)) == "done"
    desk, rival = opened.actor("second_secretary"), opened.actor("rival")
    assert _outcome(lambda: acts.open_follow_up(desk, opened.meeting)) == "done"
    assert _outcome(lambda: acts.open_follow_up(rival, opened.meeting)) == "not allowed"


def test_the_bytes_that_were_deposited_are_certified_by_their_digest(
    opened: Council,
) -> None:
    run = followed(opened)

    acts.deposit_text(run["stranger"], run.act, brought(opened, "stranger", PDF))
    text = run.act.texts.select_related("file").get()
    acts.certify_text(run["secretary"], run.act, version=text.pk)

    run.act.refresh_from_db()
    assert run.act.state == ActState.CERTIFIED
    assert run.act.certified_digest == text.file.sha256
    assert run.act.certified_by == opened.cast["secretary"].person
