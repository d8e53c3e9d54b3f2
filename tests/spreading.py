"""In what order the workers take the files: the longest first, each stack on its own.

A file stays on one worker, with the servers and screens it started. A long one that runs on
both stacks starts other servers for each: two workers may share it.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

TESTS = Path(__file__).resolve().parent
# Seconds of a run of all on two cores, where a file takes fifteen or more. A file that is
# not here comes after them; one that grew long belongs here.
SECONDS = {
    f"tests/{name}.py": seconds
    for seconds, names in {
        400: ("e2e/test_long_day",),
        250: ("e2e/test_council",),
        200: ("e2e/test_week",),
        150: (
            "e2e/test_accessibility",
            "live/test_leaks",
            "test_access",
        ),
        120: (
            "backup/test_drill",
            "faults/test_worker",
            "postgresql/test_meetings",
        ),
        90: (
            "e2e/test_look",
            "e2e/test_minutes",
            "e2e/test_publication",
            "faults/test_soak",
            "postgresql/test_dossiers",
            "postgresql/test_others",
        ),
        50: (
            "backup/test_taking",
            "dossiers/test_leaks",
            "e2e/test_agenda_building",
            "e2e/test_minutes_log",
            "e2e/test_notes",
            "e2e/test_offline",
            "e2e/test_upload",
            "faults/test_clock",
            "faults/test_duplicates_in_room",
            "upgrade/test_migrating_under_load",
        ),
        40: (
            "e2e/test_desk_keyboard",
            "e2e/test_frame_rules",
            "e2e/test_operator",
            "e2e/test_room_at_rest",
            "e2e/test_writing",
            "faults/test_act_numbers",
            "faults/test_authority",
            "faults/test_redis",
            "meetings/test_room_machine",
            "test_docs",
        ),
        30: (
            "doctor/test_stacks_examined",
            "e2e/test_sealed",
            "faults/test_duplicates",
        ),
        20: (
            "e2e/test_minutes_desk",
            "faults/test_register",
            "faults/test_two_chairs",
            "live/test_servers",
            "live/test_socket",
            "postgresql/test_pages",
            "rehearsal/test_rehearsal",
            "test_command",
            "watching/test_without_database",
        ),
        15: (
            "archive/test_import",
            "benchmarks/test_room",
            "dossiers/test_opinion_leaks",
            "files/test_cut_lines",
            "live/test_operating",
            "live/test_recusal",
            "meetings/test_deciding",
            "test_stack",
        ),
    }.items()
    for name in names
}
STACK = re.compile(r"\[(sqlite|full)\b")


class ByFileAndStack(LoadFileScheduling):
    """Keeps a file on one worker, or each of its stacks when it is long."""

    def _split_scope(self, nodeid: str) -> str:
        return part_of(nodeid)


def path_of(nodeid: str) -> str:
    return nodeid.split("::")[0]


def part_of(nodeid: str) -> str:
    """Return what must stay on one worker with this test."""
    path, stack = path_of(nodeid), STACK.search(nodeid)
    return f"{path}[{stack[1]}]" if stack and path in SECONDS else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getoption("dist") == "loadfile":
        return ByFileAndStack(config, log)
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: -SECONDS.get(path_of(item.nodeid), 0))
