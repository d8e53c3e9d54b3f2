"""What the council's meetings do to a dossier: placed, displaced, settled, brought back."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotPossible
from ecm.domain.outcomes import POSITIVE, Outcome
from ecm.dossiers.actions.council import (
    BROUGHT_BACK,
    bring_back,
    displace,
    place,
    settle,
    withdraw_from_agenda,
)
from ecm.dossiers.models import Dossier
from ecm.journal.models import Entry
from tests.preparation import NOW, Preparation

S = DossierState
DAY = date(2026, 2, 5)


def journal(dossier: Dossier) -> list[tuple[str, dict]]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", "facts"))


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def placed(preparation: Preparation) -> Dossier:
    dossier = preparation.dossier(state=S.ON_AGENDA)
    dossier.council_day = DAY
    dossier.save()
    return dossier


@pytest.mark.parametrize("state", [S.READY, S.PROPOSED])
def test_a_dossier_is_placed_and_displaced(
    preparation: Preparation, state: DossierState
) -> None:
    dossier = preparation.dossier(state=state)

    place(preparation.actor("officer"), dossier, 3, 7)
    dossier.refresh_from_db()
    assert dossier.state == "on_agenda"
    # Story 11: the Prime Minister amends the agenda.
    displace(preparation.actor("prime_minister"), dossier, 3, 7)

    dossier.refresh_from_db()
    assert dossier.state == "ready"
    assert journal(dossier) == [
        ("dossier.placed", {"meeting": 3, "item": 7}),
        ("dossier.displaced", {"meeting": 3, "item": 7}),
    ]


def test_two_agendas_do_not_carry_one_dossier(
    preparation: Preparation, placed: Dossier
) -> None:
    with pytest.raises(NotPossible, match="inscrit à l'ordre du jour"):
        place(preparation.actor("officer"), placed, 4, 9)


@pytest.mark.parametrize("outcome", [*sorted(POSITIVE), Outcome.REJECTED])
def test_a_final_outcome_settles_once(placed: Dossier, outcome: Outcome) -> None:
    settle(placed, 3, 7, outcome)
    settle(placed, 3, 7, outcome)

    placed.refresh_from_db()
    assert (placed.state, placed.outcome) == ("settled", outcome)
    assert journal(placed) == [
        ("dossier.settled", {"meeting": 3, "item": 7, "outcome": outcome})
    ]
    assert Entry.objects.get(stream=placed.stream).actor is None


def test_a_file_withdrawn_in_session_is_counted_as_withdrawn(placed: Dossier) -> None:
    settle(placed, 3, 7, Outcome.WITHDRAWN)

    placed.refresh_from_db()
    assert (placed.state, placed.outcome) == ("withdrawn", "withdrawn")
    assert (placed.withdrawal.by, placed.withdrawal.reason) == (
        None,
        "Retiré en séance.",
    )


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.DEFERRED, "ready"),
        (Outcome.NOT_REACHED, "ready"),
        (Outcome.REFERRED_BACK, "returned"),
        (Outcome.REFERRED_TO_COMMITTEE, "under_study"),
    ],
)
def test_what_was_not_settled_comes_back_with_what_was_said(
    placed: Dossier, outcome: Outcome, state: str
) -> None:
    bring_back(placed, 3, 7, outcome)
    bring_back(placed, 3, 7, outcome)

    placed.refresh_from_db()
    assert (placed.state, placed.outcome, placed.returns) == (state, outcome, 0)
    assert journal(placed)[0][1] == {"meeting": 3, "item": 7, "outcome": outcome}


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.NOT_REACHED])
def test_it_comes_back_for_the_council_after_or_the_day_that_was_said(
    preparation: Preparation, placed: Dossier, outcome: Outcome
) -> None:
    other = preparation.dossier("Un autre", state=S.ON_AGENDA)

    bring_back(placed, 3, 7, outcome)
    bring_back(other, 3, 8, outcome, council_day=date(2026, 3, 5))

    placed.refresh_from_db()
    other.refresh_from_db()
    assert placed.council_day == date(2026, 2, 12)
    assert other.council_day == date(2026, 3, 5)


def test_referred_back_it_is_signed_again(
    preparation: Preparation, placed: Dossier
) -> None:
    placed.signed_by, placed.signed_at = preparation["minister"].person, NOW
    placed.levels_passed = 2
    placed.save()

    bring_back(placed, 3, 7, Outcome.REFERRED_BACK)

    placed.refresh_from_db()
    assert (placed.signed_by, placed.signed_at, placed.levels_passed) == (None, None, 0)
    assert not placed.returned.exists()


@pytest.mark.parametrize("state", [s for s in S if s != S.ON_AGENDA])
def test_a_decision_never_fails_on_a_dossier_outside_the_circuit(
    preparation: Preparation, state: DossierState
) -> None:
    dossier = preparation.dossier(state=state)

    settle(dossier, 3, 7, Outcome.ADOPTED)
    bring_back(dossier, 3, 7, Outcome.DEFERRED)

    dossier.refresh_from_db()
    assert (dossier.state, journal(dossier)) == (state, [])


def test_every_outcome_settles_or_brings_back() -> None:
    final = {*POSITIVE, Outcome.REJECTED, Outcome.WITHDRAWN}

    assert {*BROUGHT_BACK} == set(Outcome) - final


def test_a_ministry_withdraws_its_file_from_the_agenda(
    preparation: Preparation, placed: Dossier
) -> None:
    withdraw_from_agenda(preparation.actor("chief"), placed, reason="À revoir")

    placed.refresh_from_db()
    assert (placed.state, placed.withdrawal.reason) == ("withdrawn", "À revoir")


def test_what_no_agenda_carries_is_not_withdrawn_from_one(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=S.PROPOSED)

    with pytest.raises(NotPossible, match="inscrit à aucun ordre du jour"):
        withdraw_from_agenda(preparation.actor("chief"), dossier, reason="Retrait")
