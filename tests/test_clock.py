"""The council's clock: the machine's, but in the demonstration, where it starts again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from ecm import clock


def test_outside_a_demonstration_it_is_the_machines(settings: Any) -> None:
    settings.CLOCK_STARTS_AT = ""

    assert clock.offset() == timedelta()


def test_it_goes_on_from_the_first_start_until_it_is_started_again(
    settings: Any, tmp_path: Path
) -> None:
    settings.DATA, settings.CLOCK_STARTS_AT = tmp_path, "2026-02-05T08:55"
    first = clock.offset()

    assert clock.offset() == first
    clock.restart()

    assert clock.offset() < first  # the machine's clock went on meanwhile
    assert (tmp_path / clock.STARTED).exists()
