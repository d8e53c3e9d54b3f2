"""Reaching the papers of a council: few read them, and 404 hides them from all others."""

from dataclasses import dataclass
from typing import TypeVar, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.access.dossiers import actor, prepares, standing
from ecm.domain.procedure import Office, Offices
from ecm.domain.records import MINUTES, RECORD, MinutesState, RecordState
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState
from ecm.journal.chain import Actor
from ecm.journal.models import Entry
from ecm.meetings.models import Meeting, Seat
from ecm.people.models import COUNCIL, User
from ecm.people.offices import offices_of
from ecm.records.actions.corrections import previous_record
from ecm.records.actions.extracts import latest_extracts, may_read
from ecm.records.models import (
    DecisionRecord,
    LineCorrection,
    Minutes,
    MinutesPassage,
    RecordExtract,
    RecordLine,
)
from ecm.records.sealing import corrections_made_at
from ecm.records.standing import (
    ANSWER,
    ministries_of,
    offices_before,
    recused,
    shut_items,
    today,
)

Row = TypeVar("Row")
DESK = frozenset({Office.SECRETARIAT, Office.SECRETARY_GENERAL})
READERS = DESK | ANSWER | {Office.HEAD_OF_GOVERNMENT}


@dataclass(frozen=True)
class Papers:
    """A user before the papers of a council that he may read, as far as they exist."""

    user: User
    meeting: Meeting
    offices: Offices
    actor: Actor
    shut: frozenset[int]

    @property
    def is_desk(self) -> bool:
        return not self.offices.isdisjoint(DESK)

    @property
    def answers(self) -> bool:
        """Whether nothing is shut to him, not even a confidential passage."""
        return not self.offices.isdisjoint(ANSWER)

    def record(self) -> DecisionRecord | None:
        """Return the record; a draft is for those who write or approve it."""
        found = DecisionRecord.objects.filter(meeting=self.meeting)
        row = found.select_related("meeting__body", "submitted_by", "approved_by")
        record = row.first()
        if record and record.state == RecordState.DRAFT and not self._writes:
            return None
        return record

    def drawn_record(self) -> DecisionRecord:
        """Return the record; Http404 until it is drawn up."""
        return _found(self.record())

    def lines(self, record: DecisionRecord) -> "QuerySet[RecordLine]":
        """Return the lines that the user may read."""
        rows = record.lines.exclude(item__in=self.shut)
        return rows.prefetch_related("directives", "corrections__meeting__body")

    def line(self, record: DecisionRecord, pk: int) -> RecordLine:
        """Return a line that the user may read; Http404 otherwise."""
        return get_object_or_404(self.lines(record), pk=pk)

    def extracts(self, record: DecisionRecord) -> list[RecordExtract]:
        """Return the extracts that hold, to those who hand them out."""
        if not self.is_desk:
            return []
        rows = latest_extracts(record).values()
        return [r for r in rows if not (r.line and r.line.item_id in self.shut)]

    def opening(self, record: DecisionRecord) -> list[LineCorrection]:
        """Return what this council corrected of a former record, as far as he may know.

        What is shut to him at the former council is shut to him here.
        """
        made = corrections_made_at(record.meeting)
        former = {row.line.record.meeting for row in made}
        shut = {
            item
            for meeting in former
            for item in shut_items(self.user, meeting, self._offices_at(meeting))
        }
        return [row for row in made if row.line.item_id not in shut]

    def _offices_at(self, meeting: Meeting) -> Offices:
        return offices_before(self.user.person_id, meeting)

    def can_record(self, verb: Verb) -> bool:
        """Tell whether the user may do `verb` on the record as it stands."""
        record = self.record()
        state = RecordState(record.state) if record else RecordState.DRAFT
        return RECORD.can(self.offices, verb, state)

    def minutes(self) -> Minutes | None:
        """Return the minutes; a draft is for those who write or approve it."""
        rows = Minutes.objects.filter(meeting=self.meeting)
        names = ("reviewed_by", "approved_by", "sealed_by")
        found = rows.select_related("meeting__body", *names).first()
        if found and found.state == MinutesState.DRAFT and not self._writes:
            return None
        return found

    def drawn_minutes(self) -> Minutes:
        """Return the minutes; Http404 until they are drawn up."""
        return _found(self.minutes())

    def passages(self, minutes: Minutes) -> "QuerySet[MinutesPassage]":
        """Return the passages the user may read: not those of an item shut to him."""
        rows = minutes.passages.all()
        if self.shut:
            rows = rows.exclude(item__in=self.shut)
        if not self.answers:
            rows = rows.filter(is_closed=False)
        return rows.select_related("item").prefetch_related("earlier__replaced_by")

    def passage(self, minutes: Minutes, pk: int) -> MinutesPassage:
        """Return a passage the user may read; Http404 otherwise."""
        return get_object_or_404(self.passages(minutes), pk=pk)

    def openings(self, minutes: Minutes) -> "QuerySet[Entry]":
        """Return who opened the minutes and when, to those who answer for them."""
        rows = Entry.objects.filter(
            stream=minutes.stream, verb=Verb.CONSULT_MINUTES.value
        )
        rows = rows.select_related("actor__person").order_by("seq")
        return rows if self.answers else rows.none()

    def can_minutes(self, verb: Verb) -> bool:
        """Tell whether the user may do `verb` on the minutes as they stand."""
        minutes = self.minutes()
        state = MinutesState(minutes.state) if minutes else MinutesState.DRAFT
        return MINUTES.can(self.offices, verb, state)

    @property
    def _writes(self) -> bool:
        return self.is_desk or self.answers


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def papers(request: HttpRequest, meeting_id: int) -> Papers:
    """Return the user's place before the papers of a closed council; Http404 for others."""
    here = _papers(request, meeting_id)
    if here.meeting.state != MeetingState.CLOSED:
        raise Http404
    return here


