"""The yearbook's counts: every line and every table adds up."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.outcomes import Outcome
from ecm.domain.year_counts import (
    Case,
    YearCounts,
    by_kind,
    by_ministry,
    count,
    counts_of,
)

ONE_DATABASE = True
CASES = st.lists(
    st.builds(
        Case,
        ministry=st.integers(1, 4),
        kind=st.integers(1, 4),
        outcome=st.sampled_from(["", *(o.value for o in Outcome)]),
        is_withdrawn=st.booleans(),
        is_finalised=st.booleans(),
    )
)


@given(CASES)
def test_what_was_received_is_of_one_fate_or_waits(cases: list[Case]) -> None:
    total = count(cases)

    fates = total.adopted + total.rejected + total.deferred + total.withdrawn
    assert total.received == len(cases) == fates + total.pending
    assert total.finalised <= total.adopted


@given(CASES)
def test_the_lines_of_each_table_add_up_to_its_total(cases: list[Case]) -> None:
    total = count(cases)

    assert sum(by_ministry(cases).values(), YearCounts()) == total
    assert sum(by_kind(cases).values(), YearCounts()) == total


@given(CASES)
def test_each_dossier_counts_by_itself(cases: list[Case]) -> None:
    total = count(cases)

    for column in fields(YearCounts):
        alone = sum(getattr(counts_of(case), column.name) for case in cases)
        assert alone == getattr(total, column.name)


def test_what_was_withdrawn_after_all_is_not_adopted() -> None:
    case = Case(1, 1, outcome="adopted", is_withdrawn=True, is_finalised=True)

    assert counts_of(case) == YearCounts(received=1, withdrawn=1)


def test_decrees_not_adopted_are_rejected_or_deferred() -> None:
    cases = [Case(1, 1, outcome=o) for o in ("rejected", "deferred", "adopted")]

    assert count(cases).not_adopted == 2
