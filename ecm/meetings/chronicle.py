"""The facts that a session noted, from its rows, and their way into its minutes."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID, uuid4, uuid5

from django.utils import timezone, translation

from ecm.domain import chronicle
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.workflow import Attendance
from ecm.journal.chain import Actor
from ecm.meetings.actions.minutes import write_block
from ecm.meetings.attending import THERE
from ecm.meetings.models import (
    AgendaItem,
    AttendanceMove,
    Directive,
    Mark,
    Meeting,
    Seat,
    Zone,
)
from ecm.meetings.record import transcription_of
from ecm.meetings.told_votes import told_votes

# The paragraph that a fact becomes has its identity from the fact: twice is once.
_FACTS = UUID("6a1f3f0e-6c0e-4a59-9c2e-8f1f5d3c7b21")


@dataclass(frozen=True)
class Fact:
    """A sentence that the session wrote by itself; `key` names it while it says the same."""

    key: str
    text: str
    is_inserted: bool


def facts_of(meeting: Meeting, item: AgendaItem | None) -> list[Fact]:
    """Return what was noted on an item, or with None on the meeting as a whole."""
    with translation.override("fr"):
        texts = _of_item(meeting, item) if item else _of_meeting(meeting)
    keys = [_key(meeting, item, text) for text in texts]
    written = meeting.blocks.filter(item=item, zone=Zone.RUNNING, is_removed=False)
    there = {value for row in written.values_list("uid", "text") for value in row}
    return [
        Fact(str(key), text, key in there or text in there)
        for key, text in zip(keys, texts, strict=True)
    ]


def insert(actor: Actor, meeting: Meeting, item: AgendaItem | None, key: str) -> None:
    """Make a paragraph of the running minutes of a fact; twice changes nothing.

    Raises NotPossible when the session does not say so any more.
    """
    fact = next((f for f in facts_of(meeting, item) if f.key == key), None)
    if fact is None:
        raise NotPossible(
            gettext_noop("Ce fait a changé : relisez la liste avant de l'insérer.")
        )
    if fact.is_inserted:
        return
    uid = UUID(fact.key)
    # What was taken out of the minutes stays out: the fact comes back as another one.
    if meeting.blocks.filter(uid=uid).exists():
        uid = uuid4()
    position = _after_the_last(meeting, item)
    write_block(
        actor, meeting.pk, uid=uid, base=0, text=fact.text, item=item, position=position
    )


def _key(meeting: Meeting, item: AgendaItem | None, text: str) -> UUID:
    return uuid5(_FACTS, f"{meeting.pk}/{item.pk if item else ''}/{text}")


def _after_the_last(meeting: Meeting, item: AgendaItem | None) -> float:
    rows = meeting.blocks.filter(item=item, zone=Zone.RUNNING).order_by("-position")
    last = rows.values_list("position", flat=True).first()
    return (last or 0.0) + 1.0


def _of_item(meeting: Meeting, item: AgendaItem) -> list[str]:
    decision = getattr(item, "decision", None)
    directives = decision.directives.all() if decision else ()
    held = item.recusals.filter(lifted_at=None).select_related("seat__holder")
    # Whoever waited and did not speak is no fact.
    speeches = item.floor_requests.filter(started_at__isnull=False)
    spoken = speeches.select_related("seat__holder", "seat__acting")
    return chronicle.of_item(
        chronicle.OfItem(
            moves=_moves(meeting, item),
            aside=tuple(_name(r.seat) for r in held.order_by("seat__precedence")),
            visitors=tuple(
                chronicle.Visitor(g.name, g.title) for g in item.guests.all()
            ),
            speakers=tuple(
                dict.fromkeys(_name(r.seat) for r in spoken.order_by("started_at"))
            ),
            marks=_marks(meeting, item),
            votes=told_votes(item),
            decision=decision.text if decision else "",
            amendments=decision.amendments if decision else "",
            instructions=tuple(
                chronicle.Instruction(d.text, _ministry(d, meeting), d.due_on)
                for d in directives
            ),
            on_paper_at=_hour(decision.decided_at)
            if decision and decision.is_transcribed
            else None,
        )
    )


def _ministry(directive: Directive, meeting: Meeting) -> str:
    found = directive.responsible.name_on(meeting.day)
    return found.name if found else str(directive.responsible)


def _of_meeting(meeting: Meeting) -> list[str]:
    rows = meeting.seats.filter(withdrawn_at=None, holder__isnull=False)
    seats = list(rows.select_related("holder", "acting").order_by("precedence", "pk"))
    opening = _at_the_opening(meeting, seats)
    return chronicle.of_meeting(
        chronicle.OfMeeting(
            presided_by=meeting.presided_by,
            periods=tuple(
                chronicle.Period(
                    _hour(s.starts_at), _hour(s.ends_at) if s.ends_at else None
                )
                for s in meeting.sittings.order_by("number")
            ),
            is_closed=meeting.state == "closed",
            present=tuple(
                _name(s) for s in seats if opening[s.pk] == Attendance.PRESENT
            ),
            represented=tuple(
                (str(s.holder), str(s.acting)) for s in seats if s.acting_id
            ),
            excused=tuple(
                (_name(s), s.excuse)
                for s in seats
                if opening[s.pk] == Attendance.EXCUSED
            ),
            absent=tuple(_name(s) for s in seats if opening[s.pk] == Attendance.ABSENT),
            moves=_moves(meeting, None),
            entered=_entered(meeting),
        )
    )


def _entered(meeting: Meeting) -> chronicle.Entered | None:
    found = transcription_of(meeting)
    if found is None:
        return None
    return chronicle.Entered(timezone.localdate(found.at), found.by)


def _end_of_the_roll(meeting: Meeting) -> datetime | None:
    """Return when the roll was over: at the first call, on paper at the opening."""
    item = meeting.items.exclude(called_at=None).order_by("called_at").first()
    if item is not None:
        return item.called_at
    first = meeting.sittings.order_by("number").first()
    return first.starts_at if first and first.is_transcribed else None


def _at_the_opening(meeting: Meeting, seats: list[Seat]) -> dict[int, str]:
    """Return the attendance of each seat as the roll left it, before the first item."""
    found = {seat.pk: seat.attendance for seat in seats}
    later = _end_of_the_roll(meeting)
    for seat in seats:
        moves = list(seat.moves.order_by("at", "pk"))
        before = [m for m in moves if later is None or m.at <= later]
        if before:
            found[seat.pk] = before[-1].attendance
        elif moves:
            found[seat.pk] = Attendance.ABSENT.value  # he came in later
    return found


def _moves(meeting: Meeting, item: AgendaItem | None) -> tuple[chronicle.Moved, ...]:
    rows = AttendanceMove.objects.filter(seat__meeting=meeting, item=item)
    if item is None:
        # Before the first item it is the roll: its outcome is told as a list.
        roll = _end_of_the_roll(meeting)
        rows = rows.filter(at__gt=roll) if roll else rows.none()
    return tuple(
        chronicle.Moved(
            who=_name(move.seat),
            at=_hour(move.at),
            is_there=move.attendance in THERE,
            acting=str(move.acting) if move.acting else "",
        )
        for move in rows.select_related("seat__holder", "acting").order_by("at", "pk")
    )


def _marks(meeting: Meeting, item: AgendaItem) -> tuple[chronicle.Marked, ...]:
    """Return the marks of the last round that was closed, as the setting lets members."""
    display = MarkDisplay(meeting.mark_display)
    held = item.rounds.exclude(closed_at=None).order_by("-number").first()
    if held is None or display is MarkDisplay.NOTHING:
        return ()
    marks = list(
        Mark.objects.filter(round=held)
        .select_related("seat__holder")
        .order_by("seat__precedence")
    )
    tally = Counter(mark.value for mark in marks)
    return tuple(
        chronicle.Marked(
            label=MARK_NOUNS[value],
            count=tally[value.value],
            names=tuple(_name(m.seat) for m in marks if m.value == value)
            if display is MarkDisplay.NAMES
            else (),
        )
        for value in MarkValue
    )


MARK_NOUNS = {
    MarkValue.AGREE: "accord",
    MarkValue.AGREE_WITH_COMMENT: "accord avec observation",
    MarkValue.WISHES_TO_SPEAK: "demande de parole",
    MarkValue.RESERVATION: "réserve",
    MarkValue.OBJECTION: "opposition",
    MarkValue.RECUSED: "déport",
}


def _name(seat: Seat) -> str:
    return str(seat.holder)


def _hour(moment: datetime) -> time:
    return timezone.localtime(moment).time()
