"""Private servers for the tests: free ports, one temporary folder, stopped by pid.

Nothing here uses a server that was already running on the machine.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Self

HOST = "127.0.0.1"


class NotReady(Exception):
    """A server did not come up in time; the message ends with its log."""


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def accepts(port: int) -> bool:
    """Tell whether anybody takes a connection at a port."""
    try:
        with socket.create_connection((HOST, port), timeout=5):
            return True
    except OSError:
        return False


def wait_until(is_ready: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Ask `is_ready` until it is true; raise NotReady after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > deadline:
            raise NotReady(f"{what}: not after {seconds} s")
        time.sleep(0.05)


class Process:
    """One child process with its log; a subclass says how it starts and answers."""

    name = "process"
    seconds_to_start = 90.0
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / f"{self.name}-{self.port}.log"
        self.child: subprocess.Popen[bytes] | None = None
        self.account: dict[str, int | list[int]] = {}
        self.environment: MutableMapping[str, str] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    @property
    def is_running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def start(self) -> Self:
        """Start the process unless it runs, and return when it answers."""
        self.launch()
        self.wait_for_answer()
        return self

    def launch(self) -> None:
        """Start the process unless it runs, without waiting for it."""
        if self.is_running:
            return
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A Ctrl-C of the person at the terminal must not come before ours.
                start_new_session=True,
                **self.account,
            )

    def wait_for_answer(self) -> None:
        """Return when the process answers; raise NotReady with its log otherwise."""
        try:
            wait_until(
                self._is_up_or_dead, seconds=self.seconds_to_start, what=self.name
            )
        except NotReady as error:
            self.kill()
            raise NotReady(f"{error}\n{self.last_lines()}") from None
        if not self.is_running:
            raise NotReady(f"{self.name} ended at its start\n{self.last_lines()}")

    def stop(self) -> None:
        """Ask the process to end, and insist after 30 s."""
        self._signal(self.stop_signal)
        self.resume()  # a frozen process would never see the signal
        try:
            self._wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process as `kill -9` does: it can do nothing about it."""
        self._signal(signal.SIGKILL)
        self._wait(30)

    def pause(self) -> None:
        """Freeze the process: its sockets stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def last_lines(self, count: int = 40) -> str:
        """Return the end of the log, for a failure report."""
        if not self.log.exists():
            return "(no log)"
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-count:])

    def _is_up_or_dead(self) -> bool:
        return not self.is_running or self.answers()

    def _signal(self, number: signal.Signals) -> None:
        if self.is_running:
            assert self.child is not None
            self.child.send_signal(number)

    def _wait(self, seconds: float) -> None:
        if self.child is not None:
            self.child.wait(seconds)


class RedisServer(Process):
    """A Redis that keeps nothing on the disk."""

    name = "redis"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.url = f"redis://{HOST}:{self.port}/0"

    def command(self) -> list[str]:
        program = shutil.which("redis-server")
        assert program, "redis-server is not installed"
        memory_only = ["--save", "", "--appendonly", "no"]
        return [program, "--port", str(self.port), "--bind", HOST, *memory_only]

    def answers(self) -> bool:
        return self._ask(b"PING") == b"+PONG\r\n"

    def clear(self) -> None:
        """Forget every key, as a fresh server would."""
        assert self._ask(b"FLUSHALL") == b"+OK\r\n"

    def _ask(self, words: bytes) -> bytes:
        try:
            with socket.create_connection((HOST, self.port), timeout=10) as line:
                line.sendall(words + b"\r\n")
                return line.recv(64)
        except OSError:
            return b""


# Compiling a query costs more than it brings to small rows.
SMALL = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "jit": "off",
    # What a killed process wrote is the system's to keep; no test cuts the power.
    "fsync": "off",
}
# Where nobody kills PostgreSQL; a laboratory of faults waits for each commit to be written.
NOTHING_TO_LOSE = SMALL | {"synchronous_commit": "off", "full_page_writes": "off"}


class PostgresServer(Process):
    """A PostgreSQL cluster of its own, never run by root (it refuses)."""

    name = "postgresql"
    # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client.
    stop_signal = signal.SIGINT

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        super().__init__(folder)
        self.options = SMALL if durable else NOTHING_TO_LOSE
        self.cluster = folder / "cluster"
        self.account = unprivileged_account()
        self.cluster.mkdir(mode=0o700)
        if self.account:
            os.chown(self.cluster, self.account["user"], self.account["group"])

    def command(self) -> list[str]:
        if not (self.cluster / "PG_VERSION").exists():
            self._create_cluster()
        return [
            str(postgres_program("postgres")),
            f"-D{self.cluster}",
            f"-p{self.port}",
            f"-clisten_addresses={HOST}",
            "-cunix_socket_directories=",
            "-cmax_connections=200",
            *(f"-c{name}={value}" for name, value in self.options.items()),
        ]

    def start_again(self) -> None:
        """Start after a kill: those who served clients must first notice and end."""
        deadline = time.monotonic() + self.seconds_to_start
        while True:
            try:
                self.start()
                return
            except NotReady:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.2)

    def answers(self) -> bool:
        probe = [postgres_program("pg_isready"), "-q", "-h", HOST, "-p", str(self.port)]
        return subprocess.run(probe, check=False).returncode == 0

    def url(self, database: str) -> str:
        return f"postgresql://ecm@{HOST}:{self.port}/{database}"

    def create(self, database: str, *, template: str = "template0") -> str:
        """Make `database` as a copy of `template` and return its URL."""
        self._run("dropdb", "--if-exists", "--force", database)
        self._run("createdb", f"--template={template}", database)
        return self.url(database)

    def dump(self, database: str) -> bytes:
        """Return the orders that make `database` again, on any cluster."""
        return self._run("pg_dump", database)

    def load(self, database: str, dump: bytes) -> None:
        """Make `database` as it was dumped."""
        self.create(database)
        options = ("--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        self._run("psql", *options, database, given=dump)

    def _create_cluster(self) -> None:
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        where = ["-D", self.cluster, "-U", "ecm"]
        self._call([postgres_program("initdb"), *where, *options])

    def _run(self, program: str, *arguments: str, given: bytes = b"") -> bytes:
        where = ["-h", HOST, "-p", str(self.port), "-U", "ecm"]
        return self._call([postgres_program(program), *where, *arguments], given)

    def _call(self, command: list[str | Path], given: bytes = b"") -> bytes:
        # cwd: initdb and its children must be able to enter where they start.
        done = subprocess.run(
            command,
            cwd=self.folder,
            input=given,
            check=True,
            capture_output=True,
            **self.account,
        )
        return done.stdout


def postgres_program(name: str) -> Path:
    """Return the newest PostgreSQL program of that name (Debian keeps them off PATH)."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which(name)
    assert found, f"PostgreSQL's {name} is not installed"
    return Path(found)


def has_postgres() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(
        shutil.which("initdb")
    )


def unprivileged_account() -> dict[str, int | list[int]]:
    """Return the account that PostgreSQL must run under when we are root."""
    if os.getuid() != 0:
        return {}
    names = {account.pw_name: account for account in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
