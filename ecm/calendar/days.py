"""The council's days and deadlines, as the settings stand now."""

from datetime import date, datetime, time

from django.utils import timezone

from ecm.calendar import models
from ecm.domain.calendar import Calendar, Milestone, Recess, Week


def current() -> Calendar:
    """Read all of the settings, in four queries; a page reads them once."""
    week = models.Week.objects.filter(pk=1).first() or models.Week()
    milestones = models.Milestone.objects.filter(is_active=True)
    exceptions = models.CouncilException.objects.values_list("day", "moved_to")
    return Calendar(
        week=Week(week.weekday, week.hour),
        milestones=tuple(
            Milestone(m.code, m.label, m.days_before, m.at) for m in milestones
        ),
        recesses=tuple(Recess(r.first, r.last) for r in models.Recess.objects.all()),
        exceptions=dict(exceptions),
        zone=timezone.get_default_timezone(),
    )


def council_days(after: date, count: int) -> list[date]:
    """Return the days of the next `count` councils after `after`, which is excluded."""
    return current().council_days(after, count)


def deadlines(day: date, hour: time | None = None) -> dict[str, datetime]:
    """Return what is due for the council of `day`, by code; `hour` if it is not the usual."""
    return current().deadlines(day, hour)


def deadline(code: str, day: date, hour: time | None = None) -> datetime | None:
    """Return one deadline of the council of `day`, or None when it is not in use.

    For many dossiers, ask `current()` once and then its `deadline`.
    """
    return current().deadline(code, day, hour)
