"""The doctor on each stack as it is deployed; the tests' PostgreSQL can lose a commit."""

import json
import subprocess
from typing import Any

from tests.servers import wait_until
from tests.stack import Stack, ecm


def examined(stack: Stack) -> dict[str, Any]:
    done = subprocess.run(
        ecm("doctor", "--json"),
        cwd=stack.folder,
        env=stack.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    words = json.loads(done.stdout)
    assert done.returncode == (1 if words["verdict"] == "défaut" else 0), done.stderr
    return {one["name"]: one["verdict"] for one in words["findings"]}


def test_each_stack_is_told_what_it_may_lose(stack: Stack) -> None:
    found = examined(stack)

    is_safe = stack.kind == "sqlite"
    assert found["database.durability"] == ("ok" if is_safe else "défaut")
    assert found["work.migrations"] == "ok"
    assert found["backup.age"] == "avertissement"
    if not is_safe:
        assert found["redis.answers"] == found["redis.library"] == "ok"
        assert found["clock.database"] == found["backup.program"] == "ok"


def test_a_backup_is_known_to_the_doctor(stack: Stack, tmp_path: Any) -> None:
    stack.manage("backup", "--vers", str(tmp_path), "--en-clair")

    assert examined(stack)["backup.age"] == "ok"


def test_a_worker_is_seen_where_one_is_embedded(stack: Stack) -> None:
    expected = "ok" if stack.kind == "sqlite" else "avertissement"

    wait_until(
        lambda: examined(stack)["work.minute"] == expected, seconds=60, what="minute"
    )
