"""The product's web processes on the cores they are measured on, and their acts."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import live
from benchmarks.council import Council
from benchmarks.load.generator import Act, Seat
from benchmarks.machine import GENERATOR_CORE, SERVER_CORE, on_core, pin
from tests.servers import PostgresServer
from tests.stack import COUNCIL, Kind, Stack, Stacks, WebProcess

ON_UVICORN = Path(live.__path__[0]) / "servers" / "on_uvicorn.py"


class Careful(PostgresServer):
    """A PostgreSQL that loses nothing when the power goes, as one must be in production."""

    RECKLESS = ("-cfsync", "-csynchronous_commit", "-cfull_page_writes", "-cwal_level")

    def command(self) -> list[str]:
        return [w for w in super().command() if not w.startswith(self.RECKLESS)]


class Web(WebProcess):
    """A web process on the server that was asked for."""

    def __init__(self, stack: Stack, server: str) -> None:
        super().__init__(stack.folder, stack.environment | {"ECM_SERVER": server})
        self.server = server


def servers_known() -> list[str]:
    """Return the servers on which this version of the product runs."""
    return ["uvicorn", "daphne"] if ON_UVICORN.exists() else ["daphne"]


class Product:
    """The product on one of its servers; its acts may come from a process beside."""

    options: Sequence[str] = ()

    def __init__(self, council: Council, web: Web, acting: Web | None = None) -> None:
        self.council, self.web, self.acting = council, web, acting or web
        self.label = f"e-CM, {web.server}"
        self.port, self.acts_port = web.port, self.acting.port

    def up(self) -> None:
        self.web.start()

    def down(self) -> None:
        self.web.stop()

    @property
    def pids(self) -> list[int]:
        assert self.web.child
        return [self.web.child.pid]

    @property
    def beside(self) -> list[int]:
        others = [] if self.acting is self.web else [self.acting]
        servers = [*others, *self.council.databases]
        return [server.child.pid for server in servers if server.child]

    def seats(self, count: int) -> list[Seat]:
        return [self.council.seat(ticket) for ticket in self.council.tickets[:count]]

    def acts(self, count: int) -> list[Act]:
        """Have the chair call one item, then the other, and again."""
        return [self.council.next_call() for _ in range(count)]

    def cursor(self) -> int:
        return self.council.seq(self.web)


def compressing(products: Sequence[Product]) -> list[Product]:
    """Return the council on one more uvicorn, which compresses once for all; or nothing."""
    found = [p for p in products if p.web.server == "uvicorn"][:1]
    return [_compressing(product) for product in found]


def _compressing(product: Product) -> Product:
    web = Web(product.council.stack, product.web.server)
    assert web.environment
    web.environment |= {"ECM_COMPRESS_FRAMES": "1"}
    made = Product(product.council, web)
    made.label = f"{product.label}, comprimé"
    made.options = ("--packed",)
    return made


@contextmanager
def held(
    kind: Kind,
    servers: Sequence[str],
    *,
    tablets: int,
    is_beside: bool = False,
    stacks: Stacks | None = None,
) -> Iterator[list[Product]]:
    """Hold one council, served by each server; on `full` acts may be done beside them.

    What the measured process has to send then comes to it through Redis, and costs it what
    a frame costs, not what an act costs. `stacks` are those of the tests, if they run it.
    """
    with ExitStack() as end:
        stacks = stacks or end.enter_context(stacks_made())
        stack = stack_of(stacks, kind)
        web = [Web(stack, server) for server in servers]
        acting = [Web(stack, servers[0])] if is_beside and kind == "full" else []
        started(web, SERVER_CORE, end)
        started(acting, GENERATOR_CORE, end)
        databases = [s for s in (stacks.postgres, stacks.redis) if s and kind == "full"]
        council = Council(stack, web[0], databases)
        council.sign_in(tablets)
        council.begin()
        yield [Product(council, process, *acting) for process in web]


@contextmanager
def stacks_made() -> Iterator[Stacks]:
    """Open stacks in a folder of their own, and clear them away."""
    with tempfile.TemporaryDirectory(prefix="ecm-council-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL runs under an account of its own
        (folder / "templates").mkdir()
        stacks = Stacks(folder, folder / "templates")
        try:
            yield stacks
        finally:
            stacks.close()


def stack_of(stacks: Stacks, kind: Kind) -> Stack:
    """Return a stack with the demonstration's council, its databases beside the load."""
    if kind == "full" and stacks.postgres is None:
        stacks.postgres = Careful(stacks.folder)
    stack = stacks.filled(kind, COUNCIL)
    for database in (stacks.postgres, stacks.redis):
        if database and database.child:
            pin(database.child.pid, GENERATOR_CORE)
    return stack


def started(processes: Sequence[Web], core: int, end: ExitStack) -> None:
    """Start web processes on a core; `end` will stop them."""
    with on_core(core):
        for process in processes:
            end.callback(process.stop)
            process.launch()
    for process in processes:
        process.wait_for_answer()
