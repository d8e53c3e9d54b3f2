"""What a dossier lacks is named in French, one piece at a time, with why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.domain.verbs import Verb
from ecm.dossiers.completeness import (
    checklist,
    missing,
    obstacles,
    with_pieces,
)
from ecm.dossiers.models import (
    Dossier,
    Opinion,
    PieceKind,
    ProposedAppointment,
    Rendition,
    Requirement,
    Supplier,
    Waiver,
)
from tests.preparation import NOW, Preparation

SIGNED = DossierState.SIGNED


def names(dossier: Dossier) -> list[str]:
    return [gap.piece.code for gap in missing(dossier)]


def lodging(dossier: Dossier) -> list[str]:
    return obstacles(dossier, Verb.LODGE_DOSSIER)


@pytest.fixture
def decree(preparation: Preparation) -> Dossier:
    """A signed decree with all its pieces and its draft text."""
    dossier = preparation.dossier(state=SIGNED)
    dossier.drafts.create(title="Décret portant organisation du budget")
    preparation.give_all(dossier)
    return dossier


def test_an_empty_decree_is_told_each_piece_with_why(preparation: Preparation) -> None:
    dossier = preparation.dossier(kind="decree")

    gaps = missing(dossier)

    assert [gap.piece.code for gap in gaps] == [
        *("transmittal", "presentation_report", "draft_text"),
        *("consultation_minutes", "communique_paragraph"),
    ]
    assert gaps[1].why == (
        "Le rapport signé que le Conseil entend : contexte, objet, incidences."
    )
    assert gaps[1].url_fragment == "piece-presentation_report"
    assert str(gaps[1]) == f"Il manque : Rapport de présentation. {gaps[1].why}"


def test_the_reason_set_for_a_kind_comes_before_the_one_of_the_piece(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(kind="decree")
    Requirement.objects.filter(kind=dossier.kind, piece__code="transmittal").update(
        why="Le SGG ne reçoit aucun décret sans lui."
    )

    assert missing(dossier)[0].why == "Le SGG ne reçoit aucun décret sans lui."


def test_a_whole_decree_lacks_nothing(decree: Dossier) -> None:
    assert missing(decree) == []
    assert lodging(decree) == []


def test_what_the_secretariat_supplies_is_not_asked_of_the_ministry(
    preparation: Preparation,
) -> None:
    bill = preparation.dossier(kind="bill", state=SIGNED)
    bill.drafts.create(title="Projet de loi")
    preparation.give_all(bill)

    assert lodging(bill) == []
    assert [gap.piece.code for gap in missing(bill, by=Supplier.SECRETARIAT)] == [
        "coteval_report"
    ]


def test_a_bill_is_not_ready_without_the_report_of_the_committee(
    preparation: Preparation,
) -> None:
    bill = preparation.dossier(kind="bill", state=DossierState.UNDER_STUDY)

    (found,) = obstacles(bill, Verb.READY_DOSSIER)
    preparation.give(bill, "coteval_report")

    assert found.startswith("Il manque : Rapport du COTEVAL.")
    assert obstacles(bill, Verb.READY_DOSSIER) == []


def test_a_removed_piece_and_a_piece_without_a_file_are_not_there(
    decree: Dossier,
) -> None:
    decree.documents.filter(kind="transmittal").update(removed_at=NOW)
    decree.documents.get(kind="presentation_report").versions.all().delete()

    assert names(decree) == ["transmittal", "presentation_report"]


def test_a_file_that_could_not_be_shown_does_not_count(decree: Dossier) -> None:
    version = decree.documents.get(kind="transmittal").versions.get()
    Rendition.objects.create(version=version, fault="le document est illisible.")

    (gap,) = missing(decree)

    assert gap.why == (
        "Le fichier n'a pas pu être montré en PDF : le document est illisible. "
        "Fournissez un PDF."
    )


def test_a_better_version_makes_the_fault_forgotten(decree: Dossier) -> None:
    document = decree.documents.get(kind="transmittal")
    first = document.versions.get()
    Rendition.objects.create(version=first, fault="le document est illisible.")

    first.pk, first.number = None, 2
    first.save(force_insert=True)

    assert missing(decree) == []


def test_a_paragraph_that_is_typed_needs_no_file(decree: Dossier) -> None:
    decree.documents.filter(kind="communique_paragraph").update(removed_at=NOW)
    assert names(decree) == ["communique_paragraph"]

    decree.paragraph = "Le Conseil a adopté un décret portant organisation du budget."
    decree.save()

    assert missing(decree) == []


@pytest.mark.parametrize("by", ["revised_text", "revises"])
def test_a_text_that_amends_another_needs_its_comparison(
    preparation: Preparation, decree: Dossier, by: str
) -> None:
    if by == "revises":
        decree.revises = preparation.dossier("L'ancien")
    else:
        decree.revised_text = "décret n°2013-404 du 23 mai 2013"
    decree.save()
    assert names(decree) == ["comparison"]

    Waiver.objects.create(
        dossier=decree,
        piece=PieceKind.objects.get(code="comparison"),
        reason="Le texte est entièrement refondu.",
    )

    assert missing(decree) == []


def test_a_required_piece_cannot_be_without_object(decree: Dossier) -> None:
    decree.documents.filter(kind="transmittal").update(removed_at=NOW)
    Waiver.objects.create(
        dossier=decree, piece=PieceKind.objects.get(code="transmittal")
    )

    assert names(decree) == ["transmittal"]


def test_the_checklist_tells_given_waived_and_if_applicable(decree: Dossier) -> None:
    Waiver.objects.create(
        dossier=decree,
        piece=PieceKind.objects.get(code="financial_control"),
        reason="Sans dépense",
    )

    lines = {line.piece.code: line for line in checklist(decree)}

    assert lines["transmittal"].is_given
    assert lines["financial_control"].waived == "Sans dépense"
    impact = lines["financial_impact"]
    assert (impact.is_asked, impact.is_given, impact.is_settled) == (False, False, True)


def test_a_decree_needs_at_least_one_draft_text(decree: Dossier) -> None:
    decree.drafts.all().delete()

    assert lodging(decree) == [
        "Indiquez au moins un projet de texte, par son intitulé."
    ]


def test_each_draft_text_needs_its_own_document(
    preparation: Preparation, decree: Dossier
) -> None:
    first = decree.drafts.get()
    decree.documents.filter(kind="draft_text").update(draft=first)
    second = decree.drafts.create(title="Décret portant statuts", position=2)

    assert [gap.why for gap in missing(decree)] == [
        "Le texte « Décret portant statuts » n'est pas joint."
    ]

    document = preparation.give(decree, "draft_text")[0].document
    document.draft = second
    document.save()
    assert missing(decree) == []


def test_a_report_may_go_without_a_draft_text(preparation: Preparation) -> None:
    report = preparation.dossier(kind="report", state=SIGNED)
    preparation.give_all(report)

    assert lodging(report) == []


def test_a_list_of_appointments_needs_its_confirmed_persons(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(kind="appointments", state=SIGNED)
    preparation.give_all(dossier)
    assert lodging(dossier) == ["Confirmez la liste des personnes à nommer."]

    ProposedAppointment.objects.create(
        dossier=dossier,
        civility="Madame",
        given_names="Awa",
        surname="Zongo",
        post="Directrice",
    )

    assert lodging(dossier) == []


def test_the_fields_of_a_kind_are_named_when_they_are_missing_or_wrong(
    preparation: Preparation,
) -> None:
    mission = preparation.dossier(kind="mission", state=SIGNED)
    preparation.give_all(mission)
    mission.entries = {
        "destination": "Accra",
        "starts_on": "demain",
        "cost": "beaucoup",
        "ends_on": " ",
    }
    mission.save()

    assert lodging(mission) == [
        "« Départ » : donnez une date.",
        "Renseignez « Retour ».",
        "« Coût en F CFA » : écrivez un nombre.",
    ]

    mission.entries = {
        "destination": "Accra",
        "starts_on": "2026-02-10",
        "ends_on": "2026-02-12",
        "cost": "1 250 000",
    }
    mission.save()
    assert lodging(mission) == []


def test_a_confidential_dossier_needs_a_reader_at_the_secretariat(
    preparation: Preparation, decree: Dossier
) -> None:
    decree.is_confidential = True
    decree.save()
    assert lodging(decree) == [
        "Ce dossier est confidentiel : désignez au moins un lecteur au SGG."
    ]

    decree.readers.add(preparation["officer"].person)

    assert lodging(decree) == []


def test_an_act_out_of_its_time_is_told_by_the_state_alone(
    preparation: Preparation,
) -> None:
    draft = preparation.dossier()

    assert lodging(draft) == [
        "Cet acte n'est pas possible : le dossier est en préparation au ministère."
    ]


def test_an_opinion_that_is_awaited_keeps_a_dossier_under_study(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=DossierState.UNDER_STUDY)
    opinion = Opinion.objects.create(
        dossier=dossier,
        by_secretariat=True,
        body=preparation.control,
        asked_by=preparation["officer"].person,
        asked_at=clock.now(),
        due_at=clock.now().replace(year=2999, month=2, day=5, hour=9, minute=30),
    )
    assert obstacles(dossier, Verb.READY_DOSSIER) == [
        "L'avis demandé à « Contrôle financier » est attendu jusqu'au "
        "5 février 2999, 9 h 30."
    ]

    # Silence is shown as silence; it holds nothing back.
    opinion.lapsed_at = clock.now()
    opinion.save()

    assert obstacles(dossier, Verb.READY_DOSSIER) == []


def test_many_dossiers_are_checked_in_a_constant_number_of_queries(
    preparation: Preparation,
) -> None:
    def queries(count: int) -> int:
        for _ in range(count):
            preparation.give_all(preparation.dossier())
        with CaptureQueriesContext(
            connection,
        ) as captured:
            for dossier in with_pieces(Dossier.objects.all()):
                assert [gap.piece.code for gap in missing(dossier)] == []
        return len(captured)

    assert queries(1) == queries(5) <= 9
