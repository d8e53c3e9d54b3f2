"""What a benchmark concludes, and when it may not."""

import pytest

from benchmarks import verdict
from benchmarks.verdict import Column, Outcome


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Five quiet rounds of one server, on a machine of two cores."""
    monkeypatch.setattr(verdict, "ALLOWED", [0, 1])
    made = Outcome("fanout", [Column("cpu_us", "µs/message")])
    for value in (7.0, 9.0, 8.0, 8.0, 12.0):
        made.note("le nôtre", cpu_us=value)
    made.foreign = [0.01, 0.02, 0.01]
    return made


def test_the_median_of_the_rounds_stands_with_its_spread(outcome: Outcome) -> None:
    figure = outcome.figures["le nôtre"]["cpu_us"]

    assert figure.median == 8
    assert figure.spread == pytest.approx(5 / 8)


def test_a_goal_is_met_or_missed_by_name(outcome: Outcome) -> None:
    outcome.aim("au plus 10 µs", outcome.median("le nôtre", "cpu_us"), 10)
    assert outcome.verdict == "but atteint"

    outcome.aim("au plus 5 µs", outcome.median("le nôtre", "cpu_us"), 5)
    assert outcome.verdict == "BUT MANQUÉ : au plus 5 µs"


def test_strangers_on_the_machine_forbid_a_verdict(outcome: Outcome) -> None:
    outcome.foreign = [0.1, 0.5, 0.6]

    assert outcome.verdict.startswith("machine trop bruyante (50 %")


def test_fewer_than_five_rounds_forbid_a_verdict(outcome: Outcome) -> None:
    outcome.note("l'autre", cpu_us=1.0)

    assert outcome.verdict.startswith("moins de 5 tours")


def test_what_did_not_arrive_whole_counts_more_than_any_goal(outcome: Outcome) -> None:
    outcome.flaws.append("le nôtre : 3 trames abîmées")

    assert outcome.verdict == "FAUX : le nôtre : 3 trames abîmées"


def test_a_goal_missed_shows_in_the_table_and_in_the_json(outcome: Outcome) -> None:
    outcome.aim("au plus 5 µs", 8.0, 5)

    assert "manqué  au plus 5 µs : 8.00 (au plus 5)" in outcome.table()
    assert outcome.as_json()["goals"] == [
        {"goal": "au plus 5 µs", "value": 8.0, "most": 5, "met": False}
    ]
