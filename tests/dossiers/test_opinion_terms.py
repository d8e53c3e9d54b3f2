"""What befalls an opinion: silence at its term, reminders, a text replaced under it."""

from datetime import timedelta

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.opinions import (
    cancel,
    give_opinion,
    invalidate_stale,
    lapse_overdue,
    lapsing,
    renew,
    request_opinion,
)
from ecm.dossiers.actions.pieces import attach, remove_document
from ecm.dossiers.consulting.terms import due
from ecm.dossiers.held import held
from ecm.dossiers.models import Opinion, PieceKind, Verdict
from ecm.notices.reminders import send_due
from tests.dossiers.asking import TERM, Asked, asked, brought, facts, told, verbs
from tests.preparation import NOW, Preparation

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def study(preparation: Preparation, clock) -> Asked:
    return asked(preparation)


def state_of(opinion: Opinion) -> Opinion:
    opinion.refresh_from_db()
    return opinion


def test_no_answer_at_the_term_is_silence(study: Asked) -> None:
    opinion = study.coteval()

    lapse_overdue(TERM - HOUR)
    assert state_of(opinion).lapsed_at is None
    lapse_overdue(TERM)
    lapse_overdue(TERM + HOUR)

    assert state_of(opinion).lapsed_at is not None
    assert (opinion.verdict, opinion.is_valid) == ("", False)
    body = study.preparation.coteval.pk
    assert facts(study.dossier)[1:] == [
        ("opinion.lapsed", {"opinion": opinion.pk, "asked": f"body/{body}"})
    ]
    assert told(study.preparation["officer"]) == ["opinion.lapsed"]


def test_who_answered_or_is_no_longer_asked_did_not_keep_silent(study: Asked) -> None:
    given, cancelled = study.coteval(), study.culture()
    give_opinion(study.actor("coteval_secretary"), given, verdict=Verdict.AGREE)
    cancel(study.actor("chief"), cancelled)

    lapse_overdue(TERM)

    assert state_of(given).lapsed_at is None
    assert state_of(cancelled).lapsed_at is None


def test_a_dossier_that_is_over_awaits_nobody(study: Asked) -> None:
    opinion = study.coteval()
    study.dossier.refresh_from_db()
    study.dossier.state = DossierState.WITHDRAWN
    study.dossier.save()

    lapse_overdue(TERM)

    assert state_of(opinion).lapsed_at is None
    assert due(TERM) == []


def test_a_worker_that_dies_leaves_the_others_for_the_next_minute(
    study: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = study.coteval(), study.culture()
    whole = lapsing.note_silence

    def dies_at_the_second(opinion: Opinion, dossier) -> None:
        whole(opinion, dossier)
        if opinion.pk == second.pk:
            raise MemoryError

    monkeypatch.setattr(lapsing, "note_silence", dies_at_the_second)
    with pytest.raises(MemoryError):
        lapse_overdue(TERM)
    monkeypatch.undo()
    assert state_of(first).lapsed_at is not None
    assert state_of(second).lapsed_at is None
    lapse_overdue(TERM)

    assert state_of(second).lapsed_at is not None
    assert verbs(study.dossier).count("opinion.lapsed") == 2
    assert told(study.preparation["chief"]) == ["opinion.lapsed"]


def test_a_late_answer_is_taken_and_stays_late(study: Asked, clock) -> None:
    opinion = study.coteval()
    lapse_overdue(TERM)
    clock.move_to(TERM + DAY)

    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)

    assert state_of(opinion).given_at == TERM + DAY
    assert opinion.lapsed_at is not None
    assert verbs(study.dossier)[1:] == ["opinion.lapsed", "opinion.given"]


def test_an_answer_is_late_even_when_no_worker_noted_the_silence(
    study: Asked, clock
) -> None:
    opinion = study.coteval()
    clock.move_to(TERM)

    give_opinion(
        study.actor("coteval_secretary", "clé"), opinion, verdict=Verdict.AGREE
    )

    assert state_of(opinion).lapsed_at == TERM
    assert verbs(study.dossier)[1:] == ["opinion.lapsed", "opinion.given"]


def test_an_answer_in_time_that_is_corrected_later_is_not_late(
    study: Asked, clock
) -> None:
    opinion, secretary = study.coteval(), study.actor("coteval_secretary")
    give_opinion(secretary, opinion, verdict=Verdict.AGREE)
    clock.move_to(TERM + DAY)
    lapse_overdue(TERM + DAY)

    give_opinion(secretary, opinion, verdict=Verdict.OBJECT, text="Non.")

    assert state_of(opinion).lapsed_at is None


def test_silence_may_be_asked_again(study: Asked, clock) -> None:
    opinion = study.coteval()
    clock.move_to(TERM)
    lapse_overdue(TERM)

    again = renew(study.actor("officer"), opinion, due_at=TERM + DAY)

    assert (again.renews, again.lapsed_at) == (opinion, None)
    lapse_overdue(TERM + HOUR)
    assert verbs(study.dossier).count("opinion.lapsed") == 1


