"""Who is told of what happens to a dossier; never what it is about, never oneself."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed
from ecm.domain.outcomes import Outcome
from ecm.dossiers.actions import council, desk, lodging, review
from ecm.dossiers.models import Dossier, ReturnReason, ReviewLevel
from ecm.notices.models import Notice
from ecm.people.models import ActingMandate, Mandate
from tests.preparation import NOW, Preparation

S = DossierState
SECRET = "Dissolution de la société SECRÈTE"


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dossier(preparation: Preparation) -> Dossier:
    whole = preparation.dossier(SECRET)
    whole.created_by = preparation["writer"]
    whole.council_day = date(2026, 2, 5)
    whole.save()
    whole.drafts.create(title=SECRET)
    preparation.give_all(whole)
    return whole


def in_state(dossier: Dossier, state: DossierState) -> Dossier:
    dossier.state = state
    dossier.lodged_at = NOW
    dossier.save()
    return dossier


def told() -> set[tuple[str, str]]:
    """Return (kind, username) of every notice."""
    rows = Notice.objects.values_list("kind", "recipient__user__username")
    return set(rows)


def test_each_level_is_told_when_it_is_its_turn_and_then_who_signs(
    preparation: Preparation, dossier: Dossier
) -> None:
    finance = preparation.cast.ministries["finance"]
    level = ReviewLevel.objects.create(ministry=finance, position=1, title="SG")
    level.reviewers.add(preparation["reviewer"].person, preparation["chief"].person)
    ActingMandate.objects.create(
        mandate=Mandate.objects.get(person=preparation["minister"].person),
        acting=preparation["deputy"].person,
        starts_on=date(2026, 1, 19),
        ends_on=date(2026, 1, 21),
    )

    review.send_for_review(preparation.actor("chief"), dossier)
    assert told() == {("review.awaited", "reviewer")}
    review.approve_review(preparation.actor("reviewer"), dossier)

    assert told() == {
        ("review.awaited", "reviewer"),
        ("signature.awaited", "minister"),
        ("signature.awaited", "deputy"),
    }


def test_a_draft_that_is_refused_comes_back_to_its_writer(
    preparation: Preparation, dossier: Dossier
) -> None:
    in_state(dossier, S.IN_REVIEW)

    review.refuse_review(preparation.actor("minister"), dossier, comment=SECRET)

    assert told() == {
        ("review.refused", name) for name in ("chief", "reviewer", "writer")
    }


def test_the_desk_is_told_of_what_is_lodged_and_of_what_is_late(
    preparation: Preparation, dossier: Dossier
) -> None:
    in_state(dossier, S.SIGNED)
    dossier.council_day = date(2026, 1, 22)
    dossier.save()

    lodging.lodge(preparation.actor("chief"), dossier, late_reason=SECRET)

    desk_of_the_cast = ("officer", "secretary", "second_secretary")
    assert told() == {
        (kind, name)
        for kind in ("dossier.lodged", "lateness.requested")
        for name in desk_of_the_cast
    }


def test_of_a_confidential_file_its_readers_alone_are_told(
    preparation: Preparation, dossier: Dossier
) -> None:
    dossier.is_confidential = True
    in_state(dossier, S.SIGNED)
    dossier.readers.add(preparation["secretary"].person, preparation["rival"].person)

    lodging.lodge(preparation.actor("chief"), dossier)

    assert told() == {("dossier.lodged", "secretary")}


def test_who_has_the_file_in_charge_is_told_alone(
    preparation: Preparation, dossier: Dossier
) -> None:
    dossier.officer = preparation["officer"].person
    in_state(dossier, S.UNDER_STUDY)

    lodging.withdraw(preparation.actor("chief"), dossier, reason=SECRET)

    assert told() == {("dossier.withdrawn", "officer")}


def test_a_draft_is_withdrawn_in_silence(
    preparation: Preparation, dossier: Dossier
) -> None:
    lodging.withdraw(preparation.actor("chief"), dossier, reason=SECRET)

    assert told() == set()


def test_the_ministry_is_told_of_each_step_of_the_desk(
    preparation: Preparation, dossier: Dossier
) -> None:
    in_state(dossier, S.LODGED)
    officer = preparation.actor("officer")
    desk.register(officer, dossier)
    desk.admit(officer, dossier)
    desk.make_ready(officer, dossier)
    desk.propose(officer, dossier)
    council.place(officer, dossier, 3, 7)
    council.bring_back(dossier, 3, 7, Outcome.DEFERRED)
    desk.put_under_study(officer, dossier)
    desk.return_dossier(officer, dossier, ReturnReason.objects.all(), comment=SECRET)

    kinds = {kind for kind, _ in told()}
    assert kinds == {
        *("dossier.registered", "dossier.admitted", "dossier.proposed"),
        *("dossier.brought_back", "dossier.returned"),
    }
    assert {name for _, name in told()} == {"chief", "reviewer", "writer"}


def test_no_notice_holds_a_word_of_the_dossier(
    preparation: Preparation, dossier: Dossier
) -> None:
    in_state(dossier, S.LODGED)
    officer = preparation.actor("officer")
    number = desk.register(officer, dossier)
    desk.return_dossier(officer, dossier, ReturnReason.objects.all(), comment=SECRET)

    rows = [str(row) for row in Notice.objects.values()]

    assert len(rows) == 6
    assert any(number in row for row in rows)
    assert not any("SECR" in row for row in rows)
    assert {n.url for n in Notice.objects.all()} == {f"/dossiers/{dossier.pk}/"}


def test_a_refused_act_tells_nobody(preparation: Preparation, dossier: Dossier) -> None:
    with pytest.raises(NotAllowed):
        lodging.lodge(preparation.actor("officer"), dossier)

    assert told() == set()


def test_who_may_lodge_is_told_that_the_dossier_is_signed(
    preparation: Preparation, dossier: Dossier
) -> None:
    review.sign(preparation.actor("minister"), dossier)

    assert told() == {
        ("lodging.awaited", name) for name in ("chief", "reviewer", "writer")
    }
    assert SECRET not in "".join(notice.sentence for notice in Notice.objects.all())


def test_an_officer_is_told_of_what_another_gives_him_and_not_of_what_he_takes(
    preparation: Preparation, dossier: Dossier
) -> None:
    registered = in_state(dossier, S.REGISTERED)
    officer = preparation["officer"].person

    desk.take_charge(preparation.actor("officer"), registered, officer)
    assert told() == set()
    desk.take_charge(preparation.actor("officer"), registered, None)
    desk.take_charge(preparation.actor("secretary"), registered, officer)
    desk.take_charge(preparation.actor("secretary"), registered, officer)

    assert list(Notice.objects.values_list("kind", "recipient__user__username")) == [
        ("charge.given", "officer")
    ]
