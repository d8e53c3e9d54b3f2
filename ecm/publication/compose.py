"""The facts and the lines of a communiqué, from the rows of a meeting; it writes nothing."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone

from ecm.domain.communique import (
    Content,
    Facts,
    Period,
    Presided,
    parse_acts,
    parse_presided_by,
)
from ecm.domain.french import full_name
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import POSITIVE, Outcome
from ecm.meetings.agenda import in_order
from ecm.meetings.models import AgendaItem, Meeting, MeetingKind, Part, Seat
from ecm.people.models import Capacity
from ecm.publication import lines
from ecm.publication.signature import signature_of

NATURES = {
    MeetingKind.ORDINARY: "ordinaire",
    MeetingKind.EXTRAORDINARY: "extraordinaire",
}
# The measures that have a section of their own; any other reads among the deliberations.
INDIVIDUAL = frozenset({ItemKind.DISMISSAL, ItemKind.SANCTION, ItemKind.TERMINATION})
# What leaves the agenda unexamined was not deliberated upon.
_UNEXAMINED = frozenset({Outcome.NOT_REACHED, Outcome.WITHDRAWN})


def content_of(
    meeting: Meeting, *, without: Collection[str] = ()
) -> tuple[Facts, Content]:
    """Return what the communiqué of a meeting says.

    Only positive outcomes of publishable items are in it, and nothing of a restricted
    one: not even its place in a count. `without` are references left out as if they were
    not publishable.
    """
    return facts_of(meeting), _content(meeting, _decided(meeting, without))


def facts_of(meeting: Meeting) -> Facts:
    """Return when, where and under whom a meeting was held.

    An imported communiqué is often cut short: its acts are those that it announced.
    """
    announced = parse_acts(meeting.announced_acts)
    return Facts(
        presided=_presided(meeting),
        periods=_periods(meeting),
        place=meeting.place or None,
        nature=NATURES[MeetingKind(meeting.kind)],
        acts=announced or None,
    )


def _periods(meeting: Meeting) -> tuple[Period, ...]:
    """Return the periods of the sittings, or the planned day when none was held yet."""
    periods = (_period(s.starts_at, s.ends_at) for s in meeting.sittings.all())
    return tuple(periods) or (Period(meeting.day),)


def _period(start: datetime, end: datetime | None) -> Period:
    local = timezone.localtime(start)
    # An end that is its own beginning is a source without an end.
    until = timezone.localtime(end).time() if end and end > start else None
    return Period(local.date(), local.time(), until)


def _presided(meeting: Meeting) -> Presided:
    if meeting.presided_by:
        return parse_presided_by(meeting.presided_by)
    chairs = meeting.seats.filter(capacity=Capacity.PRESIDING, withdrawn_at=None)
    chair = chairs.select_related("holder", "acting").first()
    return _seated(chair) if chair else parse_presided_by("Président de séance")


def _seated(chair: Seat) -> Presided:
    person = chair.occupant
    if person is None:
        return parse_presided_by("Président de séance")
    name = full_name(person.given_names, person.surname)
    title = f"{person.civility} {person.grade} {name}, {chair.title}"
    return parse_presided_by(title.strip(" ,"))


def published_items(
    meeting: Meeting, *, without: Collection[str] = ()
) -> list[AgendaItem]:
    """Return the items whose decision the communiqué publishes, in the agenda's order."""
    return [i for i in _decided(meeting, without) if i.decision.outcome in POSITIVE]


def _decided(meeting: Meeting, without: Collection[str] = ()) -> list[AgendaItem]:
    """Return the items on which a decision was pronounced that the public may know of."""
    items = meeting.items.filter(is_publishable=True, is_restricted=False)
    rows = items.filter(decision__isnull=False).select_related(
        *("decision", "meeting__body", "ministry")
    )
    ordered = in_order(rows.prefetch_related("appointments__ministry"))
    return [item for item in ordered if item.reference not in without]


def _content(meeting: Meeting, decided: Sequence[AgendaItem]) -> Content:
    public = [item for item in decided if item.decision.outcome in POSITIVE]
    appointed = _in_part(public, Part.APPOINTMENTS)
    return Content(
        ministries=lines.ministries(_deliberated(public)),
        oral=lines.oral(_in_part(public, Part.ORAL_COMMUNICATIONS), meeting.day),
        appointments=lines.appointments(appointed, meeting.day, boards=False),
        boards=lines.appointments(appointed, meeting.day, boards=True),
        measures=lines.measures([item for item in public if _is_individual(item)]),
        missions=sum(item.count for item in _in_part(public, Part.MISSIONS)),
        deliberated=len(_examined(decided)),
        signature=signature_of(meeting),
    )


def _in_part(items: Sequence[AgendaItem], part: Part) -> list[AgendaItem]:
    return [item for item in items if item.part == part]


def _is_individual(item: AgendaItem) -> bool:
    return item.part == Part.MEASURES and item.kind in INDIVIDUAL


def _deliberated(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    others = [i for i in _in_part(items, Part.MEASURES) if not _is_individual(i)]
    return [*_in_part(items, Part.DELIBERATIONS), *others]


def _examined(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    before_it = _deliberated(items)
    return [item for item in before_it if item.decision.outcome not in _UNEXAMINED]
