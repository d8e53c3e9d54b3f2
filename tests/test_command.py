"""The `ecm` command as an operator meets it: help, councils in and out, serving, refusals."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from ecm.__main__ import main
from ecm.demo.words import COMMUNIQUES
from ecm.meetings.models import Meeting
from ecm.overview import COMMANDS, overview
from tests.servers import HOST, free_port
from tests.stack import WebProcess, clean_environment, ecm


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    db: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Run:
    """Run `ecm` in this process, on the database of the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["ecm", *arguments])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
            said = leaving.code if isinstance(leaving.code, str) else ""
            sys.stderr.write(said)
        return Done(code, *capsys.readouterr())

    return run


def test_help_comes_in_both_languages_the_reader_s_first() -> None:
    def asked(language: str) -> str:
        environment = clean_environment() | {"LANG": language}
        done = subprocess.run(
            ecm("--help"), env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    french, english = asked("fr_BF.UTF-8"), asked("en_GB.UTF-8")

    assert french == overview("fr_BF")
    assert english.startswith("Usage: ecm COMMAND")
    assert french.index("charge le conseil") < french.index("load the demonstration")
    assert sorted(french.splitlines()) == sorted(english.splitlines())


@pytest.mark.parametrize("name", [text.split()[0] for text in COMMANDS])
def test_every_command_of_the_help_explains_itself(run: Run, name: str) -> None:
    done = run(name, "--help")

    assert done.code == 0
    assert done.stdout.startswith("usage: ecm")


def test_a_council_comes_in_and_goes_out(run: Run, tmp_path: Path) -> None:
    taken = run("import-council", str(COMMUNIQUES / "bf-2026-02-05.json"))
    reference = taken.stdout.splitlines()[-1]

    text = run("communique", reference).stdout
    page = run("communique", reference, "--format", "html").stdout
    run("communique", reference, "--format", "pdf", "--output", "out.pdf")

    assert re.fullmatch(r"CM/2026/\d+", reference)
    assert taken.stderr == ""
    assert text.startswith("COMPTE RENDU DU CONSEIL DES MINISTRES DU JEUDI 05 FEVRIER")
    assert "AU TITRE DE LA PRIMATURE" in page
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_a_communique_is_found_by_the_id_of_its_meeting(run: Run) -> None:
    run("import-council", str(COMMUNIQUES / "bf-2026-02-05.json"))
    meeting = Meeting.objects.get()

    by_id, by_name = run("communique", str(meeting.pk)), run("communique", "cm/2026/1")

    assert by_id.stdout == by_name.stdout
    assert "ARCOP" in by_id.stdout


def test_the_same_file_again_answers_the_same_reference(run: Run) -> None:
    file = str(COMMUNIQUES / "bf-2018-05-02.json")

    answers = [run(name, file).stdout for name in ("import-council", "import_council")]

    assert answers == ["CM/2018/1\n"] * 2


def test_another_council_of_the_same_day_is_mentioned(run: Run, tmp_path: Path) -> None:
    for number in (1, 2):
        file = tmp_path / f"{number}.json"
        file.write_text(
            f'{{"country": "bf", "date": "2011-03-02", "number": {number}}}'
        )

    run("import-council", "1.json")

    assert run("import-council", "2.json") == Done(
        0, "CM/2011/2\n", "même jour / same day: CM/2011/1\n"
    )


def test_unknown_words_are_reported_and_not_fatal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text('{"country": "bf", "date": "2011-03-02", "colour": "blue"}')

    assert run("import-council", "odd.json") == Done(
        0, "CM/2011/1\n", "odd.json : clé inconnue / unknown key: colour\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import-council", "absent.json"), "absent.json"),
        (("import-council", "wrong.json"), "wrong.json : clé / key « date »"),
        (("import-council",), "FILE.json"),
        (("communique", "CM/1960/1"), "CM/1960/1 : conseil inconnu"),
        (("communique", "7"), "7 : conseil inconnu"),
        (("communique", "demain"), "demain : attendu"),
        (("serve", "--host", "192.0.2.1"), "192.0.2.1"),
        (("serve", "--port", "99999"), "99999"),
        (("sing",), "sing"),
    ],
)
def test_an_error_is_said_in_words_and_by_the_exit_code(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "wrong.json").write_text('{"country": "bf", "date": 5}')

    done = run(*arguments)

    assert done.code in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_production_holds_no_demonstration(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECM_ENV", "production")

    done = run("demo")

    assert done.code == 1
    assert "ECM_ENV=production" in done.stderr
    assert "ECM_DEMO" not in os.environ


def test_a_sound_journal_is_verified(run: Run) -> None:
    run("import-council", str(COMMUNIQUES / "bf-2009-02-18.json"))

    assert run("verify") == Done(0, "1 entrées vérifiées / entries verified\n", "")


def test_a_journal_that_was_touched_is_not(run: Run) -> None:
    run("import-council", str(COMMUNIQUES / "bf-2009-02-18.json"))
    Meeting.objects.update(seq=2)

    done = run("verify")

    assert done.code == 1
    assert "la fin manque (1 entrées au lieu de 2)" in done.stdout


def test_a_port_that_is_taken_is_named(run: Run) -> None:
    port = free_port()
    with socket.create_server((HOST, port)):
        done = run("serve", "--port", str(port))

    assert done.code == 1
    assert f"{HOST}, port {port}" in done.stderr


def test_the_demonstration_serves_after_forgetting_the_former_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "former.pdf").touch()
    (folder / "clock-started").write_text("2020-01-01T00:00:00+00:00")
    environment = clean_environment() | {"ECM_DATA": str(folder)}

    web = Demonstration(tmp_path, environment).start()
    offered = httpx.get(f"{web.base_url}/demo/")
    web.stop()

    log = web.last_lines()
    assert f"http://{HOST}:{web.port}/demo/" in log
    assert 'value="premier-ministre"' in offered.text
    assert "daphne" not in offered.headers.get("server", "").lower()
    assert not (folder / "files" / "former.pdf").exists()
    assert not (folder / "clock-started").read_text().startswith("2020")
    assert web.child is not None
    assert web.child.returncode == 0, log


class Demonstration(WebProcess):
    """`ecm demo` on a free port, from nothing."""

    seconds_to_start = 300.0

    def command(self) -> list[str]:
        return ecm("demo", "--reset", "--host", HOST, "--port", str(self.port))
