"""What a new meeting is made of: a free day, who presides over it, and its walls."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ecm import clock
from ecm.calendar import days
from ecm.domain.workflow import MeetingState
from ecm.journal.chain import Actor
from ecm.meetings.actions.agenda import create_meeting
from ecm.meetings.models import Meeting
from ecm.meetings.planning.forms import MeetingForm
from ecm.meetings.presiding import presided_by
from ecm.people.models import COUNCIL, Body, Capacity, User

OFFERED = 4


def free_days() -> list[date]:
    """Return the next days of the council for which no meeting was made yet."""
    today = clock.now().date()
    taken = Meeting.objects.filter(body__code=COUNCIL, day__gte=today)
    taken = taken.exclude(state=MeetingState.CANCELLED)
    held = set(taken.values_list("day", flat=True))
    coming = days.council_days(today, OFFERED + len(held))
    return [day for day in coming if day not in held][:OFFERED]


def form_for(bodies: "QuerySet[Body]", typed: Any = None) -> MeetingForm:
    """Return the form of a meeting: the next free day, where the last one was held."""
    last = Meeting.objects.filter(body__in=bodies).exclude(place="").order_by("-day")
    place = last.values_list("place", flat=True).first() or ""
    return MeetingForm(typed, bodies=bodies, days=free_days(), initial={"place": place})


def create(actor: Actor, form: MeetingForm) -> Meeting:
    """Make the meeting that a form describes; its walls are those of the last one."""
    body, plan = form.cleaned_data["body"], form.plan
    words = presided_by(body, plan.day, is_delegated=plan.is_delegated)
    whole = replace(plan, presided_by=words)
    return create_meeting(
        actor,
        body,
        whole,
        screens=_walls(body, Capacity.SCREEN),
        anterooms=_walls(body, Capacity.ANTEROOM),
    )


def _walls(body: Body, capacity: Capacity) -> list[User]:
    """Return the walls of the last meeting of the body: its rooms do not change."""
    last = body.meetings.filter(seats__capacity=capacity).order_by("-day")
    meeting = last.first()
    if meeting is None:
        return []
    seats = meeting.seats.filter(capacity=capacity, withdrawn_at=None)
    return [s.screen for s in seats.select_related("screen") if s.screen is not None]
