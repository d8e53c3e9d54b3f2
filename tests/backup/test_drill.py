"""The drill: a council is saved while it is held, all is lost, all comes back and is verified."""

import asyncio
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.backup.conftest import SECRET
from tests.faults.council import Council
from tests.faults.crowd import Crowd, crowded
from tests.record import held
from tests.stack import COUNCIL, Stack, Stacks, WebProcess
from tests.tablet import CSRF_FIELD

ENOUGH = 25  # acknowledged commands on each side of the backup
PAPERS = """
import json
from ecm.meetings.models import Meeting
from ecm.meetings.papers import papers_of
meeting = Meeting.objects.get(body__code="CM", year=2026, number=5)
papers = [p for of in papers_of(meeting, list(meeting.items.all())).values() for p in of]
print(json.dumps({p.version.pk: p.version.served_path for p in papers}))
"""


@pytest.fixture(scope="module", params=["sqlite", "full"])
def stack(request: pytest.FixtureRequest, stacks: Stacks) -> Iterator[Stack]:
    missing = stacks.missing(request.param)
    if missing:
        pytest.skip(f"not installed: {missing}")
    opened = stacks.open(request.param, COUNCIL, SECRET_KEY=SECRET)
    yield opened
    opened.stop()


def acknowledged(crowd: Crowd) -> set[str]:
    return {done.key for tablet in crowd.all for done in tablet.ledger}


async def more_is_done(crowd: Crowd) -> None:
    until = len(acknowledged(crowd)) + ENOUGH
    while len(acknowledged(crowd)) < until:  # noqa: ASYNC110 (a ledger tells nobody)
        await asyncio.sleep(0.05)


def lose_everything(stack: Stack, stacks: Stacks) -> None:
    stack.stop()
    shutil.rmtree(stack.folder / "data")
    if stack.kind == "full":
        stacks.postgres_server().create(stack.folder.name)


def opened_papers(web: WebProcess, names: list[str]) -> dict[str, str]:
    """Open papers as the president does; return the digest of what came, by number."""
    with httpx.Client(base_url=web.base_url, timeout=60) as client:
        client.get("/connexion/")
        token = {CSRF_FIELD: client.cookies["csrftoken"]}
        client.post("/demo/entrer/", data={"who": "president"} | token)
        answers = {name: client.get(f"/pieces/{name}/") for name in names}
    assert {a.headers["content-type"] for a in answers.values()} == {"application/pdf"}
    return {n: hashlib.sha256(a.content).hexdigest() for n, a in answers.items()}


async def test_a_council_saved_while_it_is_held_comes_back_whole(
    stack: Stack, stacks: Stacks, tmp_path: Path
) -> None:
    key, shelf = tmp_path / "cle", tmp_path / "sauvegardes"
    public = stack.manage("backup", "--nouvelle-cle", str(key)).strip()
    async with crowded(stack, size=12) as crowd:
        council = Council(crowd)
        await council.begin()
        at_work = [asyncio.create_task(work) for work in council.works()]
        await more_is_done(crowd)
        before = acknowledged(crowd)
        words = ("backup", "--vers", str(shelf), "--pour", public)
        path = (await asyncio.to_thread(stack.manage, *words)).strip()
        await more_is_done(crowd)
        council.is_over = True
        await asyncio.gather(*at_work)
    papers = json.loads(stack.manage("shell", "--no-imports", "-c", PAPERS))
    lose_everything(stack, stacks)

    stack.manage("restore", path, "--cle", str(key), "--verify", *trial(stack, stacks))
    assert not (stack.folder / "data" / "files").exists()
    stack.manage("restore", path, "--cle", str(key))

    stack.manage("verify")
    recorded = {entry["key"] for entry in held(stack)["entries"]}
    assert before <= recorded
    stack.start()
    some = sorted(papers)[:3]
    digests = opened_papers(stack.web[0], some)
    assert {n: papers[n] for n in some} == {
        n: f"{d[:2]}/{d}.pdf" for n, d in digests.items()
    }


def trial(stack: Stack, stacks: Stacks) -> list[str]:
    """On a server, a trial is given an empty database; on SQLite it needs none."""
    if stack.kind == "sqlite":
        return []
    return ["--base", stacks.postgres_server().create("trial")]


def test_nothing_is_restored_over_an_installation(
    stack: Stack, stacks: Stacks, tmp_path: Path
) -> None:
    path = stack.manage("backup", "--vers", str(tmp_path), "--en-clair").strip()

    with pytest.raises(AssertionError, match="n'écrase rien"):
        stack.manage("restore", path)
