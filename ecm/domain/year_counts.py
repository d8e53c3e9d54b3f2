"""The year in the words of the SGG-CM: reçus, adoptés, rejetés, ajournés, retirés, finalisés.

What was received and has no fate yet is « en instance », so that every line adds up.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

from ecm.domain.outcomes import POSITIVE, Outcome

_RETURNED = frozenset(
    {
        *(Outcome.DEFERRED, Outcome.REFERRED_BACK, Outcome.REFERRED_TO_COMMITTEE),
        Outcome.NOT_REACHED,
    }
)


@dataclass(frozen=True)
class Case:
    """One dossier of the year: whose, of what kind, and what became of it.

    `outcome` is the council's, empty before it; `is_finalised` when all its texts are.
    """

    ministry: int
    kind: int
    outcome: str = ""
    is_withdrawn: bool = False
    is_finalised: bool = False


@dataclass(frozen=True)
class YearCounts:
    """The yearbook's columns, of whichever dossiers."""

    received: int = 0
    adopted: int = 0
    rejected: int = 0
    deferred: int = 0
    withdrawn: int = 0
    finalised: int = 0
    pending: int = 0

    def __add__(self, other: Self) -> "YearCounts":
        sums = (
            getattr(self, column.name) + getattr(other, column.name)
            for column in fields(self)
        )
        return YearCounts(*sums)

    @property
    def not_adopted(self) -> int:
        """Of decrees: « non adoptés », what the council saw and did not adopt."""
        return self.rejected + self.deferred


def counts_of(case: Case) -> YearCounts:
    """Return one dossier as counts: received once, and of one fate."""
    return YearCounts(
        received=1,
        finalised=int(case.is_finalised and fate_of(case) == "adopted"),
        **{fate_of(case): 1},
    )


def fate_of(case: Case) -> str:
    """Return the column of a dossier's fate; what it is withdrawn from does not count."""
    outcome = Outcome(case.outcome) if case.outcome in set(Outcome) else None
    if case.is_withdrawn or outcome is Outcome.WITHDRAWN:
        return "withdrawn"
    if outcome in POSITIVE:
        return "adopted"
    if outcome is Outcome.REJECTED:
        return "rejected"
    return "deferred" if outcome in _RETURNED else "pending"


def count(cases: Iterable[Case]) -> YearCounts:
    """Return the counts of all."""
    return sum(map(counts_of, cases), YearCounts())


def by_ministry(cases: Iterable[Case]) -> dict[int, YearCounts]:
    """Return the counts of each ministry."""
    return _grouped((case.ministry, case) for case in cases)


def by_kind(cases: Iterable[Case]) -> dict[int, YearCounts]:
    """Return the counts of each kind of dossier."""
    return _grouped((case.kind, case) for case in cases)


def _grouped(cases: Iterable[tuple[int, Case]]) -> dict[int, YearCounts]:
    found: dict[int, YearCounts] = defaultdict(YearCounts)
    for key, case in cases:
        found[key] += counts_of(case)
    return dict(found)
