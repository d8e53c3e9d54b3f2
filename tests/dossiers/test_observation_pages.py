"""The pages of the discussion: written, answered, read by those who may."""

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.observations import observe
from ecm.dossiers.models import Observation
from tests.dossiers.asking import Asked, asked
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


def test_an_observation_is_written_and_answered(study: Asked) -> None:
    study.culture(versions=[study.draft])

    written = send(
        study,
        "rival_chief",
        "observe",
        version=study.draft.pk,
        passage="Le budget",
        text="L'article 2 est obscur.",
    )
    first = Observation.objects.get()
    opened = words(read(study, "chief", "discussion"))
    answered = send(study, "chief", "reply", first.pk, text="Il est corrigé.")
    closed = words(read(study, "rival_chief", "discussion"))

    assert (written.status_code, answered.status_code) == (302, 302)
    assert ">ouverte<" in opened
    assert "1 sans réponse" in opened
    assert ">répondue<" in closed
    assert "Il est corrigé." in closed
    assert "ministère porteur" in closed


def test_a_question_of_the_sponsor_is_open_until_somebody_answers(
    study: Asked,
) -> None:
    study.culture()
    first = observe(
        study.actor("chief"),
        study.dossier,
        text="Qu'en dites-vous ?",
        version=study.draft,
    )
    observe(study.actor("chief"), study.dossier, text="Alors ?", replies_to=first)

    before = words(read(study, "officer", "discussion"))
    observe(study.actor("rival"), study.dossier, text="Du bien.", replies_to=first)

    assert ">ouverte<" in before
    assert ">répondue<" in words(read(study, "officer", "discussion"))


def test_who_is_asked_speaks_of_the_version_it_was_shown(study: Asked) -> None:
    study.culture(versions=[study.draft])
    second = study.replace()

    theirs = words(read(study, "rival_chief", "discussion"))
    ours = words(read(study, "chief", "discussion"))
    written = send(
        study, "rival_chief", "observe", version=study.draft.pk, text="Obscur."
    )

    assert f'<option value="{study.draft.pk}"' in theirs
    assert f'<option value="{second.pk}"' not in theirs
    assert f'<option value="{second.pk}"' in ours
    assert f'<option value="{study.draft.pk}"' not in ours
    assert written.status_code == 302
    assert "version remplacée depuis" in words(read(study, "chief", "discussion"))


def test_an_observation_that_is_refused_keeps_its_words(study: Asked) -> None:
    study.culture(versions=[study.draft])

    refused = send(study, "rival_chief", "observe", text="L'article 2 est obscur.")
    first = observe(
        study.actor("chief"), study.dossier, text="Question", version=study.draft
    )
    empty = send(study, "rival_chief", "reply", first.pk, text="  ")
    too_long = send(study, "rival_chief", "reply", first.pk, text="Long " * 5000)

    assert refused.status_code == empty.status_code == too_long.status_code == 422
    assert "L'article 2 est obscur.</textarea>" in words(refused)
    assert "Écrivez votre réponse." in words(empty)
    assert "Long Long" in words(too_long)
    assert Observation.objects.count() == 1


def test_the_discussion_of_a_draft_is_read_by_the_secretariat_once_lodged(
    preparation: Preparation, clock
) -> None:
    file = asked(preparation, DossierState.DRAFT)
    file.culture()
    observe(
        file.actor("rival"), file.dossier, text="Avant le dépôt", version=file.draft
    )

    before = read(file, "officer", "discussion")
    file.dossier.refresh_from_db()
    file.dossier.state, file.dossier.lodged_at = DossierState.LODGED, NOW
    file.dossier.save()

    assert before.status_code == 404
    assert "Avant le dépôt" in words(read(file, "officer", "discussion"))


def test_the_page_of_a_dossier_shows_its_opinions_and_its_discussion(
    study: Asked,
) -> None:
    study.coteval()
    observe(study.actor("chief"), study.dossier, text="Un mot de tous")

    page = words(client_of(study, "chief").get(study.dossier.get_absolute_url()))

    assert 'id="opinions"' in page
    assert "COTEVAL" in page
    assert "Un mot de tous" in page


def test_what_was_typed_is_shown_as_text(study: Asked) -> None:
    study.culture(question="<b>gras</b>")
    observe(
        study.actor("chief"),
        study.dossier,
        text="<script>alert(1)</script>",
        passage="<i>cité</i>",
        version=study.draft,
    )

    for who, name in (("officer", "discussion"), ("officer", "opinions")):
        page = read(study, who, name).content.decode()
        assert "<script>alert" not in page
        assert "<i>cité" not in page
        assert "<b>gras" not in page
