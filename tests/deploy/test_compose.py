"""The containers of deploy/compose: a sound file whose every variable is explained."""

import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from tests.deploy.proxy import DEPLOY
from tests.source import ROOT
from tests.test_docs import OPERATION, variables_read

COMPOSE = DEPLOY / "compose" / "compose.yaml"
# Debian's own Python has it where python3-yaml is installed; e-CM itself needs no YAML.
PYTHON = shutil.which("python3", path="/usr/bin") or ""
READ = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services, as a reader of YAML that is not ours understands them."""
    done = subprocess.run(
        [PYTHON or "python3", "-c", READ],
        input=COMPOSE.read_text(encoding="utf-8"),
        capture_output=True,
        text=True,
        check=False,
    )
    if "No module named 'yaml'" in done.stderr:
        pytest.skip("not installed: python3-yaml")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["services"]
    return found


def test_the_whole_stack_is_there(services: dict[str, Any]) -> None:
    assert set(services) == {
        *("postgres", "redis", "release", "web", "worker", "public", "nginx"),
        "backup",
    }
    assert services["web"]["deploy"]["replicas"] >= 2
    assert "fsync=on" in services["postgres"]["command"]
    assert "synchronous_commit=on" in services["postgres"]["command"]


def test_only_nginx_is_reached_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, told in services.items() if "ports" in told] == ["nginx"]


def test_the_public_site_has_neither_key_nor_database_nor_their_network(
    services: dict[str, Any],
) -> None:
    public = services["public"]

    assert "secrets" not in public
    assert not {"DATABASE_URL", "REDIS_URL", "SECRET_KEY_FILE"} & set(
        public["environment"]
    )
    assert public["volumes"] == ["published:/var/lib/ecm-public:ro"]
    assert set(public["networks"]) & set(services["postgres"]["networks"]) == set()


def test_every_variable_of_ours_is_one_that_is_read(services: dict[str, Any]) -> None:
    ours = {
        name
        for told in services.values()
        if told.get("image") == "ecm"
        for name in told["environment"]
    }

    assert {name.removesuffix("_FILE") for name in ours} - variables_read() == set()


def test_every_variable_is_explained() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)", text)) | set(
        re.findall(r"^ +([A-Z_]+):", text, re.MULTILINE)
    )
    explained = OPERATION.read_text(encoding="utf-8")
    of_postgres = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"}

    assert {n for n in named - of_postgres if f"`{n}`" not in explained} == set()


def test_the_image_runs_commands_of_ours_and_holds_what_they_need(
    services: dict[str, Any],
) -> None:
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (.+) \S+$", image, re.MULTILINE)
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    names = [name for line in copied for name in line.split()]

    assert all((ROOT / name).exists() for name in names)
    assert {f"!{name}" for name in names} == set(re.findall(r"^!\S+$", kept, re.M))
    assert services["release"]["build"]["dockerfile"] == "deploy/Dockerfile"
