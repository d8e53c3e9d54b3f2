"""Reaching the settings of the council's week: 403 for who only reads the calendar."""

from dataclasses import dataclass
from datetime import time
from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ecm.calendar.actions import require
from ecm.calendar.models import CouncilException, Milestone, Recess, Week
from ecm.domain.calendar import COUNCIL
from ecm.people.models import User


@dataclass(frozen=True)
class Desk:
    """Somebody who sets the calendar, and what he may set."""

    user: User

    @property
    def week(self) -> Week:
        return Week.objects.filter(pk=1).first() or Week(pk=1)

    @property
    def milestones(self) -> list[tuple[Milestone, str]]:
        """Return the milestones as the week meets them, each with its day of the week."""
        week = self.week
        rows = sorted(Milestone.objects.all(), key=lambda m: _place(m, week))
        return [(row, row.weekday_in(week)) for row in rows]

    @property
    def recesses(self) -> list[Recess]:
        return list(Recess.objects.all())

    @property
    def exceptions(self) -> list[CouncilException]:
        return list(CouncilException.objects.all())

    def milestone(self, pk: int) -> Milestone:
        """Return a milestone; Http404 for the council itself, which the week sets."""
        return get_object_or_404(Milestone.objects.exclude(code=COUNCIL), pk=pk)

    def recess(self, pk: int) -> Recess:
        return get_object_or_404(Recess, pk=pk)

    def exception(self, pk: int) -> CouncilException:
        return get_object_or_404(CouncilException, pk=pk)


def _place(milestone: Milestone, week: Week) -> tuple[int, time]:
    return -milestone.days_before, milestone.at or week.hour


def calendar_desk(request: HttpRequest) -> Desk:
    """Return the settings, for who sets them; raises NotAllowed for others."""
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    require(user)
    return Desk(user)
