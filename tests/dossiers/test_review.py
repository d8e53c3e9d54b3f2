"""Reading over, level after level, then the signature: each sees what the last one passed."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.dossiers.actions.review import (
    approve_review,
    refuse_review,
    send_for_review,
    sign,
    take_back,
)
from ecm.dossiers.models import Dossier, ReviewLevel
from ecm.journal.models import Entry
from ecm.people.models import ActingMandate, Mandate
from tests.preparation import NOW, Preparation


def journal(dossier: Dossier) -> list[tuple[str, dict]]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", "facts"))


def level(preparation: Preparation, position: int, title: str, *names: str) -> None:
    row = ReviewLevel.objects.create(
        ministry=preparation.cast.ministries["finance"], position=position, title=title
    )
    row.reviewers.set(preparation[name].person for name in names)


@pytest.fixture(autouse=True)
def at_the_council_s_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dossier(preparation: Preparation) -> Dossier:
    whole = preparation.dossier()
    whole.drafts.create(title="Décret")
    preparation.give_all(whole)
    return whole


@pytest.fixture
def levels(preparation: Preparation) -> None:
    level(preparation, 1, "Direction des affaires juridiques", "writer")
    level(preparation, 2, "Secrétariat général", "reviewer", "observer")


def test_levels_read_in_turn_and_then_the_minister_signs(
    preparation: Preparation, dossier: Dossier, levels: None
) -> None:
    minister = preparation.actor("minister")
    send_for_review(preparation.actor("chief"), dossier)
    with pytest.raises(NotPossible, match="Direction des affaires juridiques"):
        sign(minister, dossier)
    with pytest.raises(NotAllowed):
        approve_review(preparation.actor("observer"), dossier)

    approve_review(preparation.actor("writer"), dossier, comment="Visas vérifiés")
    with pytest.raises(NotPossible, match="Secrétariat général"):
        sign(minister, dossier)
    approve_review(preparation.actor("observer"), dossier)
    with pytest.raises(NotAllowed):
        approve_review(preparation.actor("observer"), dossier)
    sign(minister, dossier)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.levels_passed) == ("signed", 2)
    assert (dossier.signed_by, dossier.signed_at) == (
        preparation["minister"].person,
        NOW,
    )
    reviews = dossier.reviews.values_list("level_title", "approved", "comment")
    assert list(reviews) == [
        ("Direction des affaires juridiques", True, "Visas vérifiés"),
        ("Secrétariat général", True, ""),
    ]
    assert [verb for verb, _ in journal(dossier)] == [
        *("dossier.sent_for_review", "review.approved", "review.approved"),
        "dossier.signed",
    ]


def test_a_ministry_without_levels_goes_straight_to_signature(
    preparation: Preparation, dossier: Dossier
) -> None:
    sign(preparation.actor("minister"), dossier)

    dossier.refresh_from_db()
    assert dossier.state == "signed"


def test_with_levels_the_minister_does_not_sign_over_them(
    preparation: Preparation, dossier: Dossier, levels: None
) -> None:
    with pytest.raises(NotPossible, match="La relecture n'est pas finie"):
        sign(preparation.actor("minister"), dossier)


def test_levels_that_were_removed_hold_nothing_back(
    preparation: Preparation, dossier: Dossier, levels: None
) -> None:
    send_for_review(preparation.actor("chief"), dossier)
    ReviewLevel.objects.all().delete()

    sign(preparation.actor("minister"), dossier)

    dossier.refresh_from_db()
    assert dossier.state == "signed"


def test_a_refusal_gives_the_draft_back_to_all_its_readers(
    preparation: Preparation, dossier: Dossier, levels: None
) -> None:
    send_for_review(preparation.actor("chief"), dossier)
    approve_review(preparation.actor("writer"), dossier)
    reviewer = preparation.actor("reviewer")
    with pytest.raises(NotPossible, match="Dites ce qui doit être corrigé"):
        refuse_review(reviewer, dossier, comment=" ")

    refuse_review(reviewer, dossier, comment="Le visa de la loi manque.")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.levels_passed) == ("draft", 0)
    last = dossier.reviews.order_by("pk").last()
    assert (last.level_title, last.approved, last.by) == (
        "Secrétariat général",
        False,
        preparation["reviewer"].person,
    )
    assert journal(dossier)[-1] == ("review.refused", {"level": 2})


def test_the_minister_may_refuse_as_a_reader_above_all(
    preparation: Preparation, dossier: Dossier
) -> None:
    send_for_review(preparation.actor("chief"), dossier)

    refuse_review(preparation.actor("minister"), dossier, comment="À revoir")

    dossier.refresh_from_db()
    assert dossier.state == "draft"
    assert dossier.reviews.get().level_title == "Ministre"


def test_one_who_reads_at_two_levels_passes_one_at_a_time(
    preparation: Preparation, dossier: Dossier
) -> None:
    level(preparation, 1, "Un", "observer")
    level(preparation, 2, "Deux", "observer")
    send_for_review(preparation.actor("chief"), dossier)
    reader = preparation.actor("observer")
    approve_review(reader, dossier, level=1)

    with pytest.raises(Conflict):
        approve_review(reader, dossier, level=1)

    dossier.refresh_from_db()
    assert dossier.levels_passed == 1


def test_an_incomplete_dossier_may_be_read_but_not_signed(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier()
    send_for_review(preparation.actor("chief"), dossier)

    with pytest.raises(NotPossible) as refused:
        sign(preparation.actor("minister"), dossier)

    assert "Il manque : Bordereau de transmission." in str(refused.value)
    assert "Il manque : Projet de texte." in str(refused.value)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.signed_by) == ("in_review", None)


def test_the_signature_seals_the_versions(
    preparation: Preparation, dossier: Dossier
) -> None:
    sign(preparation.actor("minister"), dossier)
    first = journal(dossier)[-1][1]
    take_back(preparation.actor("chief"), dossier)
    document = dossier.documents.get(kind="transmittal")
    version = document.versions.get()
    version.pk, version.number, version.sha256 = None, 2, "f" * 64
    version.save(force_insert=True)

    sign(preparation.actor("minister"), dossier)

    second = journal(dossier)[-1][1]
    assert first["acting"] is second["acting"] is False
    assert len(first["digest"]) == 64
    assert first["digest"] != second["digest"]


def test_who_acts_for_the_minister_signs_and_it_is_said(
    preparation: Preparation, dossier: Dossier
) -> None:
    mandate = Mandate.objects.get(person=preparation["minister"].person)
    acting = ActingMandate.objects.create(
        mandate=mandate,
        acting=preparation["deputy"].person,
        starts_on=date(2026, 1, 19),
        ends_on=date(2026, 1, 20),
    )

    sign(preparation.actor("deputy"), dossier)

    dossier.refresh_from_db()
    assert dossier.signed_by == preparation["deputy"].person
    assert journal(dossier)[-1][1]["acting"] is True

    # It ends by itself at its date.
    take_back(preparation.actor("chief"), dossier)
    acting.ends_on = date(2026, 1, 19)
    acting.save()
    with pytest.raises(NotAllowed):
        sign(preparation.actor("deputy"), dossier)


@pytest.mark.parametrize("name", ["chief", "writer", "rival", "president"])
def test_nobody_else_signs(
    preparation: Preparation, dossier: Dossier, name: str
) -> None:
    with pytest.raises(NotAllowed):
        sign(preparation.actor(name), dossier)


def test_a_dossier_taken_back_is_read_and_signed_again(
    preparation: Preparation, dossier: Dossier, levels: None
) -> None:
    send_for_review(preparation.actor("chief"), dossier)
    approve_review(preparation.actor("writer"), dossier)
    approve_review(preparation.actor("reviewer"), dossier)
    sign(preparation.actor("minister"), dossier)

    take_back(preparation.actor("writer"), dossier)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.levels_passed) == (DossierState.DRAFT, 0)
    assert (dossier.signed_by, dossier.signed_at) == (None, None)
    with pytest.raises(NotPossible, match="La relecture n'est pas finie"):
        sign(preparation.actor("minister"), dossier)
