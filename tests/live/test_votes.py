"""Who is shown a vote: turnout to the room, no choice before the count, nothing to others."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.votes import Method
from ecm.meetings.actions.items import call_item
from ecm.meetings.actions.recusals import recuse
from ecm.meetings.models import Ballot
from live import render
from live.audience import Audience
from tests.cast import Council, signed_in
from tests.voting import QUESTION, all_there, by_hand, close, put, represent, vote

Of = Callable[..., Audience]
ROOM = ("president", "secretary", "minister", "rival")


@pytest.fixture
def gathered(deliberating: Council) -> Council:
    """The report under deliberation, everybody there but `absent`."""
    all_there(deliberating)
    return deliberating


def region(html: str, name: str = "vote") -> str:
    """Return one region of a frame, or nothing."""
    found = re.search(rf'<(\w+) id="{name}".*?</\1>\s*(?=<\w+ id=|$)', html, re.S)
    return found.group(0) if found else ""


def whole(council: Council, audience: Audience) -> str:
    return render.snapshot(council.pk, audience).html


def delta(council: Council, after: int, audience: Audience) -> str:
    return render.changes(council.pk, after, {audience}).frames[audience]


def own(council: Council, name: str) -> str:
    url = reverse("meetings:vote-own", args=[council.pk])
    return signed_in(Client(), council.cast[name]).get(url).content.decode()


def test_nothing_shows_of_votes_unless_the_chair_opens_one(
    gathered: Council, audience: Of
) -> None:
    for name in ROOM:
        html = whole(gathered, audience(gathered, name))
        assert region(html).startswith('<section id="vote"')
        assert " hidden" in region(html).split(">")[0]
        assert "Clore le vote" not in html


def test_everybody_in_the_room_reads_what_is_put_to_the_vote(
    gathered: Council, audience: Of
) -> None:
    before = gathered.meeting.seq
    put(gathered)

    for name in ROOM:
        told = region(delta(gathered, before, audience(gathered, name)))
        assert QUESTION in told
        assert "4 inscrits" in told
        assert ("Clore le vote" in told) is (name == "president")
        assert ("Saisir un vote" in told) is (name == "secretary")


def test_a_vote_given_touches_the_turnout_and_no_form(
    gathered: Council, audience: Of
) -> None:
    ballot = put(gathered)
    before = gathered.refresh().seq
    vote(gathered, ballot, "rival", "against")

    for name in ROOM:
        frame = delta(gathered, before, audience(gathered, name))
        assert re.findall(r'id="(vote|vote-own|turnout|stage)"', frame) == ["turnout"]
        assert "<strong>1</strong> votant sur 4" in frame
        assert "button" not in frame


@pytest.mark.parametrize("method", [Method.OPEN, Method.ROLL_CALL])
def test_no_frame_tells_a_choice_before_the_count(
    gathered: Council, audience: Of, method: Method
) -> None:
    before = gathered.meeting.seq
    ballot = put(gathered, method, keeps_names=True)
    by_hand(gathered, ballot, "president", "for")
    audiences = [audience(gathered, name) for name in (*ROOM, "screen")]
    told = [delta(gathered, before, one) for one in audiences]

    ballot.voters.filter(has_voted=True).update(choice="against", receipt="0" * 64)

    contrary = [delta(gathered, before, one) for one in audiences]
    assert [unstamped(one) for one in told] == [unstamped(one) for one in contrary]


def unstamped(html: str) -> str:
    return re.sub(r'data-now="[^"]*"', "", html)


def test_the_result_is_said_in_words_to_all_and_by_name_to_the_table(
    gathered: Council, audience: Of
) -> None:
    ballot = put(gathered)
    vote(gathered, ballot, "rival", "against")
    vote(gathered, ballot, "minister", "for")
    vote(gathered, ballot, "deputy", "for")
    close(gathered, ballot)
    rival = str(gathered.seat("rival").holder)

    for name in ROOM:
        told = region(whole(gathered, audience(gathered, name)))
        assert "Le texte est adopté" in told
        assert ballot.checksum[:4] + " " + ballot.checksum[4:8] in told
        assert (rival in told) is (name in ("president", "secretary"))


@pytest.mark.parametrize("keeps_names", [True, False])
def test_members_and_the_wall_read_names_only_where_they_are_kept(
    gathered: Council, audience: Of, keeps_names: bool
) -> None:
    ballot = put(gathered, keeps_names=keeps_names)
    vote(gathered, ballot, "rival", "against")
    close(gathered, ballot)
    rival = str(gathered.seat("rival").holder)

    member = region(whole(gathered, audience(gathered, "minister")))
    wall = region(whole(gathered, audience(gathered, "screen")), "hall")
    assert (rival in member) is keeps_names
    assert (rival in wall) is keeps_names
    assert "Rejeté" in wall


def test_the_wall_shows_turnout_and_no_form(gathered: Council, audience: Of) -> None:
    ballot = put(gathered)
    before = gathered.refresh().seq
    vote(gathered, ballot, "rival", "against")

    frame = delta(gathered, before, audience(gathered, "screen"))

    assert "Vote en cours" in frame
    assert "1 votant sur 4" in frame
    assert "button" not in frame


def test_who_stands_aside_loses_the_vote_at_once(
    gathered: Council, audience: Of
) -> None:
    put(gathered)
    recuse(gathered.actor("rival"), gathered.seat("rival"), gathered.report)

    html = whole(gathered, audience(gathered, "rival"))

    assert QUESTION not in html
    assert QUESTION not in own(gathered, "rival")
    assert "aria-pressed" not in own(gathered, "rival")


def test_a_vote_on_a_restricted_item_is_nothing_to_the_others(
    gathered: Council, audience: Of
) -> None:
    call_item(gathered.actor("president"), gathered.secret)
    before = gathered.refresh().seq
    ballot = put(gathered, item=gathered.secret)
    vote(gathered, ballot, "minister", "for")

    for name in ("rival", "screen"):
        frame = delta(gathered, before, audience(gathered, name))
        assert re.findall(r'<\w+ id="(\w+)"', frame) == ["cursor"]
        assert QUESTION not in whole(gathered, audience(gathered, name))
    url = reverse("meetings:vote-receipt", args=[gathered.pk, ballot.pk])
    close(gathered, ballot)
    assert signed_in(Client(), gathered.cast.rival).get(url).status_code == 404
    assert signed_in(Client(), gathered.cast.minister).get(url).status_code == 200


# My own


def test_my_page_has_one_form_for_each_of_my_seats(gathered: Council) -> None:
    represent(gathered)
    put(gathered)

    assert own(gathered, "deputy").count('class="own-vote"') == 2
    assert own(gathered, "rival").count('class="own-vote"') == 1
    assert 'class="own-vote"' not in own(gathered, "secretary")


def test_observers_and_walls_have_no_form(gathered: Council) -> None:
    put(gathered)

    for name in ("observer", "screen", "secretary"):
        assert "hx-post" not in own(gathered, name)


def test_what_i_voted_is_on_my_page_and_on_no_other(gathered: Council) -> None:
    ballot = put(gathered)
    url = reverse("meetings:vote-cast", args=[gathered.pk, ballot.pk])
    fields = {"seat": gathered.seat("rival").pk, "choice": "for"}

    answer = signed_in(Client(), gathered.cast.rival).post(url, fields)

    told = answer.content.decode()
    receipt = ballot.voters.get(seat=gathered.seat("rival")).receipt
    short = "-".join(receipt[at : at + 4] for at in range(0, 16, 4))
    assert f"Votre vote est enregistré : Pour.</strong> Reçu {short}" in told
    assert short not in own(gathered, "minister")
    assert short not in own(gathered, "president")


def test_a_vote_sent_again_because_its_answer_was_lost_shows_the_same_receipt(
    gathered: Council,
) -> None:
    ballot = put(gathered)
    url = reverse("meetings:vote-cast", args=[gathered.pk, ballot.pk])
    fields = {"seat": gathered.seat("rival").pk, "choice": "for"}
    here = signed_in(Client(), gathered.cast.rival)
    key = {"Idempotency-Key": "11111111-1111-4111-8111-111111111111"}

    first = here.post(url, fields, headers=key).content
    seq = gathered.refresh().seq
    again = here.post(url, fields, headers=key)

    assert (again.status_code, again.content) == (200, first)
    assert gathered.refresh().seq == seq


def test_in_a_roll_call_only_the_seat_whose_turn_it_is_has_buttons(
    gathered: Council, audience: Of
) -> None:
    ballot = put(gathered, Method.ROLL_CALL)
    assert "C'est votre tour" in own(gathered, "president").replace("&#x27;", "'")
    assert "hx-post" not in own(gathered, "deputy")

    vote(gathered, ballot, "president", "for")

    assert "hx-post" in own(gathered, "deputy")
    assert "hx-post" not in own(gathered, "president")
    html = whole(gathered, audience(gathered, "minister"))
    assert f'data-next="{gathered.seat("deputy").pk}"' in html


def test_the_page_of_receipts_holds_mine_and_gives_away_no_other(
    gathered: Council,
) -> None:
    ballot = put(gathered)
    for name in ("rival", "minister"):
        vote(gathered, ballot, name, "for")
    close(gathered, ballot)
    url = reverse("meetings:vote-receipt", args=[gathered.pk, ballot.pk])

    page = signed_in(Client(), gathered.cast.rival).get(url).content.decode()

    mine = ballot.voters.get(seat=gathered.seat("rival"))
    other = ballot.voters.get(seat=gathered.seat("minister"))
    assert f"|{mine.nonce}" in page
    assert other.receipt in page
    assert other.nonce not in page
    assert str(gathered.seat("minister").holder) not in page


def test_no_page_checks_a_vote_that_is_not_counted(gathered: Council) -> None:
    ballot = put(gathered)
    url = reverse("meetings:vote-receipt", args=[gathered.pk, ballot.pk])

    for name in (*ROOM, "observer", "screen", "stranger"):
        page = signed_in(Client(), gathered.cast[name]).get(url)
        assert page.status_code == 404


# The dialog


def test_the_dialog_proposes_the_usual_words_and_reads_them_back(
    gathered: Council,
) -> None:
    gathered.meeting.body.majority = "two_thirds"
    gathered.meeting.body.save()
    here = signed_in(Client(), gathered.cast.president)
    url = reverse("meetings:vote-open", args=[gathered.pk, gathered.report.pk])
    wanted = {"question": QUESTION, "method": "open", "majority": "simple"}

    offer = here.get(url).content.decode()
    back = here.post(url, wanted).content.decode()

    assert 'value="two_thirds" selected' in offer
    assert QUESTION in back
    assert not Ballot.objects.exists()
    assert here.post(url, {**wanted, "read": "1"}).status_code == 204
    assert Ballot.objects.get().question == QUESTION


def test_a_sealed_vote_is_prepared_and_not_open(gathered: Council) -> None:
    here = signed_in(Client(), gathered.cast.president)
    url = reverse("meetings:vote-open", args=[gathered.pk, gathered.report.pk])
    wanted = {"question": QUESTION, "method": "sealed", "majority": "simple"}

    assert here.post(url, {**wanted, "read": "1"}).status_code == 204

    assert Ballot.objects.get().state == "prepared"
