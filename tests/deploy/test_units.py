"""The systemd units of deploy/: sound to systemd, shut in, and running what exists."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.deploy.proxy import DEPLOY

UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
PROGRAM = "/srv/ecm/.venv/bin/ecm"
SHUT_IN = {
    "NoNewPrivileges": "true",
    "PrivateTmp": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "CapabilityBoundingSet": "",
}


def lines_of(unit: Path) -> dict[str, str]:
    """Return « name=value » lines; the last of a name counts."""
    text = unit.read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="not installed: systemd-analyze"
)
def test_systemd_finds_nothing_to_say(tmp_path: Path) -> None:
    names = []
    for unit in UNITS:
        # The program is not installed where these units will find it.
        words = unit.read_text().replace(PROGRAM, "/bin/true")
        instance = tmp_path / unit.name.replace("@.", "@8000.")
        instance.write_text(words)
        names.append(str(instance))

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *names],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_is_shut_in_and_runs_a_command_that_exists(unit: Path) -> None:
    told = lines_of(unit)

    program, command, *_options = told["ExecStart"].split()
    assert program == PROGRAM
    assert command.replace("-", "_") in get_commands()
    assert {name: told.get(name) for name in SHUT_IN} == SHUT_IN
    assert told["User"] in ("ecm", "ecm-public")


def test_the_public_site_sees_nothing_of_the_council() -> None:
    public = lines_of(DEPLOY / "systemd" / "ecm-public.service")

    assert public["User"] == "ecm-public"
    assert public["InaccessiblePaths"] == "-/var/lib/ecm -/etc/ecm"
    assert "ReadWritePaths" not in public
    assert "EnvironmentFile" not in public


def test_what_opens_a_strangers_file_may_make_its_walls() -> None:
    for name in ("ecm-web@.service", "ecm-worker.service"):
        assert "RestrictNamespaces" not in lines_of(DEPLOY / "systemd" / name)


@pytest.mark.parametrize(
    "timer", [u for u in UNITS if u.suffix == ".timer"], ids=lambda path: path.name
)
def test_a_timer_has_its_service(timer: Path) -> None:
    assert timer.with_suffix(".service") in SERVICES
    assert "OnCalendar" in lines_of(timer)


@pytest.mark.parametrize(
    "door", [u for u in UNITS if u.suffix == ".socket"], ids=lambda path: path.name
)
def test_a_door_has_its_service_which_waits_for_it(door: Path) -> None:
    service = lines_of(door.with_suffix(".service"))
    named = door.name.replace("@", "@%i")

    assert service["Requires"] == service["Also"] == named
    assert "--port" not in service["ExecStart"]
    assert "ListenStream" in lines_of(door)
