"""What a ministry may choose from: the ministries, persons and councils of today."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ecm import clock
from ecm.calendar.days import current
from ecm.dossiers.models import Dossier
from ecm.dossiers.standing import OFFICERS
from ecm.people.models import Mandate, MinistryName

Choices = list[tuple[str, str]]
COUNCILS_AHEAD = 8
DAY = timedelta(days=1)


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
    """Return the next councils, each with the hour until which this kind is received."""
    now = clock.now()
    calendar = current()
    days = calendar.council_days(now.date() - DAY, COUNCILS_AHEAD)
    if dossier.council_day and dossier.council_day not in days:
        days = sorted([*days, dossier.council_day])
    return [
        (str(day), _council(day, calendar.deadline(dossier.kind.deadline, day), now))
        for day in days
    ]


def _council(day: date, deadline: datetime | None, now: datetime) -> str:
    words = {"day": date_format(day, "l j F Y")}
    if deadline is None:
        return words["day"]
    words["until"] = date_format(timezone.localtime(deadline), "l j F, G \\h i")
    if now > deadline:
        return _("%(day)s · hors délai depuis le %(until)s") % words
    return _("%(day)s · à transmettre avant le %(until)s") % words
