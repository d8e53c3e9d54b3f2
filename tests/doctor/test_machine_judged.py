"""The doctor's judgement of the clock, the disks, the rights, the tools and the backups."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from django.conf import LazySettings

from ecm.doctor import disk, moment, saved, tools, web
from ecm.doctor.examination import examine, seen, worst
from ecm.doctor.findings import Finding, Verdict, doubt, fault, size, well
from tests.servers import HOST, free_port

OK, WARNING, FAULT = Verdict.OK, Verdict.WARNING, Verdict.FAULT
NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)
GIGA = 1_000_000_000


@pytest.mark.parametrize(
    ("apart", "expected"),
    [(0, OK), (2, OK), (-9, WARNING), (45, FAULT), (-3600, FAULT)],
)
def test_two_clocks_are_compared(apart: int, expected: Verdict) -> None:
    there = NOON + timedelta(seconds=apart)

    assert moment.of_skew("clock.web", "www", NOON, there).verdict is expected


class Answer(BaseHTTPRequestHandler):
    """Answers as a web server would, at the hour and with the status that it is told."""

    hour = "Thu, 05 Feb 2026 12:00:00 GMT"
    status = 200

    def do_HEAD(self) -> None:
        self.send_response_only(self.status)
        if self.hour:
            self.send_header("Date", self.hour)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer((HOST, 0), Answer) as opened:
        thread = Thread(target=opened.serve_forever, daemon=True)
        thread.start()
        yield f"http://{HOST}:{opened.server_port}"
        opened.shutdown()
        thread.join()


def test_the_hour_of_a_web_server_is_read(server: str) -> None:
    assert moment.of_address(server).verdict is FAULT  # it says that it is 2026-02-05


@pytest.mark.parametrize("status", [200, 404, 503])
def test_an_hour_that_is_the_same_is_well(
    server: str, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    monkeypatch.setattr(Answer, "hour", now)
    monkeypatch.setattr(Answer, "status", status)

    assert moment.of_address(server).verdict is OK


def test_a_web_server_without_an_hour_or_without_an_answer_is_told(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answer, "hour", "")

    asked = [server, f"http://{HOST}:{free_port()}", "ftp://heure", "heure"]

    assert [moment.of_address(one).verdict for one in asked] == [WARNING] * 4


@pytest.mark.parametrize(("status", "expected"), [(200, OK), (502, FAULT)])
def test_the_application_is_asked_from_outside(
    server: str, monkeypatch: pytest.MonkeyPatch, status: int, expected: Verdict
) -> None:
    monkeypatch.setattr(Answer, "status", status)

    (found,) = web.of_address(server)

    assert found.verdict is expected


def test_an_address_where_nothing_answers_is_told() -> None:
    (silent,) = web.of_address(f"http://{HOST}:{free_port()}")
    (odd,) = web.of_address("conseil")

    assert (silent.verdict, odd.verdict) == (FAULT, WARNING)


def test_a_server_without_tls_where_https_is_asked_is_told(server: str) -> None:
    (found,) = web.of_address(server.replace("http:", "https:"))

    assert found.verdict is FAULT


def test_a_certificate_that_ends_soon_is_told() -> None:
    ends = "Mar  1 12:00:00 2026 GMT"

    assert web.of_certificate(ends, NOON).verdict is OK
    assert web.of_certificate(ends, NOON + timedelta(days=10)).verdict is WARNING


@pytest.mark.parametrize(
    ("free", "expected"), [(100 * GIGA, OK), (GIGA, WARNING), (GIGA // 10, FAULT)]
)
def test_room_on_a_disk_is_judged(free: int, expected: Verdict) -> None:
    assert disk.of_room(Path("/srv"), free, 200 * GIGA).verdict is expected


@pytest.mark.parametrize(
    ("left", "of", "expected"), [(50, 100, []), (0, 100, [WARNING]), (0, 0, [])]
)
def test_names_on_a_disk_are_judged(
    left: int, of: int, expected: list[Verdict]
) -> None:
    told = SimpleNamespace(f_favail=left, f_files=of)

    assert [f.verdict for f in disk.of_names(Path("/srv"), told)] == expected


def test_a_folder_that_others_enter_is_told(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    found = {}
    for mode in (0o700, 0o755):
        tmp_path.chmod(mode)
        keys.chmod(mode)
        for is_grave in (False, True):
            told = disk.of_rights(tmp_path, is_grave=is_grave)
            found[mode, is_grave] = [one.verdict for one in told]

    assert found == {
        (0o700, False): [OK],
        (0o700, True): [OK],
        (0o755, False): [WARNING, FAULT],
        (0o755, True): [FAULT, FAULT],
    }


def test_a_secret_that_others_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    missing = disk.of_secret(path).verdict
    path.touch()
    found = {}
    for mode in (0o600, 0o640, 0o644, 0o660):
        path.chmod(mode)
        found[mode] = disk.of_secret(path).verdict

    assert missing is FAULT
    assert found == {0o600: OK, 0o640: OK, 0o644: FAULT, 0o660: FAULT}


def test_who_asks_is_compared_with_who_owns() -> None:
    assert disk.of_account(1000, 1000).verdict is OK
    assert disk.of_account(0, 1000).verdict is WARNING


def stamp(**changes: object) -> dict[str, object]:
    told = {"at": NOON.isoformat(), "faults": [], "path": os.devnull}
    return told | changes


@pytest.mark.parametrize(
    ("told", "hours", "plain", "production"),
    [
        (stamp(), 1, OK, OK),
        (stamp(), 30, WARNING, WARNING),
        (stamp(), 200, WARNING, FAULT),
        (stamp(faults=["files/aa manque"]), 1, FAULT, FAULT),
        (stamp(path="/nulle/part/ecm.age"), 1, WARNING, WARNING),
        (None, 1, WARNING, FAULT),
    ],
)
def test_the_last_backup_is_judged(
    told: dict[str, object] | None, hours: int, plain: Verdict, production: Verdict
) -> None:
    now = NOON + timedelta(hours=hours)

    assert saved.of_last(told, now, is_grave=False).verdict is plain
    assert saved.of_last(told, now, is_grave=True).verdict is production


def test_a_missing_or_old_pg_dump_is_told_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ecm.backup.programs.OF_DEBIAN", str(tmp_path / "none"))
    missing = saved.of_program(15)
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.9 (Debian)'\n")
    program.chmod(0o755)
    old, new = saved.of_program(15), saved.of_program(14)

    assert [one.verdict for one in (missing, old, new)] == [FAULT, FAULT, OK]
    assert "n'est pas installé" in missing.sentence
    assert "pg_dump 14 est plus ancien" in old.sentence
    assert "postgresql-client-15" in old.sentence


def test_static_files_are_those_of_this_version(tmp_path: Path) -> None:
    from django.contrib.staticfiles import finders

    absent = tools.of_static(tmp_path)
    ours = [n for finder in finders.get_finders() for n, _ in finder.list([])]
    collected = tmp_path / "staticfiles.json"
    collected.write_text(json.dumps({"paths": dict.fromkeys(ours, "x")}))
    whole = tools.of_static(tmp_path)
    collected.write_text(json.dumps({"paths": dict.fromkeys(ours[1:], "x")}))
    old = tools.of_static(tmp_path)

    assert [one.verdict for one in (absent, whole, old)] == [FAULT, OK, FAULT]
    assert ours[0] in old.sentence


def test_the_tools_of_papers_are_tried() -> None:
    assert [one.verdict for one in tools.of_papers()] == [OK, OK]
    assert tools.of_fonts(tools.FONTS).verdict is OK
    assert tools.of_fonts(Path("/nulle/part")).verdict is FAULT
    assert tools.of_conversion(is_there=True).verdict is OK
    assert tools.of_conversion(is_there=False).verdict is WARNING


def test_a_pdf_that_its_cell_cannot_open_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ecm.files.confinement.sys.executable", "/bin/false")

    assert [one.verdict for one in tools.of_papers()] == [OK, FAULT]


def test_an_examination_that_fails_is_told_and_hides_no_other() -> None:
    def broken() -> Iterator[Finding]:
        yield well("first", "Bien.")
        raise LookupError("perdu")

    first, second = seen("broken", broken)

    assert (first.verdict, second.verdict) == (OK, FAULT)
    assert "perdu" in second.sentence


def test_the_gravest_verdict_is_that_of_the_whole() -> None:
    ok, odd, bad = well("a", "A."), doubt("b", "B.", "c"), fault("c", "C.", "d")

    assert worst([]) is OK
    assert worst([ok, odd]) is WARNING
    assert worst([ok, bad, odd]) is FAULT


def test_sizes_are_said_in_french() -> None:
    assert [size(n) for n in (12, 12_000, 5_400_000, 12_500_000_000)] == [
        "12 o",
        "12 ko",
        "5 Mo",
        "12,5 Go",
    ]


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_once(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def silent() -> Iterator[Finding]:
        raise OperationalError("no")
        yield

    for name in ("database", "work", "saved", "moment"):
        module = __import__(f"ecm.doctor.{name}", fromlist=["examine"])
        monkeypatch.setattr(module, "examine", lambda *words: silent())

    found = examine()

    assert [one.name for one in found].count("database.answers") == 1
    assert len(found) > 5
