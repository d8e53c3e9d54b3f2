"""What a ministry may choose from: the ministries, persons and councils of today."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ecm import clock
from ecm.calendar.days import current
from ecm.domain.calendar import is_late
from ecm.dossiers.models import Dossier
from ecm.dossiers.standing import OFFICERS
from ecm.people.models import Mandate, MinistryName
from ecm.written import day as weekday
from ecm.written import hour, short_day

Choices = list[tuple[str, str]]
COUNCILS_AHEAD = 8


def ministry_choices(only: frozenset[int] | None = None) -> Choices:
    """Return the ministries of today in protocol order; `only` some of them."""
    names = MinistryName.objects.valid_on(clock.now().date())
    return [
        (str(n.ministry_id), n.name)
        for n in names
        if only is None or n.ministry_id in only
    ]


def officer_choices() -> Choices:
    """Return the persons of the secretariat, who may be designated as readers."""
    mandates = Mandate.objects.held_on(clock.now().date()).filter(post__in=OFFICERS)
    persons = {m.person for m in mandates.select_related("person")}
    return [(str(p.pk), str(p)) for p in sorted(persons, key=str)]


def council_choices(dossier: Dossier) -> Choices:
    """Return the coming councils, each with the hour until which this kind is received."""
    now = clock.now()
    calendar = current()
    days = calendar.council_days(now.date(), COUNCILS_AHEAD)
    wanted = dossier.council_day
    if wanted and wanted >= now.date() and wanted not in days:
        days = sorted([*days, wanted])
    return [
        (str(day), _council(day, calendar.deadline(dossier.kind.deadline, day), now))
        for day in days
    ]


def _council(day: date, deadline: datetime | None, now: datetime) -> str:
    words = {"day": short_day(day)}
    if deadline is None:
        return words["day"]
    if is_late(now, deadline):
        return _("%(day)s (hors délai)") % words
    until = timezone.localtime(deadline)
    words["until"] = f"{weekday(until)}, {hour(until)}"
    return _("%(day)s (avant le %(until)s)") % words
