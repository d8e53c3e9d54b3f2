"""The SGG-CM's yearly statistics: of the dossiers of the year that their reader may know."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from ecm.domain import year_counts
from ecm.domain.act_numbers import Form, form_of
from ecm.domain.circuit import DossierState
from ecm.domain.followup import ActState
from ecm.domain.year_counts import Case, YearCounts
from ecm.dossiers.desk.yearbook import Reason, Yearbook
from ecm.dossiers.models import Dossier, DossierKind
from ecm.followup.models import Act
from ecm.people.names import Names

FINALISED = frozenset({ActState.NUMBERED, ActState.GAZETTED, ActState.TRANSMITTED})


@dataclass(frozen=True)
class Line:
    label: str
    counts: YearCounts


class Statistics:
    """One year: of all dossiers, of decrees alone, and why files were returned."""

    def __init__(self, dossiers: "QuerySet[Dossier]", year: int) -> None:
        self.year = year
        self._dossiers = dossiers
        self._names = Names()
        self._kinds = {kind.pk: kind for kind in DossierKind.objects.all()}

    @cached_property
    def cases(self) -> list[Case]:
        rows = self._dossiers.filter(register_year=self.year).order_by()
        finalised = _finalised(rows)
        found = rows.values_list("pk", "ministry", "kind", "outcome", "state")
        return [
            Case(
                ministry,
                kind,
                outcome,
                is_withdrawn=state == DossierState.WITHDRAWN,
                is_finalised=pk in finalised,
            )
            for pk, ministry, kind, outcome, state in found
        ]

    @property
    def total(self) -> YearCounts:
        return year_counts.count(self.cases)

    @property
    def decrees(self) -> YearCounts:
        """The counts of the files that lay decrees before the council."""
        return year_counts.count(c for c in self.cases if self._is_decree(c))

    def _is_decree(self, case: Case) -> bool:
        return form_of(self._kinds[case.kind].item_kind) is Form.DECREE

    @property
    def by_ministry(self) -> list[Line]:
        """One line for each ministry, in the order of protocol."""
        found, day = year_counts.by_ministry(self.cases), date(self.year, 12, 31)
        ranked = sorted(found, key=lambda pk: self._names.rank(pk, day))
        return [Line(self._names.short(pk, day), found[pk]) for pk in ranked]

    @property
    def by_kind(self) -> list[Line]:
        """One line for each kind of dossier, in the order of the settings."""
        found = year_counts.by_kind(self.cases)
        ranked = sorted(found, key=lambda pk: self._kinds[pk].position)
        return [Line(self._kinds[pk].label, found[pk]) for pk in ranked]

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why files were returned, form before substance."""
        return Yearbook(self._dossiers, self.year).reasons


def _finalised(dossiers: "QuerySet[Dossier]") -> set[int]:
    """Return the dossiers all of whose texts are numbered or with the Assembly.

    A follow-up that was closed counts by what the act had become.
    """
    acts = Act.objects.filter(item__dossier__in=dossiers.values("pk"))
    rows = acts.values_list("item__dossier", "state", "number", "transmitted_on")
    ended: dict[int, list[bool]] = defaultdict(list)
    for dossier, state, number, transmitted in rows:
        is_done = state in FINALISED or bool(number or transmitted)
        ended[dossier or 0].append(is_done)
    return {dossier for dossier, every in ended.items() if all(every)}
