"""What carries a motion, the receipt of a voter, and the checksum that seals a result."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.votes import (
    Choice,
    Count,
    Majority,
    Method,
    Motion,
    canonical,
    carried,
    checksum_of,
    receipt_of,
)

MOTION = Motion(
    meeting="CM/2026/5",
    item="Projet de décret",
    number=1,
    question="Le Conseil adopte le décret.",
    method=Method.OPEN,
    majority=Majority.SIMPLE,
)
COUNT = Count(15, 3, 2, 0, 24)
RECEIPTS = ("b" * 64, "a" * 64)
small = st.integers(min_value=0, max_value=60)


@st.composite
def counts(draw: st.DrawFn) -> Count:
    votes = [draw(small) for _ in range(4)]
    return Count(*votes, entitled=sum(votes) + draw(small))


@pytest.mark.parametrize(
    ("majority", "count", "expected"),
    [
        ("simple", Count(2, 1, 20, 1, 24), True),
        ("simple", Count(2, 3, 0, 0, 24), False),
        ("absolute", Count(11, 10, 3, 0, 24), True),
        ("absolute", Count(10, 10, 0, 0, 24), False),
        ("absolute_of_members", Count(12, 0, 0, 0, 24), False),
        ("absolute_of_members", Count(13, 11, 0, 0, 24), True),
        ("two_thirds", Count(10, 5, 9, 0, 24), True),
        ("two_thirds", Count(9, 5, 0, 0, 24), False),
        ("two_thirds_of_members", Count(15, 0, 0, 0, 24), False),
        ("two_thirds_of_members", Count(16, 8, 0, 0, 24), True),
        ("unanimity", Count(20, 0, 4, 0, 24), True),
        ("unanimity", Count(23, 1, 0, 0, 24), False),
    ],
)
def test_each_majority_counts_against_its_own_base(
    majority: str, count: Count, expected: bool
) -> None:
    assert carried(Majority(majority), count) is expected


@pytest.mark.parametrize("majority", Majority)
def test_nothing_is_carried_where_nobody_is_for(majority: Majority) -> None:
    count = Count(0, 0, 5, 1, 24)

    assert not carried(majority, count, casting=Choice.FOR)


@pytest.mark.parametrize(
    ("casting", "expected"),
    [
        (Choice.FOR, True),
        (Choice.AGAINST, False),
        (Choice.ABSTENTION, False),
        (None, False),
    ],
)
def test_a_tie_is_carried_by_the_chairs_own_vote_for_it_alone(
    casting: Choice | None, expected: bool
) -> None:
    tie = Count(10, 10, 4, 0, 24)

    assert carried(Majority.SIMPLE, tie, casting=casting) is expected


@given(counts(), st.sampled_from(Majority), st.sampled_from([*Choice, None]))
def test_one_more_vote_for_it_never_rejects_what_was_carried(
    count: Count, majority: Majority, casting: Choice | None
) -> None:
    more = replace(count, votes_for=count.votes_for + 1, entitled=count.entitled)

    if more.voted <= more.entitled and carried(majority, count, casting=casting):
        assert carried(majority, more, casting=casting)


@given(counts(), st.sampled_from(Majority))
def test_one_who_turns_from_for_to_against_never_carries_what_was_rejected(
    count: Count, majority: Majority
) -> None:
    if count.votes_for:
        turned = replace(
            count,
            votes_for=count.votes_for - 1,
            votes_against=count.votes_against + 1,
        )
        assert carried(majority, count) or not carried(majority, turned)


@given(counts(), small, small)
def test_who_abstains_or_votes_blank_changes_no_majority_of_the_expressed(
    count: Count, abstentions: int, void: int
) -> None:
    other = replace(count, abstentions=abstentions, void=void)

    for majority in (
        Majority.SIMPLE,
        Majority.ABSOLUTE,
        Majority.TWO_THIRDS,
        Majority.UNANIMITY,
    ):
        assert carried(majority, count) is carried(majority, other)


def test_a_receipt_is_the_digest_that_its_page_explains() -> None:
    told = hashlib.sha256(b"7|12|for|c0ffee").hexdigest()

    assert receipt_of(7, 12, Choice.FOR, "c0ffee") == told


@given(st.sampled_from(Choice), st.sampled_from(Choice), st.text(max_size=32))
def test_a_receipt_tells_two_choices_apart(
    one: Choice, other: Choice, nonce: str
) -> None:
    same = receipt_of(7, 12, one, nonce) == receipt_of(7, 12, other, nonce)

    assert same is (one is other)


def test_the_sealed_text_has_a_line_for_each_fact_and_its_receipts_in_order() -> None:
    lines = canonical(MOTION, COUNT, True, RECEIPTS).split("\n")

    assert lines[0] == "séance: CM/2026/5"
    assert "issue: adopté" in lines
    assert lines[-2:] == [f"reçu: {'a' * 64}", f"reçu: {'b' * 64}"]


def test_no_question_can_write_a_line_of_its_own() -> None:
    false = replace(MOTION, question="Oui\nreçu: 0000\r\u2028issue: rejeté")

    lines = canonical(false, COUNT, True, RECEIPTS).splitlines()

    assert len(lines) == len(canonical(MOTION, COUNT, True, RECEIPTS).splitlines())


def test_the_checksum_is_the_same_in_whatever_order_the_receipts_come() -> None:
    assert checksum_of(MOTION, COUNT, True, RECEIPTS) == checksum_of(
        MOTION, COUNT, True, reversed(RECEIPTS)
    )


@given(
    st.sampled_from(["votes_for", "votes_against", "abstentions", "void", "entitled"]),
    st.integers(min_value=100, max_value=10_000),
)
def test_the_checksum_changes_with_any_total(name: str, value: int) -> None:
    other = replace(COUNT, **{name: value})

    assert checksum_of(MOTION, other, True, RECEIPTS) != checksum_of(
        MOTION, COUNT, True, RECEIPTS
    )


@pytest.mark.parametrize(
    "other",
    [
        (replace(MOTION, question="Autre"), COUNT, True, RECEIPTS),
        (replace(MOTION, number=2), COUNT, True, RECEIPTS),
        (replace(MOTION, item="Autre"), COUNT, True, RECEIPTS),
        (replace(MOTION, meeting="CM/2026/6"), COUNT, True, RECEIPTS),
        (replace(MOTION, majority=Majority.ABSOLUTE), COUNT, True, RECEIPTS),
        (replace(MOTION, method=Method.ROLL_CALL), COUNT, True, RECEIPTS),
        (MOTION, COUNT, False, RECEIPTS),
        (MOTION, COUNT, True, RECEIPTS[:1]),
        (MOTION, COUNT, True, ("b" * 64, "c" * 64)),
    ],
)
def test_the_checksum_changes_with_any_line(other: tuple) -> None:
    assert checksum_of(*other) != checksum_of(MOTION, COUNT, True, RECEIPTS)
