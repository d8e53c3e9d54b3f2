"""Every act × everybody × every state of a dossier: exactly the table, and no trace else.

The table itself is written twice in tests/domain/test_circuit.py.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

import pytest
import time_machine
from django.db import transaction

from ecm.domain.circuit import (
    AT_SECRETARIAT,
    CIRCUIT,
    OVER,
    DossierRole,
    DossierState,
    after,
    can,
    may,
)
from ecm.domain.errors import Refusal
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import council, desk, drafting, lodging, pieces, review
from ecm.dossiers.models import (
    Dossier,
    LateRequest,
    Opinion,
    PieceKind,
    ReturnReason,
    ReviewLevel,
)
from ecm.journal.chain import SYSTEM, Actor
from ecm.journal.models import Entry
from tests.preparation import NOW, Preparation

ONE_DATABASE = True

R, S = DossierRole, DossierState
# Everybody in one capacity alone; nobody else's capacity gives him another right.
PEOPLE = {
    "chief": R.AUTHOR,
    "observer": R.REVIEWER,
    "minister": R.MINISTER,
    "officer": R.SECRETARIAT,
    "prime_minister": R.HEAD,
    "rival_chief": R.ASSOCIATED,
    "coteval_secretary": R.CONSULTED,
    "the system": R.SYSTEM,
    "health_chief": None,
    "administrator": None,
}
UNLODGED = {S.DRAFT, S.IN_REVIEW, S.SIGNED}
# What each capacity may know of; the others know the dossier in all its states.
KNOWN = {
    R.SECRETARIAT: set(S) - UNLODGED,
    R.ASSOCIATED: set(S) - UNLODGED,
    R.HEAD: {*AT_SECRETARIAT, *OVER},
}
DAY = date(2026, 2, 5)


class World:
    """One whole dossier of the ministry of finance, and all that acts on it name."""

    def __init__(self, preparation: Preparation) -> None:
        self.preparation = preparation
        finance = preparation.cast.ministries["finance"]
        self.dossier = preparation.dossier()
        self.dossier.drafts.create(title="Décret")
        self.versions = preparation.give_all(self.dossier)
        self.dossier.associated.add(preparation.cast.ministries["culture"])
        level = ReviewLevel.objects.create(ministry=finance, position=1, title="SG")
        level.reviewers.add(preparation["observer"].person)
        Opinion.objects.create(
            dossier=self.dossier,
            body=preparation.coteval,
            asked_by=preparation["chief"].person,
            asked_at=NOW,
            due_at=NOW,
        )
        self.late = LateRequest.objects.create(
            dossier=self.dossier,
            council_day=date(2026, 1, 22),
            reason="Urgence",
            asked_by=preparation["chief"].person,
            asked_at=NOW,
        )
        self.other = preparation.dossier("Un autre", state=S.REGISTERED)

    def actor(self, name: str) -> Actor:
        return SYSTEM if name == "the system" else self.preparation.actor(name)

    def bring_to(self, state: DossierState) -> None:
        """Put the row in a state, whatever the ways that lead there."""
        Dossier.objects.filter(pk=self.dossier.pk).update(
            state=state,
            lodged_at=None if state in UNLODGED else NOW,
            council_day=DAY,
        )
        self.dossier.refresh_from_db()

    def piece(self, code: str) -> PieceKind:
        return PieceKind.objects.get(code=code)

    def row(self) -> dict[str, object]:
        """Return the whole row: with the head of its journal, all that may change."""
        return Dossier.objects.filter(pk=self.dossier.pk).values().get()


def sign(world: World, actor: Actor) -> None:
    """Sign as after the last level of review."""
    rows = Dossier.objects.filter(pk=world.dossier.pk)
    rows.update(levels_passed=1)
    try:
        review.sign(actor, world.dossier)
    except Refusal:
        rows.update(levels_passed=0)
        raise


def withdraw(world: World, actor: Actor) -> None:
    """Withdraw by the door of the state: an agenda has its own."""
    if world.dossier.state == S.ON_AGENDA:
        council.withdraw_from_agenda(actor, world.dossier, reason="Retrait")
    else:
        lodging.withdraw(actor, world.dossier, reason="Retrait")


ACTS: dict[Verb, Callable[[World, Actor], object]] = {
    Verb.EDIT_DOSSIER: lambda w, a: drafting.edit_dossier(
        a, w.dossier, values={"theme": "Budget"}
    ),
    Verb.LINK_DOSSIER: lambda w, a: drafting.link_dossier(
        a, w.dossier, "revises", w.other
    ),
    Verb.WAIVE_PIECE: lambda w, a: drafting.waive_piece(
        a, w.dossier, w.piece("financial_impact")
    ),
    Verb.READ_PIECE: lambda w, a: pieces.read_version(a, w.versions[0], device="une"),
    Verb.SEND_FOR_REVIEW: lambda w, a: review.send_for_review(a, w.dossier),
    Verb.APPROVE_REVIEW: lambda w, a: review.approve_review(a, w.dossier),
    Verb.REFUSE_REVIEW: lambda w, a: review.refuse_review(a, w.dossier, comment="Non"),
    Verb.SIGN_DOSSIER: sign,
    Verb.TAKE_DOSSIER_BACK: lambda w, a: review.take_back(a, w.dossier),
    Verb.LODGE_DOSSIER: lambda w, a: lodging.lodge(a, w.dossier),
    Verb.GRANT_LATE_LODGING: lambda w, a: lodging.answer_late(a, w.late, granted=True),
    Verb.REFUSE_LATE_LODGING: lambda w, a: lodging.answer_late(
        a, w.late, granted=False
    ),
    Verb.REGISTER_DOSSIER: lambda w, a: desk.register(a, w.dossier),
    Verb.TAKE_CHARGE: lambda w, a: desk.take_charge(
        a, w.dossier, w.preparation["officer"].person
    ),
    Verb.RETURN_DOSSIER: lambda w, a: desk.return_dossier(
        a, w.dossier, ReturnReason.objects.all()[:1]
    ),
    Verb.ADMIT_DOSSIER: lambda w, a: desk.admit(a, w.dossier),
    Verb.STUDY_DOSSIER: lambda w, a: desk.put_under_study(a, w.dossier),
    Verb.WRITE_NOTE: lambda w, a: desk.write_note(a, w.dossier, "À lire"),
    Verb.READY_DOSSIER: lambda w, a: desk.make_ready(a, w.dossier),
    Verb.PROPOSE_DOSSIER: lambda w, a: desk.propose(a, w.dossier),
    Verb.HOLD_DOSSIER: lambda w, a: desk.hold_back(a, w.dossier),
    Verb.PLACE_DOSSIER: lambda w, a: council.place(a, w.dossier, 1, 1),
    Verb.DISPLACE_DOSSIER: lambda w, a: council.displace(a, w.dossier, 1, 1),
    Verb.WITHDRAW_DOSSIER: withdraw,
}
# Tested beside, each for its reason: it has no dossier yet, no actor of its own, many
# dossiers, or it is a consequence of another act.
ELSEWHERE = {
    *(Verb.CREATE_DOSSIER, Verb.STORE_PIECE, Verb.REMOVE_PIECE, Verb.UNDO_BULK),
    Verb.LIST_APPOINTMENTS,
    *(Verb.SETTLE_DOSSIER, Verb.BRING_DOSSIER_BACK, Verb.REFER_DOSSIER_BACK),
    Verb.REINSTATE_DOSSIER,
    *(Verb.REQUEST_LATE_LODGING, Verb.OPEN_CONSULTATION, Verb.REQUEST_OPINION),
    *(Verb.GIVE_OPINION, Verb.LAPSE_OPINION, Verb.INVALIDATE_OPINION),
    *(Verb.RENEW_OPINION, Verb.CANCEL_OPINION, Verb.MAKE_OBSERVATION),
}


@pytest.fixture
def world(preparation: Preparation) -> Iterator[World]:
    with time_machine.travel(NOW, tick=False):
        yield World(preparation)


def expected(verb: Verb, role: DossierRole | None, state: DossierState) -> str:
    """Tell how an act is received: a stranger to the dossier has no right at all."""
    if role is None or state not in KNOWN.get(role, set(S)):
        return "NotAllowed"
    roles = frozenset({role})
    if not may(roles, verb):
        return "NotAllowed"
    return after(state, verb).value if can(roles, verb, state) else "NotPossible"


def found(world: World, verb: Verb, actor: Actor, before: dict[str, object]) -> str:
    """Try an act and take it back; tell the new state, or how it was refused."""
    mark = transaction.savepoint()
    try:
        ACTS[verb](world, actor)
    except Refusal as refusal:
        assert world.row() == before, "a refusal left a trace"
        return type(refusal).__name__
    entries = Entry.objects.filter(stream=world.dossier.stream)
    assert [entry.verb for entry in entries] == [verb.value]
    state = str(world.row()["state"])
    transaction.savepoint_rollback(mark)
    world.late.refresh_from_db()
    return state


def test_every_verb_is_tried_here_or_elsewhere() -> None:
    assert {*ACTS, *ELSEWHERE} == set(CIRCUIT)


def worth_trying(verb: Verb, name: str, state: DossierState) -> bool:
    """Tell whether a cell is tried: all states for who has the right; for the others,
    whose right is looked at before the state, those in which somebody may.
    """
    role = PEOPLE[name]
    has_right = role is not None and may(frozenset({role}), verb)
    return has_right or state in CIRCUIT[verb].states


@pytest.mark.parametrize("name", PEOPLE)
def test_somebody_may_do_exactly_what_the_table_says(world: World, name: str) -> None:
    cells = [
        (verb, state)
        for state in DossierState
        for verb in ACTS
        if worth_trying(verb, name, state)
    ]
    actor, tried = world.actor(name), {}

    for state, verbs in groupby(cells, key=itemgetter(1)):
        world.bring_to(state)
        before = world.row()
        for verb, _ in verbs:
            tried[verb.value, state.value] = found(world, verb, actor, before)

    assert tried == {
        (verb.value, state.value): expected(verb, PEOPLE[name], state)
        for verb, state in cells
    }
