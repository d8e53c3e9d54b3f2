"""The entry book of a year, in the order of its numbers, and the proof that none is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import cast

from django.db.models import QuerySet
from django.urls import reverse

from ecm.dossiers.desk.rows import lightly
from ecm.dossiers.models import Dossier, Register
from ecm.people.names import Names

ON_A_PAGE = 100


@dataclass(frozen=True)
class Line:
    """One number: its dossier, or nothing but the number for one of other readers."""

    serial: int
    dossier: Dossier | None
    url: str
    ministry: str
    is_missing: bool


@dataclass
class Book:
    """One year of the book; `whole` is for paper, a page of it for the screen."""

    dossiers: "QuerySet[Dossier]"
    year: int
    number: int | None = None
    page: int | None = None
    whole: bool = False

    @cached_property
    def last(self) -> int:
        """The last number that was given."""
        row = Register.objects.filter(year=self.year).first()
        return row.last if row else 0

    @cached_property
    def years(self) -> list[int]:
        """The years that have a book, the latest first."""
        years = Register.objects.order_by("-year").values_list("year", flat=True)
        return list(years)

    @property
    def pages(self) -> int:
        return max(1, -(-self.last // ON_A_PAGE))

    @cached_property
    def current(self) -> int:
        """The page asked for, that of the number sought, or the last one written."""
        sought = -(-self.number // ON_A_PAGE) if self.number else self.page
        return min(max(sought or self.pages, 1), self.pages)

    @property
    def previous(self) -> int | None:
        return self.current - 1 if self.current > 1 else None

    @property
    def next(self) -> int | None:
        return self.current + 1 if self.current < self.pages else None

    @cached_property
    def missing(self) -> list[int]:
        """The numbers that no dossier bears: there are none, and the page says so."""
        entered = Dossier.objects.filter(register_year=self.year)
        serials = entered.values_list("register_serial", flat=True)
        if serials.exclude(register_serial=None).count() == self.last:
            return []
        borne = set(serials)
        return [n for n in range(1, self.last + 1) if n not in borne]

    @cached_property
    def lines(self) -> list[Line]:
        return list(self._lines())

    def _span(self) -> tuple[int, int]:
        if self.whole:
            return 1, self.last
        first = (self.current - 1) * ON_A_PAGE + 1
        return first, min(first + ON_A_PAGE - 1, self.last)

    def _lines(self) -> Iterator[Line]:
        first, last = self._span()
        rows = self.dossiers.filter(
            register_year=self.year, register_serial__range=(first, last)
        )
        known = {row.register_serial: row for row in lightly(rows)}
        names = Names()
        for serial in range(first, last + 1):
            dossier = known.get(serial)
            yield Line(
                serial=serial,
                dossier=dossier,
                url=reverse("dossiers:dossier", args=[dossier.pk]) if dossier else "",
                ministry=_ministry(names, dossier) if dossier else "",
                is_missing=serial in self.missing,
            )


def _ministry(names: Names, dossier: Dossier) -> str:
    """Return the name that the ministry bore when its file was entered."""
    entered = cast(datetime, dossier.registered_at)  # it has a number
    return names.short(dossier.ministry_id, entered.date())
