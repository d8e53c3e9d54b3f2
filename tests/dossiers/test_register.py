"""The entry book: numbers in order of arrival, never two the same, never a gap."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotPossible
from ecm.dossiers.actions.desk import register, return_dossier
from ecm.dossiers.models import Dossier, Register, ReturnReason
from ecm.journal.models import Entry
from tests.preparation import NOW, Preparation

LODGED = DossierState.LODGED


@pytest.fixture
def clock_of_the_test() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def serials() -> list[int]:
    numbered = Dossier.objects.exclude(register_serial=None)
    return list(numbered.order_by("pk").values_list("register_serial", flat=True))


@pytest.mark.usefixtures("clock_of_the_test")
def test_a_lodged_dossier_gets_the_next_number_of_the_year(
    preparation: Preparation,
) -> None:
    first, second = (preparation.dossier(state=LODGED) for _ in range(2))
    officer = preparation.actor("officer")

    numbers = [register(officer, dossier) for dossier in (first, second)]

    assert numbers == ["SGG-2026-00001", "SGG-2026-00002"]
    first.refresh_from_db()
    assert (first.state, first.number, first.registered_at) == (
        "registered",
        "SGG-2026-00001",
        NOW,
    )
    entry = Entry.objects.get(stream=first.stream)
    assert (entry.verb, entry.facts) == (
        "dossier.registered",
        {"number": "SGG-2026-00001"},
    )


def test_each_year_begins_at_one(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    officer = preparation.actor("officer")
    register(officer, preparation.dossier(state=LODGED))
    clock_of_the_test.move_to(datetime(2027, 1, 4, 8, 0, tzinfo=UTC))

    number = register(officer, preparation.dossier(state=LODGED))

    assert number == "SGG-2027-00001"


def test_a_returned_dossier_keeps_its_number_and_its_day_of_entry(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    dossier = preparation.dossier(state=LODGED)
    officer = preparation.actor("officer")
    first = register(officer, dossier)
    return_dossier(officer, dossier, ReturnReason.objects.all()[:1])
    Dossier.objects.filter(pk=dossier.pk).update(state=LODGED)
    clock_of_the_test.move_to(datetime(2027, 1, 4, 8, 0, tzinfo=UTC))

    again = register(officer, dossier)

    dossier.refresh_from_db()
    assert (again, dossier.registered_at) == (first, NOW)
    assert not Register.objects.filter(year=2027).exists()


def test_a_refusal_takes_no_number(preparation: Preparation) -> None:
    officer = preparation.actor("officer")
    with pytest.raises(NotPossible):
        register(officer, preparation.dossier(state=DossierState.ADMISSIBLE))

    register(officer, preparation.dossier(state=LODGED))

    assert serials() == [1]


def test_a_registration_that_fails_after_all_gives_its_number_back(
    preparation: Preparation,
) -> None:
    officer = preparation.actor("officer")
    dossier = preparation.dossier(state=LODGED)
    mark = transaction.savepoint()
    register(officer, dossier)
    transaction.savepoint_rollback(mark)

    register(officer, preparation.dossier(state=LODGED))

    assert serials() == [1]
