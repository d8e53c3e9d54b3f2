"""A whole rehearsal as an operator runs it: copied, played, stopped or killed, erased."""

import asyncio
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import HOST, wait_until
from tests.stack import COUNCIL, Stack, Stacks, WebProcess, ecm
from tests.tablet import Tablet

REFERENCE = "CM/2026/5"


class Rehearsal(WebProcess):
    """`ecm repetition` on a free port, beside an installation that is at rest."""

    name = "rehearsal"
    seconds_to_start = 300.0

    def command(self) -> list[str]:
        chosen = (
            "--host",
            HOST,
            "--port",
            str(self.port),
            "--seed",
            "1",
            "--pace",
            "0.5",
        )
        return ecm("repetition", REFERENCE, *chosen)


@pytest.fixture(scope="module")
def source(stacks: Stacks) -> Stack:
    """An installation with a council convened; nobody uses it."""
    opened = stacks.open("sqlite", COUNCIL)
    opened.stop()
    return opened


@pytest.fixture
def rehearsal(source: Stack, tmp_path: Path) -> Iterator[Rehearsal]:
    process = Rehearsal(tmp_path, source.environment)
    yield process
    process.stop()


def data(source: Stack) -> Path:
    return source.folder / "data"


def copy_of(source: Stack) -> Path:
    return data(source) / "repetition"


def everything(source: Stack) -> str:
    """Return a digest of every row and file of the installation."""
    tables = rows(data(source), "SELECT name FROM sqlite_master WHERE type = 'table'")
    lines = [
        f"{name} {rows(data(source), f'SELECT * FROM {name}')}"
        for (name,) in sorted(tables)
    ]
    files = sorted(p for p in (data(source) / "files").rglob("*") if p.is_file())
    lines += [
        f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files
    ]
    return "\n".join(lines)


def rows(folder: Path, query: str) -> list[tuple]:
    with sqlite3.connect(folder / "ecm.sqlite3") as database:
        return database.execute(query).fetchall()


def person(source: Stack, username: str) -> str:
    """Return the account that one of the real cast has in the copy."""
    query = f"SELECT person_id FROM people_user WHERE username = '{username}'"
    return f"personne-{rows(data(source), query)[0][0]}"


async def test_a_council_is_played_and_nothing_remains(
    source: Stack, rehearsal: Rehearsal
) -> None:
    before = everything(source)
    rehearsal.start()

    refuse_incomplete(source)
    await preside(source, rehearsal)
    rehearsal.stop()

    log = rehearsal.last_lines()
    assert "/demo/" in log
    assert "effacée" in log
    assert not copy_of(source).exists()
    assert everything(source) == before


def refuse_incomplete(source: Stack) -> None:
    """Fail unless the copy has the whole agenda, and none of what is personal."""
    real, copy = data(source), copy_of(source)
    agenda = (
        "SELECT id, number, title, state, is_restricted, track, dossier_id"
        " FROM meetings_agendaitem ORDER BY id"
    )
    assert rows(copy, agenda) == rows(real, agenda)
    assert len(rows(copy, agenda)) == 37
    readers = "SELECT agendaitem_id, person_id FROM meetings_agendaitem_readers"
    assert sorted(rows(copy, readers)) == sorted(rows(real, readers))
    assert rows(copy, "SELECT DISTINCT email, phone FROM people_person") == [("", "")]
    accounts = rows(
        copy, "SELECT DISTINCT email, substr(password, 1, 1) FROM people_user"
    )
    assert accounts == [("", "!")]
    assert rows(copy, "SELECT * FROM notices_notice") == []
    assert os.stat(copy).st_mode & 0o777 == 0o700


async def preside(source: Stack, rehearsal: Rehearsal) -> None:
    """Play the President: open, read a paper, call an item and ask for positions."""
    url, meeting = rehearsal.base_url, 1
    chair = Tablet(url, meeting, username=person(source, "president"))
    outsider = Tablet(url, meeting, username=person(source, "sante"))
    await chair.sign_in()
    await outsider.sign_in()
    secret, first = restricted_and_first(source)
    item = f"/seances/{meeting}/points/{first}/"

    page = await chair.http.get(item, headers={"HX-Request": "true"})
    papers = re.findall(r'href="(/pieces/\d+/)', page.text)
    opened = await chair.http.get(papers[0])
    hidden = await outsider.http.get(f"/seances/{meeting}/points/{secret}/")
    await chair.command(f"/seances/{meeting}/ouvrir/")
    await chair.command(f"{item}appeler/")
    await chair.command(f"{item}presenter/")
    await chair.command(f"{item}marques/ouvrir/")
    marks = await asyncio.to_thread(marks_given, source, at_least=10)

    assert opened.content.startswith(b"%PDF-")
    assert hidden.status_code == 404
    assert "RÉPÉTITION" in (await chair.http.get(f"/seances/{meeting}/")).text
    assert {value for _, value in marks} >= {"agree", "reservation"}
    played = {name for name, _ in marks}
    assert played.isdisjoint({"president", "sante"})
    present = "SELECT count(*) FROM meetings_seat WHERE attendance = 'present'"
    assert rows(copy_of(source), present)[0][0] > 10
    for tablet in (chair, outsider):
        await tablet.http.aclose()


def restricted_and_first(source: Stack) -> tuple[int, int]:
    query = "SELECT id FROM meetings_agendaitem WHERE is_restricted = {} ORDER BY id"
    return tuple(rows(data(source), query.format(n))[0][0] for n in (1, 0))


def marks_given(source: Stack, *, at_least: int) -> list[tuple[str, str]]:
    """Return (the real account's name, the mark) once that many members answered."""
    query = "SELECT given_by_id, value FROM meetings_mark"
    copy = copy_of(source)
    wait_until(lambda: len(rows(copy, query)) >= at_least, seconds=60, what="the marks")
    names = dict(rows(data(source), "SELECT person_id, username FROM people_user"))
    return [(names[person], value) for person, value in rows(copy, query)]


def test_what_a_kill_leaves_goes_at_the_next_start(
    source: Stack, rehearsal: Rehearsal
) -> None:
    rehearsal.launch()
    database = copy_of(source) / "ecm.sqlite3"
    wait_until(lambda: served_by(rehearsal), seconds=60, what="its server")
    wait_until(database.exists, seconds=60, what="the copy")
    server = served_by(rehearsal)

    rehearsal.kill()

    wait_until(lambda: is_over(server), seconds=60, what="the end of its server")
    assert database.exists()

    web = WebProcess(source.folder, source.environment).start()
    web.stop()

    assert not copy_of(source).exists()


def served_by(rehearsal: Rehearsal) -> int:
    """Return the process that serves the copy; 0 until there is one."""
    assert rehearsal.child is not None
    pid = rehearsal.child.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0]) if children else 0


def is_over(pid: int) -> bool:
    """Tell whether a process has ended; one that nobody waited for is a zombie."""
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or ") Z " in status.read_text()
