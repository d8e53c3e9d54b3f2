"""Lodging: frozen, dated, late only with a reason; and withdrawing, with a reason too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from ecm.calendar.models import CouncilException, Milestone
from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotPossible
from ecm.dossiers.actions.lodging import answer_late, lodge, withdraw
from ecm.dossiers.models import Dossier, LateRequest
from ecm.journal.models import Entry
from tests.preparation import NOW, Preparation

DAY = date(2026, 2, 5)
IN_TIME = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
LATE = datetime(2026, 1, 27, 12, 1, tzinfo=UTC)


def journal(dossier: Dossier) -> list[tuple[str, dict]]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", "facts"))


@pytest.fixture(autouse=True)
def clock_of_the_test() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(IN_TIME, tick=False) as traveller:
        yield traveller


def signed(preparation: Preparation, day: date | None = DAY, kind: str = "decree"):
    dossier = preparation.dossier(kind=kind, state=DossierState.SIGNED)
    dossier.council_day = day
    dossier.save()
    if dossier.kind.takes_drafts:
        dossier.drafts.create(title="Décret")
    preparation.give_all(dossier)
    return dossier


def test_a_whole_dossier_is_lodged_and_frozen_at_its_hour(
    preparation: Preparation,
) -> None:
    dossier = signed(preparation)

    lodge(preparation.actor("chief"), dossier)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.lodged_at, dossier.is_late) == (
        "lodged",
        IN_TIME,
        False,
    )
    assert len(dossier.lodged_digest) == 64
    assert journal(dossier) == [
        ("dossier.lodged", {"digest": dossier.lodged_digest, "late": False})
    ]


def test_an_incomplete_dossier_is_refused_with_all_it_lacks(
    preparation: Preparation,
) -> None:
    dossier = signed(preparation)
    dossier.documents.filter(kind__in=["transmittal", "draft_text"]).update(
        removed_at=NOW
    )

    with pytest.raises(NotPossible) as refused:
        lodge(preparation.actor("chief"), dossier)

    assert "Il manque : Bordereau de transmission." in str(refused.value)
    assert "Il manque : Projet de texte." in str(refused.value)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.lodged_at, journal(dossier)) == ("signed", None, [])


@pytest.mark.parametrize("wanted", [None, date(2026, 1, 22)])
def test_without_a_day_to_come_it_aims_at_the_first_council_it_is_not_late_for(
    preparation: Preparation, wanted: date | None
) -> None:
    dossier = signed(preparation, wanted)

    lodge(preparation.actor("chief"), dossier)

    dossier.refresh_from_db()
    assert (dossier.council_day, dossier.is_late) == (DAY, False)


def test_after_the_deadline_a_reason_is_asked_and_the_deadline_told(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    clock_of_the_test.move_to(LATE)
    dossier = signed(preparation)

    with pytest.raises(NotPossible) as refused:
        lodge(preparation.actor("chief"), dossier, late_reason="  ")

    assert str(refused.value) == (
        "Pour le conseil du 5 février 2026, les dossiers étaient reçus jusqu'au "
        "27 janvier 2026, 12 h 00. Donnez la raison du retard, ou visez le conseil du "
        "12 février 2026."
    )
    assert not LateRequest.objects.exists()


def test_late_with_a_reason_it_is_lodged_and_the_secretariat_is_asked(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    clock_of_the_test.move_to(LATE)
    dossier = signed(preparation)

    lodge(preparation.actor("chief"), dossier, late_reason="Crue du fleuve")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.is_late, dossier.council_day) == (
        "lodged",
        True,
        DAY,
    )
    request = dossier.late_requests.get()
    assert (request.council_day, request.reason, request.granted) == (
        DAY,
        "Crue du fleuve",
        None,
    )
    assert [verb for verb, _ in journal(dossier)] == [
        "dossier.lodged",
        "lateness.requested",
    ]


def test_another_council_may_be_aimed_at_when_lodging(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    clock_of_the_test.move_to(LATE)
    dossier = signed(preparation)

    lodge(preparation.actor("chief"), dossier, council_day=date(2026, 2, 12))

    dossier.refresh_from_db()
    assert (dossier.council_day, dossier.is_late) == (date(2026, 2, 12), False)


def test_each_kind_has_its_deadline_and_it_is_a_setting(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    clock_of_the_test.move_to(datetime(2026, 2, 3, 8, 0, tzinfo=UTC))
    first = signed(preparation, kind="oral_communication")
    lodge(preparation.actor("chief"), first)
    clock_of_the_test.move_to(datetime(2026, 2, 3, 8, 1, tzinfo=UTC))
    second = signed(preparation, kind="oral_communication")
    with pytest.raises(NotPossible):
        lodge(preparation.actor("chief"), second)

    Milestone.objects.filter(code="oral_lodging").update(days_before=1)
    lodge(preparation.actor("chief"), second)

    second.refresh_from_db()
    assert (second.state, second.is_late) == ("lodged", False)


def test_a_moved_council_moves_the_day_aimed_at(preparation: Preparation) -> None:
    CouncilException.objects.create(day=DAY, moved_to=date(2026, 2, 9), reason="Deuil")
    dossier = signed(preparation, None)

    lodge(preparation.actor("chief"), dossier)

    dossier.refresh_from_db()
    assert dossier.council_day == date(2026, 2, 9)


def late(preparation: Preparation, traveller: time_machine.Traveller) -> LateRequest:
    traveller.move_to(LATE)
    dossier = signed(preparation)
    lodge(preparation.actor("chief"), dossier, late_reason="Crue du fleuve")
    return dossier.late_requests.get()


def test_granted_it_keeps_its_day(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    request = late(preparation, clock_of_the_test)
    officer = preparation.actor("officer")

    answer_late(officer, request, granted=True, answer="Urgence admise")
    answer_late(officer, request, granted=True)

    request.refresh_from_db()
    assert (request.granted, request.answer) == (True, "Urgence admise")
    assert request.answered_by == preparation["officer"].person
    assert request.dossier.council_day == DAY
    assert journal(request.dossier)[2:] == [("lateness.granted", {"day": "2026-02-05"})]


def test_refused_it_aims_at_the_council_after(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    request = late(preparation, clock_of_the_test)

    answer_late(preparation.actor("officer"), request, granted=False)

    dossier = Dossier.objects.get(pk=request.dossier_id)
    assert (dossier.council_day, dossier.state) == (date(2026, 2, 12), "lodged")
    with pytest.raises(Conflict, match="Une réponse a déjà été donnée"):
        answer_late(preparation.actor("officer"), request, granted=True)


@pytest.mark.parametrize("granted", [None, True])
def test_lateness_is_asked_once_for_a_day(
    preparation: Preparation,
    clock_of_the_test: time_machine.Traveller,
    granted: bool | None,
) -> None:
    request = late(preparation, clock_of_the_test)
    LateRequest.objects.update(granted=granted)
    Dossier.objects.update(state=DossierState.SIGNED)

    lodge(preparation.actor("chief"), request.dossier)

    dossier = Dossier.objects.get(pk=request.dossier_id)
    assert (dossier.state, dossier.is_late) == ("lodged", True)
    assert dossier.late_requests.count() == 1


def test_a_day_that_was_refused_is_not_asked_for_again(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    request = late(preparation, clock_of_the_test)
    LateRequest.objects.update(granted=False)
    Dossier.objects.update(state=DossierState.SIGNED)

    with pytest.raises(NotPossible, match="visez celui du 12 février 2026"):
        lodge(preparation.actor("chief"), request.dossier, late_reason="Encore")


@pytest.mark.parametrize(
    "state",
    [s for s in DossierState if s not in ("on_agenda", "settled", "withdrawn")],
)
def test_a_dossier_is_withdrawn_at_any_time_with_a_reason(
    preparation: Preparation, state: DossierState
) -> None:
    dossier = preparation.dossier(state=state)
    with pytest.raises(NotPossible, match="Donnez la raison du retrait"):
        withdraw(preparation.actor("chief"), dossier, reason=" ")

    withdraw(preparation.actor("chief"), dossier, reason="Sans objet désormais")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome) == ("withdrawn", "withdrawn")
    kept = dossier.withdrawal
    assert (kept.reason, kept.by) == (
        "Sans objet désormais",
        preparation["chief"].person,
    )
    assert [verb for verb, _ in journal(dossier)] == ["dossier.withdrawn"]


def test_what_is_on_an_agenda_is_withdrawn_from_there(preparation: Preparation) -> None:
    dossier = preparation.dossier(state=DossierState.ON_AGENDA)

    with pytest.raises(NotPossible, match="inscrit à l'ordre du jour"):
        withdraw(preparation.actor("chief"), dossier, reason="Trop tard")

    dossier.refresh_from_db()
    assert (dossier.state, journal(dossier)) == ("on_agenda", [])
