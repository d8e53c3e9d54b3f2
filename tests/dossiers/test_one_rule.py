"""Lists, counts, search and pages know the same dossiers, for everybody in every state."""

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.circuit import DossierRole, DossierState
from ecm.dossiers.dashboard import Dashboard
from ecm.dossiers.models import Dossier, Opinion, ReviewLevel
from ecm.dossiers.search import index_dossier, search
from ecm.dossiers.standing import Standing, roles_on, standing_today, visible
from tests.cast import signed_in
from tests.preparation import NOW, STAFF, Preparation

ONE_DATABASE = True

WORD = "Wagadugu"
EVERYBODY = (
    *STAFF,
    *("president", "deputy", "minister", "absent", "rival", "secretary"),
    *("second_secretary", "observer", "stranger", "administrator"),
)


def a_level(preparation: Preparation, position: int, *names: str) -> None:
    level = ReviewLevel.objects.create(
        ministry=preparation.cast.ministries["finance"],
        position=position,
        title=f"Niveau {position}",
    )
    level.reviewers.set(preparation[name].person for name in names)


def asked(preparation: Preparation, dossier: Dossier) -> None:
    Opinion.objects.create(
        dossier=dossier,
        ministry=preparation.cast.ministries["culture"],
        about="0" * 64,
        asked_by=preparation["chief"].person,
        asked_at=NOW,
        due_at=NOW,
    )


def planted(preparation: Preparation, state: DossierState) -> list[Dossier]:
    """Return dossiers of finance in `state`: at each level, secret, asked about, shared."""
    dossiers = [
        preparation.dossier(f"{WORD} {name}", state=state)
        for name in ("plain", "second", "over", "secret", "asked", "shared")
    ]
    _plain, second, over, secret, about, shared = dossiers
    second.levels_passed, over.levels_passed = 1, 2
    secret.is_confidential = True
    for dossier in (second, over, secret):
        dossier.save()
    asked(preparation, about)
    shared.associated.add(preparation.cast.ministries["health"])
    for dossier in dossiers:
        index_dossier(dossier)
    return dossiers


@pytest.fixture
def levels(preparation: Preparation) -> None:
    """One of the staff and one who is of another house read at the first level."""
    a_level(preparation, 1, "reviewer", "rival_chief")
    a_level(preparation, 2, "controller", "observer")


@pytest.mark.parametrize("state", DossierState)
@pytest.mark.usefixtures("levels")
def test_what_is_listed_opens_and_what_opens_is_listed(
    preparation: Preparation, state: DossierState
) -> None:
    dossiers = planted(preparation, state)

    for name in EVERYBODY:
        standing = standing_today(preparation[name].person_id)
        rows = visible(standing)
        known = set(rows.values_list("pk", flat=True))
        opened = {d.pk for d in dossiers if roles_on(standing, d)}
        found = {found.dossier.pk for found in search(standing, WORD)}
        dashboard = Dashboard(standing, rows)
        waiting = (dashboard.to_sign, dashboard.to_review, dashboard.returned)
        waiting += (dashboard.to_lodge, dashboard.drafts)

        assert known == opened, name
        assert {row.dossier.pk for lines in waiting for row in lines} <= opened, name
        # Who was only asked finds the versions that he was shown; no secret is indexed.
        whole = {d.pk for d in dossiers if _is_whole(standing, d)}
        assert found == whole, name


def _is_whole(standing: Standing, dossier: Dossier) -> bool:
    roles = roles_on(standing, dossier)
    return bool(roles - {DossierRole.CONSULTED}) and not dossier.is_confidential


@pytest.mark.usefixtures("levels")
def test_a_reviewer_from_elsewhere_is_shown_his_level_alone(
    preparation: Preparation, client: Client
) -> None:
    first, second, *_others = planted(preparation, DossierState.IN_REVIEW)

    signed_in(client, preparation["controller"])
    listed = client.get(reverse("dossiers:list")).content.decode()
    statuses = [client.get(d.get_absolute_url()).status_code for d in (first, second)]

    assert (first.title in listed, second.title in listed) == (False, True)
    assert statuses == [404, 200]


def test_who_only_reads_over_has_his_list(
    preparation: Preparation, client: Client
) -> None:
    a_level(preparation, 1, "stranger")
    dossier = preparation.dossier(WORD, state=DossierState.IN_REVIEW)

    signed_in(client, preparation["stranger"])

    assert dossier.title in client.get(reverse("dossiers:list")).content.decode()
