"""Kinds, pieces, reasons and levels of review are set on screens, without code."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.dossiers.models import DossierKind, PieceKind, ReturnReason
from ecm.people.models import User
from tests.cast import signed_in
from tests.preparation import Preparation


@pytest.fixture
def administrator(preparation: Preparation, client: Client) -> Client:
    user = User.objects.create(username="settings", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_dossierkind"))
    return signed_in(client, user)


def posted(kind: DossierKind, **changes: Any) -> dict[str, Any]:
    """Return the form of a kind as the page shows it, with some changes."""
    fields = {
        "label": kind.label,
        "help": kind.help,
        "item_kind": kind.item_kind,
        "part": kind.part,
        "deadline": kind.deadline,
        "planned_minutes": kind.planned_minutes,
        "position": kind.position,
        "is_active": "on",
        "formulas": "\n".join(kind.formulas),
        "field-TOTAL_FORMS": "0",
        "field-INITIAL_FORMS": "0",
    }
    for row in kind.requirements.select_related("piece"):
        fields[f"piece-{row.piece.code}-need"] = row.need
    return fields | changes


def test_a_piece_is_asked_and_no_longer_asked(administrator: Client) -> None:
    kind = DossierKind.objects.get(code="decree")
    changes = {"piece-procurement-need": "required", "piece-transmittal-need": ""}

    administrator.post(
        reverse("dossiers:settings-kind", args=["decree"]), posted(kind, **changes)
    )

    asked = dict(kind.requirements.values_list("piece__code", "need"))
    assert asked["procurement"] == "required"
    assert "transmittal" not in asked
    assert asked["presentation_report"] == "required"


def test_a_field_is_added_with_a_code_of_its_own(administrator: Client) -> None:
    kind = DossierKind.objects.get(code="contract")
    one = {"type": "text", "required": "on", "choices": "", "help": "", "code": ""}
    changes = {"field-TOTAL_FORMS": "2"}
    for rank in (0, 1):
        changes |= {f"field-{rank}-{name}": value for name, value in one.items()}
        changes[f"field-{rank}-label"] = "Bailleur de fonds"

    administrator.post(
        reverse("dossiers:settings-kind", args=["contract"]), posted(kind, **changes)
    )

    kind.refresh_from_db()
    assert [f["code"] for f in kind.fields] == [
        "bailleur_de_fonds",
        "bailleur_de_fonds_2",
    ]
    assert kind.fields[0]["required"] is True


def test_a_choice_without_choices_is_refused_and_nothing_is_lost(
    administrator: Client,
) -> None:
    kind = DossierKind.objects.get(code="contract")
    changes = {
        "field-TOTAL_FORMS": "1",
        "field-0-label": "Procédure",
        "field-0-type": "choice",
        "label": "Marché public",
    }

    answer = administrator.post(
        reverse("dossiers:settings-kind", args=["contract"]), posted(kind, **changes)
    )

    assert answer.status_code == 422
    assert "Donnez au moins un choix." in answer.content.decode()
    assert 'value="Marché public"' in answer.content.decode()
    kind.refresh_from_db()
    assert kind.label == "Marché"


def test_a_new_kind_is_proposed_to_ministries(administrator: Client) -> None:
    model = DossierKind.objects.get(code="report")

    administrator.post(
        reverse("dossiers:settings-kind-new"),
        posted(model, label="Stratégie nationale"),
    )

    kind = DossierKind.objects.get(label="Stratégie nationale")
    assert kind.code == "strategie-nationale"
    assert kind.is_active
    assert kind.requirements.count() == model.requirements.count()


def test_a_reason_and_a_piece_are_added(administrator: Client) -> None:
    reason = {"label": "Page manquante", "nature": "form", "position": "5"}
    piece = {"label": "Étude d'impact", "supplier": "ministry", "position": "5"}

    administrator.post(reverse("dossiers:settings-reason-new"), reason)
    administrator.post(reverse("dossiers:settings-piece-new"), piece)

    assert ReturnReason.objects.filter(code="page-manquante").exists()
    assert PieceKind.objects.filter(code="etude-dimpact").exists()


@pytest.mark.parametrize("name", ["chief", "officer", "secretary", "minister"])
def test_the_settings_are_the_administrators(
    preparation: Preparation, client: Client, name: str
) -> None:
    signed_in(client, preparation[name])

    for url in ("settings", "settings-kind-new", "settings-piece-new"):
        assert client.get(reverse(f"dossiers:{url}")).status_code == 404


def test_to_set_kinds_opens_no_dossier(
    preparation: Preparation, administrator: Client
) -> None:
    preparation.dossier("Un secret", state=DossierState.LODGED)

    answer = administrator.get(reverse("dossiers:settings"))

    assert answer.status_code == 200
    assert "Un secret" not in answer.content.decode()


def test_a_ministry_sets_its_own_levels(
    preparation: Preparation, client: Client
) -> None:
    signed_in(client, preparation["chief"])
    finance = preparation.cast.ministries["finance"]
    url = reverse("dossiers:level-new", args=[finance.code])
    for title in ("Directeur", "Secrétaire général"):
        client.post(
            url, {"title": title, "reviewers": [preparation["reviewer"].person_id]}
        )

    client.post(reverse("dossiers:level-remove", args=[finance.code, 1]))

    levels = finance.review_levels.values_list("position", "title")
    assert list(levels) == [(1, "Secrétaire général")]


def test_a_reviewer_is_of_the_ministry(
    preparation: Preparation, client: Client
) -> None:
    finance = preparation.cast.ministries["finance"]
    url = reverse("dossiers:level-new", args=[finance.code])
    stranger = preparation["rival_chief"].person_id

    answer = signed_in(client, preparation["chief"]).post(
        url, {"title": "Directeur", "reviewers": [stranger]}
    )

    assert answer.status_code == 422
    assert not finance.review_levels.exists()


def test_levels_stand_while_a_dossier_is_in_review(
    preparation: Preparation, client: Client
) -> None:
    preparation.dossier(state=DossierState.IN_REVIEW)
    finance = preparation.cast.ministries["finance"]
    url = reverse("dossiers:level-new", args=[finance.code])
    reviewer = preparation["reviewer"].person_id

    signed_in(client, preparation["chief"]).post(
        url, {"title": "Directeur", "reviewers": [reviewer]}
    )

    assert not finance.review_levels.exists()


def test_a_rival_does_not_know_the_levels(
    preparation: Preparation, client: Client
) -> None:
    finance = preparation.cast.ministries["finance"]
    url = reverse("dossiers:level-new", args=[finance.code])

    assert signed_in(client, preparation["rival_chief"]).get(url).status_code == 404
