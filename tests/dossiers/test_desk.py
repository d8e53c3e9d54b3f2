"""The desk of the secretariat: charge, form check, returns that count, study, proposal."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.dossiers.actions.desk import (
    admit,
    hold_back,
    make_ready,
    propose,
    put_under_study,
    return_dossier,
    take_charge,
    write_note,
)
from ecm.dossiers.models import Dossier, LateRequest, ReturnReason
from ecm.journal.models import Entry
from tests.preparation import NOW, Preparation

S = DossierState
DAY = date(2026, 2, 5)


def journal(dossier: Dossier) -> list[tuple[str, dict]]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", "facts"))


def reasons(*codes: str) -> list[ReturnReason]:
    return list(ReturnReason.objects.filter(code__in=codes).order_by("code"))


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_officer_takes_a_file_in_charge_and_leaves_it(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=S.LODGED)
    actor, person = preparation.actor("officer"), preparation["officer"].person

    for officer in (person, person, None):
        take_charge(actor, dossier, officer)

    dossier.refresh_from_db()
    assert dossier.officer is None
    assert journal(dossier) == [
        ("dossier.taken_in_charge", {"officer": person.pk}),
        ("dossier.taken_in_charge", {"officer": None}),
    ]


def test_only_somebody_of_the_secretariat_has_files_in_charge(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=S.LODGED)

    with pytest.raises(NotPossible, match="Cette personne n'est pas du SGG"):
        take_charge(preparation.actor("officer"), dossier, preparation["chief"].person)

    assert journal(dossier) == []


def test_a_confidential_file_is_not_known_to_every_officer(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=S.LODGED)
    dossier.is_confidential = True
    dossier.save()
    dossier.readers.add(preparation["secretary"].person)

    with pytest.raises(NotAllowed):
        take_charge(preparation.actor("officer"), dossier, None)
    take_charge(preparation.actor("secretary"), dossier, preparation["officer"].person)
    admitted = Dossier.objects.filter(pk=dossier.pk)
    admitted.update(state=S.REGISTERED)

    admit(preparation.actor("officer"), dossier)

    assert admitted.get().state == "admissible"


def test_a_return_counts_its_reasons_and_gives_the_pen_back(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=S.REGISTERED)
    dossier.levels_passed, dossier.signed_at = 2, NOW
    dossier.signed_by = preparation["minister"].person
    dossier.save()

    return_dossier(
        preparation.actor("officer"),
        dossier,
        [*reasons("unsigned", "recitals", "legal_basis"), *reasons("unsigned")],
        comment=" Le bordereau n'est pas signé. ",
    )

    dossier.refresh_from_db()
    assert (dossier.state, dossier.returns) == ("returned", 1)
    assert (dossier.levels_passed, dossier.signed_by, dossier.signed_at) == (
        0,
        None,
        None,
    )
    back = dossier.returned.get()
    assert back.comment == "Le bordereau n'est pas signé."
    assert {reason.code for reason in back.reasons.all()} == {
        *("unsigned", "recitals", "legal_basis")
    }
    assert journal(dossier) == [
        ("dossier.returned", {"returned": back.pk, "form": 2, "substance": 1})
    ]


def test_a_return_without_a_reason_is_refused(preparation: Preparation) -> None:
    dossier = preparation.dossier(state=S.REGISTERED)

    with pytest.raises(NotPossible, match="Choisissez au moins un motif"):
        return_dossier(preparation.actor("officer"), dossier, [], comment="Voir")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.returns) == ("registered", 0)


def test_a_file_is_studied_and_said_ready(preparation: Preparation) -> None:
    dossier = preparation.dossier(state=S.REGISTERED)
    officer = preparation.actor("officer")

    admit(officer, dossier)
    put_under_study(officer, dossier)
    make_ready(officer, dossier)

    dossier.refresh_from_db()
    assert dossier.state == "ready"
    assert [verb for verb, _ in journal(dossier)] == [
        *("dossier.admitted", "dossier.put_under_study", "dossier.readied")
    ]


def test_a_bill_without_its_report_is_not_ready(preparation: Preparation) -> None:
    bill = preparation.dossier(kind="bill", state=S.UNDER_STUDY)

    with pytest.raises(NotPossible, match="Il manque : Rapport du COTEVAL"):
        make_ready(preparation.actor("officer"), bill)

    bill.refresh_from_db()
    assert bill.state == "under_study"


@pytest.mark.parametrize(
    ("aimed", "asked", "expected"),
    [
        pytest.param(DAY, None, DAY, id="the day it aims at"),
        pytest.param(DAY, date(2026, 2, 12), date(2026, 2, 12), id="another day"),
        pytest.param(None, None, date(2026, 1, 22), id="no day: the next council"),
        pytest.param(date(2026, 1, 15), None, date(2026, 1, 22), id="a day gone by"),
    ],
)
def test_a_ready_file_is_proposed_for_a_day(
    preparation: Preparation, aimed: date | None, asked: date | None, expected: date
) -> None:
    dossier = preparation.dossier(state=S.READY)
    dossier.council_day = aimed
    dossier.save()

    propose(preparation.actor("officer"), dossier, council_day=asked)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.council_day) == ("proposed", expected)
    assert journal(dossier) == [("dossier.proposed", {"day": str(expected)})]


def test_a_day_gone_by_is_not_proposed(preparation: Preparation) -> None:
    dossier = preparation.dossier(state=S.READY)

    with pytest.raises(NotPossible, match="Ce jour de conseil est passé"):
        propose(preparation.actor("officer"), dossier, council_day=date(2026, 1, 15))


@pytest.mark.parametrize(
    ("granted", "words"),
    [
        (None, "Répondez d'abord à la demande hors délai pour le 5 février 2026."),
        (False, "L'inscription hors délai a été refusée pour le 5 février 2026."),
        (True, ""),
    ],
)
def test_a_late_file_waits_for_its_answer(
    preparation: Preparation, granted: bool | None, words: str
) -> None:
    dossier = preparation.dossier(state=S.READY)
    LateRequest.objects.create(
        dossier=dossier,
        council_day=DAY,
        reason="Urgence",
        asked_by=preparation["chief"].person,
        asked_at=NOW,
        granted=granted,
    )
    officer = preparation.actor("officer")

    if words:
        with pytest.raises(NotPossible) as refused:
            propose(officer, dossier, council_day=DAY)
        assert str(refused.value) == words
        # Another council is open to it.
        propose(officer, dossier, council_day=date(2026, 2, 12))
    else:
        propose(officer, dossier, council_day=DAY)

    dossier.refresh_from_db()
    assert dossier.state == "proposed"


def test_a_proposal_is_held_back(preparation: Preparation) -> None:
    dossier = preparation.dossier(state=S.PROPOSED)

    hold_back(preparation.actor("officer"), dossier)

    dossier.refresh_from_db()
    assert dossier.state == "ready"


def test_the_note_is_kept_version_by_version(preparation: Preparation) -> None:
    dossier = preparation.dossier(state=S.UNDER_STUDY)
    officer = preparation.actor("officer")

    write_note(officer, dossier, "Le Conseil peut adopter.")
    write_note(officer, dossier, "Le Conseil peut adopter. ")
    write_note(officer, dossier, "")

    notes = dossier.notes.order_by("number").values_list("number", "text")
    assert list(notes) == [(1, "Le Conseil peut adopter."), (2, "")]
    facts = [fact for _, fact in journal(dossier)]
    assert len(facts) == 2
    assert "adopter" not in str(facts)


def test_two_officers_do_not_write_over_each_other(preparation: Preparation) -> None:
    dossier = preparation.dossier(state=S.UNDER_STUDY)
    write_note(preparation.actor("officer"), dossier, "Favorable", base=0)

    with pytest.raises(Conflict, match="La note a été écrite entre-temps"):
        write_note(preparation.actor("secretary"), dossier, "Réservé", base=0)

    assert dossier.notes.get().text == "Favorable"
