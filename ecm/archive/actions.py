"""Taking in a past council: all of it in one turn, or nothing."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import make_aware

from ecm.archive.council_file import PastCouncil, PastItem, PastSitting
from ecm.archive.ministries import HOME, ministry_named
from ecm.archive.owners import presenter_of
from ecm.domain.communique.subjects import complement, noun_of
from ecm.domain.french import upper_first
from ecm.domain.outcomes import Outcome, Particulars, formula
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, MeetingState, item_after, meeting_after
from ecm.journal.chain import SYSTEM, record
from ecm.journal.models import Entry
from ecm.meetings.actions.agenda import free_number
from ecm.meetings.actions.items import VERB_OF_OUTCOME
from ecm.meetings.agenda import ORDER, numbers
from ecm.meetings.models import AgendaItem, Appointment, Decision, Meeting, Sitting
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.people.models import Body

COUNCIL = "Conseil des ministres"


def import_council(council: PastCouncil, *, digest: str) -> Meeting:
    """Enter a council that was held elsewhere, closed; the same file again changes nothing.

    Raises NotPossible when the number that the file gives is taken.
    """
    code = "CM" if council.country == HOME else f"CM-{council.country.upper()}"
    with transaction.atomic():
        body, _ = Body.objects.get_or_create(
            code=code, defaults={"name": COUNCIL, "country": council.country}
        )
        Body.objects.select_for_update().get(pk=body.pk)
        if known := imported_from(digest):
            return known
        meeting = _meeting(body, council)
        with turn(meeting.pk, SYSTEM) as locked:
            require(SYSTEM, Verb.IMPORT_MEETING, locked)
            meeting_after(locked.state, Verb.IMPORT_MEETING)
            _hold(meeting, council.sittings)
            _enter_items(meeting, council)
            reference = meeting.reference
            record(
                Verb.IMPORT_MEETING, SYSTEM, locked, reference=reference, digest=digest
            )
        meeting.refresh_from_db()
        return meeting


def imported_from(digest: str) -> Meeting | None:
    """Return the meeting that was imported from a file with this SHA-256."""
    entry = Entry.objects.filter(
        verb=Verb.IMPORT_MEETING.value, facts__digest=digest
    ).first()
    pk = entry.stream.removeprefix("meeting/") if entry else None
    return Meeting.objects.select_related("body").filter(pk=pk).first() if pk else None


def same_day(meeting: Meeting) -> Iterable[Meeting]:
    """Return the other meetings of the body on that day: perhaps the same council twice."""
    others = meeting.body.meetings.filter(day=meeting.day).exclude(pk=meeting.pk)
    return others.select_related("body")


def _meeting(body: Body, council: PastCouncil) -> Meeting:
    year = council.day.year
    return Meeting.objects.create(
        body=body,
        year=year,
        number=free_number(body, year, council.number),
        kind=council.kind,
        state=MeetingState.CLOSED,
        day=council.day,
        starts_at=council.sittings[0].start if council.sittings else None,
        place=council.place[:120],
        presided_by=council.presided_by[:300],
        spokesperson=council.spokesperson[:200],
        mark_display=body.mark_display,
        announced_acts=list(council.acts),
        source=council.source[:300],
    )


def _hold(meeting: Meeting, sittings: tuple[PastSitting, ...]) -> None:
    for number, sitting in enumerate(sittings, start=1):
        starts_at, ends_at = _period(sitting)
        # One sitting at most may be without an end, and only the last one.
        if ends_at is None and number < len(sittings):
            ends_at = starts_at
        Sitting.objects.create(
            meeting=meeting, number=number, starts_at=starts_at, ends_at=ends_at
        )


def _period(sitting: PastSitting) -> tuple[datetime, datetime | None]:
    starts_at = make_aware(datetime.combine(sitting.day, sitting.start))
    if sitting.end is None:
        return starts_at, None
    ends_at = make_aware(datetime.combine(sitting.day, sitting.end))
    # A council that ends at 01:30 ended on the next day.
    return starts_at, ends_at if ends_at >= starts_at else ends_at + timedelta(days=1)


def _enter_items(meeting: Meeting, council: PastCouncil) -> None:
    when = _settled_at(meeting)
    ranks: dict[str, int] = {}
    entered = []
    in_order = sorted(council.items, key=lambda item: ORDER[item.part])
    for position, past in enumerate(in_order, start=1):
        group = past.owner.theme or past.owner.ministry
        rank = ranks.setdefault(group, len(ranks) + 1)
        entered.append(_item(meeting, past, position, rank, council.country, when))
    for item, number in zip(entered, numbers(entered).values(), strict=True):
        item.number = number
    AgendaItem.objects.bulk_update(entered, ["number"])


def _settled_at(meeting: Meeting) -> datetime:
    """Return the last hour known of the council, or its day when none is."""
    last = meeting.sittings.order_by("-number").first()
    if last:
        return last.ends_at or last.starts_at
    return make_aware(datetime.combine(meeting.day, time()))


def _item(
    meeting: Meeting,
    past: PastItem,
    position: int,
    rank: int,
    country: str,
    when: datetime,
) -> AgendaItem:
    owner = past.owner
    ministry = ministry_named(
        owner.ministry, country=country, day=meeting.day, precedence=rank
    )
    noun, _ = noun_of(past.kind, past.count)
    presenter = past.presenter or presenter_of(owner, meeting.presided_by)
    title = f"{noun} {complement(past.kind, past.subject, past.count)}"
    item = AgendaItem.objects.create(
        meeting=meeting,
        part=past.part,
        position=position,
        kind=past.kind.value,
        title=upper_first(title)[:600],
        subject=past.subject,
        context=past.context,
        count=past.count,
        ministry=ministry,
        ministry_name=owner.name[:250],
        precedence=rank,
        theme=owner.theme[:200],
        presenter=presenter[:250],
        on_behalf_of=(past.on_behalf_of or owner.on_behalf_of)[:250],
        state=_state(past.outcome),
        settled_at=when if past.outcome else None,
    )
    Appointment.objects.bulk_create(
        Appointment(item=item, position=place, **vars(appointment))
        for place, appointment in enumerate(past.appointments, start=1)
    )
    _decide(item, past, when)
    return item


def _state(outcome: Outcome | None) -> ItemState:
    """Return the state after an outcome; without one the council had the item, no more."""
    if outcome is None:
        return ItemState.PRESENTED
    if outcome is Outcome.NOT_REACHED:
        return ItemState.NOT_REACHED
    verb = VERB_OF_OUTCOME.get(outcome, Verb.DECIDE_ITEM)
    return item_after(ItemState.PRESENTED, verb)


def _decide(item: AgendaItem, past: PastItem, when: datetime) -> None:
    if past.outcome is None or past.outcome is Outcome.NOT_REACHED:
        return
    particulars = Particulars(ministry=past.owner.name)
    text = past.decision or formula(
        past.outcome, past.kind, count=past.count, particulars=particulars
    )
    Decision.objects.create(
        item=item, outcome=past.outcome.value, text=text, decided_at=when
    )
