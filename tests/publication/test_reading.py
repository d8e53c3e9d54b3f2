"""Who may open a communiqué, and what its page offers."""

import pytest
from django.test import Client

from ecm.meetings.actions.recusals import recuse
from ecm.meetings.actions.sittings import close
from tests.cast import Council, signed_in
from tests.publication.council import pronounce

ONE_DATABASE = True
FORMS = ["compte-rendu/", "compte-rendu.pdf", "compte-rendu.txt"]


@pytest.fixture
def decided(opened: Council) -> Council:
    pronounce(opened, "report")
    return opened


@pytest.fixture
def closed(decided: Council) -> Council:
    close(decided.actor("president"), decided.pk)
    return decided


def status(client: Client, council: Council, name: str, form: str) -> int:
    signed_in(client, council.cast[name])
    return client.get(f"/seances/{council.pk}/{form}").status_code


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "while_open", "once_closed"),
    [
        ("president", 200, 200),
        ("secretary", 200, 200),
        ("second_secretary", 200, 200),
        ("minister", 404, 200),
        ("rival", 404, 200),
        ("observer", 404, 404),
        ("screen", 404, 404),
        ("stranger", 404, 404),
        ("administrator", 404, 404),
    ],
)
def test_the_draft_is_open_to_members_once_the_council_is_closed(
    client: Client,
    decided: Council,
    name: str,
    form: str,
    while_open: int,
    once_closed: int,
) -> None:
    before = status(client, decided, name, form)
    close(decided.actor("president"), decided.pk)

    assert (before, status(client, decided, name, form)) == (while_open, once_closed)


@pytest.mark.parametrize("form", FORMS)
def test_a_chair_who_stands_aside_reads_no_draft_that_would_tell_of_it(
    client: Client, opened: Council, form: str
) -> None:
    recuse(opened.actor("president"), opened.seat("president"), opened.report)

    # Before the decision as after it: the answer tells nothing of what became of it.
    before = status(client, opened, "president", form)
    pronounce(opened, "report")

    assert (before, status(client, opened, "president", form)) == (404, 404)
    assert status(client, opened, "secretary", form) == 200


def test_nobody_reads_without_signing_in(client: Client, closed: Council) -> None:
    answers = [client.get(f"/seances/{closed.pk}/{form}") for form in FORMS]

    assert [answer.status_code for answer in answers] == [302, 302, 302]


def test_a_communique_is_only_read(client: Client, closed: Council) -> None:
    signed_in(client, closed.cast.president)

    answers = [client.post(f"/seances/{closed.pk}/{form}") for form in FORMS]

    assert [answer.status_code for answer in answers] == [405, 405, 405]


def test_the_page_says_the_decisions_and_leads_to_the_other_forms(
    client: Client, closed: Council
) -> None:
    signed_in(client, closed.cast.minister)

    page = client.get(f"/seances/{closed.pk}/compte-rendu/").content.decode()

    assert "Le Conseil a adopté un rapport relatif à" in page
    assert "Projet — établi d&#x27;après les décisions prononcées" in page
    for form in FORMS[1:]:
        assert f'href="/seances/{closed.pk}/{form}"' in page


def test_the_pdf_opens_under_the_reference_of_the_council(
    client: Client, closed: Council
) -> None:
    signed_in(client, closed.cast.minister)

    answer = client.get(f"/seances/{closed.pk}/compte-rendu.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="CM-2026-5.pdf"'
    assert answer.content.startswith(b"%PDF-1.7")


def test_a_communique_without_a_decision_says_so_kindly(
    client: Client, opened: Council
) -> None:
    signed_in(client, opened.cast.secretary)

    page = client.get(f"/seances/{opened.pk}/compte-rendu/").content.decode()

    assert "Le compte rendu n'a encore rien à dire." in page
    assert "DELIBERATIONS" not in page
