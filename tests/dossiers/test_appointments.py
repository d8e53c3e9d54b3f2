"""Confirming a list, correcting a line, and what an agenda makes of it."""

import pytest
from django.db import models

from ecm.domain.appointments.checks import LONGEST
from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.sheet import Workbook
from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.actions.appointments import (
    add_appointment,
    appointments_of,
    confirm_appointments,
    edit_appointment,
    remove_appointment,
)
from ecm.dossiers.models import Dossier, ProposedAppointment
from ecm.journal.chain import AlreadyDone, faults_of
from ecm.journal.models import Entry
from ecm.meetings.models import Appointment
from tests.domain.appointments.lists import OTHER, USUAL, sheet, usual
from tests.preparation import Preparation

pytestmark = pytest.mark.django_db

ECONOMY = "ministère de l'Economie et des finances"


@pytest.fixture
def dossier(preparation: Preparation) -> Dossier:
    return preparation.dossier("Nominations de février", kind="appointments")


def listing(*rows: tuple) -> Workbook:
    return Workbook((sheet(USUAL, *rows),))


def two(**changes) -> Workbook:
    return listing(
        usual(ministry="", **changes), usual(ministry="", board="oui", **OTHER)
    )


def facts(dossier: Dossier) -> list[tuple[str, int]]:
    rows = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return [(row.verb, row.facts["count"]) for row in rows]


def values(**changes: str) -> dict[Column, str]:
    typed = {
        Column.CIVILITY: "Madame",
        Column.SURNAME: "Kaboré",
        Column.GIVEN_NAMES: "AWA",
        Column.STAFF_NUMBER: "31000B",
        Column.RANK: "",
        Column.POST: "Cheffe de service ;",
        Column.MINISTRY: "",
        Column.BOARD: "non",
    }
    return typed | {Column[name]: text for name, text in changes.items()}


def test_a_confirmed_list_is_written_in_its_order_with_what_was_typed(
    preparation, dossier
):
    count = confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    rows = list(dossier.proposed_appointments.all())
    assert count == 2
    assert [(r.position, r.surname, r.staff_number, r.is_board) for r in rows] == [
        (1, "SANOU", "28 456 W", False),
        (2, "ZONGO", "30 000 A", True),
    ]
    assert rows[0].ministry == dossier.ministry
    assert rows[0].original["Matricule"] == "Mle 28 456 W"
    dossier.refresh_from_db()
    assert facts(dossier) == [("appointments.listed", 2)]
    assert list(faults_of(dossier.stream, dossier.seq, dossier.head)) == []


def test_a_list_with_an_error_writes_nothing(preparation, dossier):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    with pytest.raises(NotPossible, match=r"erreurs à corriger \(1\)"):
        confirm_appointments(
            preparation.actor("chief"), dossier, workbook=listing(usual(post=""))
        )

    assert dossier.proposed_appointments.count() == 2
    assert len(facts(dossier)) == 1


def test_a_new_list_replaces_the_former_one(preparation, dossier):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    confirm_appointments(
        preparation.actor("writer"), dossier, workbook=listing(usual(ministry=""))
    )

    assert [row.surname for row in dossier.proposed_appointments.all()] == ["SANOU"]
    assert facts(dossier) == [("appointments.listed", 2), ("appointments.listed", 1)]


def test_the_same_list_again_changes_nothing(preparation, dossier):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())
    before = list(dossier.proposed_appointments.values())

    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    assert list(dossier.proposed_appointments.values()) == before
    assert len(facts(dossier)) == 1


def test_one_key_confirms_once(preparation, dossier):
    actor = preparation.actor("chief", "clé")
    confirm_appointments(actor, dossier, workbook=two())

    with pytest.raises(AlreadyDone):
        confirm_appointments(actor, dossier, workbook=listing(usual(ministry="")))

    assert dossier.proposed_appointments.count() == 2


@pytest.mark.parametrize("who", ["rival_chief", "officer", "secretary", "stranger"])
def test_only_its_ministry_writes_the_list(preparation, dossier, who):
    with pytest.raises(NotAllowed):
        confirm_appointments(preparation.actor(who), dossier, workbook=two())

    assert not dossier.proposed_appointments.exists()


