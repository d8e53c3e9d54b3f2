"""A migration while a council is held: who writes waits a moment, and nothing is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers import wait_until
from tests.stack import COUNCIL, Stack, Stacks

# The former program: what its models knew, and what it goes on writing meanwhile.
FORMER = "0007_a_council_in_its_room"
ENOUGH = 40  # acts before the migration, and after
WRITE = f"""
import json, os, pathlib, sys, time
import django
django.setup()
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from ecm.domain.verbs import Verb
from ecm.journal.chain import SYSTEM, record

if connection.vendor == "sqlite":  # how fast the machine is, is not what is asked
    connection.settings_dict["OPTIONS"]["timeout"] = 200
former = MigrationLoader(connection).project_state([("meetings", "{FORMER}")]).apps
Meeting, Mark, MarkRound, Seat = (
    former.get_model("meetings", name) for name in ("Meeting", "Mark", "MarkRound", "Seat")
)
folder = pathlib.Path(sys.argv[1])
meeting = Meeting.objects.get(body__code="CM", year=2026, number=5)
seat = Seat.objects.filter(meeting=meeting, holder__isnull=False).first()
item = meeting.items.first()
mark_round = MarkRound.objects.create(item=item, number=1, opened_at=timezone.now())
mark = Mark.objects.create(
    round=mark_round, seat=seat, value="agree",
    given_by=seat.holder, given_at=timezone.now(),
)

class Row:
    stream = f"meeting/{{meeting.pk}}"

    def __init__(self, row):
        self.seq, self.head = row.seq, row.head

with (folder / "ledger").open("w") as ledger:
    number = 0
    while not (folder / "stop").exists():
        number += 1
        began = time.monotonic()
        with transaction.atomic():
            held = Meeting.objects.select_for_update().get(pk=meeting.pk)
            row = Row(held)
            record(
                Verb.GIVE_MARK, SYSTEM, row,
                item=item.pk, round=number, seat=seat.pk, value="agree",
            )
            Mark.objects.filter(pk=mark.pk).update(comment=str(number))
            Meeting.objects.filter(pk=meeting.pk).update(seq=row.seq, head=row.head)
        ledger.write(f"{{number}} {{time.monotonic() - began:.3f}}\\n")
        ledger.flush()
        time.sleep(0.01)
"""
GO_BACK = f"""
from django.core.management import call_command
for name in ("followup", "records", "publication"):
    call_command("migrate", name, "zero", verbosity=0)
call_command("migrate", "meetings", "{FORMER}", verbosity=0)
"""
READ = """
import json
from ecm.journal.models import Entry
from ecm.meetings.models import Mark
entries = Entry.objects.filter(verb="mark.given").order_by("seq")
print(json.dumps([
    [int(entry.facts["round"]) for entry in entries], int(Mark.objects.get().comment)
]))
"""


@pytest.fixture(params=["sqlite", "full"])
def former(request: pytest.FixtureRequest, stacks: Stacks) -> Iterator[Stack]:
    """A council as the former program left it, its services stopped."""
    missing = stacks.missing(request.param)
    if missing:
        pytest.skip(f"not installed: {missing}")
    stack = stacks.open(request.param, COUNCIL)
    stack.stop()
    stack.manage("shell", "--no-imports", "-c", GO_BACK)
    yield stack
    stack.stop()


@dataclass(frozen=True)
class Writer:
    """The former program at work, and the ledger of what it was acknowledged."""

    process: subprocess.Popen[str]
    ledger: Path

    def acts(self) -> list[list[str]]:
        lines = self.ledger.read_text().splitlines() if self.ledger.exists() else []
        return [line.split() for line in lines]

    def does_more(self) -> None:
        """Wait for more acts, unless it ended by an error, which is told at the end."""
        until = len(self.acts()) + ENOUGH
        wait_until(
            lambda: len(self.acts()) > until or self.process.poll() is not None,
            seconds=60,
            what="acts",
        )


@contextmanager
def writing(stack: Stack, folder: Path) -> Iterator["Writer"]:
    """Let the former program write while inside; it must end without an error."""
    environment = stack.environment | {"DJANGO_SETTINGS_MODULE": "ecm.settings"}
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder)],
        cwd=stack.folder,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Writer(process, folder / "ledger")
        (folder / "stop").touch()
        _, complaints = process.communicate(timeout=60)
        assert process.returncode == 0, complaints
    finally:
        process.kill()
        process.wait()


def test_who_writes_waits_a_moment_and_nothing_is_lost(
    former: Stack, tmp_path: Path
) -> None:
    with writing(former, tmp_path) as writer:
        writer.does_more()
        former.manage("migrate", "--verbosity=0")
        writer.does_more()
    done = writer.acts()
    recorded, last = json.loads(former.manage("shell", "--no-imports", "-c", READ))
    assert recorded == [int(number) for number, _ in done]
    assert last == recorded[-1]
    former.manage("verify")
    former.manage("migrate", "--check")
    longest = max(float(seconds) for _, seconds in done)
    print(f"{former.kind}: {len(done)} acts, longest wait {longest:.2f} s")  # noqa: T201  (a measure, not a verdict)
