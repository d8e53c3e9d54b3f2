"""The page of a dossier: what is wanting, the one act of the moment, its life."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.dossiers.models import (
    Dossier,
    DraftText,
    Opinion,
    ReviewLevel,
)
from ecm.journal.models import Entry
from tests.cast import signed_in
from tests.dossiers.pages import TITLE, act, lodged, page, state, whole, words
from tests.preparation import Preparation


def a_level(preparation: Preparation) -> None:
    level = ReviewLevel.objects.create(
        ministry=preparation.cast.ministries["finance"], position=1, title="Juristes"
    )
    level.reviewers.add(preparation["reviewer"].person)


def test_what_is_wanting_is_named_with_why_and_where_it_is_given(
    preparation: Preparation,
) -> None:
    contract = preparation.dossier("Acquisition", kind="contract")
    preparation.give(contract, "transmittal")

    found = page(preparation, contract).context["gaps"]

    places = {(g.piece or g.words).replace("\u00a0", " "): g.url for g in found}
    edit = f"{contract.get_absolute_url()}modifier/"
    assert places["Rapport de présentation"] == "#piece-presentation_report"
    assert places["Renseignez « Attributaire »."] == f"{edit}#field-entry-supplier"
    assert "Bordereau de transmission" not in places
    why = next(g.why for g in found if g.piece == "Visa du contrôle financier")
    assert why == "Le contrôleur financier atteste que la dépense est possible."


def test_a_paragraph_that_is_written_needs_no_file(preparation: Preparation) -> None:
    dossier = preparation.dossier(TITLE)
    place = 'id="piece-communique_paragraph"'

    before = page(preparation, dossier).content.decode().split(place)[1]
    Dossier.objects.filter(pk=dossier.pk).update(paragraph="Le Conseil a adopté…")
    after = page(preparation, dossier).content.decode().split(place)[1]

    assert "à joindre" in before.split("</li>")[0]
    assert "rédigé" in after.split("</li>")[0]


def test_signing_says_why_it_is_not_yet_possible(preparation: Preparation) -> None:
    dossier = preparation.dossier(TITLE)

    shown = words(page(preparation, dossier, "minister"))

    assert "Ce n'est pas encore possible" in shown
    assert "il manque 6 choses, nommées plus haut" in shown
    assert 'disabled aria-describedby="why-sign"' in shown


def test_the_one_act_of_the_moment_follows_the_state(
    preparation: Preparation,
) -> None:
    a_level(preparation)
    dossier = whole(preparation)

    def main(who: str) -> str:
        found = page(preparation, dossier, who).context["acts"].main
        return found.code if found else ""

    assert (main("chief"), main("minister")) == ("send", "send")
    act(preparation, dossier, "envoyer-en-relecture")
    assert (main("chief"), main("reviewer"), main("minister")) == (
        "",
        "approve",
        "sign",
    )
    approved = act(preparation, dossier, "approuver", "reviewer", level=1)
    assert approved.headers["Location"] == "/dossiers/"
    act(preparation, dossier, "signer", "minister")
    assert (main("chief"), main("minister")) == ("lodge", "lodge")
    assert state(dossier) == DossierState.SIGNED


def test_the_minister_does_not_sign_before_his_levels_have_read(
    preparation: Preparation,
) -> None:
    a_level(preparation)
    dossier = whole(preparation)
    act(preparation, dossier, "envoyer-en-relecture")

    refused = act(preparation, dossier, "signer", "minister")

    assert refused.status_code == 422
    assert "il manque l'avis du niveau « Juristes »" in words(refused)
    assert state(dossier) == DossierState.IN_REVIEW


def test_a_refused_review_keeps_its_words_and_tells_the_writers(
    preparation: Preparation,
) -> None:
    a_level(preparation)
    dossier = whole(preparation)
    act(preparation, dossier, "envoyer-en-relecture")

    empty = act(preparation, dossier, "rendre-aux-redacteurs", "reviewer", comment=" ")
    act(
        preparation,
        dossier,
        "rendre-aux-redacteurs",
        "reviewer",
        comment="Le visa de 2014 manque.",
    )

    assert empty.status_code == 422
    assert "Dites ce qui doit être corrigé." in words(empty)
    assert state(dossier) == DossierState.DRAFT
    shown = words(page(preparation, dossier))
    assert "Rendu aux rédacteurs par" in shown
    assert "Le visa de 2014 manque." in shown


def test_what_was_typed_is_shown_when_the_act_is_no_more(
    preparation: Preparation,
) -> None:
    dossier = whole(preparation)
    act(preparation, dossier, "envoyer-en-relecture")
    act(preparation, dossier, "signer", "minister")

    refused = act(
        preparation,
        dossier,
        "rendre-aux-redacteurs",
        "minister",
        comment="Trois fautes à corriger.",
    )

    assert refused.status_code == 422
    assert refused.context["kept"] == ["Trois fautes à corriger."]
    assert "Trois fautes à corriger.</blockquote>" in words(refused)


def test_an_act_sent_twice_is_done_once(preparation: Preparation) -> None:
    dossier = whole(preparation)

    answers = [
        act(preparation, dossier, "signer", "minister", key="k") for _ in range(2)
    ]

    assert [a.status_code for a in answers] == [302, 302]
    entries = Entry.objects.filter(stream=dossier.stream, verb="dossier.signed")
    assert entries.count() == 1


def test_an_act_asked_after_signing_in_again_leads_to_the_page(
    preparation: Preparation,
) -> None:
    dossier = whole(preparation)
    client = signed_in(Client(), preparation["minister"])

    answer = client.get(f"{dossier.get_absolute_url()}signer/")

    assert answer.headers["Location"] == dossier.get_absolute_url()
    assert state(dossier) == DossierState.DRAFT


def test_the_life_of_a_dossier_is_read_in_order(preparation: Preparation) -> None:
    dossier = lodged(preparation)

    life = page(preparation, dossier).context["life"]["latest"]

    assert [line.text for line in life][:2] == [
        "Le dossier est signé.",
        "Le dossier est transmis au SGG, hors délai."
        if dossier.is_late
        else "Le dossier est transmis au SGG.",
    ]


@pytest.mark.parametrize("who", ["rival_chief", "stranger", "health_chief", "officer"])
def test_a_draft_is_not_found_by_others(preparation: Preparation, who: str) -> None:
    dossier = whole(preparation)

    assert page(preparation, dossier, who).status_code == 404
    assert act(preparation, dossier, "retirer", who, reason="Non").status_code == 404


def test_who_does_not_review_cannot_approve(preparation: Preparation) -> None:
    a_level(preparation)
    dossier = whole(preparation)
    act(preparation, dossier, "envoyer-en-relecture")

    refused = act(preparation, dossier, "approuver", "writer")

    assert refused.status_code == 403
    assert Dossier.objects.get(pk=dossier.pk).levels_passed == 0


def test_who_was_only_asked_sees_what_was_shared_and_nothing_else(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(TITLE, state=DossierState.UNDER_STUDY)
    Dossier.objects.filter(pk=dossier.pk).update(paragraph="Le paragraphe secret")
    shared, hidden = preparation.give(dossier, "draft_text", "transmittal")
    DraftText.objects.create(dossier=dossier, title="Texte annexe")
    opinion = Opinion.objects.create(
        dossier=dossier,
        ministry=preparation.cast.ministries["culture"],
        about="0" * 64,
        asked_by=preparation["officer"].person,
        asked_at=clock.now(),
        due_at=clock.now(),
    )
    opinion.versions.add(shared)

    shown = words(page(preparation, dossier, "rival_chief"))

    assert f"/pieces/versions/{shared.pk}/" in shown
    assert f"/pieces/versions/{hidden.pk}/" not in shown
    assert "Bordereau de transmission" not in shown
    assert "Le paragraphe secret" not in shown
    assert "Texte annexe" not in shown
    assert "Ce qui manque" not in shown


def test_the_page_costs_the_same_with_more_pieces(preparation: Preparation) -> None:
    dossier = preparation.dossier(TITLE, kind="bill", state=DossierState.DRAFT)
    client = signed_in(Client(), preparation["chief"])
    preparation.give(dossier, "transmittal")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(dossier.get_absolute_url())
        return len(asked)

    alone = queries()
    preparation.give(dossier, "presentation_report", "comparison", "comparison")

    assert queries() == alone

    assert alone <= 46
