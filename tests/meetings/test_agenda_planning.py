"""Arranging an agenda: who, when, what the journal keeps, and two people at once."""

import pytest

from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.journal.chain import AlreadyDone, faults_of
from ecm.journal.models import Entry
from ecm.meetings.actions.items import call_item, decide
from ecm.meetings.actions.minutes import write_block
from ecm.meetings.actions.planning import (
    move_item,
    move_theme,
    plan_item,
    remove_item,
    track_item,
)
from ecm.meetings.actions.sittings import close, convene, open_meeting
from ecm.meetings.models import Appointment, Position, Track
from tests.cast import journal
from tests.meetings.conftest import Planned

SECOND = ["I.2.1 Dette", "I.2.2 Budget"]


def finance(planned: Planned) -> list[str]:
    return [line for line in planned.agenda() if line.startswith("I.2.")]


def opened(planned: Planned) -> Planned:
    convene(planned.actor("secretary"), planned.pk)
    open_meeting(planned.actor("president"), planned.pk)
    planned.refresh()
    return planned


def test_an_item_goes_after_the_one_that_is_named(built: Planned) -> None:
    before = built.refresh().seq
    budget, debt = built.item("Budget"), built.item("Dette")

    move_item(built.actor("secretary"), budget, after=debt)

    assert finance(built) == SECOND
    facts = {"item": budget.pk, "after": debt.pk, "theme": ""}
    assert journal(built.meeting, before) == [("item.moved", facts)]


def test_an_item_where_it_already_is_changes_nothing(built: Planned) -> None:
    budget, debt = built.item("Budget"), built.item("Dette")
    before = built.refresh().seq

    move_item(built.actor("secretary"), debt, after=budget)
    move_item(built.actor("secretary"), budget)

    assert built.refresh().seq == before


def test_a_move_that_another_made_stale_is_still_the_one_that_was_meant(
    built: Planned,
) -> None:
    built.propose("Emprunt", "decree", "finance")
    built.build()
    built.propose_agenda()
    emprunt, debt = built.item("Emprunt"), built.item("Dette")

    move_item(built.actor("prime_minister"), built.item("Budget"), after=emprunt)
    move_item(built.actor("secretary"), emprunt, after=debt)

    assert finance(built) == ["I.2.1 Dette", "I.2.2 Emprunt", "I.2.3 Budget"]


def test_after_an_item_that_has_left_is_a_conflict(built: Planned) -> None:
    built.propose_agenda()
    budget, debt = built.item("Budget"), built.item("Dette")
    remove_item(built.actor("prime_minister"), debt)

    with pytest.raises(Conflict, match="n'est plus dans ce groupe"):
        move_item(built.actor("secretary"), budget, after=debt)
    with pytest.raises(Conflict, match="n'est plus à l'ordre du jour"):
        move_item(built.actor("secretary"), debt)


def test_an_item_leaves_the_group_of_its_ministry_for_no_other(built: Planned) -> None:
    with pytest.raises(Conflict, match="n'est plus dans ce groupe"):
        move_item(
            built.actor("secretary"), built.item("Budget"), after=built.item("Armée")
        )
    with pytest.raises(NotPossible, match="ne sont pas groupés par thème"):
        move_item(built.actor("secretary"), built.item("Budget"), theme="Social")


def test_the_oral_communications_stand_as_they_are_put(built: Planned) -> None:
    move_item(built.actor("secretary"), built.item("Récolte"))

    oral = [line for line in built.agenda() if line.startswith("II.")]
    assert oral == ["II.1 Récolte", "II.2 Routes"]


def test_the_same_command_again_moves_nothing(built: Planned) -> None:
    actor = built.actor("secretary", "une-clé")
    move_item(actor, built.item("Dette"))

    with pytest.raises(AlreadyDone):
        move_item(actor, built.item("Dette"))

    assert finance(built) == SECOND


# By theme


