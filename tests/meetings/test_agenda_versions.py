"""Proposing, amending, approving: versions kept, whose turn it is, and who is told."""

import pytest

from ecm.domain.comparison import Change
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.journal.chain import AlreadyDone
from ecm.meetings.actions.agenda_versions import (
    amend_agenda,
    approve_agenda,
    propose_agenda,
)
from ecm.meetings.actions.convocation import needs_convocation, send_convocation
from ecm.meetings.actions.planning import (
    move_item,
    plan_item,
    remove_item,
    track_item,
)
from ecm.meetings.models import AgendaStep, AgendaVersion, Track
from ecm.meetings.standing import standing_of
from ecm.meetings.versions import (
    changes,
    digest_of,
    kept_lines,
    lines_of,
    stands_approved,
)
from ecm.notices.models import Notice
from ecm.people.models import Mandate
from tests.cast import journal
from tests.meetings.conftest import Planned, a_meeting
from tests.preparation import Preparation


def amend(planned: Planned, who: str, comment: str = "") -> AgendaVersion:
    return amend_agenda(planned.actor(who), planned.pk, comment=comment)


def told(kind: str) -> set[str]:
    return {str(n.recipient) for n in Notice.objects.filter(kind=kind)}


def steps(planned: Planned) -> list[tuple[int, str, bool]]:
    rows = planned.meeting.agendas.order_by("number")
    return list(rows.values_list("number", "step", "is_modifying"))


def test_a_proposed_agenda_is_kept_as_it_stood(built: Planned) -> None:
    before = built.refresh().seq

    kept = built.propose_agenda("Court")
    move_item(built.actor("secretary"), built.item("Dette"))

    lines = kept_lines(kept)
    assert [f"{line.number} {line.title}" for line in lines][1:3] == [
        *("I.2.1 Budget", "I.2.2 Dette")
    ]
    assert (kept.number, kept.step, kept.comment) == (1, "proposed", "Court")
    facts = {"agenda": kept.pk, "number": 1, "digest": kept.digest}
    assert journal(built.meeting, before)[0] == ("agenda.proposed", facts)
    assert digest_of(lines) == kept.digest != digest_of(lines_of(built.meeting))


def test_the_same_agenda_is_proposed_once(built: Planned) -> None:
    first = built.propose_agenda()

    assert (built.propose_agenda(), steps(built)) == (first, [(1, "proposed", False)])
    assert built.propose_agenda("Avec un mot").number == 2


def test_an_empty_agenda_is_not_proposed(planned: Planned) -> None:
    with pytest.raises(NotPossible, match="est vide"):
        planned.propose_agenda()


def test_a_key_makes_one_version(built: Planned) -> None:
    actor = built.actor("secretary", "une-clé")
    propose_agenda(actor, built.pk)
    move_item(built.actor("secretary"), built.item("Dette"))

    with pytest.raises(AlreadyDone):
        propose_agenda(actor, built.pk)

    assert len(steps(built)) == 1


def test_the_prime_minister_is_told_then_the_president_then_the_secretariat(
    built: Planned,
) -> None:
    built.propose_agenda()
    assert told("agenda.proposed") == {"Awa PRIME MINISTER"}

    amend(built, "prime_minister")
    assert told("agenda.to_approve") == {"Issa PRESIDENT"}

    built.approve_agenda()
    assert told("agenda.approved") == {"Issa SECRETARY", "Issa SECOND SECRETARY"}


def test_without_a_prime_minister_the_chair_is_told_at_once(built: Planned) -> None:
    built.meeting.seats.filter(post="prime_minister").update(
        withdrawn_at="2026-12-01T00:00Z"
    )

    built.propose_agenda()

    assert told("agenda.proposed") == {"Issa PRESIDENT"}


def test_the_heads_learn_of_the_meeting_with_the_proposal(built: Planned) -> None:
    everybody = ("president", "prime_minister", "minister", "observer", "secretary")

    def know() -> list[str]:
        found = built.refresh()
        return [n for n in everybody if standing_of(built.preparation[n], found)]

    assert know() == ["secretary"]
    built.propose_agenda()
    assert know() == ["president", "prime_minister", "secretary"]


def test_what_the_prime_minister_changed_is_kept_when_he_hands_it_on(
    built: Planned,
) -> None:
    first = built.propose_agenda()
    remove_item(built.actor("prime_minister"), built.item("Récolte"))
    move_item(
        built.actor("prime_minister"), built.item("Budget"), after=built.item("Dette")
    )

    second = amend(built, "prime_minister", "La récolte attendra.")

    assert (second.step, second.comment) == ("amended", "La récolte attendra.")
    pairs = changes(built.meeting, first, kept_lines(second))
    assert {(p.after or p.before).title: p.changes for p in pairs if p.changes} == {
        "Budget": (Change.MOVED,),
        "Récolte": (Change.REMOVED,),
    }


def test_the_president_hands_back_with_words(built: Planned) -> None:
    built.propose_agenda()

    with pytest.raises(NotPossible, match="ce qui doit changer"):
        amend(built, "president")
    amend(built, "president", "Ajoutez les routes.")

    assert steps(built)[-1] == (2, "amended", False)
    assert told("agenda.proposed") >= {"Issa SECRETARY"}


def test_nothing_is_handed_on_before_it_is_proposed(built: Planned) -> None:
    with pytest.raises(NotPossible, match="pas encore été proposé"):
        amend(built, "secretary")


# Approval


def test_the_president_approves_what_he_read(built: Planned) -> None:
    built.propose_agenda()
    before = built.refresh().seq

    kept = built.approve_agenda()

    assert (kept.step, stands_approved(built.meeting)) == ("approved", True)
    facts = {"agenda": kept.pk, "number": 2, "digest": kept.digest}
    assert journal(built.meeting, before) == [("agenda.approved", facts)]


