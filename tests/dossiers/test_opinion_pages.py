"""The pages of opinions: asked, answered, asked again, with silence shown as silence."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.opinions import (
    give_opinion,
    invalidate_stale,
    lapse_overdue,
    renew,
)
from ecm.dossiers.held import held
from ecm.dossiers.models import Opinion, Verdict
from tests.cast import signed_in
from tests.dossiers.asking import TERM, Asked, asked, pdf
from tests.dossiers.reading import client_of, read, send, words
from tests.preparation import NOW, Preparation

ONE_DATABASE = True


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def study(preparation: Preparation, clock) -> Asked:
    return asked(preparation)


def test_the_secretariat_asks_from_the_page(study: Asked) -> None:
    page = words(read(study, "officer", "ask"))
    asking = {
        "ministries": [study.ministry("culture").pk],
        "bodies": [study.preparation.coteval.pk],
        "versions": [study.draft.pk],
        "question": "Le texte est-il conforme ?",
        "due_at": "2026-01-23T17:00",
        "key": "un",
    }

    done = send(study, "officer", "ask", **asking)
    again = send(study, "officer", "ask", **asking)

    assert "Conseil des ministres</label>" not in page
    assert "Ministère de la Communication et de la culture" in page
    assert "Ministère de l'Economie et des finances" not in page
    assert (done.status_code, again.status_code) == (302, 302)
    made = list(Opinion.objects.order_by("pk"))
    assert [str(o.asked.pk) for o in made] == [
        str(study.ministry("culture").pk),
        str(study.preparation.coteval.pk),
    ]
    assert {o.due_at.isoformat() for o in made} == {"2026-01-23T17:00:00+00:00"}
    assert [list(o.versions.all()) for o in made] == [[study.draft]] * 2


def test_a_ministry_is_not_offered_the_bodies_of_the_secretariat(
    preparation: Preparation, clock
) -> None:
    file = asked(preparation, DossierState.DRAFT)

    page = words(read(file, "chief", "ask"))

    assert "Contrôle financier" in page
    assert "COTEVAL" not in page


def test_a_form_that_is_refused_keeps_what_was_typed(study: Asked) -> None:
    refused = send(
        study,
        "officer",
        "ask",
        bodies=[study.preparation.coteval.pk],
        versions=[study.draft.pk],
        question="Une longue question",
        due_at="2020-01-01T10:00",
    )
    nobody = send(
        study, "officer", "ask", versions=[study.draft.pk], due_at="2026-01-23T17:00"
    )
    replaced = study.draft
    study.replace()
    stale = send(
        study,
        "officer",
        "ask",
        bodies=[study.preparation.coteval.pk],
        versions=[replaced.pk],
        question="Une longue question",
        due_at="2026-01-23T17:00",
    )

    assert refused.status_code == nobody.status_code == stale.status_code == 422
    assert "Le terme doit être à venir." in words(refused)
    assert "Une longue question</textarea>" in words(refused)
    assert "Choisissez un ministère ou un organe" in words(nobody)
    assert "Cette pièce vient d'être remplacée." in words(stale)
    assert "Une longue question</textarea>" in words(stale)
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("due_at", ["demain", "9999-12-31T23:59", ""])
def test_a_term_that_is_none_is_refused(study: Asked, due_at: str) -> None:
    refused = send(
        study,
        "officer",
        "ask",
        bodies=[study.preparation.coteval.pk],
        versions=[study.draft.pk],
        due_at=due_at,
    )

    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("who", "status"),
    [("chief", 200), ("officer", 200), ("rival_chief", 403), ("prime_minister", 403)],
)
def test_who_asks(study: Asked, who: str, status: int) -> None:
    study.culture()

    assert read(study, who, "ask").status_code == status


def test_who_is_asked_finds_it_and_answers(study: Asked) -> None:
    opinion = study.coteval(question="Conforme ?")
    client = client_of(study, "coteval_secretary")

    listed = words(client.get(reverse("consulting:asked")))
    page = words(read(study, "coteval_secretary", "opinion", opinion.pk))
    done = send(
        study,
        "coteval_secretary",
        "give",
        opinion.pk,
        verdict="comment",
        text="Revoir l'article 3.",
        file=SimpleUploadedFile("rapport.pdf", pdf()),
    )

    assert study.dossier.title in listed
    assert "1 avis à rendre" in listed
    assert "Conforme ?" in page
    assert "Projet de texte : Projet de décret (version 1)" in page
    assert (done.status_code, done.headers["Location"]) == (
        302,
        f"/dossiers/{study.dossier.pk}/avis/{opinion.pk}/",
    )
    opinion.refresh_from_db()
    assert (opinion.verdict, opinion.report.kind_id) == ("comment", "coteval_report")
    after = words(client.get(reverse("consulting:asked")))
    assert "0 avis à rendre" in after
    assert "favorable avec observations" in after


def test_an_answer_that_is_refused_keeps_its_words_and_its_file(study: Asked) -> None:
    opinion = study.coteval()
    # Refused by the state, once the dossier is ready; the report has come already.
    study.dossier.refresh_from_db()
    study.dossier.state = DossierState.READY
    study.dossier.save()

    refused = send(
        study,
        "coteval_secretary",
        "give",
        opinion.pk,
        verdict="comment",
        text="Revoir l'article 3.",
        file=SimpleUploadedFile("rapport.pdf", pdf()),
    )
    held = study.preparation["coteval_secretary"].uploads.get()

    assert refused.status_code == 422
    assert "Cet acte n'est pas possible : le dossier est prêt." in words(refused)
    assert "Revoir l'article 3.</textarea>" in words(refused)
    assert f'name="upload" value="{held.pk}"' in words(refused)
    assert "Rapport reçu : rapport.pdf" in words(refused)


def test_a_report_that_is_no_document_is_refused_and_not_kept(study: Asked) -> None:
    opinion = study.coteval()

    refused = send(
        study,
        "coteval_secretary",
        "give",
        opinion.pk,
        verdict="comment",
        text="Revoir l'article 3.",
        file=SimpleUploadedFile("rapport.pdf", b"MZ\x90\0" * 40),
    )

    assert refused.status_code == 422
    assert "Seuls les fichiers PDF et DOCX sont reçus" in words(refused)
    assert "Revoir l'article 3.</textarea>" in words(refused)
    assert 'name="upload" value=""' in words(refused)
    opinion.refresh_from_db()
    assert opinion.given_at is None


def test_an_answer_sent_again_after_a_cut_is_done_once(study: Asked) -> None:
    opinion = study.coteval()

    for _ in range(2):
        done = send(
            study,
            "coteval_secretary",
            "give",
            opinion.pk,
            verdict="agree",
            key="un",
            file=SimpleUploadedFile("rapport.pdf", pdf()),
        )
        assert done.status_code == 302

    opinion.refresh_from_db()
    assert opinion.report.versions.count() == 1


def test_silence_is_shown_as_silence(study: Asked, clock) -> None:
    opinion = study.coteval()
    clock.move_to(TERM)

    before = words(read(study, "officer", "opinions"))
    lapse_overdue(TERM)
    after = words(read(study, "officer", "opinions"))
    asked_page = words(read(study, "coteval_secretary", "opinion", opinion.pk))

    for page in (before, after):
        assert ">silence<" in page
        assert "le silence ne vaut pas accord" in page
        assert "favorable" not in page
    assert "Un avis tardif est encore reçu" in asked_page

    give_opinion(
        study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE, text=""
    )
    assert "hors délai" in words(read(study, "officer", "opinions"))


def test_an_opinion_on_a_replaced_version_says_so_and_is_asked_again(
    study: Asked,
) -> None:

    opinion = study.coteval()
    give_opinion(study.actor("coteval_secretary"), opinion, verdict=Verdict.AGREE)
    study.replace()
    with held(study.dossier.pk, study.actor("chief")) as dossier:
        invalidate_stale(study.actor("chief"), dossier)

    listed = words(read(study, "officer", "opinions"))
    form = words(read(study, "officer", "renew", opinion.pk))
    done = send(
        study,
        "officer",
        "renew",
        opinion.pk,
        question="Et maintenant ?",
        due_at="2026-01-26T12:00",
    )

    assert "rendu sur une version remplacée" in listed
    assert "Projet de texte : Projet de décret (version 2)" in form
    assert done.status_code == 302
    again = Opinion.objects.get(renews=opinion)
    assert again.question == "Et maintenant ?"
    page = words(read(study, "coteval_secretary", "opinion", again.pk))
    assert "Votre avis précédent" in page
    old = words(read(study, "coteval_secretary", "opinion", opinion.pk))
    assert f"/dossiers/{study.dossier.pk}/avis/{again.pk}/" in old


def test_a_party_confirms_with_one_act(study: Asked) -> None:
    opinion = study.coteval()
    give_opinion(
        study.actor("coteval_secretary"), opinion, verdict=Verdict.OBJECT, text="Non."
    )
    again = renew(study.actor("officer"), opinion)

    done = send(study, "coteval_secretary", "confirm", again.pk)

    assert done.status_code == 302
    again.refresh_from_db()
    assert (again.verdict, again.text) == ("object", "Non.")


def test_who_asked_takes_it_back_and_who_was_asked_forgets_it(study: Asked) -> None:
    opinion = study.coteval()

    refused = send(study, "chief", "cancel", opinion.pk)
    done = send(study, "officer", "cancel", opinion.pk)

    assert (refused.status_code, done.status_code) == (403, 302)
    gone = read(study, "coteval_secretary", "opinion", opinion.pk)
    assert gone.status_code == 404
    assert ">annulé<" in words(read(study, "officer", "opinions"))


def test_only_who_asked_comes_to_ask_again(study: Asked) -> None:
    opinion = study.coteval()

    assert read(study, "chief", "renew", opinion.pk).status_code == 404
    assert read(study, "coteval_secretary", "renew", opinion.pk).status_code == 404


def test_the_list_of_what_is_asked_puts_what_waits_first(
    preparation: Preparation, clock
) -> None:
    files = [asked(preparation) for _ in range(3)]
    for rank, file in enumerate(files):
        file.dossier.title = f"Dossier {rank}"
        file.dossier.save(update_fields=["title"])
    answered = files[0].coteval(due_at=TERM)
    files[1].coteval(due_at=TERM + timedelta(days=2))
    files[2].coteval(due_at=TERM + timedelta(days=1))
    give_opinion(files[0].actor("coteval_secretary"), answered, verdict=Verdict.AGREE)

    page = words(client_of(files[0], "coteval_secretary").get("/avis-demandes/"))

    ranks = [page.index(f"Dossier {rank}") for rank in (2, 1, 0)]
    assert ranks == sorted(ranks)


def test_the_list_costs_the_same_for_one_and_for_twenty(
    preparation: Preparation, clock, django_assert_num_queries
) -> None:
    def ask(count: int) -> None:
        for _ in range(count):
            asked(preparation).coteval()

    ask(1)
    client = signed_in(Client(), preparation["coteval_secretary"])
    client.get("/avis-demandes/")
    with CaptureQueriesContext(connection) as once:
        client.get("/avis-demandes/")
    ask(19)
    with django_assert_num_queries(len(once)):
        client.get("/avis-demandes/")


def test_who_is_asked_for_nothing_is_told_so(preparation: Preparation) -> None:
    client = signed_in(Client(), preparation["chief"])

    assert "Aucun avis ne vous est demandé." in words(client.get("/avis-demandes/"))
    stranger = signed_in(Client(), preparation["stranger"])
    assert stranger.get("/avis-demandes/").status_code == 404
