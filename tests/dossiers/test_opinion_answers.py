"""Answering for who was asked: the report that comes back, taking back, asking again."""

from datetime import timedelta

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.actions.opinions import (
    cancel,
    confirm,
    give_opinion,
    renew,
    request_opinion,
)
from ecm.dossiers.models import Verdict
from ecm.journal.chain import digest, faults_of
from tests.dossiers.asking import (
    TERM,
    Asked,
    a_piece,
    a_version,
    asked,
    brought,
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


def test_a_member_of_the_body_answers(study: Asked) -> None:
    opinion = study.coteval()

    give_opinion(
        study.actor("coteval_secretary"),
        opinion,
        verdict=Verdict.COMMENT,
        text=" Revoir l'article 3. ",
    )

    opinion.refresh_from_db()
    assert (opinion.verdict, opinion.text) == ("comment", "Revoir l'article 3.")
    assert opinion.given_by == study.preparation["coteval_secretary"].person
    assert (opinion.given_at, opinion.lapsed_at, opinion.is_valid) == (NOW, None, True)
    assert facts(study.dossier)[-1] == (
        "opinion.given",
        {
            "opinion": opinion.pk,
            "verdict": "comment",
            "digest": digest("Revoir l'article 3."),
        },
    )
    assert told(study.preparation["officer"]) == ["opinion.given"]
    assert list(faults_of(study.dossier.stream, 2, head(study))) == []


def head(file: Asked) -> str:
    file.dossier.refresh_from_db()
    return file.dossier.head


@pytest.mark.parametrize("who", ["rival", "rival_chief"])
def test_the_minister_and_his_staff_answer_for_the_ministry(
    draft: Asked, who: str
) -> None:
    opinion = draft.culture()

    give_opinion(draft.actor(who), opinion, verdict=Verdict.AGREE)

    opinion.refresh_from_db()
    assert opinion.verdict == "agree"


@pytest.mark.parametrize(
    "who", ["chief", "officer", "health_chief", "controller", "prime_minister"]
)
def test_nobody_answers_for_another(study: Asked, who: str) -> None:
    opinion = study.coteval()
    study.culture()

    with pytest.raises(NotAllowed):
        give_opinion(study.actor(who), opinion, verdict=Verdict.AGREE)
    opinion.refresh_from_db()
    assert opinion.given_at is None


def test_one_who_is_asked_does_not_answer_for_the_other(study: Asked) -> None:
    opinion = study.coteval()
    study.culture()

    with pytest.raises(NotAllowed, match="pas demandé à vos services"):
        give_opinion(study.actor("rival_chief"), opinion, verdict=Verdict.AGREE)


@pytest.mark.parametrize("verdict", [Verdict.COMMENT, Verdict.OBJECT])
def test_a_reservation_has_words_or_a_report(study: Asked, verdict: Verdict) -> None:
    opinion = study.coteval()

    with pytest.raises(NotPossible, match="Écrivez vos observations"):
        give_opinion(
            study.actor("coteval_secretary"), opinion, verdict=verdict, text=" "
        )


def test_an_answer_may_be_replaced_until_the_dossier_is_ready(study: Asked) -> None:
    opinion, secretary = study.coteval(), study.actor("coteval_secretary")

    for verdict, text in [("object", "Non."), ("agree", ""), ("agree", "")]:
        give_opinion(secretary, opinion, verdict=Verdict(verdict), text=text)
    study.dossier.refresh_from_db()
    study.dossier.state = DossierState.READY
    study.dossier.save()
    with pytest.raises(NotPossible):
        give_opinion(secretary, opinion, verdict=Verdict.OBJECT, text="Non.")

    opinion.refresh_from_db()
    assert (opinion.verdict, opinion.text) == ("agree", "")
    given = [f for verb, f in facts(study.dossier) if verb == "opinion.given"]
    assert [(f["verdict"], f["digest"]) for f in given] == [
        ("object", digest("Non.")),
        ("agree", digest("")),
    ]


def test_one_who_was_asked_before_answers_while_the_dossier_travels(
    draft: Asked,
) -> None:
    opinion = draft.culture()

    for state in ("signed", "lodged", "registered"):
        draft.dossier.refresh_from_db()
        draft.dossier.state = state
        draft.dossier.save()
        give_opinion(draft.actor("rival"), opinion, verdict=Verdict.OBJECT, text=state)

    opinion.refresh_from_db()
    assert opinion.text == "registered"


def test_the_report_comes_back_as_a_piece(study: Asked) -> None:
    opinion = study.coteval()
    secretary = study.preparation["coteval_secretary"]

    upload = brought(secretary)
    give_opinion(
        study.actor("coteval_secretary"),
        opinion,
        verdict=Verdict.COMMENT,
        report=upload,
    )

    opinion.refresh_from_db()
    report = opinion.report
    assert (report.kind_id, report.dossier) == ("coteval_report", study.dossier)
    assert [v.filename for v in report.versions.all()] == ["rapport.pdf"]
    assert verbs(study.dossier) == [
        "opinion.requested",
        "piece.stored",
        "opinion.given",
    ]
    assert not secretary.uploads.exists()
    assert opinion.invalidated_at is None


def test_a_later_report_is_the_next_version_of_the_first(study: Asked) -> None:
    opinion = study.coteval()
    secretary = study.preparation["coteval_secretary"]
    for words in ("un", "deux", "deux"):
        give_opinion(
            study.actor("coteval_secretary"),
            opinion,
            verdict=Verdict.COMMENT,
            report=brought(secretary, words=words),
        )

    assert opinion.report.versions.count() == 2
    assert verbs(study.dossier).count("opinion.given") == 2


def test_the_report_of_a_ministry_is_an_opinion_among_others(study: Asked) -> None:
    mine, others = study.culture(), study.coteval()
    give_opinion(
        study.actor("rival_chief"),
        mine,
        verdict=Verdict.COMMENT,
        report=brought(study.preparation["rival_chief"], words="culture"),
    )

    mine.refresh_from_db()
    assert mine.report.kind_id == "opinion"
    assert mine.report.title == "Avis : ministère de la Communication et de la culture"
    # Who is asked next is not shown it unasked.
    control = request_opinion(
        study.actor("officer"), study.dossier, bodies=[study.preparation.control]
    )[0]
    assert list(control.versions.order_by("pk")) == [study.draft, study.report]
    assert others.report is None


def test_a_file_that_is_refused_leaves_the_opinion_as_it_was(study: Asked) -> None:
    opinion = study.coteval()
    owner = study.preparation["coteval_secretary"]
    upload = brought(owner)
    upload.path.write_bytes(b"MZ" + b"\0" * (upload.length - 2))

    with pytest.raises(NotPossible, match="PDF"):
        give_opinion(
            study.actor("coteval_secretary"),
            opinion,
            verdict=Verdict.AGREE,
            report=upload,
        )

    opinion.refresh_from_db()
    assert (opinion.given_at, opinion.report) == (None, None)
    assert verbs(study.dossier) == ["opinion.requested"]


def test_a_request_is_taken_back_by_who_asked(study: Asked) -> None:
    opinion, ours = study.coteval(), study.culture()

    cancel(study.actor("officer"), opinion)
    cancel(study.actor("officer"), opinion)
    with pytest.raises(NotAllowed, match="pas la vôtre"):
        cancel(study.actor("officer"), ours)

    opinion.refresh_from_db()
    assert opinion.cancelled_at == NOW
    assert verbs(study.dossier)[-1] == "opinion.cancelled"
    assert verbs(study.dossier).count("opinion.cancelled") == 1
    with pytest.raises(NotAllowed):
        give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)