@pytest.mark.parametrize(
    "state", [s for s in DossierState if s not in ("draft", "returned")]
)
def test_the_list_is_written_while_the_ministry_drafts(preparation, state):
    lodged = preparation.dossier(kind="appointments", state=state)

    with pytest.raises(NotPossible):
        confirm_appointments(preparation.actor("chief"), lodged, workbook=two())


def test_another_kind_of_dossier_carries_no_list(preparation):
    decree = preparation.dossier(kind="decree")

    with pytest.raises(NotPossible, match="ne porte pas de nominations"):
        confirm_appointments(preparation.actor("chief"), decree, workbook=two())


def test_a_person_may_be_added_by_hand(preparation, dossier):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    warnings = add_appointment(preparation.actor("chief"), dossier, values=values())

    row = dossier.proposed_appointments.last()
    assert warnings == ()
    assert (row.position, row.surname, row.given_names) == (3, "KABORÉ", "Awa")
    assert (row.staff_number, row.post) == ("31 000 B", "Cheffe de service")
    assert row.ministry == dossier.ministry
    assert facts(dossier)[-1] == ("appointments.listed", 3)


def test_a_line_added_by_hand_is_checked_beside_the_others(preparation, dossier):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    with pytest.raises(NotPossible, match=r"erreurs à corriger \(1\)"):
        add_appointment(
            preparation.actor("chief"), dossier, values=values(STAFF_NUMBER="28 456 W")
        )

    assert dossier.proposed_appointments.count() == 2


def test_a_corrected_line_keeps_its_place_and_its_original(preparation, dossier):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())
    row = dossier.proposed_appointments.first()

    edit_appointment(
        preparation.actor("writer"),
        row,
        values=values(SURNAME="Sanou", GIVEN_NAMES="Awa", MINISTRY="health"),
    )

    row.refresh_from_db()
    assert (row.position, row.surname) == (1, "SANOU")
    assert row.post == "Cheffe de service"
    assert row.ministry == preparation.cast.ministries["health"]
    assert row.original["Fonction"] == "Directrice des ressources humaines"
    assert len(facts(dossier)) == 2


def test_a_line_corrected_to_what_it_is_changes_nothing(preparation, dossier):
    add_appointment(preparation.actor("chief"), dossier, values=values())
    row = dossier.proposed_appointments.get()

    edit_appointment(preparation.actor("chief"), row, values=values())

    assert len(facts(dossier)) == 1


def test_a_line_taken_out_lets_the_next_move_up(preparation, dossier):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    remove_appointment(
        preparation.actor("chief"), dossier.proposed_appointments.first()
    )

    rows = dossier.proposed_appointments.all()
    assert [(row.position, row.surname) for row in rows] == [(1, "ZONGO")]
    assert facts(dossier)[-1] == ("appointments.listed", 1)


def test_a_line_that_is_gone_is_neither_corrected_nor_taken_out(preparation, dossier):
    add_appointment(preparation.actor("chief"), dossier, values=values())
    row = dossier.proposed_appointments.get()
    remove_appointment(preparation.actor("chief"), row)
    row.pk = row.pk or 1

    for act in (
        lambda: edit_appointment(preparation.actor("chief"), row, values=values()),
        lambda: remove_appointment(preparation.actor("chief"), row),
    ):
        with pytest.raises(NotPossible, match="ne figure plus"):
            act()


def test_an_agenda_makes_its_rows_of_the_list(preparation, dossier, council):
    confirm_appointments(preparation.actor("chief"), dossier, workbook=two())

    made = Appointment.objects.bulk_create(
        Appointment(item=council.nominations, **fields)
        for fields in appointments_of(dossier)
    )

    assert [(row.position, str(row), row.is_board) for row in made] == [
        (1, "Awa SANOU, Directrice des ressources humaines", False),
        (2, "Aline ZONGO, Directrice des ressources humaines", True),
    ]
    assert made[0].rank == "Administrateur des hôpitaux, 1re classe"
    assert [row.ministry_id for row in made] == [
        row.ministry_id for row in dossier.proposed_appointments.order_by("position")
    ]


@pytest.mark.parametrize("model", [ProposedAppointment, Appointment])
def test_what_the_checks_allow_fits_the_tables(model: type[models.Model]):
    lengths = {c: model._meta.get_field(c.value).max_length for c in LONGEST}

    assert lengths == LONGEST
