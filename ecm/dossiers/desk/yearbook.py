"""The year in the words of the secretariat's yearbook: received, returned and why, adopted…"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from ecm.domain.circuit import DossierState
from ecm.domain.outcomes import POSITIVE, Outcome
from ecm.dossiers.models import Dossier, DossierKind, Nature, Return, ReturnReason
from ecm.people.names import Names

Key = tuple[int, int]  # a ministry and a kind


@dataclass
class Counts:
    """What happened to some dossiers, in the order of the yearbook's columns."""

    received: int = 0
    returned: int = 0
    returns: int = 0
    form: int = 0
    substance: int = 0
    adopted: int = 0
    rejected: int = 0
    deferred: int = 0
    withdrawn: int = 0

    def add(self, other: "Counts") -> None:
        for column in fields(self):
            total = getattr(self, column.name) + getattr(other, column.name)
            setattr(self, column.name, total)

    @property
    def share(self) -> int | None:
        """How many of a hundred received were returned at least once."""
        return round(100 * self.returned / self.received) if self.received else None


@dataclass(frozen=True)
class Line:
    label: str
    counts: Counts


@dataclass(frozen=True)
class Reason:
    """A reason for return, how often it was given, and its bar (out of a hundred)."""

    label: str
    nature: str
    count: int
    bar: int


@dataclass
class Yearbook:
    """One year of the dossiers that its reader may know, narrowed to a ministry or a kind."""

    dossiers: "QuerySet[Dossier]"
    year: int
    ministry: int | None = None
    kind: int | None = None
    _names: Names = field(default_factory=Names)

    @cached_property
    def day(self) -> date:
        """The day whose names are used: the last of the year."""
        return date(self.year, 12, 31)

    @cached_property
    def kinds(self) -> dict[int, DossierKind]:
        return {kind.pk: kind for kind in DossierKind.objects.all()}

    @cached_property
    def received(self) -> "QuerySet[Dossier]":
        return self._narrowed(self.dossiers.filter(register_year=self.year))

    @cached_property
    def returned(self) -> "QuerySet[Return]":
        known = self._narrowed(self.dossiers)
        return Return.objects.filter(
            at__year=self.year, dossier__in=known.order_by().values("pk")
        )

    def _narrowed(self, rows: "QuerySet[Dossier]") -> "QuerySet[Dossier]":
        if self.ministry:
            rows = rows.filter(ministry=self.ministry)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows

    @cached_property
    def cells(self) -> dict[Key, Counts]:
        """The counts of each ministry and kind; three questions."""
        cells: dict[Key, Counts] = defaultdict(Counts)
        for ministry, kind, counts in self._outcomes():
            cells[ministry, kind].add(counts)
        for ministry, kind, counts in self._returns():
            cells[ministry, kind].add(counts)
        for key, reason, count in self.given:
            cells[key].add(Counts(**{reason.nature: count}))
        return cells

    def _outcomes(self) -> Iterator[tuple[int, int, Counts]]:
        positive = [outcome.value for outcome in POSITIVE]
        withdrawn = Q(state=DossierState.WITHDRAWN) | Q(outcome=Outcome.WITHDRAWN)
        rows = self.received.order_by().values("ministry", "kind")
        counted: Any = rows.annotate(
            received=Count("pk"),
            adopted=Count("pk", filter=Q(outcome__in=positive)),
            rejected=Count("pk", filter=Q(outcome=Outcome.REJECTED)),
            deferred=Count("pk", filter=Q(outcome=Outcome.DEFERRED)),
            withdrawn=Count("pk", filter=withdrawn),
        )
        for row in counted:
            key = row.pop("ministry"), row.pop("kind")
            yield (*key, Counts(**row))

    def _returns(self) -> Iterator[tuple[int, int, Counts]]:
        rows = self.returned.order_by()
        grouped: Any = rows.values_list("dossier__ministry", "dossier__kind")
        counted = grouped.annotate(n=Count("pk"), files=Count("dossier", distinct=True))
        for ministry, kind, returns, files in counted:
            yield ministry, kind, Counts(returned=files, returns=returns)

    @cached_property
    def given(self) -> list[tuple[Key, ReturnReason, int]]:
        """How often each reason was given to each ministry and kind."""
        known = {reason.pk: reason for reason in ReturnReason.objects.all()}
        rows = self.returned.order_by().values_list(
            "dossier__ministry", "dossier__kind", "reasons"
        )
        return [
            ((ministry, kind), known[reason], n)
            for ministry, kind, reason, n in rows.annotate(n=Count("pk"))
            if reason
        ]

    @cached_property
    def total(self) -> Counts:
        return _sum(self.cells.values())

    @cached_property
    def reasons(self) -> list[Reason]:
        """The reasons that were given, form before substance, the most frequent first."""
        counted: dict[ReturnReason, int] = defaultdict(int)
        for _key, reason, count in self.given:
            counted[reason] += count
        most = max(counted.values(), default=1)
        order = list(Nature.values)
        return [
            Reason(r.label, r.get_nature_display(), n, 100 * n // most)
            for r, n in sorted(
                counted.items(), key=lambda e: (order.index(e[0].nature), -e[1])
            )
        ]

    @property
    def by_ministry(self) -> list[Line]:
        """One line for each ministry, in the order of protocol."""
        found = _grouped(self.cells, 0)
        by_rank = sorted(found, key=lambda pk: self._names.rank(pk, self.day))
        return [Line(self.ministry_name(pk), found[pk]) for pk in by_rank]

    @property
    def by_kind(self) -> list[Line]:
        """One line for each kind of dossier, in the order of the settings."""
        found = _grouped(self.cells, 1)
        by_rank = sorted(found, key=lambda pk: self.kinds[pk].position)
        return [Line(self.kinds[pk].label, found[pk]) for pk in by_rank]

    def ministry_name(self, pk: int) -> str:
        return self._names.short(pk, self.day)


def _sum(every: Iterable[Counts]) -> Counts:
    total = Counts()
    for counts in every:
        total.add(counts)
    return total


def _grouped(cells: dict[Key, Counts], part: int) -> dict[int, Counts]:
    found: dict[int, Counts] = defaultdict(Counts)
    for key, counts in cells.items():
        found[key[part]].add(counts)
    return found
