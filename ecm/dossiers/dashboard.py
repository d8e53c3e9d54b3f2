"""What waits for somebody in the preparation of dossiers, and where each of his files is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ecm import clock
from ecm.calendar.days import current
from ecm.domain.calendar import Calendar, is_late
from ecm.domain.circuit import AT_MINISTRY, CIRCUIT, DossierState
from ecm.domain.verbs import Verb
from ecm.dossiers.consulting import parties
from ecm.dossiers.models import Dossier, Opinion, ReviewLevel
from ecm.dossiers.signs import SIGNS
from ecm.dossiers.standing import Standing
from ecm.people.names import Names

# More than a ministry ever has in hand; beyond, the list of all its files takes over.
MOST_IN_HAND = 200


@dataclass(frozen=True)
class Row:
    """A dossier in a list, with the words that its reader needs."""

    dossier: Dossier
    ministry: str
    sign: str
    level: str = ""
    deadline: datetime | None = None
    is_late: bool = False

    @property
    def title(self) -> str:
        return self.dossier.title

    @property
    def url(self) -> str:
        return self.dossier.get_absolute_url()


@dataclass(frozen=True)
class Asked:
    """An opinion that is awaited from the reader's ministry or body."""

    opinion: Opinion
    ministry: str
    is_late: bool

    @property
    def url(self) -> str:
        return parties.page_of(self.opinion)


@dataclass
class Dashboard:
    """The lists of one person, each in the order in which it should be dealt with."""

    standing: Standing
    visible: "QuerySet[Dossier]"
    to_sign: list[Row] = field(default_factory=list)
    to_review: list[Row] = field(default_factory=list)
    returned: list[Row] = field(default_factory=list)
    to_lodge: list[Row] = field(default_factory=list)
    drafts: list[Row] = field(default_factory=list)
    now: datetime = field(init=False)
    names: Names = field(init=False)
    calendar: Calendar = field(init=False)
    levels: dict[int, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        # Read whatever the lists hold: a page costs the same, full or empty.
        self.now = clock.now()
        self.names = Names()
        self.calendar = current()
        self.levels = _levels()
        for dossier in self._in_hand():
            if (waiting := self._list_of(dossier)) is not None:
                waiting.append(self.row(dossier))

    @property
    def writes(self) -> bool:
        return bool(self.standing.staffed or self.standing.signed_for)

    @property
    def leads(self) -> bool:
        """Whether this person sets the levels of review of a ministry."""
        return bool(self.standing.led)

    @property
    def is_clear(self) -> bool:
        """Whether nothing at all waits for this person."""
        return not (
            *self.to_sign,
            *self.to_review,
            *self.returned,
            *self.to_lodge,
            *self.drafts,
            *self.asked,
        )

    @cached_property
    def asked(self) -> list[Asked]:
        """The opinions awaited of the person's ministries and bodies, the nearest first."""
        mine = Q(ministry__in=self.standing.ministries)
        mine |= Q(body__in=self.standing.bodies)
        rows = parties.awaiting().filter(
            mine, dossier__state__in=CIRCUIT[Verb.GIVE_OPINION].states
        )
        rows = rows.order_by("due_at", "pk")
        return [
            Asked(o, self._ministry(o.dossier), o.due_at < self.now)
            for o in rows[:MOST_IN_HAND]
        ]

    def row(self, dossier: Dossier) -> Row:
        """Return a dossier as the lists show it."""
        deadline = self._deadline(dossier)
        return Row(
            dossier,
            self._ministry(dossier),
            sign=SIGNS.get(DossierState(dossier.state), "waiting"),
            level=self._level(dossier),
            deadline=deadline,
            is_late=is_late(self.now, deadline),
        )

    def rows(self, dossiers: Iterable[Dossier]) -> list[Row]:
        return [self.row(dossier) for dossier in dossiers]

    def _in_hand(self) -> "QuerySet[Dossier]":
        if not self.standing.ministries and not self.standing.levels:
            return Dossier.objects.none()
        mine = Q(ministry__in=self._own_ministries())
        rows = self.visible.filter(mine, state__in=AT_MINISTRY)
        return rows.order_by("council_day", "changed_at", "pk")[:MOST_IN_HAND]

    def _own_ministries(self) -> frozenset[int]:
        reviewed = {ministry for ministry, _level in self.standing.levels}
        return self.standing.ministries | reviewed

    def _list_of(self, dossier: Dossier) -> list[Row] | None:
        state, ministry = DossierState(dossier.state), dossier.ministry_id
        if state is DossierState.IN_REVIEW:
            return self._reviewed(dossier)
        if ministry not in self.standing.ministries:
            return None
        if state is DossierState.SIGNED:
            return self.to_lodge
        if ministry not in self.standing.staffed:
            return None
        return self.returned if state is DossierState.RETURNED else self.drafts

    def _reviewed(self, dossier: Dossier) -> list[Row] | None:
        ministry, passed = dossier.ministry_id, dossier.levels_passed
        if passed >= len(self.levels.get(ministry, [])):
            return self.to_sign if ministry in self.standing.signed_for else None
        own = (ministry, passed + 1) in self.standing.levels
        return self.to_review if own else None

    def _level(self, dossier: Dossier) -> str:
        """Return at which level of review the dossier is, in words."""
        if dossier.state != DossierState.IN_REVIEW:
            return ""
        titles = self.levels.get(dossier.ministry_id, [])
        waiting = titles[dossier.levels_passed :]
        return waiting[0] if waiting else _("signature du ministre")

    def _deadline(self, dossier: Dossier) -> datetime | None:
        """Return until when it is to be lodged, while it is still at its ministry."""
        if dossier.council_day is None or dossier.state not in AT_MINISTRY:
            return None
        return self.calendar.deadline(dossier.kind.deadline, dossier.council_day)

    def _ministry(self, dossier: Dossier) -> str:
        return self.names.short(dossier.ministry_id, _day_of(dossier, self.now.date()))


def _levels() -> dict[int, list[str]]:
    """Return the titles of each ministry's levels of review, the first first."""
    found: dict[int, list[str]] = {}
    for level in ReviewLevel.objects.order_by("ministry", "position"):
        found.setdefault(level.ministry_id, []).append(level.title)
    return found


def narrowed(
    dossiers: "QuerySet[Dossier]", filters: dict[str, str]
) -> "QuerySet[Dossier]":
    """Return those that answer the filters of `FilterForm`, the last changed first."""
    if state := filters.get("etat"):
        dossiers = dossiers.filter(state=state)
    if kind := filters.get("nature"):
        dossiers = dossiers.filter(kind__code=kind)
    return matching(dossiers, filters.get("q", "")).order_by("-changed_at", "-pk")


NUMBER = re.compile(r"SGG-(\d{4})-(\d{1,9})", re.I)


def matching(dossiers: "QuerySet[Dossier]", words: str) -> "QuerySet[Dossier]":
    """Return those whose title holds all the words, or that have the number."""
    if number := NUMBER.fullmatch(words.strip()):
        year, serial = number.groups()
        return dossiers.filter(register_year=year, register_serial=serial)
    for word in words.split():
        dossiers = dossiers.filter(title__icontains=word)
    return dossiers


def _day_of(dossier: Dossier, today: date) -> date:
    """A past file keeps the name that its ministry had."""
    return dossier.lodged_at.date() if dossier.lodged_at else today
