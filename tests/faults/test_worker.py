"""`kill -9` of whoever runs the tasks, in the middle of one: it is resumed, nothing is doubled.

On SQLite that is the web process itself; on the full stack, `ecm worker`.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faults.gateway import Gateway
from tests.servers import Process, wait_until
from tests.stack import MIGRATED, Kind, Stack, Stacks, WorkerProcess

PEOPLE = 6
RETURN = 120.0  # seconds in which all must be sent again

TELL = f"""
from ecm.notices.actions import notify
from ecm.people.models import Person

people = [
    Person.objects.create(
        civility="Madame", given_names="Awa", surname=f"N{{n}}", phone=f"+2267000{{n:04d}}"
    ).pk
    for n in range({PEOPLE})
]
notify(people, "dossier.returned", key="retour")
"""

READ = """
import json
from django_tasks_db.models import DBTaskResult
from ecm.notices.models import Delivery, Notice

print(json.dumps({
    "notices": Notice.objects.count(),
    "deliveries": sorted(Delivery.objects.values_list("state", flat=True)),
    "doubtful": [str(d.uid) for d in Delivery.objects.filter(state="doubtful")],
    "tasks": list(DBTaskResult.objects.values_list("status", "worker_ids")),
}))
"""


@dataclass
class Post:
    """A stack whose SMS go to a gateway of ours, and the process that runs its tasks."""

    stack: Stack
    gateway: Gateway
    at_work: Process

    def tell(self) -> None:
        self.stack.manage("shell", "--verbosity=0", "--no-imports", given=TELL)

    def rows(self) -> dict[str, Any]:
        given = self.stack.manage("shell", "--verbosity=0", "--no-imports", given=READ)
        return json.loads(given)

    def is_over(self) -> bool:
        rows = self.rows()
        unfinished = {"waiting", "sending"} & set(rows["deliveries"])
        return not unfinished and all(t[0] == "SUCCESSFUL" for t in rows["tasks"])

    def has_all(self) -> bool:
        return len(set(self.gateway.numbers)) == PEOPLE

    def wait_until_over(self) -> dict[str, Any]:
        wait_until(self.has_all, seconds=RETURN, what="the messages")
        wait_until(self.is_over, seconds=RETURN, what="the sending of the notices")
        return self.rows()


@pytest.fixture
def post(request: pytest.FixtureRequest, stacks: Stacks) -> Iterator[Post]:
    """A stack of the kind that the test names, and whether its gateway is repeatable."""
    kind, is_repeatable = request.param
    if missing := stacks.missing(kind):
        pytest.skip(f"not installed: {missing}")
    with Gateway(held=2) as gateway:
        stack = stacks.open(
            kind,
            MIGRATED,
            ECM_SMS_GATEWAY="http",
            ECM_SMS_URL=gateway.url,
            ECM_SMS_REPEATABLE="1" if is_repeatable else "",
        )
        at_work: Process = stack.web[0]
        if kind == "full":
            at_work = WorkerProcess(stack.folder, stack.environment).start()
        yield Post(stack, gateway, at_work)
        gateway.let_go.set()
        at_work.stop()
        stack.stop()
        gateway.shutdown()


def on(*stacks: tuple[Kind, bool]) -> pytest.MarkDecorator:
    names = [f"{kind}, repeatable" if r else kind for kind, r in stacks]
    return pytest.mark.parametrize("post", stacks, ids=names, indirect=True)


@on(("sqlite", False), ("full", False))
def test_a_task_cut_short_is_resumed_once_and_no_message_is_doubled(
    post: Post,
) -> None:
    killed_while_sending(post)

    after = post.wait_until_over()

    resumed_once(after)
    assert sorted(Counter(post.gateway.numbers).values()) == [1] * PEOPLE
    assert after["deliveries"] == ["doubtful"] + ["sent"] * (PEOPLE - 1)
    assert after["doubtful"] == [post.gateway.ids[1]]
    assert "is locked" not in post.at_work.last_lines(400)


@on(("full", True))
def test_a_gateway_that_recognises_a_message_is_offered_it_again(post: Post) -> None:
    killed_while_sending(post)

    after = post.wait_until_over()

    resumed_once(after)
    times = Counter(post.gateway.ids)
    assert sorted(times.values()) == [1] * (PEOPLE - 1) + [2]
    assert after["deliveries"] == ["sent"] * PEOPLE


def killed_while_sending(post: Post) -> None:
    """Kill who runs the tasks while the gateway has a message and has not answered."""
    post.tell()
    assert post.gateway.is_holding.wait(60), post.at_work.last_lines()
    post.at_work.kill()
    post.gateway.let_go.set()
    assert [status for status, _ in post.rows()["tasks"]] == ["RUNNING"]
    post.at_work.start()


def resumed_once(after: dict[str, Any]) -> None:
    (status, workers), *later = after["tasks"]
    assert (status, len(workers), len(set(workers))) == ("SUCCESSFUL", 2, 2)
    assert [len(w) for _status, w in later] == [1] * len(later)
    assert after["notices"] == PEOPLE


@on(("sqlite", False), ("full", False))
def test_a_worker_that_is_stopped_ends_its_task_first(post: Post) -> None:
    post.tell()
    assert post.gateway.is_holding.wait(60), post.at_work.last_lines()

    post.gateway.let_go.set()
    post.at_work.stop()

    after = post.rows()
    assert after["deliveries"] == ["sent"] * PEOPLE
    assert after["tasks"][0][0] == "SUCCESSFUL"


@on(("sqlite", False))
def test_the_base_is_free_while_a_gateway_keeps_the_worker_waiting(post: Post) -> None:
    post.tell()
    assert post.gateway.is_holding.wait(60), post.at_work.last_lines()

    # SQLite has one writer: were the worker's transaction open, this would fail.
    with closing(sqlite3.connect(post.stack.folder / "data" / "ecm.sqlite3")) as base:
        base.execute("BEGIN IMMEDIATE")
        base.rollback()

    post.gateway.let_go.set()
    assert post.wait_until_over()["deliveries"] == ["sent"] * PEOPLE
