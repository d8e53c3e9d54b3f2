"""A secret vote on paper: its totals, its scanned record, and what is refused of them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.votes import BallotState, Method
from ecm.meetings.actions.casting import count_paper
from ecm.meetings.models import Ballot
from tests.cast import Council, signed_in
from tests.voting import all_there, by_hand, close, put, vote

TOTALS = {"votes_for": 2, "votes_against": 1, "abstentions": 0, "void": 1}
JPEG = b"\xff\xd8\xff\xe0" + bytes(60)


@pytest.fixture
def paper(deliberating: Council) -> Ballot:
    """A paper vote of four seats, closed: its totals are awaited."""
    all_there(deliberating)
    return close(deliberating, put(deliberating, Method.PAPER, keeps_names=True))


def send(client: Client, council: Council, ballot: Ballot, **more: object):
    url = reverse("meetings:vote-count", args=[council.pk, ballot.pk])
    here = signed_in(client, council.cast.secretary)
    return here.post(url, {**TOTALS, **more}, headers={"HX-Request": "true"})


def test_a_paper_vote_keeps_no_names_and_takes_none_on_tablets(
    deliberating: Council,
) -> None:
    all_there(deliberating)
    ballot = put(deliberating, Method.PAPER, keeps_names=True)

    assert not ballot.keeps_names
    for act in (vote, by_hand):
        with pytest.raises(NotPossible, match="secret"):
            act(deliberating, ballot, "rival", "for")


def test_closing_a_paper_vote_waits_for_its_totals(paper: Ballot) -> None:
    assert (paper.state, paper.checksum) == (BallotState.CLOSED, "")


def test_the_totals_are_frozen_with_a_checksum(
    deliberating: Council, paper: Ballot
) -> None:
    count_paper(deliberating.actor("secretary"), paper, **TOTALS)

    paper.refresh_from_db()
    assert (paper.state, paper.is_carried) == (BallotState.COUNTED, True)
    assert len(paper.checksum) == 64


def test_the_same_totals_twice_are_one_result_and_others_are_refused(
    deliberating: Council, paper: Ballot
) -> None:
    secretary = deliberating.actor("secretary")
    count_paper(secretary, paper, **TOTALS)
    seq = deliberating.refresh().seq

    count_paper(secretary, paper, **TOTALS)
    with pytest.raises(Conflict):
        count_paper(secretary, paper, **{**TOTALS, "votes_for": 1})

    assert deliberating.refresh().seq == seq


def test_more_votes_than_the_register_holds_are_refused_in_words(
    deliberating: Council, paper: Ballot
) -> None:
    with pytest.raises(NotPossible) as refused:
        count_paper(
            deliberating.actor("secretary"), paper, **{**TOTALS, "votes_for": 3}
        )

    assert refused.value.values == {"found": 5, "entitled": 4}


def test_totals_wait_for_the_closing(deliberating: Council) -> None:
    all_there(deliberating)
    ballot = put(deliberating, Method.PAPER)

    with pytest.raises(Conflict):
        count_paper(deliberating.actor("secretary"), ballot, **TOTALS)


@pytest.mark.parametrize("name", ["minister", "rival", "observer"])
def test_members_enter_no_totals(
    deliberating: Council, paper: Ballot, name: str
) -> None:
    with pytest.raises(NotAllowed):
        count_paper(deliberating.actor(name), paper, **TOTALS)


# The scanned record


def test_a_photograph_of_the_sheet_is_kept_and_sealed(
    deliberating: Council, paper: Ballot, client: Client
) -> None:
    answer = send(
        client, deliberating, paper, scan=SimpleUploadedFile("IMG 1.HEIC", JPEG)
    )

    paper.refresh_from_db()
    assert answer.status_code == 204
    assert paper.scan.endswith(".jpg")
    page = client.get(
        reverse("meetings:vote-receipt", args=[deliberating.pk, paper.pk])
    )
    assert f"reçu: {paper.scan_sha256}" in page.content.decode()


def test_the_record_goes_to_the_table_alone_as_a_file_to_save(
    deliberating: Council, paper: Ballot, client: Client
) -> None:
    send(client, deliberating, paper, scan=SimpleUploadedFile("p.jpg", JPEG))
    url = reverse("meetings:vote-scan", args=[deliberating.pk, paper.pk])

    answer = client.get(url)
    others = [
        signed_in(Client(), deliberating.cast[name]).get(url).status_code
        for name in ("minister", "observer", "screen", "stranger")
    ]

    assert b"".join(answer.streaming_content) == JPEG
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert others == [404] * 4


@pytest.mark.parametrize(
    "content", [b"", b"<script>", b"%PDF-1.7 cut", b"PK\x03\x04" + bytes(60)]
)
def test_what_is_no_scan_is_refused_and_nothing_is_counted(
    deliberating: Council, paper: Ballot, client: Client, content: bytes
) -> None:
    answer = send(
        client, deliberating, paper, scan=SimpleUploadedFile("pv.pdf", content)
    )

    paper.refresh_from_db()
    assert answer.status_code in (200, 409)
    assert (paper.state, paper.scan) in (
        (BallotState.CLOSED, ""),
        # An empty file field is no file at all.
        (BallotState.COUNTED, ""),
    )
    assert content == b"" or paper.state == BallotState.CLOSED


def test_a_missing_total_is_named(
    deliberating: Council, paper: Ballot, client: Client
) -> None:
    answer = send(client, deliberating, paper, votes_for="")

    assert answer.status_code == 409
    assert "Pour" in answer.content.decode()


def test_nothing_says_where_the_store_is(
    deliberating: Council, paper: Ballot, client: Client, tmp_path: Path
) -> None:
    send(client, deliberating, paper, scan=SimpleUploadedFile("secret.jpg", JPEG))

    url = reverse("meetings:vote-scan", args=[deliberating.pk, paper.pk])
    assert "secret" not in client.get(url)["Content-Disposition"]
