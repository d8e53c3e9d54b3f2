"""What the operator's page shows: names of people and references of councils, no content."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from ecm.domain.policy import Role
from ecm.meetings.models import Meeting
from ecm.people.models import User
from ecm.watching import lines, readiness
from ecm.watching.figures import asked_queues
from ecm.watching.lines import Announcement, Fault, Line, Process
from ecm.watching.queues import Queue

SCREENS = {
    Role.PRESIDING: _("présidence"),
    Role.SECRETARY: _("secrétariat"),
    Role.MEMBER: _("membre"),
    Role.SCREEN: _("écran de la salle"),
    Role.ANTEROOM: _("salle d'attente"),
}
CHECKS = {
    "database": _("base de données"),
    "migrations": _("migrations"),
    "folder": _("dossier des pièces"),
    "redis": _("Redis"),
    "worker": _("tâches de fond"),
}
QUEUES = {
    "tasks": _("tâches de fond"),
    "notices": _("courriels et SMS"),
    "renditions": _("pièces à préparer"),
}
MOST_FAULTS = 50


@dataclass(frozen=True)
class Tablet:
    """A line with the names of who and where."""

    line: Line
    who: str
    council: str
    screen: str
    since: datetime
    process: str


@dataclass(frozen=True)
class Council:
    """The tablets of one meeting."""

    reference: str
    tablets: list[Tablet]

    @property
    def level(self) -> int:
        return sum(not tablet.line.late for tablet in self.tablets)


@dataclass(frozen=True)
class Running:
    """A process, and when it started."""

    process: Process
    started: datetime


@dataclass(frozen=True)
class Seen:
    """An error that a process met."""

    fault: Fault
    at: datetime
    process: str


@dataclass(frozen=True)
class Board:
    councils: list[Council]
    processes: list[Running]
    faults: list[Seen]
    checks: list[tuple[str, bool]]
    queues: list[tuple[str, Queue]] | None
    announcement: Announcement | None

    @property
    def count(self) -> int:
        return sum(len(council.tablets) for council in self.councils)


def board() -> Board:
    """Return everything as it is now."""
    room = lines.room()
    processes = room.processes() if room else []
    queues = asked_queues()
    return Board(
        councils=_councils(processes),
        processes=[Running(p, _moment(p.started)) for p in processes],
        faults=_faults(processes),
        checks=[(str(CHECKS[n]), well) for n, well in readiness.findings().items()],
        queues=None if queues is None else [(str(QUEUES[q.name]), q) for q in queues],
        announcement=room.announcement if room else None,
    )


def _councils(processes: list[Process]) -> list[Council]:
    found = [(line, process.name) for process in processes for line in process.lines]
    users = User.objects.select_related("person").in_bulk({x.user for x, _p in found})
    meetings = Meeting.objects.select_related("body").in_bulk(
        {line.meeting for line, _process in found}
    )
    references = {pk: meeting.reference for pk, meeting in meetings.items()}
    tablets = [
        Tablet(
            line,
            str(users.get(line.user, "?")),
            references.get(line.meeting, "?"),
            str(SCREENS.get(Role(line.screen), line.screen)),
            _moment(line.since),
            process,
        )
        for line, process in found
    ]
    names = Counter(tablet.council for tablet in tablets)
    return [
        Council(name, sorted((t for t in tablets if t.council == name), key=_order))
        for name in sorted(names)
    ]


def _order(tablet: Tablet) -> tuple[str, datetime]:
    return tablet.who, tablet.since


def _faults(processes: list[Process]) -> list[Seen]:
    seen = [
        Seen(fault, _moment(fault.at), process.name)
        for process in processes
        for fault in process.faults
    ]
    return sorted(seen, key=lambda s: s.at, reverse=True)[:MOST_FAULTS]


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
