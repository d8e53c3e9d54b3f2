"""When an opinion is due: the usual term, and the reminders before it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from ecm.calendar.days import deadline
from ecm.domain.circuit import CIRCUIT
from ecm.domain.verbs import Verb
from ecm.dossiers.consulting import parties
from ecm.dossiers.models import Dossier, Opinion
from ecm.notices.reminders import Due

MILESTONE = "consultations"
SATURDAY = 5
CLOSES = time(17)  # the offices' closing hour
DAY = timedelta(days=1)
LOOKS_BACK = timedelta(days=3)  # a week-end without a worker


def usual_term(dossier: Dossier, now: datetime) -> datetime:
    """Return when an opinion is due: at the milestone of the council aimed at.

    Without a council, or too late for it, at the close of the last of some working days.
    """
    if dossier.council_day is not None:
        due_at = deadline(MILESTONE, dossier.council_day)
        if due_at is not None and due_at > now + DAY:
            return due_at
    days = _working_days(timezone.localdate(now))
    day = [next(days) for _ in range(settings.OPINION_DAYS)][-1]
    return timezone.make_aware(datetime.combine(day, CLOSES))


def _working_days(after: date) -> Iterator[date]:
    while True:
        after += DAY
        if after.weekday() < SATURDAY:
            yield after


def due(now: datetime) -> list[Due]:
    """Return whom to remind of an opinion: the day before its term, and at the term."""
    rows = parties.awaiting().filter(
        dossier__state__in=CIRCUIT[Verb.GIVE_OPINION].states,
        due_at__gt=now - LOOKS_BACK,
        due_at__lte=now + DAY,
    )
    return [_due(opinion, now) for opinion in rows if _is_due(opinion, now)]


def _is_due(opinion: Opinion, now: datetime) -> bool:
    # Who is given less than a day was told this very day.
    return opinion.due_at <= now or opinion.asked_at <= opinion.due_at - DAY


def _due(opinion: Opinion, now: datetime) -> Due:
    moment = "term" if opinion.due_at <= now else "eve"
    return Due(
        person_ids=tuple(parties.people_asked(opinion, now.date())),
        kind="opinion.reminded",
        key=f"{parties.key_of(opinion)}/{moment}",
        url=parties.page_of(opinion),
        words={"until": opinion.due_at},
    )
