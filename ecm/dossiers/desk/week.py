"""The secretariat's week on one screen: lines, counts and flow, in a few questions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ecm.domain.calendar import Calendar
from ecm.domain.circuit import STATE_WORDS
from ecm.domain.french.letters import upper_first
from ecm.dossiers.desk import councils
from ecm.dossiers.desk.councils import Aim
from ecm.dossiers.desk.flow import Flow, flow_of
from ecm.dossiers.desk.forms import WeekForm
from ecm.dossiers.desk.lines import Line, line_of
from ecm.dossiers.desk.narrowing import narrowed
from ecm.dossiers.desk.rows import Row, lightly, rows_of
from ecm.dossiers.models import Dossier

# More than the busiest council ever had; a page must stay a page.
MOST = 400


@dataclass(frozen=True)
class Counter:
    """One thing to watch: how many, and the question that shows them."""

    label: str
    count: int
    query: str


@dataclass(frozen=True)
class Due:
    label: str
    at: datetime


@dataclass(frozen=True)
class Group:
    """The lines of one stage under its name; no name when the order is another."""

    title: str
    lines: list[Line]


@dataclass
class Week:
    """What one officer sees of one council; `asked` are the parameters of the page."""

    dossiers: "QuerySet[Dossier]"
    person: int
    asked: Mapping[str, Any]
    calendar: Calendar
    now: datetime

    @cached_property
    def upcoming(self) -> date:
        return councils.upcoming(self.calendar, self.now.date())

    @cached_property
    def aim(self) -> Aim:
        """The council asked for, the next one when the words name none."""
        wished = councils.aim_at(self.asked.get("conseil", ""), self.upcoming)
        return wished or Aim(self.upcoming.isoformat(), self.upcoming)

    @cached_property
    def rows(self) -> list[Row]:
        """Every line of this council, whatever the filters."""
        found = councils.aimed(self.dossiers, self.aim, self.upcoming)
        return rows_of(
            lightly(found).order_by("lodged_at", "pk")[:MOST],
            person=self.person,
            day=self.aim.day or self.upcoming,
            now=self.now,
        )

    @property
    def is_cut(self) -> bool:
        return len(self.rows) == MOST

    @cached_property
    def form(self) -> WeekForm:
        return WeekForm(self.asked, rows=self.rows)

    @cached_property
    def shown(self) -> list[Row]:
        return narrowed(self.rows, self.form.wishes)

    @property
    def is_narrowed(self) -> bool:
        return any(v for name, v in self.form.wishes.items() if name != "tri")

    @property
    def groups(self) -> list[Group]:
        """The lines shown, by stage unless another order is wished."""
        if self.form.wishes.get("tri"):
            return [_group("", self.shown)]
        stages = groupby(self.shown, key=lambda row: row.state)
        return [
            _group(upper_first(_(STATE_WORDS[state])), rows) for state, rows in stages
        ]

    @cached_property
    def flow(self) -> Flow:
        return flow_of(self.rows)

    @cached_property
    def neighbours(self) -> tuple[date | None, date]:
        """The councils before and after the one that is shown."""
        day = self.aim.day or self.upcoming
        return councils.neighbours(self.dossiers, self.calendar, day)

    @cached_property
    def next_due(self) -> Due | None:
        """What must be done next for this council, and when."""
        if self.aim.day is None:
            return None
        labels = {m.code: m.label for m in self.calendar.milestones}
        deadlines = self.calendar.deadlines(self.aim.day)
        ahead = (Due(_(labels[c]), at) for c, at in deadlines.items() if at > self.now)
        return next(ahead, None)

    @property
    def query(self) -> str:
        """This page's own question, to come back to it."""
        return urlencode({"conseil": self.aim.name, **_given(self.form.wishes)})

    def query_with(self, **wishes: str) -> str:
        return urlencode({"conseil": self.aim.name, **wishes})

    @property
    def counters(self) -> Iterator[Counter]:
        """What to watch in this council, each leading to its lines."""
        yield self._counter(_("attendent votre acte"), "suivi", "attend")
        yield self._counter(_("sans responsable"), "charge", "personne")
        yield self._counter(_("hors délai"), "suivi", "hors-delai")
        yield self._counter(_("en attente d'avis"), "suivi", "avis")
        yield self._counter(_("avis échu sans réponse"), "suivi", "silence")

    def _counter(self, label: str, name: str, wish: str) -> Counter:
        count = len(narrowed(self.rows, {name: wish}))
        return Counter(label, count, self.query_with(**{name: wish}))

    @property
    def others(self) -> Iterator[Counter]:
        """What lies beside the councils to come, and would be forgotten otherwise."""
        for name, label in (
            (councils.LEFT_OVER, _("laissés par les conseils passés")),
            (councils.WITHOUT_DAY, _("sans conseil visé")),
        ):
            aim = Aim(name, None)
            count = councils.aimed(self.dossiers, aim, self.upcoming).count()
            yield Counter(label, count, urlencode({"conseil": name}))


def _group(title: str, rows: Iterable[Row]) -> Group:
    return Group(title, [line_of(row, tells_state=not title) for row in rows])


def _given(wishes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: wish for name, wish in wishes.items() if wish}