def test_who_is_asked_is_reminded_the_day_before_and_at_the_term(
    study: Asked, clock
) -> None:
    opinion = study.coteval()
    secretary = study.preparation["coteval_secretary"]

    def reminded(moment) -> int:
        clock.move_to(moment)
        send_due(moment)
        return told(secretary).count("opinion.reminded")

    assert reminded(TERM - DAY - HOUR) == 0
    assert reminded(TERM - DAY) == 1
    assert reminded(TERM - HOUR) == 1
    assert reminded(TERM) == 2
    assert reminded(TERM + HOUR) == 2
    assert reminded(TERM + 30 * DAY) == 2
    notice = secretary.person.notices.filter(kind="opinion.reminded").first()
    assert notice.url == f"/dossiers/{study.dossier.pk}/avis/{opinion.pk}/"


def test_a_term_of_less_than_a_day_is_reminded_at_the_term_alone(
    study: Asked, clock
) -> None:
    study.coteval(due_at=NOW + 3 * HOUR)

    assert due(NOW + HOUR) == []
    assert [d.key.rpartition("/")[2] for d in due(NOW + 3 * HOUR)] == ["term"]


def test_who_answered_is_reminded_of_nothing(study: Asked) -> None:
    opinion = study.coteval()
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)

    assert due(TERM) == []


def test_who_may_no_longer_answer_is_reminded_of_nothing(study: Asked) -> None:
    study.coteval()
    study.dossier.refresh_from_db()
    study.dossier.state = DossierState.READY
    study.dossier.save()

    assert due(TERM) == []


def test_a_notice_of_an_opinion_holds_no_word_of_the_dossier(study: Asked) -> None:
    study.coteval(question="MARQUE")
    secretary = study.preparation["coteval_secretary"]

    notices = [(n.sentence, n.url, n.words) for n in secretary.person.notices.all()]

    assert "MARQUE" not in str(notices)
    assert study.dossier.title not in str(notices)
    assert notices[0][0].replace("\xa0", " ") == (
        "Votre avis est demandé sur un dossier, avant le vendredi 23 janvier, 10 h 00."
    )


def test_an_opinion_given_on_a_replaced_version_stands_no_longer(study: Asked) -> None:
    opinion, ours = study.coteval(versions=[study.draft]), study.culture()
    other = request_opinion(
        study.actor("officer"),
        study.dossier,
        bodies=[study.preparation.control],
        versions=[study.report],
    )[0]
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)

    chief = study.preparation["chief"]
    attach(
        study.actor("chief"),
        study.dossier,
        PieceKind.objects.get(code="draft_text"),
        brought(chief),
        document=study.draft.document,
    )

    assert state_of(opinion).invalidated_at == NOW
    assert opinion.is_valid is False
    assert state_of(ours).invalidated_at == NOW
    assert state_of(other).invalidated_at is None
    assert verbs(study.dossier)[-3:] == [
        "piece.stored",
        "opinion.invalidated",
        "opinion.invalidated",
    ]


def test_what_stands_no_longer_is_said_once(study: Asked) -> None:
    study.coteval()
    study.replace()
    study.replace(study.report)

    for _ in range(2):
        with held(study.dossier.pk, study.actor("chief")) as dossier:
            invalidate_stale(study.actor("chief"), dossier)

    assert verbs(study.dossier).count("opinion.invalidated") == 1


def test_an_opinion_on_a_removed_piece_stands_no_longer(
    preparation: Preparation, clock
) -> None:
    draft = asked(preparation, DossierState.DRAFT)
    opinion = draft.culture()

    remove_document(draft.actor("chief"), draft.report.document)

    assert state_of(opinion).invalidated_at == NOW


def test_a_report_that_comes_back_invalidates_no_opinion(study: Asked) -> None:
    opinion, ours = study.coteval(), study.culture()

    give_opinion(
        study.actor("coteval_secretary"),
        opinion,
        verdict=Verdict.COMMENT,
        report=brought(study.preparation["coteval_secretary"]),
    )

    assert state_of(ours).invalidated_at is None
    assert state_of(opinion).invalidated_at is None


def test_a_new_report_invalidates_what_was_said_of_the_former_one(
    study: Asked,
) -> None:
    opinion = study.coteval()
    secretary = study.preparation["coteval_secretary"]

    def answer(words: str) -> None:
        give_opinion(
            study.actor("coteval_secretary"),
            opinion,
            verdict=Verdict.COMMENT,
            report=brought(secretary, words=words),
        )

    answer("un")
    control = request_opinion(
        study.actor("officer"),
        study.dossier,
        bodies=[study.preparation.control],
        versions=[opinion.report.versions.get()],
    )[0]
    answer("deux")

    assert state_of(control).invalidated_at == NOW
