"""The votes on an item among the facts of its minutes."""

from ecm.domain.votes import Method
from ecm.meetings import chronicle
from ecm.meetings.actions.casting import count_paper
from ecm.meetings.actions.votes import annul_vote
from tests.cast import Council
from tests.voting import all_there, close, put, vote


def said(council: Council) -> list[str]:
    facts = chronicle.facts_of(council.refresh(), council.report)
    return [fact.text for fact in facts if "vote" in fact.text or "voix" in fact.text]


def test_a_vote_under_way_is_no_fact(deliberating: Council) -> None:
    all_there(deliberating)
    put(deliberating)

    assert said(deliberating) == []


def test_a_counted_vote_is_told_with_its_totals_and_no_name(
    deliberating: Council,
) -> None:
    all_there(deliberating)
    ballot = put(deliberating)
    for name, choice in (
        ("president", "for"),
        ("deputy", "for"),
        ("minister", "against"),
        ("rival", "abstention"),
    ):
        vote(deliberating, ballot, name, choice)
    close(deliberating, ballot)

    assert said(deliberating) == [
        "Mis aux voix à découvert, le texte est adopté par 2 voix pour, 1 contre et "
        "1 abstention."
    ]


def test_names_are_told_where_they_were_to_be_kept(deliberating: Council) -> None:
    all_there(deliberating)
    ballot = put(deliberating, keeps_names=True)
    vote(deliberating, ballot, "rival", "against")
    close(deliberating, ballot)
    rival = str(deliberating.seat("rival").holder)

    assert said(deliberating) == [
        "Mis aux voix à découvert, le texte est rejeté par 0 voix pour, 1 contre et "
        f"0 abstention. Contre\u00a0: {rival}."
    ]


def test_a_secret_vote_says_how_many_were_void(deliberating: Council) -> None:
    all_there(deliberating)
    ballot = close(deliberating, put(deliberating, Method.PAPER))
    totals = {"votes_for": 2, "votes_against": 0, "abstentions": 0, "void": 2}
    count_paper(deliberating.actor("secretary"), ballot, **totals)

    assert said(deliberating) == [
        "Mis aux voix au scrutin secret, le texte est adopté par 2 voix pour, 0 contre, "
        "0 abstention et 2 bulletins blancs ou nuls."
    ]


def test_an_annulled_vote_is_told_too(deliberating: Council) -> None:
    all_there(deliberating)
    ballot = put(deliberating, Method.ROLL_CALL)
    annul_vote(deliberating.actor("president"), ballot)

    assert said(deliberating) == ["Le vote par appel nominal est annulé."]


def test_a_fact_of_a_vote_becomes_a_paragraph_of_its_item(
    deliberating: Council,
) -> None:
    all_there(deliberating)
    close(deliberating, put(deliberating))
    facts = chronicle.facts_of(deliberating.refresh(), deliberating.report)
    fact = next(f for f in facts if "Mis aux voix" in f.text)

    chronicle.insert(
        deliberating.actor("secretary"),
        deliberating.meeting,
        deliberating.report,
        fact.key,
    )

    written = deliberating.meeting.blocks.get(item=deliberating.report)
    assert written.text == fact.text
