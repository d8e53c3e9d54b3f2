"""What ministries are reminded of: the lodging that closes while a file is still theirs."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from ecm.calendar.days import current
from ecm.domain.circuit import AT_MINISTRY
from ecm.dossiers.models import Dossier, DossierKind
from ecm.dossiers.standing import STAFF
from ecm.notices.reminders import Due
from ecm.people.models import Mandate

# Told the day before, at the hour of the deadline.
BEFORE = timedelta(days=1)
# A deadline is at most so many councils ahead.
COUNCILS = 4


def due(now: datetime) -> Iterator[Due]:
    """Return, for each deadline of tomorrow, the staff that still has files for it."""
    calendar = current()
    codes = DossierKind.objects.values_list("deadline", flat=True).distinct()
    for day in calendar.council_days(now.date() - BEFORE, COUNCILS):
        for code in sorted(set(codes)):
            closing = calendar.deadline(code, day)
            if closing is None or not closing - BEFORE <= now < closing:
                continue
            held = Dossier.objects.filter(
                state__in=AT_MINISTRY, council_day=day, kind__deadline=code
            )
            staff = Mandate.objects.held_on(now.date()).filter(
                post__in=STAFF, ministry__in=held.values("ministry")
            )
            yield Due(
                person_ids=tuple(set(staff.values_list("person_id", flat=True))),
                kind="lodging.closes",
                key=f"lodging/{code}/{day.isoformat()}",
                url=reverse("dossiers:list"),
                words={"day": day, "until": closing},
            )