def test_an_opinion_that_was_given_is_not_taken_back(study: Asked) -> None:
    opinion = study.coteval()
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)

    with pytest.raises(NotPossible, match="ne s'annule pas"):
        cancel(study.actor("officer"), opinion)


def test_who_was_asked_before_may_be_asked_anew_once_it_answered(study: Asked) -> None:
    opinion = study.coteval()
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)

    assert study.coteval().pk != opinion.pk


def test_an_opinion_is_asked_again_on_the_new_versions(study: Asked) -> None:
    opinion = study.coteval(question="Conforme ?", versions=[study.draft])
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)
    second = study.replace()

    again = renew(study.actor("officer"), opinion, due_at=TERM + timedelta(days=1))

    assert (again.renews, again.body, again.question, again.by_secretariat) == (
        opinion,
        study.preparation.coteval,
        "Conforme ?",
        True,
    )
    assert list(again.versions.all()) == [second]
    assert facts(study.dossier)[-1][0] == "opinion.renewed"
    assert told(study.preparation["coteval_secretary"]) == [
        "opinion.requested",
        "opinion.renewed",
    ]
    with pytest.raises(NotPossible, match="déjà été redemandé"):
        renew(study.actor("officer"), opinion)


def test_what_is_awaited_on_present_versions_is_not_asked_again(study: Asked) -> None:
    with pytest.raises(NotPossible, match="encore attendu"):
        renew(study.actor("officer"), study.coteval())


def test_the_former_request_takes_no_answer_any_more(study: Asked) -> None:
    opinion = study.coteval()
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)
    again = renew(study.actor("officer"), opinion)

    with pytest.raises(NotPossible, match="redemandé sur la version nouvelle"):
        give_opinion(
            study.actor("coteval_secretary"),
            opinion,
            verdict=Verdict.OBJECT,
            text="Non.",
        )
    with pytest.raises(NotAllowed):
        renew(study.actor("chief"), again)


def test_a_party_confirms_on_the_new_version_what_it_said_before(study: Asked) -> None:
    opinion, secretary = study.coteval(), study.actor("coteval_secretary")
    give_opinion(secretary, opinion, verdict=Verdict.OBJECT, text="Non.")
    again = renew(study.actor("officer"), opinion)

    confirm(secretary, again)

    again.refresh_from_db()
    assert (again.verdict, again.text) == ("object", "Non.")
    with pytest.raises(NotPossible, match="pas d'avis antérieur"):
        confirm(secretary, opinion)


def test_a_removed_piece_is_not_shared_again(study: Asked) -> None:
    extra = a_version(a_piece(study.dossier, "other", "Annexe"))
    opinion = study.coteval(versions=[extra])
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)
    extra.document.removed_at = NOW
    extra.document.save()

    with pytest.raises(NotPossible, match="une pièce au moins"):
        renew(study.actor("officer"), opinion)
