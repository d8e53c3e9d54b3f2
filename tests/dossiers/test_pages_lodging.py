"""Lodging from the page: late or in time, the receipt, the return and the withdrawal."""

import time_machine
from django.test import Client

from ecm import clock
from ecm.dossiers.actions import desk, review
from ecm.dossiers.models import (
    Dossier,
    LateRequest,
    ReturnReason,
)
from tests.cast import signed_in
from tests.dossiers.pages import TITLE, act, lodged, page, told, whole, words
from tests.preparation import Preparation
from tests.publication.pdf import squeezed, words_of

ONE_DATABASE = True


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
