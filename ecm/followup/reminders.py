"""What is late is told at 15, 30 and 60 days, once each: to the ministry and the secretariat.

Acts count from the council, instructions from their term. A notice holds no title.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from ecm.domain.delays import ALERTS, LOOK_BACK, alerts_due
from ecm.domain.followup import ActState, DirectiveState
from ecm.followup.models import Act, DirectiveFollowUp
from ecm.followup.telling import Paper, desk_people, knows, ministry_people
from ecm.notices.reminders import Due

# On its way still: neither published, nor with the Assembly, nor closed.
UNDERWAY = frozenset(
    {ActState.AWAITED, ActState.DEPOSITED, ActState.CERTIFIED, ActState.SIGNED}
) | {ActState.NUMBERED}


def due(now: datetime) -> Iterator[Due]:
    """Return the alerts of today, told or not."""
    today = localdate(now)
    earliest = today - timedelta(max(ALERTS)) - LOOK_BACK
    yield from _of_acts(today, earliest)
    yield from _of_directives(today, earliest)


def _of_acts(today: date, earliest: date) -> Iterator[Due]:
    acts = Act.objects.filter(state__in=UNDERWAY, decided_on__gte=earliest)
    for act in acts:
        for days in alerts_due(act.decided_on, today):
            yield Due(
                person_ids=_told(act, act.ministry_id),
                kind="act.late",
                key=f"act/{act.pk}/{days}",
                url=act.get_absolute_url(),
                words={"days": days},
            )


def _of_directives(today: date, earliest: date) -> Iterator[Due]:
    rows = DirectiveFollowUp.objects.exclude(state=DirectiveState.CLOSED)
    rows = rows.filter(due_on__gte=earliest, due_on__lt=today)
    for row in rows.select_related("directive"):
        for days in alerts_due(row.due_on or today, today):
            yield Due(
                person_ids=_told(row, row.directive.responsible_id),
                kind="directive.late",
                # A term that was put off is another term.
                key=f"directive/{row.pk}/{row.due_on}/{days}",
                url=row.get_absolute_url(),
                words={"days": days},
            )


def _told(paper: Paper, ministry: int) -> tuple[int, ...]:
    """Return those who may know of the paper: a restricted one is told to its readers."""
    people = desk_people() | ministry_people(ministry)
    return tuple(person for person in sorted(people) if knows(person, paper))
