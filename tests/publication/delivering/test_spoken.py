"""The page that the spokesperson reads aloud."""

import pytest
from django.test import Client

from ecm.domain.communique.edition import from_json
from ecm.domain.publishing import CommuniqueState
from ecm.meetings.actions.sittings import close
from ecm.people.models import Mandate
from tests.cast import Council, signed_in
from tests.publication.published import a_communique, publish

ONE_DATABASE = True


def page(council: Council, who: str) -> tuple[int, str]:
    client = signed_in(Client(), council.cast[who])
    answer = client.get(f"/seances/{council.pk}/compte-rendu/lecture/")
    return answer.status_code, answer.content.decode()


@pytest.fixture
def submitted(council: Council) -> Council:
    a_communique(council, CommuniqueState.SUBMITTED)
    close(council.actor("president"), council.pk)
    rival = Mandate.objects.filter(person=council.cast.rival.person)
    rival.update(is_spokesperson=True)
    return council


def test_the_spokesperson_reads_a_summary_that_names_nobody(submitted: Council) -> None:
    status, words = page(submitted, "rival")

    assert status == 200
    assert '<p lang="fr">' in words
    assert "ZONGO" not in words
    assert "texte non publié" in words


def test_once_published_it_is_the_published_text(submitted: Council) -> None:
    communique = submitted.meeting.communique
    publish(communique, from_json(communique.edition))

    assert "texte non publié" not in page(submitted, "secretary")[1]


@pytest.mark.parametrize("who", ["minister", "president", "observer", "stranger"])
def test_nobody_else_opens_it(submitted: Council, who: str) -> None:
    assert page(submitted, who)[0] == 404
