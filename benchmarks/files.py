"""Ten thousand dossiers spread as two years of councils leave them, written in bulk.

Of a thousand, seventy are open: at their ministry, at the next councils, left by past ones.
The others were examined. Rows are written without their journal: no list reads it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from benchmarks.government import Government
from benchmarks.words import a_kind
from ecm.calendar.days import current
from ecm.domain.calendar import DAY
from ecm.domain.circuit import DossierState
from ecm.dossiers.models import Dossier, DossierKind, Register

_S = DossierState
# How many of a thousand files aim where.
NEXT_COUNCIL, LATER, LEFT_OVER, AT_MINISTRIES = 12, 20, 3, 65
# What the desk holds of a hundred files, nine days before a council.
ON_THE_DESK = (
    *[_S.LODGED] * 14,
    *[_S.REGISTERED] * 16,
    *[_S.RETURNED] * 9,
    *[_S.ADMISSIBLE] * 10,
    *[_S.UNDER_STUDY] * 26,
    *[_S.READY] * 14,
    *[_S.PROPOSED] * 10,
    *[_S.WITHDRAWN] * 1,
)
AT_THE_MINISTRY = (_S.DRAFT, _S.DRAFT, _S.IN_REVIEW, _S.SIGNED)
OUTCOMES = ("adopted", "adopted", "adopted", "noted", "heard", "deferred", "rejected")
COUNCILS_PAST = 100


@dataclass
class Spread:
    """Where and what files are; the same seed makes the same ones."""

    government: Government
    now: datetime
    chance: Random = field(default_factory=lambda: Random(451))

    def __post_init__(self) -> None:
        self.kinds = DossierKind.objects.in_bulk(field_name="code")
        self.coming = current().council_days(self.now.date() - DAY, 3)
        weeks = range(1, COUNCILS_PAST + 1)
        self.past = [self.coming[0] - timedelta(weeks=n) for n in weeks]

    def files(self, count: int) -> Iterator[Dossier]:
        """Yield `count` dossiers that are not written yet."""
        for number in range(count):
            yield self._file(number * 1000 // count)

    def _file(self, place: int) -> Dossier:
        if place < NEXT_COUNCIL:
            return self._on_desk(self.coming[0])
        if place < NEXT_COUNCIL + LATER:
            return self._on_desk(self.chance.choice(self.coming[1:]))
        if place < NEXT_COUNCIL + LATER + LEFT_OVER:
            return self._on_desk(self.past[0])
        if place < NEXT_COUNCIL + LATER + LEFT_OVER + AT_MINISTRIES:
            return self._at_ministry()
        return self._examined()

    def _bare(self) -> Dossier:
        code, title = a_kind(self.chance)
        ministry = self.chance.choice(self.government.ministries)
        return Dossier(kind=self.kinds[code], title=title, ministry=ministry)

    def _at_ministry(self) -> Dossier:
        file = self._bare()
        file.state = self.chance.choice(AT_THE_MINISTRY)
        file.created_at = file.changed_at = self._before(self.now, days=20)
        return file

    def _on_desk(self, day: date) -> Dossier:
        file = self._lodged(day, self.chance.choice(ON_THE_DESK))
        is_new = file.state in (_S.LODGED, _S.REGISTERED)
        if self.chance.random() > (0.6 if is_new else 0.05):
            file.officer = self.chance.choice(self.government.officers).person
        return file

    def _examined(self) -> Dossier:
        file = self._lodged(self.chance.choice(self.past), _S.SETTLED)
        file.outcome = self.chance.choice(OUTCOMES)
        if self.chance.random() < 0.03:
            file.state, file.outcome = _S.WITHDRAWN, "withdrawn"
        file.officer = self.chance.choice(self.government.officers).person
        return file

    def _lodged(self, day: date, state: DossierState) -> Dossier:
        file = self._bare()
        file.state, file.council_day = state, day
        file.is_late = self.chance.random() < 0.06
        file.is_confidential = self.chance.random() < 0.02
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        due = min(noon - timedelta(days=2 if file.is_late else 9), self.now)
        lodged = file.lodged_at = self._before(due, days=4)
        file.created_at = lodged - timedelta(days=8)
        file.changed_at = lodged + timedelta(hours=self.chance.randrange(1, 60))
        if state is not _S.LODGED:
            file.registered_at = lodged + timedelta(hours=2)
        file.returns = int(state is _S.RETURNED or self.chance.random() < 0.15)
        return file

    def _before(self, end: datetime, *, days: int) -> datetime:
        return end - timedelta(minutes=self.chance.randrange(days * 24 * 60))


def load_files(spread: Spread, count: int) -> list[Dossier]:
    """Write `count` dossiers with their numbers in the entry book, and return them."""
    files = list(spread.files(count))
    arrived = [(file.registered_at, file) for file in files if file.registered_at]
    arrived.sort(key=lambda pair: pair[0])
    for year in {moment.year for moment, _file in arrived}:
        _enter(year, [file for moment, file in arrived if moment.year == year])
    return Dossier.objects.bulk_create(files, batch_size=500)


def _enter(year: int, files: list[Dossier]) -> None:
    """Give the next numbers of a year, without a gap."""
    book, _created = Register.objects.get_or_create(year=year)
    for serial, file in enumerate(files, book.last + 1):
        file.register_year, file.register_serial = year, serial
    book.last += len(files)
    book.save(update_fields=["last"])
