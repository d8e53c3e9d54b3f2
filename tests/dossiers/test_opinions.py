"""Asking for opinions: whom, by whom, on which exact versions, by when."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.actions.opinions import (
    consult,
    request_opinion,
)
from ecm.dossiers.consulting.sharing import seal_of
from ecm.dossiers.models import Opinion
from ecm.journal.chain import AlreadyDone
from ecm.people.models import ActingMandate, Mandate
from tests.dossiers.asking import (
    TERM,
    Asked,
    asked,
    facts,
    told,
    verbs,
)
from tests.preparation import NOW, Preparation

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def study(preparation: Preparation) -> Asked:
    return asked(preparation)


@pytest.fixture
def draft(preparation: Preparation) -> Asked:
    return asked(preparation, DossierState.DRAFT)


def test_the_secretariat_asks_a_body_on_the_versions_of_the_day(study: Asked) -> None:
    opinion = study.coteval(question=" Le texte est-il conforme ? ")

    shared = list(opinion.versions.order_by("pk"))
    assert shared == [study.draft, study.report]
    assert opinion.about == seal_of(shared)
    assert (opinion.question, opinion.by_secretariat, opinion.due_at) == (
        "Le texte est-il conforme ?",
        True,
        TERM,
    )
    body = study.preparation.coteval.pk
    assert facts(study.dossier) == [
        ("opinion.requested", {"opinion": opinion.pk, "asked": f"body/{body}"})
    ]


def test_asking_puts_an_admissible_dossier_under_study(
    preparation: Preparation,
) -> None:
    file = asked(preparation, DossierState.ADMISSIBLE)

    file.coteval()

    file.dossier.refresh_from_db()
    assert file.dossier.state == "under_study"


def test_a_ministry_consults_others_before_it_lodges(draft: Asked) -> None:
    ministries = [draft.ministry(n) for n in ("culture", "health", "finance")]

    made = consult(
        draft.actor("chief"),
        draft.dossier,
        ministries=ministries,
        due_at=TERM,
        versions=[draft.draft],
    )

    assert [o.ministry for o in made] == ministries[:2]
    assert [list(o.versions.all()) for o in made] == [[draft.draft]] * 2
    assert verbs(draft.dossier) == ["consultation.opened"] * 2
    assert told(draft.preparation["rival_chief"]) == ["consultation.opened"]
    assert told(draft.preparation["rival"]) == ["consultation.opened"]
    assert told(draft.preparation["chief"]) == []


def test_who_acts_for_a_minister_is_told(draft: Asked) -> None:
    mandate = Mandate.objects.get(person=draft.preparation["rival"].person)
    deputy = draft.preparation["deputy"]
    ActingMandate.objects.create(
        mandate=mandate,
        acting=deputy.person,
        starts_on=NOW.date(),
        ends_on=NOW.date(),
    )

    draft.culture()

    assert told(deputy) == ["consultation.opened"]


@pytest.mark.parametrize("who", ["rival_chief", "coteval_secretary", "prime_minister"])
def test_only_the_ministry_and_the_secretariat_ask(draft: Asked, who: str) -> None:
    ministries = [draft.ministry("health")]

    with pytest.raises(NotAllowed):
        consult(draft.actor(who), draft.dossier, ministries=ministries)


def test_the_secretariat_alone_asks_the_bodies_whose_report_it_gives(
    draft: Asked,
) -> None:
    chief, bodies = draft.actor("chief"), draft.preparation

    with pytest.raises(NotPossible, match="Le SGG seul saisit cet organe : COTEVAL"):
        consult(chief, draft.dossier, bodies=[bodies.coteval])
    made = consult(chief, draft.dossier, bodies=[bodies.control])

    assert [o.body for o in made] == [bodies.control]


def test_the_council_is_asked_for_no_opinion(study: Asked) -> None:
    bodies = [study.preparation.cast.body]

    with pytest.raises(NotPossible, match="Le Conseil décide"):
        request_opinion(study.actor("officer"), study.dossier, bodies=bodies)
    assert not Opinion.objects.exists()


def test_who_is_awaited_is_not_asked_twice(study: Asked) -> None:
    first = study.coteval()
    both = [study.preparation.coteval, study.preparation.control]

    made = request_opinion(study.actor("officer"), study.dossier, bodies=both)

    assert [o.body for o in made] == [study.preparation.control]
    with pytest.raises(NotPossible, match="Choisissez"):
        request_opinion(study.actor("officer"), study.dossier, bodies=both)
    assert Opinion.objects.filter(body=first.body).count() == 1


def test_the_same_key_asks_once(study: Asked) -> None:
    officer, bodies = study.actor("officer", "un"), [study.preparation.coteval]

    request_opinion(officer, study.dossier, bodies=bodies)
    with pytest.raises(AlreadyDone):
        request_opinion(officer, study.dossier, bodies=[study.preparation.control])

    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("state", ["registered", "ready", "signed", "withdrawn"])
def test_nobody_is_asked_outside_the_study(
    preparation: Preparation, state: str
) -> None:
    file = asked(preparation, DossierState(state))

    with pytest.raises((NotPossible, NotAllowed)):
        file.coteval()
    with pytest.raises(NotPossible):
        file.culture()
    assert not Opinion.objects.exists()


def test_an_opinion_needs_a_piece_that_still_stands(study: Asked) -> None:
    empty = study.preparation.dossier("Vide", state=DossierState.UNDER_STUDY)
    study.replace()

    with pytest.raises(NotPossible, match="une pièce au moins"):
        request_opinion(
            study.actor("officer"), empty, bodies=[study.preparation.coteval]
        )
    with pytest.raises(NotPossible, match="remplacée ou retirée"):
        study.coteval(versions=[study.draft])


def test_a_version_of_another_dossier_cannot_be_shared(study: Asked) -> None:
    other = asked(study.preparation)

    with pytest.raises(NotPossible):
        study.coteval(versions=[other.draft])


def test_a_term_that_is_past_is_refused(study: Asked) -> None:
    with pytest.raises(NotPossible, match="à venir"):
        study.coteval(due_at=NOW)


def test_the_usual_term_is_the_milestone_of_the_council(study: Asked) -> None:
    study.dossier.council_day = NOW.date() + timedelta(days=16)  # Thursday 5 February
    study.dossier.save()

    opinion = study.coteval(due_at=None)

    assert timezone.localtime(opinion.due_at).isoformat()[:16] == "2026-01-30T16:00"


@pytest.mark.parametrize("days", [None, 3, 6])
def test_too_late_for_the_milestone_working_days_are_given(
    study: Asked, days: int | None
) -> None:
    study.dossier.council_day = NOW.date() + timedelta(days=days) if days else None
    study.dossier.save()

    opinion = study.coteval(due_at=None)

    assert settings.OPINION_DAYS == 5
    # Tuesday 20 January: the week-end does not count.
    assert timezone.localtime(opinion.due_at).isoformat()[:16] == "2026-01-27T17:00"
