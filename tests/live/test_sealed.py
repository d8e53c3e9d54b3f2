"""A sealed vote on everybody's screens: keys and receipts of the urn, never an envelope."""

from base64 import b64encode

import pytest
from django.urls import reverse

from ecm.domain.sealing import SIZES
from ecm.domain.votes import Layer, Majority
from ecm.journal.chain import digest
from ecm.meetings.actions import sealed
from ecm.meetings.actions.votes import close_vote
from ecm.meetings.models import Ballot
from live import render
from live.audience import audiences_now
from tests.asking import Place, furnish
from tests.cast import Council

EVERYBODY = (
    *("president", "secretary", "minister", "deputy", "rival"),
    *("observer", "screen"),
)
OUTER = b64encode(b"\x04" + b"o" * (SIZES[Layer.OUTER] - 1)).decode()
INNER = b64encode(b"\x04" + b"i" * (SIZES[Layer.INNER] - 1)).decode()
PAGES = ("live:room", "live:mine", "meetings:sealed-own", "meetings:receipts")


def public(letter: str) -> dict[str, str]:
    return {"kty": "EC", "crv": "P-256", "x": letter * 43, "y": letter * 43}


@pytest.fixture
def ballot(deliberating: Council) -> Ballot:
    """The minister's sealed ballot is cast in an open vote on the report."""
    council = deliberating
    council.meeting.seats.update(attendance="present")
    president, secretary = council.actor("president"), council.actor("secretary")
    ballot = sealed.prepare_vote(
        president, council.report, question="Le rapport", majority=Majority.SIMPLE
    )
    sealed.give_key(president, ballot, Layer.INNER, public("I"))
    sealed.give_key(secretary, ballot, Layer.OUTER, public("O"))
    sealed.open_sealed(president, ballot)
    seat = council.seat("minister").pk
    sealed.cast_sealed(council.actor("minister"), ballot, seat_id=seat, sealed=OUTER)
    return ballot


def frames(council: Council) -> dict[str, str]:
    """Return the whole page's frame of each, made anew."""
    people = [(council.cast[who], False, "fr") for who in EVERYBODY]
    found = audiences_now(council.refresh(), people)
    return {
        who: render.snapshot(council.pk, audience).html
        for who, audience in zip(EVERYBODY, found, strict=True)
        if audience
    }


def pages(place: Place) -> dict[tuple[str, str], str]:
    """Return what each reads at the addresses of the room that are his own."""
    return {
        (who, name): place.visitor(who)
        .get(reverse(name, args=[place.council.pk]))
        .content.decode()
        for who in EVERYBODY
        for name in PAGES
    }


def close(council: Council, ballot: Ballot) -> None:
    close_vote(council.actor("president"), ballot)


def unseal(council: Council, ballot: Ballot) -> None:
    close(council, ballot)
    sealed.unseal(council.actor("secretary"), ballot, [INNER])


@pytest.mark.parametrize("step", [None, close, unseal])
def test_no_frame_and_no_page_holds_an_envelope(
    deliberating: Council, ballot: Ballot, step
) -> None:
    if step:
        step(deliberating, ballot)
    place = furnish(deliberating, deliberating.report)

    read = {**frames(deliberating), **pages(place)}

    told = [who for who, text in read.items() if OUTER in text or INNER in text]
    assert len(read) == len(EVERYBODY) * (1 + len(PAGES))
    assert told == []


def test_a_receipt_is_in_no_frame_before_the_closing_and_in_the_list_after_it(
    deliberating: Council, ballot: Ballot
) -> None:
    seal = digest(OUTER)
    assert [who for who, text in frames(deliberating).items() if seal in text] == []

    close(deliberating, ballot)

    told = {who for who, text in frames(deliberating).items() if seal in text}
    assert told == {"president", "secretary", "minister", "deputy", "rival", "observer"}


def test_only_who_conducts_opens_the_vote_and_only_with_both_keys(
    deliberating: Council,
) -> None:
    president = deliberating.actor("president")
    ballot = sealed.prepare_vote(
        president, deliberating.report, question="Texte", majority=Majority.SIMPLE
    )
    sealed.give_key(president, ballot, Layer.INNER, public("I"))
    waiting = frames(deliberating)
    sealed.give_key(deliberating.actor("secretary"), ballot, Layer.OUTER, public("O"))
    ready = frames(deliberating)

    offered = [who for who, text in ready.items() if 'id="sealed-open"' in text]
    assert offered == ["president"]
    assert "Il faut d'abord les deux clés." in waiting["president"]
    assert "Il faut d'abord les deux clés." not in ready["president"]
    assert digest("I" * 43 + "." + "I" * 43)[:16] in ready["minister"]


def test_a_vote_on_an_item_closed_to_somebody_is_not_on_his_screen(
    opened: Council,
) -> None:
    opened.meeting.seats.update(attendance="present")
    opened.call("secret")
    sealed.prepare_vote(
        opened.actor("president"),
        opened.secret,
        question="QUESTION SECRETE",
        majority=Majority.SIMPLE,
    )

    told = {who for who, text in frames(opened).items() if "QUESTION SECRETE" in text}

    assert told == {"president", "secretary", "minister"}
