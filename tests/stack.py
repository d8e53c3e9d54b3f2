"""The application as an operator runs it: one process on SQLite, or two on the full stack.

What is slow (the migrations, a demonstration council) is made once per run, by the worker
that first wants it, and copied for each test module.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import ChainMap
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self

import httpx
import pytest

from tests.servers import HOST, PostgresServer, Process, RedisServer, has_postgres

ROOT = Path(__file__).resolve().parent.parent
Kind = Literal["sqlite", "full"]
Seeds = tuple[tuple[str, ...], ...]
MIGRATED: Seeds = (("migrate", "--verbosity=0"),)
COUNCIL: Seeds = (("demo", "--no-serve", "--council-only"),)
DUMP = "rows.sql"
# What each web process of a stack is: the second server stands beside the first, which
# there compresses its frames for the browsers that ask for it.
PROCESSES: dict[Kind, tuple[dict[str, str], ...]] = {
    "sqlite": ({"ECM_SERVER": "uvicorn"},),
    "full": (
        {"ECM_SERVER": "uvicorn", "ECM_COMPRESS_FRAMES": "1"},
        {"ECM_SERVER": "daphne"},
    ),
}


def ecm(*arguments: str) -> list[str]:
    """Return the command line of `ecm` with the Python that runs the tests."""
    return [sys.executable, "-m", "ecm", *arguments]


def clean_environment() -> dict[str, str]:
    """Return the environment less all that could choose another stack or folder."""
    chosen = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL"}
    chosen |= {"SECRET_KEY", "SECRET_KEY_FILE"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in chosen and not name.startswith(("ECM_", "DJANGO_", "PYTEST_"))
    }
    # The servers run elsewhere: what is tried is this tree, not one installed before it.
    return kept | {"PYTHONPATH": str(ROOT)}


class WebProcess(Process):
    """One web process; it keeps its port through stop, kill and start."""

    name = "web"

    def __init__(self, folder: Path, environment: MutableMapping[str, str]) -> None:
        super().__init__(folder)
        self.environment = environment
        self.base_url = f"http://{HOST}:{self.port}"

    def command(self) -> list[str]:
        return ecm("serve", "--port", str(self.port))

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.base_url}/sante/", timeout=15).status_code < 500
        except httpx.HTTPError:
            return False


class WorkerProcess(Process):
    """`ecm worker`; it answers nobody, so it is up once it runs."""

    name = "worker"

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        super().__init__(folder)
        self.environment = environment

    def command(self) -> list[str]:
        return ecm("worker")

    def answers(self) -> bool:
        return self.is_running


class Stack:
    """A database, perhaps a Redis, and the web processes in front of them."""

    def __init__(
        self, kind: Kind, folder: Path, database: str, redis: RedisServer | None
    ) -> None:
        self.kind = kind
        self.folder = folder
        self.redis = redis
        self.environment = clean_environment() | {
            "ECM_DATA": str(folder / "data"),
            "ECM_DEMO": "1",
            "ECM_CLOCK": "2026-02-05T08:55",
            "ECM_KEEPING_REST": "1",
            "DATABASE_URL": database,
            "REDIS_URL": redis.url if redis else "",
        }
        self.web: list[WebProcess] = []
        self.worker: WorkerProcess | None = None

    @property
    def base_urls(self) -> list[str]:
        return [process.base_url for process in self.web]

    def start(self) -> Self:
        """Bring up what is not running; a stack already up is left as it is."""
        if self.redis:
            self.redis.start()
        for process in self.web:
            process.launch()
        for process in self.web:
            process.wait_for_answer()
        if self.worker:
            self.worker.start()
        return self

    def stop(self) -> None:
        for process in (*self.web, *([self.worker] if self.worker else [])):
            process.stop()

    def manage(self, *arguments: str, given: str | None = None) -> str:
        """Run an `ecm` command on this stack and return what it printed."""
        done = subprocess.run(
            ecm(*arguments),
            cwd=self.folder,
            env=self.environment,
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"ecm {' '.join(arguments)}:\n{done.stderr}"
        return done.stdout

    def last_lines(self) -> str:
        """Return the end of every web process's log."""
        return "\n".join(
            f"-- {process.base_url}\n{process.last_lines()}" for process in self.web
        )


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep the other workers of the run waiting."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Stacks:
    """Opens stacks on the servers of one worker, from templates that all workers share.

    A template is a folder: what goes to a stack's `data`, and the dump of its PostgreSQL.
    """

    def __init__(self, folder: Path, templates: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self.templates = templates
        self.durable = durable  # PostgreSQL may be killed: nothing confirmed may go
        self.redis: RedisServer | None = None
        self.postgres: PostgresServer | None = None
        self._loaded: set[Path] = set()
        self._opened: list[Stack] = []

    def missing(self, kind: Kind) -> str:
        """Return the names of the programs that `kind` needs and this machine lacks."""
        if kind == "sqlite":
            return ""
        present = {
            "postgresql": has_postgres(),
            "redis-server": shutil.which("redis-server") is not None,
        }
        return ", ".join(name for name, there in present.items() if not there)

    def open(self, kind: Kind, seeds: Seeds = MIGRATED, **variables: str) -> Stack:
        """Return a running stack whose database `seeds` have just filled."""
        template = self._template(kind, seeds)
        stack = self._stack(kind, copied_from=template)
        stack.environment |= variables
        if stack.redis:
            stack.redis.clear()
        # A view: what a test changes in the stack, a process started again has.
        stack.web = [
            WebProcess(stack.folder, ChainMap(stack.environment, own))
            for own in PROCESSES[kind]
        ]
        return stack.start()

    def close(self) -> None:
        """Stop the servers, and what an interruption left running."""
        for stack in self._opened:
            stack.stop()
        for server in (self.redis, self.postgres):
            if server:
                server.stop()

    def database(self, name: str, seeds: Seeds = MIGRATED) -> str:
        """Return the address of a new PostgreSQL database that `seeds` have filled."""
        return self._database(name, self._template("full", seeds))

    def filled(self, kind: Kind, seeds: Seeds = MIGRATED) -> Stack:
        """Return a stack whose database `seeds` have filled, and that nothing serves yet."""
        stack = self._stack(kind, copied_from=self._template(kind, seeds))
        if stack.redis:
            stack.redis.clear()
        return stack

    def migrated(self) -> Path:
        """Return the SQLite file that the migrations made; it is everybody's: copy it."""
        return self._template("sqlite", MIGRATED) / "data" / "ecm.sqlite3"

    def _database(self, name: str, template: Path) -> str:
        postgres = self.postgres_server()
        if template not in self._loaded:
            postgres.load(template.name, (template / DUMP).read_bytes())
            self._loaded.add(template)
        return postgres.create(name, template=template.name)

    def _template(self, kind: Kind, seeds: Seeds) -> Path:
        words = [kind, *(word for command in seeds for word in command)]
        template = self.templates / re.sub(r"\W+", "-", " ".join(words))
        with alone(template.with_suffix(".lock")):
            if not template.exists():
                self._make(template, kind, seeds)
        return template

    def _make(self, template: Path, kind: Kind, seeds: Seeds) -> None:
        earlier = None if seeds == MIGRATED else self._template(kind, MIGRATED)
        stack = self._stack(kind, copied_from=earlier)
        for command in seeds:
            stack.manage(*command)
        if kind == "full":
            dump = self.postgres_server().dump(stack.folder.name)
            (stack.folder / DUMP).write_bytes(dump)
        shutil.move(stack.folder, template)

    def _stack(self, kind: Kind, copied_from: Path | None = None) -> Stack:
        name = f"{kind}{len(self._opened) + 1}"
        folder = self.folder / name
        folder.mkdir()
        if copied_from:
            shutil.copytree(copied_from / "data", folder / "data")
        if kind == "sqlite":
            database = f"sqlite:///{folder / 'data' / 'ecm.sqlite3'}"
            return self._keep(Stack(kind, folder, database, None))
        if copied_from:
            database = self._database(name, copied_from)
        else:
            database = self.postgres_server().create(name)
        return self._keep(Stack(kind, folder, database, self.redis_server()))

    def _keep(self, stack: Stack) -> Stack:
        self._opened.append(stack)
        return stack

    def postgres_server(self) -> PostgresServer:
        """Return the run's PostgreSQL, started when it is first wanted."""
        self.postgres = self.postgres or PostgresServer(
            self.folder, durable=self.durable
        )
        return self.postgres.start()

    def redis_server(self) -> RedisServer:
        """Return the run's Redis, started when it is first wanted."""
        self.redis = self.redis or RedisServer(self.folder)
        return self.redis.start()


TEMPLATES = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the templates; who started the workers removes it."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="ecm-templates-")
        config.add_cleanup(folder.cleanup)
        config.stash[TEMPLATES] = folder.name


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["templates"] = node.config.stash[TEMPLATES]


@pytest.fixture(scope="session")
def stacks(pytestconfig: pytest.Config) -> Iterator[Stacks]:
    """The servers of this worker, in a folder that goes away with it."""
    told = getattr(pytestconfig, "workerinput", None)
    templates = told["templates"] if told else pytestconfig.stash[TEMPLATES]
    with tempfile.TemporaryDirectory(prefix="ecm-servers-") as name:
        # PostgreSQL's own account must be able to reach its cluster.
        Path(name).chmod(0o711)
        opened = Stacks(Path(name), Path(templates))
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=["sqlite", "full"])
def stack(request: pytest.FixtureRequest, stacks: Stacks) -> Iterator[Stack]:
    """A fresh running application for this module, on each of the two stacks.

    A module names the commands that fill its database in SEEDS: COUNCIL for the
    demonstration's; without it the database is migrated and empty.
    """
    missing = stacks.missing(request.param)
    if missing:
        pytest.skip(f"not installed: {missing}")
    opened = stacks.open(request.param, getattr(request.module, "SEEDS", MIGRATED))
    yield opened
    opened.stop()
