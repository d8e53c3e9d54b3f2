"""The product as it is measured: a council under way, and tablets of four audiences.

The crowd's sign-ins are made as rows, not by a thousand passwords; all the rest is what a
tablet does: its cookies, its origin, its cursor.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.load.generator import Act, Seat
from tests.servers import HOST, Process
from tests.stack import Stack, WebProcess
from tests.tablet import CSRF_FIELD, read_frame

SIGNING_IN = Path(__file__).with_name("signing_in.py")
COPYING = Path(__file__).with_name("copying.py")
TOKEN = "b" * 32  # of the forms: any secret that cookie and header share
CHAIR, DESK, SECOND_DESK, WALL = "president", "sgg", "secretaire2", "ecran"
MEMBERS = ["administration", "securite", "justice", "communication", "agriculture"]


def crowd(count: int) -> list[str]:
    """Return who holds the tablets: one of each audience first, then mostly members."""
    first = [CHAIR, DESK, MEMBERS[0], WALL]
    rest = [_holder(rank) for rank in range(len(first), count)]
    return [*first, *rest][:count]


def _holder(rank: int) -> str:
    if rank % 50 == 0:
        return (CHAIR, DESK, WALL)[rank // 50 % 3]
    return MEMBERS[rank % len(MEMBERS)]


@dataclass(frozen=True)
class Ticket:
    """One tablet's sign-in, and the audience it belongs to."""

    username: str
    group: int
    view: str
    key: str


class Council:
    """The demonstration's council on a stack of its own, open at its first item."""

    def __init__(
        self, stack: Stack, web: WebProcess, databases: Sequence[Process] = ()
    ) -> None:
        self.stack, self.web, self.databases = stack, web, databases
        self.row: dict[str, Any] = {}
        self.tickets: list[Ticket] = []
        self._calls = self._marks = 0

    def sign_in(self, count: int) -> None:
        """Sign in a crowd and a second secretary, by writing what signing in leaves."""
        words = repr(json.dumps([*crowd(count), SECOND_DESK]))
        script = SIGNING_IN.read_text().replace('CROWD = "[]"', f"CROWD = {words}")
        said = self.stack.manage("shell", "--verbosity=0", given=script)
        self.row = json.loads(said.splitlines()[-1])
        self.tickets = [Ticket(*told) for told in self.row["tablets"]]

    def copies(self, count: int) -> list["Council"]:
        """Return so many meetings like this one, with the same people at each."""
        script = COPYING.read_text().replace("COUNT = 0", f"COUNT = {count}")
        said = self.stack.manage("shell", "--verbosity=0", given=script)
        found = []
        for row in json.loads(said.splitlines()[-1]):
            council = Council(self.stack, self.web, self.databases)
            council.row, council.tickets = self.row | row, self.tickets
            found.append(council)
        return found

    @property
    def path(self) -> str:
        return f"/seances/{self.row['meeting']}/"

    def item(self, rank: int) -> str:
        return f"{self.path}points/{self.row['items'][rank]}/"

    def ticket(self, username: str) -> Ticket:
        return next(t for t in self.tickets if t.username == username)

    def cookie(self, ticket: Ticket) -> str:
        own, forms = self.row["cookies"]
        return f"{own}={ticket.key}; {forms}={TOKEN}"

    def seat(self, ticket: Ticket) -> Seat:
        view = "hall" if ticket.username == WALL else "room"
        asked = f"curseur={{cursor}}&vue={view}&langue=fr&role={ticket.view}"
        path = f"/ws{self.path}?{asked}"
        return Seat(ticket.group, path, self.cookie(ticket))

    def act(self, username: str, path: str, **fields: str) -> Act:
        """Return an act with a key of its own, as the page sends it."""
        headers = (
            ("Cookie", self.cookie(self.ticket(username))),
            ("X-CSRFToken", TOKEN),
            ("Idempotency-Key", str(uuid.uuid4())),
            ("HX-Request", "true"),
        )
        return Act(path, str(httpx.QueryParams({CSRF_FIELD: TOKEN, **fields})), headers)

    def do(self, act: Act) -> None:
        """Do an act at once, outside any measure."""
        host = f"{HOST}:{self.web.port}"
        head, _, body = act.at(host).partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        answer = httpx.post(
            f"http://{host}{act.path}", content=body, headers=headers, timeout=60
        )
        assert answer.status_code < 300, f"{act.path}: {answer.status_code}"

    def begin(self) -> None:
        """Open the sitting, call the first item, ask for marks."""
        for path in (f"{self.path}ouvrir/", f"{self.item(0)}appeler/"):
            self.do(self.act(CHAIR, path))
        self.do(self.act(CHAIR, f"{self.item(0)}marques/ouvrir/"))

    def next_call(self) -> Act:
        """Return the call of the second item when the first is called, and so on."""
        self._calls += 1
        return self.act(CHAIR, f"{self.item(self._calls % 2)}appeler/")

    def next_mark(self) -> Act:
        """Return a member's mark on the first item, another one each time."""
        self._marks += 1
        value = ("agree", "reservation")[self._marks % 2]
        seat = str(self.row["seats"][MEMBERS[0]])
        path = f"{self.item(0)}marquer/"
        return self.act(MEMBERS[0], path, seat=seat, value=value)

    def seq(self, web: WebProcess | None = None) -> int:
        """Ask a web process, or the first one, at which number the meeting is."""
        url = f"{(web or self.web).base_url}{self.path}trame/?curseur=0"
        cookie = {"Cookie": self.cookie(self.ticket(CHAIR))}
        frame = read_frame(httpx.get(url, headers=cookie, timeout=60).text)
        assert frame
        return frame.seq