def _papers(request: HttpRequest, meeting_id: int) -> Papers:
    user = cast(User, request.user)
    rows = Meeting.objects.select_related("body")
    meeting = get_object_or_404(rows, pk=meeting_id)
    offices = offices_before(user.person_id, meeting)
    if offices.isdisjoint(READERS) or not meeting.body.is_council:
        raise Http404
    shut = shut_items(user, meeting, offices)
    return Papers(user, meeting, offices, actor(request), shut)


@dataclass(frozen=True)
class Correcting:
    """The secretariat before the record of a former council, for one that may correct it."""

    meeting: Meeting
    record: DecisionRecord
    papers: Papers
    actor: Actor
    offices: Offices

    def lines(self) -> "QuerySet[RecordLine]":
        return self.papers.lines(self.record)

    def line(self, pk: int) -> RecordLine:
        return self.papers.line(self.record, pk)

    def corrections(self) -> "QuerySet[LineCorrection]":
        """Return what is put to this council, of the lines that the user may read."""
        rows = LineCorrection.objects.filter(
            meeting=self.meeting, line__in=self.lines()
        )
        return rows.select_related("line", "meeting", "proposed_by")

    def correction(self, pk: int) -> LineCorrection:
        return get_object_or_404(self.corrections(), pk=pk)


def correcting(request: HttpRequest, meeting_id: int) -> Correcting:
    """Return the corrections put to a council; Http404 but for who prepares or presides."""
    here = _papers(request, meeting_id)
    former = _found(_corrected_at(here.meeting))
    there = _papers(request, former.meeting_id)
    return Correcting(here.meeting, former, there, here.actor, here.offices)


def _corrected_at(meeting: Meeting) -> DecisionRecord | None:
    """Return the record that a council corrected, or the one that it may correct."""
    made = LineCorrection.objects.filter(meeting=meeting).first()
    return made.line.record if made else previous_record(meeting)


def extract(request: HttpRequest, pk: int) -> RecordExtract:
    """Return an extract to its ministry or to who hands it out; Http404 otherwise."""
    user = cast(User, request.user)
    rows = RecordExtract.objects.select_related(
        "record__meeting__body", "ministry", "line__item", "acknowledged_by"
    )
    found = get_object_or_404(rows, pk=pk)
    if may_read(found, user.person_id):
        return found
    meeting = found.record.meeting
    offices = offices_before(user.person_id, meeting)
    is_shut = found.line and found.line.item_id in shut_items(user, meeting, offices)
    if offices.isdisjoint(DESK | ANSWER) or is_shut:
        raise Http404
    return found


def receives(request: HttpRequest, extract: RecordExtract) -> bool:
    """Tell whether the user is of the ministry to which an extract was handed."""
    return may_read(extract, cast(User, request.user).person_id)


def latest_of(extract: RecordExtract) -> RecordExtract:
    """Return the version that replaced an extract, itself where it still holds."""
    same = extract.record.extracts.filter(
        ministry=extract.ministry_id, line=extract.line_id
    )
    return same.order_by("-version").first() or extract


def my_extracts(request: HttpRequest) -> list[RecordExtract]:
    """Return the extracts handed to the user's ministries, the latest council first."""
    person = cast(User, request.user).person_id
    rows = RecordExtract.objects.filter(ministry__in=ministries_of(person))
    readable = Q(line=None) | Q(line__item__readers=person or 0)
    aside = recused(person).values("item")
    rows = rows.filter(readable).exclude(line__isnull=False, line__item__in=aside)
    found = rows.select_related("record__meeting__body", "line", "ministry")
    order = ("-record__meeting__day", "-record", "ministry", "line", "version")
    latest = {
        (r.record_id, r.ministry_id, r.line_id): r for r in found.order_by(*order)
    }
    return list(latest.values())


def reads_papers(request: HttpRequest) -> bool:
    """Tell whether the user's offices of today let him read the papers of councils."""
    user = cast(User, request.user)
    return not offices_of(user.person_id, today()).isdisjoint(READERS)


def councils(request: HttpRequest) -> "QuerySet[Meeting]":
    """Return the closed councils whose papers the user may read, the latest first."""
    council = Q(body__code=COUNCIL) | Q(body__code__startswith=f"{COUNCIL}-")
    rows = Meeting.objects.filter(council, state=MeetingState.CLOSED)
    if not reads_papers(request):
        return rows.none()
    # Of a council taken in from a published text nothing more is known.
    rows = rows.filter(Exists(Seat.objects.filter(meeting=OuterRef("pk"))))
    found = rows.select_related("body", "record", "minutes")
    return found.order_by("-year", "-number")


def has_papers(request: HttpRequest) -> bool:
    """Tell whether the masthead leads the user to the records; one query at most."""
    if not prepares(request):
        return False
    mine = standing(request)
    if mine.is_officer or mine.is_head or not mine.ministries:
        return mine.is_officer or mine.is_head
    return RecordExtract.objects.filter(ministry__in=mine.ministries).exists()


def corrects(request: HttpRequest, meeting: Meeting) -> DecisionRecord | None:
    """Return the record that a council in preparation may correct, to who reads it."""
    if not meeting.body.is_council or not reads_papers(request):
        return None
    return _corrected_at(meeting)


def shows_papers(request: HttpRequest, meeting: Meeting) -> bool:
    """Tell whether the pages of a meeting lead the user to its papers."""
    if meeting.state != MeetingState.CLOSED or not meeting.body.is_council:
        return False
    user = cast(User, request.user)
    return not offices_before(user.person_id, meeting).isdisjoint(READERS)
