"""What is late is told at 15, 30 and 60 days, once each: to the ministry and the secretariat.

Acts count from the council, instructions from their term. A notice holds no title.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from ecm.domain.delays import ALERTS, LOOK_BACK, alerts_due
from ecm.domain.followup import ActState, DirectiveState
from ecm.followup.models import Act, DirectiveFollowUp
from ecm.followup.standing import acts_known, directives_known, standing_on
from ecm.notices.reminders import Due
from ecm.people.models import Mandate, Post

# On its way still: neither published, nor with the Assembly, nor closed.
UNDERWAY = frozenset(
    {ActState.AWAITED, ActState.DEPOSITED, ActState.CERTIFIED, ActState.SIGNED}
) | {ActState.NUMBERED}
TOLD = (Post.CHIEF_OF_STAFF, Post.MINISTRY_SECRETARY_GENERAL)
DESK = (Post.SECRETARY_GENERAL, Post.SECRETARIAT)


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
            knowing = _knowing(act, _people(act.ministry_id, today), today)
            yield Due(
                person_ids=tuple(knowing),
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
            people = _people(row.directive.responsible_id, today)
            yield Due(
                person_ids=tuple(_knowing(row, people, today)),
                kind="directive.late",
                # A term that was put off is another term.
                key=f"directive/{row.pk}/{row.due_on}/{days}",
                url=row.get_absolute_url(),
                words={"days": days},
            )


def _people(ministry: int, today: date) -> set[int]:
    held = Mandate.objects.held_on(today)
    own = held.filter(ministry=ministry, post__in=TOLD)
    desk = held.filter(post__in=DESK)
    return {
        *own.values_list("person", flat=True),
        *desk.values_list("person", flat=True),
    }


def _knowing(
    paper: Act | DirectiveFollowUp, people: Iterable[int], today: date
) -> Iterator[int]:
    """Yield those who may know of the paper: a restricted one is told to its readers."""
    for person in sorted(people):
        standing = standing_on(person, today)
        if isinstance(paper, Act):
            knows = acts_known(standing).filter(pk=paper.pk).exists()
        else:
            knows = directives_known(standing).filter(pk=paper.pk).exists()
        if knows:
            yield person
