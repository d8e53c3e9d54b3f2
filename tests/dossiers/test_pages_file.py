"""The page of a dossier: what is wanting, the one act of the moment, its life, its receipt."""

from uuid import uuid4

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.dossiers.actions import desk, lodging, review
from ecm.dossiers.models import (
    Dossier,
    DraftText,
    LateRequest,
    Opinion,
    ReturnReason,
    ReviewLevel,
)
from ecm.journal.models import Entry
from tests.cast import signed_in
from tests.preparation import Preparation
from tests.publication.pdf import squeezed, words_of

TITLE = "Décret portant organisation du budget"


def page(preparation: Preparation, dossier: Dossier, who: str = "chief"):
    return signed_in(Client(), preparation[who]).get(dossier.get_absolute_url())


def words(answer) -> str:
    found = answer.content.decode().replace("&#x27;", "'")
    return found.replace("\u00a0", " ")


def act(
    preparation: Preparation, dossier: Dossier, verb: str, who: str = "chief", **fields
):
    """Press a button of the page."""
    client = signed_in(Client(), preparation[who])
    fields = {"key": str(uuid4()), **fields}
    return client.post(f"{dossier.get_absolute_url()}{verb}/", fields)


def state(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def told(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def whole(preparation: Preparation) -> Dossier:
    """A dossier in which nothing is wanting."""
    dossier = preparation.dossier(TITLE)
    DraftText.objects.create(dossier=dossier, title=TITLE)
    preparation.give_all(dossier)
    return dossier


def lodged(preparation: Preparation) -> Dossier:
    dossier = whole(preparation)
    review.sign(preparation.actor("minister"), dossier)
    lodging.lodge(preparation.actor("chief"), dossier, late_reason="Urgence")
    return Dossier.objects.get(pk=dossier.pk)


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


def test_a_late_dossier_is_asked_its_reason_and_keeps_it(
    preparation: Preparation,
) -> None:
    with time_machine.travel("2026-01-28T10:00:00Z", tick=False):
        dossier = whole(preparation)
        review.sign(preparation.actor("minister"), dossier)
        aim = {"council_day": "2026-02-05"}

        refused = act(preparation, dossier, "transmettre", **aim)
        done = act(
            preparation, dossier, "transmettre", late_reason="Décision du 27", **aim
        )

    assert refused.status_code == 422
    assert "les dossiers étaient reçus jusqu'au" in words(refused)
    assert done.status_code == 302
    assert LateRequest.objects.get().reason == "Décision du 27"
    shown = words(page(preparation, dossier))
    assert "Demande hors délai pour le conseil du 5 février 2026" in shown


def test_the_form_of_lodging_tells_until_when_each_council_receives(
    preparation: Preparation,
) -> None:
    with time_machine.travel("2026-01-28T10:00:00Z", tick=False):
        dossier = whole(preparation)
        review.sign(preparation.actor("minister"), dossier)

        shown = words(page(preparation, dossier))

    assert ">5 février 2026 (hors délai)</option>" in shown
    assert ">12 février 2026 (avant le mardi 3 février, 12 h 00)</option>" in shown
    assert "les dossiers étaient reçus" not in shown


def test_a_passed_deadline_is_told_before_the_dossier_leaves(
    preparation: Preparation,
) -> None:
    with time_machine.travel("2026-01-28T10:00:00Z", tick=False):
        dossier = whole(preparation)
        Dossier.objects.filter(pk=dossier.pk).update(council_day="2026-02-05")
        review.sign(preparation.actor("minister"), dossier)

        shown = words(page(preparation, dossier))

    assert (
        "Pour le conseil du 5 février 2026, les dossiers étaient reçus jusqu'au mardi 27 "
        "janvier, 12 h 00. Donnez la raison du retard, ou visez le conseil du 12 février "
        "2026." in shown
    )


def test_a_lodged_dossier_shows_its_seal_and_its_receipt(
    preparation: Preparation,
) -> None:
    dossier = lodged(preparation)
    client = signed_in(Client(), preparation["chief"])

    shown = words(client.get(dossier.get_absolute_url()))
    receipt = client.get(f"{dossier.get_absolute_url()}recu/")

    assert dossier.lodged_digest[:16] in shown
    assert dossier.lodged_digest in words(receipt)
    assert "elle est la même" in words(receipt)
    assert len(receipt.context["pieces"]) == 5
    number = desk.register(preparation.actor("officer"), dossier)
    assert number in words(client.get(f"{dossier.get_absolute_url()}recu/"))


def test_a_receipt_tells_what_was_lodged_whatever_came_after(
    preparation: Preparation, tmp_path
) -> None:
    dossier = lodged(preparation)
    document = dossier.documents.first()
    document.versions.create(
        number=2, path="00/x.pdf", sha256="f" * 64, size=1, stored_at=clock.now()
    )

    client = signed_in(Client(), preparation["officer"])
    receipt = client.get(f"{dossier.get_absolute_url()}recu/")

    assert "f" * 64 not in words(receipt)
    assert receipt.context["is_sealed"] is True


def test_the_receipt_on_paper_says_the_same(preparation: Preparation) -> None:
    dossier = lodged(preparation)
    number = desk.register(preparation.actor("officer"), dossier)
    client = signed_in(Client(), preparation["chief"])

    answers = [client.get(f"{dossier.get_absolute_url()}recu.pdf") for _ in range(2)]

    said = words_of(answers[0].content)
    assert squeezed(number) in said
    assert squeezed(TITLE) in said
    assert dossier.lodged_digest in said
    assert answers[0].content == answers[1].content
    assert answers[0].headers["Content-Disposition"] == (
        f'inline; filename="recu-{number}.pdf"'
    )


def test_a_draft_has_no_receipt(preparation: Preparation) -> None:
    dossier = whole(preparation)
    client = signed_in(Client(), preparation["chief"])

    assert client.get(f"{dossier.get_absolute_url()}recu/").status_code == 404


def test_a_returned_dossier_says_why_to_its_ministry(preparation: Preparation) -> None:
    dossier = lodged(preparation)
    officer = preparation.actor("officer")
    desk.register(officer, dossier)
    reasons = ReturnReason.objects.filter(code__in=("recitals", "legal_basis"))
    desk.return_dossier(officer, dossier, list(reasons), comment="Voir l'article 3.")

    shown = words(page(preparation, dossier))

    assert "Visas incomplets ou erronés" in shown
    assert "Voir l'article 3." in shown
    assert "il garde son numéro" in shown


def test_a_dossier_is_withdrawn_with_a_reason(preparation: Preparation) -> None:
    dossier = lodged(preparation)

    empty = act(preparation, dossier, "retirer", reason="")
    done = act(preparation, dossier, "retirer", reason="Le texte est refondu.")

    assert empty.status_code == 422
    assert "Donnez la raison du retrait." in words(empty)
    assert told(done) == ["Le dossier est retiré."]
    shown = page(preparation, dossier)
    assert "Retiré : « Le texte est refondu. »" in words(shown)
    assert shown.context["acts"].main is None


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

    assert alone <= 44
