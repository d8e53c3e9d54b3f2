"""Who may do what: the whole table, written a second time by hand, and the question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.errors import NotAllowed
from ecm.domain.policy import RIGHTS, Role, may, require
from ecm.domain.verbs import Verb

EXPECTED = {
    "presiding": {
        *("attendance.noted", "seat.withdrawn", "item.restricted", "item.presented"),
        *("mark.given", "paper.opened", "agenda.amended", "agenda.approved"),
        *("convocation.read", "seat.excused", "position.given", "wheel.taken"),
        *("consent.item_taken_out", "attendance.corrected", "sitting.corrected"),
        *("guest.admitted", "guest.dismissed", "floor.requested", "floor.left"),
        *("floor.ended", "recusal.declared", "recusal.lifted"),
        *("marks.display_changed", "vote.key_given", "vote.cast", "vote.unsealed"),
        *("vote.counted", "announcement.made", "announcement.withdrawn"),
        *("passage.pointed", "passage.released", "messages.allowed"),
        "messages.stopped",
    },
    "steering": {
        *("meeting.opened", "meeting.suspended", "meeting.resumed", "meeting.closed"),
        *("item.called", "item.call_undone", "item.presented", "item.decided"),
        *("item.deferred", "item.referred_back", "item.withdrawn", "item.not_reached"),
        *("round.opened", "round.closed", "wheel.handed", "item.set_aside"),
        *("item.reordered", "item.switched", "item.tabled", "item.split"),
        *("item.joined", "item.decision_undone", "consent.shown", "consent.hidden"),
        *("consent.adopted", "floor.moved", "floor.given", "floor.left"),
        *("floor.ended", "floor.closed", "floor.reopened"),
        *("vote.prepared", "vote.key_given", "vote.opened", "vote.closed"),
        *("vote.unsealed", "vote.counted", "vote.annulled", "announcement.made"),
        *("announcement.withdrawn", "passage.released"),
    },
    "head_of_state": {"agenda.amended", "agenda.approved"},
    "head_of_government": {
        *("item.moved", "item.tracked", "item.planned", "item.removed"),
        *("agenda.amended", "wheel.taken"),
    },
    "secretary": {
        *("meeting.created", "meeting.convened", "item.added", "item.restricted"),
        *("meeting.moved", "meeting.cancelled", "item.reworded", "agenda.regrouped"),
        *("attendance.noted", "seat.withdrawn", "item.presented", "paper.opened"),
        *("minutes.written", "minutes.proposed", "minutes.settled"),
        *("minutes.removed", "item.moved", "item.tracked", "item.planned"),
        *("item.removed", "agenda.proposed", "agenda.amended", "convocation.sent"),
        *("convocation.read", "seat.excused", "wheel.taken", "marks.display_changed"),
        *("attendance.corrected", "sitting.corrected", "guest.admitted"),
        *("guest.dismissed", "recusal.declared", "recusal.lifted"),
        *("vote.key_given", "vote.cast", "vote.unsealed", "vote.counted"),
        *("announcement.made", "announcement.withdrawn", "passage.pointed"),
        *("passage.released", "messages.allowed", "messages.stopped"),
        *("item.transcribed", "meeting.transcribed"),
    },
    "member": {
        *("mark.given", "paper.opened", "convocation.read", "position.given"),
        *("seat.excused", "consent.item_taken_out", "floor.requested"),
        *("floor.left", "floor.ended", "recusal.declared"),
        *("vote.cast", "passage.pointed", "passage.released"),
    },
    "observer": {"paper.opened", "convocation.read"},
    "screen": set(),
    "anteroom": set(),
    "system": {
        *("meeting.created", "meeting.imported", "meeting.convened", "item.added"),
        *("seat.withdrawn", "convocation.sent", "clock.moved"),
    },
}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_these_rights_and_no_other(role: Role) -> None:
    rights = {verb.value for verb in RIGHTS if may(frozenset({role}), verb)}

    assert rights == EXPECTED[role]


def test_no_role_no_right() -> None:
    assert not any(may(frozenset(), verb) for verb in RIGHTS)


def test_every_verb_is_somebodys() -> None:
    assert [verb for verb in RIGHTS if not RIGHTS[verb]] == []


@given(st.frozensets(st.sampled_from(Role)), st.sampled_from(sorted(RIGHTS)))
def test_several_roles_give_the_rights_of_each(
    roles: frozenset[Role], verb: Verb
) -> None:
    assert may(roles, verb) == any(may(frozenset({role}), verb) for role in roles)


@given(st.frozensets(st.sampled_from(Role)), st.sampled_from(sorted(RIGHTS)))
def test_requiring_is_asking(roles: frozenset[Role], verb: Verb) -> None:
    if may(roles, verb):
        require(roles, verb)
        return
    with pytest.raises(NotAllowed, match="Votre siège ne permet pas cet acte"):
        require(roles, verb)
