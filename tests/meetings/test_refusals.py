"""Every act × everybody × every state of the meeting: who may, when, and no trace else.

The two tables are written by hand, so that a change of a right must be meant.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import F

from ecm.domain.errors import Refusal
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.journal.chain import Actor
from ecm.meetings.actions import agenda, attendance, items, marks, minutes, sittings
from ecm.meetings.models import Meeting, MinuteBlock, MinuteProposal, Part
from tests.cast import Council

Act = Callable[[Council, Actor], object]
PEOPLE = (
    *("president", "minister", "secretary", "observer"),
    *("screen", "stranger", "administrator"),
)
CHAIR, DESK = ("president",), ("secretary",)
TABLE, VOICES = ("president", "secretary"), ("president", "minister")

OPEN, HELD = ("open",), ("open", "suspended")
BEFORE, ALL = (
    ("draft", "convened"),
    ("draft", "convened", "open", "suspended", "closed"),
)
WRITTEN = ("convened", "open", "suspended", "closed")
STATES = ALL


def block_of(council: Council) -> MinuteBlock:
    uid = UUID(int=1)
    return MinuteBlock.objects.get_or_create(
        meeting=council.meeting, uid=uid, position=0, defaults={"text": "Un"}
    )[0]


def proposal_of(council: Council) -> MinuteProposal:
    return MinuteProposal.objects.create(
        block=block_of(council),
        base=0,
        text="Deux",
        written_by=council.cast.secretary,
        written_at="2026-02-05T09:00Z",
    )


def decision(outcome: Outcome) -> Act:
    return lambda c, a: items.decide(a, c.report, outcome=outcome, text="Dit.")


def mark(council: Council, actor: Actor) -> object:
    # Everybody tries at the best seat he has: his own where there is one.
    own = council.meeting.seats.filter(holder=actor.person_id).first()
    seat = own or council.seat("minister")
    return marks.give_mark(actor, seat.pk, council.report, value=MarkValue.AGREE)


def item(council: Council, actor: Actor) -> object:
    ministry = council.cast.ministries["health"]
    draft = agenda.Draft(Part.MISSIONS, ItemKind.MISSION, ministry, "Une mission")
    return agenda.add_item(actor, council.meeting, draft)


# act: (what it is, by whom, in which states of the meeting)
ACTS: dict[str, tuple[Act, tuple[str, ...], tuple[str, ...]]] = {
    "convene": (lambda c, a: sittings.convene(a, c.pk), DESK, ("draft",)),
    # Opening an open meeting, suspending a suspended one… changes nothing.
    "open": (lambda c, a: sittings.open_meeting(a, c.pk), CHAIR, ("convened", "open")),
    "suspend": (lambda c, a: sittings.suspend(a, c.pk), CHAIR, HELD),
    "resume": (lambda c, a: sittings.resume(a, c.pk), CHAIR, HELD),
    "close": (lambda c, a: sittings.close(a, c.pk), CHAIR, (*HELD, "closed")),
    "add an item": (item, DESK, BEFORE),
    "call": (lambda c, a: items.call_item(a, c.bill), CHAIR, OPEN),
    "undo the call": (lambda c, a: items.undo_call(a, c.report), CHAIR, OPEN),
    "present": (lambda c, a: items.present_item(a, c.report), TABLE, OPEN),
    "adopt": (decision(Outcome.ADOPTED), CHAIR, OPEN),
    "defer": (decision(Outcome.DEFERRED), CHAIR, OPEN),
    "refer back": (decision(Outcome.REFERRED_BACK), CHAIR, OPEN),
    "withdraw": (decision(Outcome.WITHDRAWN), CHAIR, OPEN),
    "restrict": (
        lambda c, a: items.restrict_item(a, c.bill, restricted=True),
        TABLE,
        ALL,
    ),
    "ask for marks": (lambda c, a: marks.open_round(a, c.report), CHAIR, OPEN),
    "close the round": (lambda c, a: marks.close_round(a, c.report), CHAIR, OPEN),
    "mark": (mark, VOICES, OPEN),
    "note a presence": (
        lambda c, a: attendance.note_attendance(
            a, c.seat("rival"), attendance=Attendance.PRESENT
        ),
        TABLE,
        ("draft", "convened", "open", "suspended"),
    ),
    "withdraw a seat": (
        lambda c, a: attendance.withdraw_seat(a, c.seat("rival")),
        TABLE,
        ALL,
    ),
    "write": (
        lambda c, a: minutes.write_block(
            a, c.pk, uid=UUID(int=2), base=0, text="Le Conseil"
        ),
        DESK,
        WRITTEN,
    ),
    "settle": (
        lambda c, a: minutes.settle_proposal(a, proposal_of(c), text="Deux", base=1),
        DESK,
        WRITTEN,
    ),
    "remove": (
        lambda c, a: minutes.remove_block(a, block_of(c), base=1),
        DESK,
        WRITTEN,
    ),
}


@pytest.fixture
def prepared(deliberating: Council, act: str) -> Council:
    """The council as the act needs it, whatever the meeting's state will be."""
    if act in ("mark", "close the round"):
        marks.open_round(deliberating.actor("president"), deliberating.report)
    return deliberating


def bring_to(council: Council, state: str) -> None:
    """Put the row in a state, whatever the ways that lead there."""
    Meeting.objects.filter(pk=council.pk).update(state=state)
    if state != "open":
        council.meeting.sittings.update(ends_at=F("starts_at"))
    council.refresh()


def outcome_of(act: str, council: Council, name: str, state: str) -> str:
    """Try an act and take it back; tell how it was received."""
    do, before = ACTS[act][0], council.refresh().seq
    mark = transaction.savepoint()
    try:
        bring_to(council, state)
        do(council, council.actor(name))
        return "done"
    except Refusal as refusal:
        assert council.refresh().seq == before, "a refusal left a trace"
        return type(refusal).__name__
    finally:
        transaction.savepoint_rollback(mark)
        council.refresh()


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_for_those_who_hold_its_right(prepared: Council, act: str) -> None:
    _, may, states = ACTS[act]
    state = "open" if "open" in states else states[0]

    found = {name: outcome_of(act, prepared, name, state) for name in PEOPLE}

    assert found == {n: "done" if n in may else "NotAllowed" for n in PEOPLE}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_has_its_time(prepared: Council, act: str) -> None:
    _, may, states = ACTS[act]
    name = may[-1]
    # A draft is not even known to those who have no part in preparing it.
    refused = dict.fromkeys(STATES, "NotPossible")
    if name != "secretary":
        refused["draft"] = "NotAllowed"

    found = {state: outcome_of(act, prepared, name, state) for state in STATES}

    assert found == {s: "done" if s in states else refused[s] for s in STATES}
