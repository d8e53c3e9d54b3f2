"""What the secretary of a body is shown: its meetings, and what waits to be examined."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet

from ecm.access.bodies import Secretary
from ecm.domain.circuit import OVER
from ecm.domain.workflow import MeetingState
from ecm.dossiers.models import Opinion
from ecm.meetings.bodies.forms import DossiersForm, MeetingForm
from ecm.meetings.models import AgendaItem, Meeting

ON_A_PAGE = 30


@dataclass(frozen=True)
class Line:
    """An item of a body's agenda, with the opinion that is asked on its dossier."""

    item: AgendaItem
    opinion: Opinion | None


def waiting(here: Secretary) -> "QuerySet[Opinion]":
    """Return what the body is asked and has not answered."""
    open_ = here.opinions().filter(given_at=None, renewed_by=None)
    return open_.exclude(dossier__state__in=OVER)


def of_body(
    here: Secretary, number: str | None, form: MeetingForm | None = None
) -> dict[str, Any]:
    """Return the meetings of the body, and the dossiers that no meeting of it has yet."""
    rows = here.meetings().annotate(dossiers=Count("items"))
    on_one = AgendaItem.objects.filter(meeting__body=here.body).exclude(
        meeting__state=MeetingState.CANCELLED
    )
    unplaced = waiting(here).exclude(dossier__in=on_one.values("dossier"))
    return {
        "body": here.body,
        "page": Paginator(rows, ON_A_PAGE).get_page(number),
        "unplaced": list(unplaced),
        "form": form or MeetingForm(),
    }


def of_meeting(
    here: Secretary, meeting: Meeting, form: DossiersForm | None = None
) -> dict[str, Any]:
    """Return a meeting's agenda, and what may still be put on it."""
    is_open = meeting.state in (MeetingState.DRAFT, MeetingState.CONVENED)
    offered = dossiers_form(here, meeting)
    opinions = {o.dossier_id: o for o in here.opinions().order_by("pk")}
    items = meeting.items.order_by("position")
    return {
        "body": here.body,
        "meeting": meeting,
        "lines": [Line(i, opinions.get(i.dossier_id or 0)) for i in items],
        "seats": meeting.seats.filter(withdrawn_at=None).select_related("holder"),
        "form": form or (offered if is_open and _has_choice(offered) else None),
        "is_draft": meeting.state == MeetingState.DRAFT,
    }


def dossiers_form(here: Secretary, meeting: Meeting, *args: Any) -> DossiersForm:
    on_it = meeting.items.filter(dossier__isnull=False).values("dossier")
    return DossiersForm(*args, opinions=waiting(here).exclude(dossier__in=on_it))


def _has_choice(form: DossiersForm) -> bool:
    return bool(form.fields["opinions"].queryset.exists())  # type: ignore[attr-defined]  # a choice field