def test_an_item_joins_another_theme_at_its_end(themed: Planned) -> None:
    move_item(themed.actor("secretary"), themed.item("Budget"), theme="Social")

    assert themed.agenda() == [
        *("I.1.1 Dette", "I.2.1 Hôpitaux", "I.2.2 Ecoles", "I.2.3 Budget"),
        "I.3.1 Armée",
    ]


def test_an_item_joins_another_theme_where_it_is_put(themed: Planned) -> None:
    move_item(
        themed.actor("secretary"),
        themed.item("Budget"),
        theme="Social",
        after=themed.item("Hôpitaux"),
    )

    assert "I.2.2 Budget" in themed.agenda()
    assert "I.2.3 Ecoles" in themed.agenda()


def test_a_new_theme_is_the_last_one(themed: Planned) -> None:
    move_item(themed.actor("secretary"), themed.item("Dette"), theme="Dette publique")

    assert themed.agenda()[3:] == ["I.3.1 Dette", "I.4.1 Armée"]


def test_a_theme_moves_with_all_its_items(themed: Planned) -> None:
    before = themed.refresh().seq

    move_theme(themed.actor("secretary"), themed.pk, "Social", after=None)
    move_theme(themed.actor("secretary"), themed.pk, "Social", after=None)

    assert themed.agenda() == [
        *("I.1.1 Hôpitaux", "I.1.2 Ecoles", "I.2.1 Budget", "I.2.2 Dette"),
        "I.3.1 Armée",
    ]
    facts = {"item": themed.item("Hôpitaux").pk, "after": None, "theme": "Social"}
    assert journal(themed.meeting, before) == [("item.moved", facts)]


def test_a_theme_that_has_no_item_any_more_is_a_conflict(themed: Planned) -> None:
    with pytest.raises(Conflict):
        move_theme(themed.actor("secretary"), themed.pk, "Culture", after=None)
    with pytest.raises(Conflict):
        move_theme(themed.actor("secretary"), themed.pk, "Social", after="Culture")


# Track and duration


def test_a_track_is_set_by_hand_once(built: Planned) -> None:
    built.propose_agenda()
    item = built.item("Budget")
    before = built.refresh().seq

    track_item(built.actor("prime_minister"), item, track=Track.CONSENT)
    track_item(built.actor("prime_minister"), item, track=Track.CONSENT)

    facts = {"item": item.pk, "track": "consent"}
    assert journal(built.meeting, before) == [("item.tracked", facts)]


def test_a_duration_is_planned_once(built: Planned) -> None:
    item = built.item("Budget")
    before = built.refresh().seq

    plan_item(built.actor("secretary"), item, minutes=25)
    plan_item(built.actor("secretary"), item, minutes=25)

    facts = {"item": item.pk, "minutes": 25}
    assert journal(built.meeting, before) == [("item.planned", facts)]


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_a_duration_is_a_number_of_minutes(built: Planned, minutes: int) -> None:
    with pytest.raises(NotPossible, match="de 1 à 600 minutes"):
        plan_item(built.actor("secretary"), built.item("Budget"), minutes=minutes)


# Removal


@pytest.mark.parametrize("name", ["secretary", "prime_minister"])
def test_what_is_removed_closes_the_gap_and_frees_its_dossier(
    built: Planned, name: str
) -> None:
    built.propose_agenda()
    item = built.item("Budget")
    dossier, before = item.dossier, built.refresh().seq
    Appointment.objects.create(item=item, civility="Madame", surname="Z", post="P")
    pk = item.pk

    remove_item(built.actor(name), item)

    dossier.refresh_from_db()
    assert dossier.state == DossierState.READY
    assert finance(built) == ["I.2.1 Dette"]
    assert journal(built.meeting, before) == [("item.removed", {"item": pk})]
    last = Entry.objects.filter(stream=dossier.stream).latest("seq")
    assert (last.verb, last.actor) == ("dossier.displaced", built.preparation[name])
    assert (
        list(faults_of(built.meeting.stream, built.refresh().seq, built.meeting.head))
        == []
    )


