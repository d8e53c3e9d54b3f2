"""What is late, by ministry and by step, among what its reader may know."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ecm.domain.delays import ALERTS, days_late
from ecm.domain.followup import ACT, ActState, DirectiveState
from ecm.followup.models import Act, DirectiveFollowUp
from ecm.followup.reminders import UNDERWAY
from ecm.people.names import Names

# Before the first alert a certified or signed act is on its way.
PATIENCE = timedelta(ALERTS[0])


@dataclass(frozen=True)
class Row:
    """An act or an instruction, with how late it is."""

    url: str
    reference: str
    title: str
    ministry: int
    ministry_name: str
    step: str
    step_word: str
    due: date | None
    late: int
    share: int | None = None


@dataclass(frozen=True)
class Late:
    """How many are late in one group, and how many there are."""

    key: str
    label: str
    late: int
    count: int


class Board:
    """The dashboard of one reader, perhaps narrowed to a ministry or a step."""

    def __init__(
        self,
        acts: "QuerySet[Act]",
        directives: "QuerySet[DirectiveFollowUp]",
        today: date,
        *,
        ministry: int | None = None,
        step: str = "",
        only_late: bool = False,
    ) -> None:
        self.today, self.ministry, self.step = today, ministry, step
        self.only_late = only_late
        self._acts = acts.filter(state__in=UNDERWAY)
        self._directives = directives.exclude(state=DirectiveState.CLOSED)
        self._names = Names()

    @cached_property
    def all_acts(self) -> list[Row]:
        return [self._of_act(act) for act in self._acts]

    @cached_property
    def all_directives(self) -> list[Row]:
        return [self._of_directive(row) for row in self._directives]

    def _of_act(self, act: Act) -> Row:
        due = due_of(act)
        return Row(
            url=act.get_absolute_url(),
            reference=act.reference,
            title=act.title,
            ministry=act.ministry_id,
            ministry_name=self._names.short(act.ministry_id, self.today),
            step=act.state,
            step_word=act.state_word,
            due=due,
            late=days_late(due, self.today),
        )

    def _of_directive(self, row: DirectiveFollowUp) -> Row:
        ministry = row.directive.responsible_id
        return Row(
            url=row.get_absolute_url(),
            reference=row.reference,
            title=row.directive.text,
            ministry=ministry,
            ministry_name=self._names.short(ministry, self.today),
            step=row.state,
            step_word=row.state_word,
            due=row.due_on,
            late=days_late(row.due_on, self.today),
            share=row.percent,
        )

    @property
    def acts(self) -> list[Row]:
        return self._narrowed(self.all_acts)

    @property
    def directives(self) -> list[Row]:
        return self._narrowed(self.all_directives)

    def _narrowed(self, rows: Iterable[Row]) -> list[Row]:
        kept = (
            row
            for row in rows
            if (not self.ministry or row.ministry == self.ministry)
            and (not self.step or row.step == self.step)
            and (not self.only_late or row.late)
        )
        return sorted(kept, key=lambda row: -row.late)

    @property
    def late(self) -> int:
        return sum(bool(r.late) for r in [*self.all_acts, *self.all_directives])

    @property
    def by_step(self) -> list[Late]:
        """What is late at each step of an act, then of instructions."""
        found = _counted((row.step, row) for row in self.all_acts)
        steps = [s for s in ActState if s.value in found]
        told = [Late(s.value, _(ACT.words[s]), *found[s.value]) for s in steps]
        running = _counted((row.step, row) for row in self.all_directives)
        names = {"open": _("instruction en cours"), "completed": _("dite exécutée")}
        return told + [Late(k, names[k], *n) for k, n in sorted(running.items())]

    @property
    def by_ministry(self) -> list[Late]:
        """What is late of each ministry, in the order of protocol."""
        rows = [*self.all_acts, *self.all_directives]
        found = _counted((str(row.ministry), row) for row in rows)
        ranked = sorted(found, key=lambda pk: self._names.rank(int(pk), self.today))
        return [
            Late(pk, self._names.short(int(pk), self.today), *found[pk])
            for pk in ranked
        ]


def due_of(act: Act) -> date:
    """Return when the present step is due: the text at its term, the rest at 15 days."""
    if act.state == ActState.AWAITED:
        return act.due_on
    return act.decided_on + PATIENCE


def _counted(rows: Iterable[tuple[str, Row]]) -> dict[str, tuple[int, int]]:
    late: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for key, row in rows:
        late[key] += bool(row.late)
        every[key] += 1
    return {key: (late[key], count) for key, count in every.items()}
