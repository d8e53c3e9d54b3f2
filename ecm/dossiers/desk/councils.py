"""Which council the desk looks at: a day, what past councils left, or what aims at none."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ecm.domain.calendar import DAY, Calendar
from ecm.dossiers.desk.stages import OPEN
from ecm.dossiers.models import Dossier

LEFT_OVER, WITHOUT_DAY = "restes", "sans-date"


@dataclass(frozen=True)
class Aim:
    """What one screen of the desk holds; `day` is empty for what is not of one council."""

    name: str
    day: date | None

    @property
    def title(self) -> str:
        if self.day:
            day = date_format(self.day, "l j F Y")
            return _("Conseil du %(day)s") % {"day": day}
        if self.name == LEFT_OVER:
            return _("Ce que les conseils passés ont laissé")
        return _("Sans conseil visé")


def aim_at(wish: str, upcoming: date) -> Aim | None:
    """Return what is wished for; nothing for words that are no day."""
    if wish in (LEFT_OVER, WITHOUT_DAY):
        return Aim(wish, None)
    try:
        day = date.fromisoformat(wish) if wish else upcoming
    except ValueError:
        return None
    return Aim(day.isoformat(), day)


def aimed(
    dossiers: "QuerySet[Dossier]", aim: Aim, upcoming: date
) -> "QuerySet[Dossier]":
    """Return the dossiers of one screen."""
    if aim.day:
        return dossiers.filter(council_day=aim.day)
    still_open = dossiers.filter(state__in=OPEN)
    if aim.name == LEFT_OVER:
        return still_open.filter(council_day__lt=upcoming)
    return still_open.filter(council_day=None)


def upcoming(calendar: Calendar, today: date) -> date:
    """Return the day of the next council: today, if it meets today."""
    return calendar.council_days(today - DAY, 1)[0]


def neighbours(
    dossiers: "QuerySet[Dossier]", calendar: Calendar, day: date
) -> tuple[date | None, date]:
    """Return the last council before `day` that has files, and the one that follows it."""
    days = dossiers.order_by("council_day").values_list("council_day", flat=True)
    before = days.filter(council_day__lt=day).last()
    aimed_next = days.filter(council_day__gt=day).first()
    planned = calendar.council_days(day, 1)[0]
    return before, min(aimed_next or planned, planned)
