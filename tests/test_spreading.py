"""How the tests are spread over the workers of a run."""

from tests.spreading import SECONDS, TESTS, part_of

DAY = "tests/e2e/test_long_day.py"


def test_the_files_said_to_be_long_are_there() -> None:
    assert [name for name in SECONDS if not (TESTS.parent / name).is_file()] == []


def test_a_long_file_gives_each_of_its_stacks_to_a_worker() -> None:
    parts = {part_of(f"{DAY}::test_a_day[{kind}]") for kind in ("sqlite", "full")}

    assert parts == {f"{DAY}[sqlite]", f"{DAY}[full]"}


def test_the_tests_of_one_stack_stay_together() -> None:
    assert part_of(f"{DAY}::test_a[full-1]") == part_of(f"{DAY}::test_b[full]")


def test_a_short_file_stays_whole() -> None:
    name = "tests/test_url_tag.py"

    assert part_of(f"{name}::test_a[sqlite]") == part_of(f"{name}::test_b") == name
