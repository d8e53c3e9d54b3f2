"""The week as a flow: how many files stand at each stage, and how many have gone beyond."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecm.domain.circuit import DossierState
from ecm.dossiers.desk.rows import Row
from ecm.dossiers.desk.stages import STAGES

# Units of the drawing; the page stretches it.
WIDTH, THINNEST = 240, 4


@dataclass(frozen=True)
class Step:
    """One stage and its bar, in whole units: those beyond it stand to the right.

    The files at this stage are drawn from `start` on, `here` wide; those nearer to the
    council from `left` on, `beyond` wide: from stage to stage the bars make a stair.
    """

    state: DossierState
    label: str
    count: int
    start: int
    here: int
    left: int
    beyond: int


@dataclass(frozen=True)
class Flow:
    steps: list[Step]
    width: int = WIDTH


def flow_of(rows: Iterable[Row]) -> Flow:
    """Count the files at each stage and lay them out as a stair towards the council."""
    counts = Counter(row.state for row in rows)
    return Flow(list(_steps(counts)))


def _steps(counts: Counter[DossierState]) -> Iterator[Step]:
    total, behind = max(counts.total(), 1), 0
    for state, label in STAGES.items():
        start = behind * WIDTH // total
        behind += counts[state]
        left = behind * WIDTH // total
        yield Step(
            state=state,
            label=_(label),
            count=counts[state],
            start=min(start, WIDTH - THINNEST),
            here=max(left - start, THINNEST) if counts[state] else 0,
            left=left,
            beyond=WIDTH - left,
        )
