"""What is measured beside the product, and how the benchmarks speak to any of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.load.generator import Act, Seat
from tests.servers import Process, accepts

LIMIT = "boucle C"
FRAME, STATE = 2048, 20_000  # bytes, until the product has told its own


def padding(size: int) -> str:
    """Return so many bytes of French, as accented as a council's frames are."""
    words = "Le Conseil a adopté ce décret et en a fixé l'entrée en vigueur. "
    return (words * (size // len(words) + 1)).encode()[:size].decode(errors="ignore")


class Subject(Protocol):
    """A server with tablets before it, and a way to make it send to them all."""

    label: str
    port: int
    acts_port: int
    options: Sequence[str]  # of the generator

    def up(self) -> None: ...

    def down(self) -> None: ...

    @property
    def pids(self) -> list[int]: ...

    @property
    def beside(self) -> list[int]: ...

    def seats(self, count: int) -> list[Seat]: ...

    def acts(self, count: int) -> list[Act]: ...

    def cursor(self) -> int: ...


class Peer(Process):
    """A server of somebody else's, or the limit: `POST /publish` reaches every tablet."""

    label = ""
    path = "/ws/"
    options: Sequence[str] = ()

    def __init__(self, folder: Path, *, frame: int = FRAME, state: int = STATE) -> None:
        super().__init__(folder)
        self.frame, self.state = frame, state
        self.acts_port = self.port
        self.besides: list[int] = []

    def answers(self) -> bool:
        return accepts(self.port)

    def up(self) -> None:
        self.start()

    def down(self) -> None:
        self.stop()

    @property
    def pids(self) -> list[int]:
        return [self.child.pid] if self.child else []

    @property
    def beside(self) -> list[int]:
        return self.besides

    def seats(self, count: int) -> list[Seat]:
        return [Seat(0, self.path)] * count

    def acts(self, count: int) -> list[Act]:
        return [Act("/publish")] * count

    def cursor(self) -> int:
        return 0  # a peer's tablet takes whatever comes


class Limit(Peer):
    """The C loop: the least that any server can do."""

    name = "cserve"
    label = LIMIT
    has_state = False

    def __init__(self, folder: Path, program: Path, **sizes: int) -> None:
        super().__init__(folder, **sizes)
        self.program = program

    def command(self) -> list[str]:
        state = [str(self.state)] if self.has_state else []
        return [str(self.program), str(self.port), str(self.frame), *state]