def test_approving_twice_keeps_one_version(built: Planned) -> None:
    built.propose_agenda()

    assert built.approve_agenda() == built.approve_agenda()


def test_an_agenda_that_changed_under_his_eyes_is_read_again(built: Planned) -> None:
    built.propose_agenda()
    read = digest_of(lines_of(built.meeting))
    move_item(built.actor("secretary"), built.item("Dette"))

    with pytest.raises(Conflict, match="pendant que vous le lisiez"):
        approve_agenda(built.actor("president"), built.pk, digest=read)


def test_what_was_not_proposed_as_it_is_is_not_approved(built: Planned) -> None:
    with pytest.raises(NotAllowed):  # he does not know that there is a meeting
        built.approve_agenda()
    built.propose_agenda()
    move_item(built.actor("secretary"), built.item("Dette"))

    with pytest.raises(NotPossible, match="doit d'abord le proposer de nouveau"):
        built.approve_agenda()


@pytest.mark.parametrize("who", ["secretary", "prime_minister", "minister", "stranger"])
def test_nobody_else_approves(built: Planned, who: str) -> None:
    kept = built.propose_agenda()

    with pytest.raises(NotAllowed):
        approve_agenda(built.actor(who), built.pk, digest=kept.digest)


def test_a_change_after_the_approval_makes_a_modifying_agenda(built: Planned) -> None:
    built.propose_agenda()
    built.approve_agenda()
    send_convocation(built.actor("secretary"), built.pk)
    assert not needs_convocation(built.refresh())

    built.propose("Eaux", "decree", "health")
    built.build()
    assert not stands_approved(built.meeting)
    with pytest.raises(NotPossible, match="est à approuver de nouveau"):
        send_convocation(built.actor("secretary"), built.pk)
    built.propose_agenda()
    built.approve_agenda()

    assert steps(built) == [
        *((1, "proposed", False), (2, "approved", False)),
        *((3, "proposed", True), (4, "approved", True)),
    ]
    assert stands_approved(built.meeting)
    assert needs_convocation(built.refresh())


def test_what_is_approved_is_not_proposed_again(built: Planned) -> None:
    built.propose_agenda()
    built.approve_agenda()

    with pytest.raises(NotPossible, match="déjà approuvé"):
        built.propose_agenda()


def test_the_track_and_the_minutes_may_follow_the_positions(built: Planned) -> None:
    built.propose_agenda()
    built.approve_agenda()

    track_item(built.actor("secretary"), built.item("Budget"), track=Track.CONSENT)
    plan_item(built.actor("secretary"), built.item("Budget"), minutes=2)

    assert stands_approved(built.meeting)


@pytest.mark.parametrize("state", ["open", "suspended", "closed"])
def test_no_version_is_made_once_the_meeting_is_open(
    built: Planned, state: str
) -> None:
    built.propose_agenda()
    digest = digest_of(lines_of(built.meeting))
    type(built.meeting).objects.filter(pk=built.pk).update(state=state)

    for act in (
        lambda: built.propose_agenda("encore"),
        lambda: amend(built, "prime_minister", "non"),
        lambda: approve_agenda(built.actor("president"), built.pk, digest=digest),
    ):
        with pytest.raises(NotPossible, match="la séance"):
            act()
    assert steps(built) == [(1, AgendaStep.PROPOSED, False)]


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        ("propose", {"secretary"}),
        ("amend", {"secretary", "prime_minister", "president"}),
    ],
)
def test_who_takes_which_step(built: Planned, act: str, allowed: set[str]) -> None:
    built.propose_agenda()
    everybody = ("secretary", "prime_minister", "president", "minister", "observer")

    for who in (*everybody, "stranger"):
        step = {
            "propose": lambda who=who: propose_agenda(built.actor(who), built.pk),
            "amend": lambda who=who: amend(built, who, "Un mot."),
        }[act]
        if who in allowed:
            step()
        else:
            with pytest.raises(NotAllowed):
                step()


# The chair is delegated (art. 64)


@pytest.fixture
def delegated(preparation: Preparation) -> Planned:
    found = a_meeting(preparation, is_delegated=True)
    found.propose("Budget", "decree", "finance")
    found.build()
    return found


def test_the_prime_minister_presides_by_delegation(delegated: Planned) -> None:
    seats = {
        seat.post: (seat.capacity, seat.is_deliberative, seat.attendance)
        for seat in delegated.meeting.seats.filter(
            post__in=["president", "prime_minister"]
        )
    }

    assert seats == {
        "president": ("member", False, "excused"),
        "prime_minister": ("presiding", True, "expected"),
    }


def test_the_president_approves_the_agenda_that_he_delegates(
    delegated: Planned,
) -> None:
    kept = delegated.propose_agenda()

    with pytest.raises(NotAllowed, match="approuvé par le Président"):
        approve_agenda(
            delegated.actor("prime_minister"), delegated.pk, digest=kept.digest
        )
    assert delegated.approve_agenda().step == "approved"


def test_the_president_who_delegates_reads_every_item(delegated: Planned) -> None:
    delegated.propose_agenda()
    delegated.meeting.items.update(is_restricted=True)

    standing = standing_of(delegated.preparation["president"], delegated.refresh())

    assert standing
    assert standing.reads_all


def test_without_a_prime_minister_nothing_is_delegated(
    preparation: Preparation,
) -> None:
    Mandate.objects.filter(post="prime_minister").update(post="minister")

    with pytest.raises(NotPossible, match="ne se délègue pas"):
        a_meeting(preparation, is_delegated=True)
