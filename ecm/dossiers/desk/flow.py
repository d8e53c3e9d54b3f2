"""The week as a flow: how many files stand at each stage, and how many have gone beyond."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecm.domain.circuit import DossierState
from ecm.dossiers.desk.rows import Row
from ecm.dossiers.desk.stages import STAGES

# Units of the drawing; the page stretches it.
STAGE_WIDTH, HEIGHT, GAP, THINNEST = 100, 120, 3, 3


@dataclass(frozen=True)
class Step:
    """One stage: its counts, and the two blocks that are drawn for it.

    `here` are at this stage, `beyond` nearer to the council; whole units, from the top.
    """

    state: DossierState
    label: str
    count: int
    late: int
    nobodys: int
    left: int
    beyond: int
    here: int

    @property
    def width(self) -> int:
        return STAGE_WIDTH - GAP


@dataclass(frozen=True)
class Flow:
    steps: list[Step]
    total: int

    @property
    def width(self) -> int:
        return STAGE_WIDTH * len(self.steps)

    @property
    def height(self) -> int:
        return HEIGHT


def flow_of(rows: Iterable[Row]) -> Flow:
    """Count the files at each stage and lay them out as a stair towards the council."""
    every = list(rows)
    return Flow(list(_steps(every)), len(every))


def _steps(rows: list[Row]) -> Iterator[Step]:
    counts = Counter(row.state for row in rows)
    late = Counter(row.state for row in rows if row.dossier.is_late)
    nobodys = Counter(row.state for row in rows if row.is_nobodys)
    beyond = len(rows)
    for rank, (state, label) in enumerate(STAGES.items()):
        beyond -= counts[state]
        upper = beyond * HEIGHT // max(len(rows), 1)
        lower = (beyond + counts[state]) * HEIGHT // max(len(rows), 1)
        yield Step(
            state=state,
            label=_(label),
            count=counts[state],
            late=late[state],
            nobodys=nobodys[state],
            left=rank * STAGE_WIDTH,
            beyond=upper,
            here=max(lower - upper, THINNEST) if counts[state] else 0,
        )