def test_what_the_minutes_speak_of_is_not_removed(built: Planned) -> None:
    convene(built.actor("secretary"), built.pk)
    item = built.item("Budget")
    write_block(
        built.actor("secretary"),
        built.pk,
        uid="00000000-0000-0000-0000-000000000001",
        base=0,
        text="Note",
        item=item,
    )

    with pytest.raises(NotPossible, match="Le procès-verbal parle déjà"):
        remove_item(built.actor("secretary"), item)


def test_the_positions_given_on_what_is_removed_go_with_it(built: Planned) -> None:
    item, person = built.item("Budget"), built.preparation["rival"].person
    Position.objects.create(
        item=item,
        seat=built.meeting.seats.get(holder=person),
        value="agree",
        given_by=person,
        given_at="2026-12-01T10:00Z",
    )

    remove_item(built.actor("secretary"), item)

    assert Position.objects.count() == 0


# Who and when

ACTS = {
    "move": lambda p, who: move_item(p.actor(who), p.item("Dette")),
    "track": lambda p, who: track_item(
        p.actor(who), p.item("Dette"), track=Track.CONSENT
    ),
    "plan": lambda p, who: plan_item(p.actor(who), p.item("Dette"), minutes=3),
    "remove": lambda p, who: remove_item(p.actor(who), p.item("Dette")),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", ["draft", "convened", "open", "suspended", "closed"])
def test_an_agenda_is_arranged_until_the_meeting_opens(
    built: Planned, act: str, state: str
) -> None:
    built.propose_agenda()
    type(built.meeting).objects.filter(pk=built.pk).update(state=state)
    before = built.refresh().seq

    for who in ("president", "minister", "observer", "stranger"):
        with pytest.raises(NotAllowed):
            ACTS[act](built, who)
    assert built.refresh().seq == before

    for who in ("secretary", "prime_minister"):
        if state in ("draft", "convened"):
            continue
        with pytest.raises(NotPossible, match="la séance"):
            ACTS[act](built, who)
    if state in ("draft", "convened"):
        ACTS[act](built, "prime_minister")
        assert built.refresh().seq == before + 1


# The dossier follows what becomes of its item


def say(planned: Planned, title: str, outcome: Outcome, **more) -> str:
    president, item = planned.actor("president"), planned.item(title)
    if outcome is not Outcome.WITHDRAWN:
        call_item(president, item)
    decide(president, item, outcome=outcome, text="Le Conseil…", **more)
    dossier = item.dossier
    dossier.refresh_from_db()
    return dossier.state


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ADOPTED, DossierState.SETTLED),
        (Outcome.REJECTED, DossierState.SETTLED),
        (Outcome.DEFERRED, DossierState.READY),
        (Outcome.REFERRED_BACK, DossierState.RETURNED),
        (Outcome.REFERRED_TO_COMMITTEE, DossierState.UNDER_STUDY),
        (Outcome.WITHDRAWN, DossierState.WITHDRAWN),
    ],
)
def test_the_dossier_follows_the_decision(
    built: Planned, outcome: Outcome, state: DossierState
) -> None:
    assert say(opened(built), "Budget", outcome) == state


def test_a_deferred_dossier_aims_at_the_council_that_was_said(built: Planned) -> None:
    later = built.meeting.day.replace(day=17)

    say(opened(built), "Budget", Outcome.DEFERRED, deferred_to=later)

    assert built.item("Budget").dossier.council_day == later


def test_what_was_not_reached_is_ready_again(built: Planned) -> None:
    opened(built)

    close(built.actor("president"), built.pk)

    states = {item.dossier.state for item in built.meeting.items.all()}
    assert states == {DossierState.READY}


# A ministry withdraws its file (story 15)
