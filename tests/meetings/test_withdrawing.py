"""A ministry withdraws its dossier from an agenda, until the council calls it."""

import pytest

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.meetings.actions.building import withdraw_item_of
from ecm.meetings.actions.items import call_item, decide
from ecm.meetings.actions.sittings import suspend
from tests.cast import journal
from tests.meetings.conftest import Planned
from tests.meetings.test_agenda_planning import finance, opened


def withdraw(planned: Planned, title: str, who: str = "minister") -> None:
    dossier = planned.meeting.items.get(title=title).dossier
    withdraw_item_of(planned.actor(who), dossier, reason="Le texte est à revoir.")


def test_a_ministry_withdraws_its_dossier_before_the_meeting(built: Planned) -> None:
    dossier = built.item("Budget").dossier

    withdraw(built, "Budget")

    dossier.refresh_from_db()
    assert dossier.state == DossierState.WITHDRAWN
    assert finance(built) == ["I.2.1 Dette"]


def test_in_a_pause_a_ministry_withdraws_what_was_not_called(built: Planned) -> None:
    opened(built)
    called, item = built.item("Dette"), built.item("Budget")
    call_item(built.actor("president"), called)
    suspend(built.actor("president"), built.pk)

    withdraw(built, "Budget")

    item.refresh_from_db()
    assert (item.state, item.decision.outcome) == ("withdrawn", "withdrawn")
    assert item.dossier.state == DossierState.WITHDRAWN
    with pytest.raises(NotPossible, match="le président constate le retrait"):
        withdraw(built, "Dette")
    with pytest.raises(NotPossible, match="la séance est suspendue"):
        decide(
            built.actor("president"), called, outcome=Outcome.WITHDRAWN, text="Retiré."
        )


def test_once_the_meeting_is_open_the_item_stays_and_is_said_withdrawn(
    built: Planned,
) -> None:
    opened(built)

    withdraw(built, "Budget")

    item = built.item("Budget")
    assert (item.state, item.decision.outcome) == ("withdrawn", "withdrawn")
    assert item.dossier.state == DossierState.WITHDRAWN
    assert journal(built.meeting)[-1][0] == "item.withdrawn"


def test_a_called_item_is_withdrawn_by_the_chair_alone(built: Planned) -> None:
    call_item(opened(built).actor("president"), built.item("Budget"))

    with pytest.raises(NotPossible, match="le président constate le retrait"):
        withdraw(built, "Budget")


@pytest.mark.parametrize("who", ["rival", "secretary", "stranger"])
def test_another_withdraws_nothing(built: Planned, who: str) -> None:
    with pytest.raises(NotAllowed):
        withdraw(built, "Budget", who)

    assert built.item("Budget").dossier.state == DossierState.ON_AGENDA


def test_a_dossier_that_is_on_no_agenda_is_not_withdrawn_from_one(
    planned: Planned,
) -> None:
    dossier = planned.preparation.dossier("Seul", state=DossierState.READY)

    with pytest.raises(NotPossible, match="aucun ordre du jour"):
        withdraw_item_of(planned.actor("minister"), dossier, reason="Non")


def test_without_a_reason_nothing_is_withdrawn(built: Planned) -> None:
    dossier = built.item("Budget").dossier

    with pytest.raises(NotPossible, match="la raison"):
        withdraw_item_of(built.actor("minister"), dossier, reason=" ")

    assert finance(built) == ["I.2.1 Budget", "I.2.2 Dette"]
