"""The benchmark of the lists, made tiny: that it loads, asks and judges; never how fast."""

import json

import pytest

from benchmarks import timing
from benchmarks.dossiers import fill, run
from benchmarks.government import load_government
from ecm import clock
from ecm.calendar.days import current
from ecm.domain.calendar import DAY
from ecm.dossiers.models import Dossier, Opinion, Register, Return

PAGES = (
    *("the week", "the week, searched", "what past councils left"),
    *("registering twenty, before", "entry book", "yearbook of returns"),
    *("late requests", "a ministry's files", "a ministry's files, searched"),
    "all files, searched",
)


@pytest.fixture
def result(db: None) -> timing.Result:
    return run(200, 2)


def test_files_are_spread_as_councils_leave_them(db: None) -> None:
    fill(load_government(), 1000)

    next_council = current().council_days(clock.now().date() - DAY, 1)[0]
    files = Dossier.objects
    assert files.count() == 1000
    assert files.filter(council_day=next_council).count() == 12
    assert files.filter(lodged_at=None).count() == 65
    assert files.filter(state="settled").count() > 800
    assert Opinion.objects.exists()
    assert Return.objects.exists()


def test_the_entry_books_have_no_gap(db: None) -> None:
    fill(load_government(), 300)

    for book in Register.objects.all():
        entered = Dossier.objects.filter(register_year=book.year)
        serials = list(
            entered.order_by("register_serial").values_list(
                "register_serial", flat=True
            )
        )
        assert serials == list(range(1, book.last + 1))


def test_every_page_is_asked_in_every_round(result: timing.Result) -> None:
    assert [m.name for m in result.measures] == list(PAGES)
    assert all(m.queries > 0 and len(m.times) == 2 for m in result.measures)


def test_the_result_is_a_table_and_json(result: timing.Result) -> None:
    assert "the week" in timing.table(result)
    assert json.loads(timing.as_json(result))["verdict"] == result.verdict


def measure(*times: float) -> timing.Measure:
    return timing.Measure("page", 5, 5, list(times))


@pytest.mark.parametrize(
    ("measures", "steadiness", "verdict"),
    [
        ([measure(10, 20, 30)], 1.1, "goal met"),
        ([measure(10, 20, 300)], 1.1, "GOAL NOT MET"),
        ([timing.Measure("page", 6, 5, [10])], 1.1, "GOAL NOT MET"),
        ([measure(10, 20, 30)], 3.0, "machine too noisy (3.00): no verdict"),
    ],
)
def test_a_verdict_is_given_only_on_a_steady_machine(
    measures: list[timing.Measure], steadiness: float, verdict: str
) -> None:
    assert timing.Result(measures, 150, steadiness).verdict == verdict


def test_a_percentile_is_one_of_the_times() -> None:
    times = [float(number) for number in range(100, 0, -1)]

    assert timing.percentile(times, 99) == 100
    assert timing.percentile(times, 50) == 51
