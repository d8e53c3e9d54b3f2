"""The record of decisions: drawn up, worded, approved by the SGG and by the chair."""

from django.db import transaction

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.records import RECORD, RecordState
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState
from ecm.followup.openings import follow
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.meetings.models import Meeting
from ecm.notices.actions import notify
from ecm.people.models import Mandate, Post
from ecm.records.drawing import draw_lines
from ecm.records.models import DecisionRecord, RecordLine
from ecm.records.sealing import drawn_digest, record_digest
from ecm.records.standing import chairs_of, offices_on, today


def draw_record(actor: Actor, meeting: Meeting) -> DecisionRecord:
    """Draw up the record of a closed council from its decisions; twice changes nothing."""
    RECORD.require(offices_on(actor, meeting), Verb.DRAW_RECORD)
    refuse_while_open(meeting)
    with transaction.atomic():
        row, _is_new = DecisionRecord.objects.get_or_create(meeting=meeting)
        with held(DecisionRecord, row.pk, actor) as paper:
            if paper.seq == 0:
                draw_lines(paper)
                seal = drawn_digest(paper)
                record(Verb.DRAW_RECORD, actor, paper, meeting=meeting.pk, digest=seal)
    return paper


def refuse_while_open(meeting: Meeting) -> None:
    """Raise NotPossible unless the council is over: its papers tell all of it.

    Of one that was taken in from a published text nothing else is known.
    """
    if not meeting.seats.exists():
        raise NotPossible(
            gettext_noop("Ce Conseil n'a pas été tenu dans l'application.")
        )
    if meeting.state != MeetingState.CLOSED or not meeting.body.is_council:
        raise NotPossible(
            gettext_noop("La séance doit être levée avant que ce document soit établi.")
        )


def reword_line(
    actor: Actor, paper_id: int, line_id: int, *, text: str, base: str
) -> None:
    """Word a line anew; what was pronounced stays beside it.

    `base` is the digest of the text that was read. Raises Conflict when another changed
    it since.
    """
    with held(DecisionRecord, paper_id, actor) as paper:
        _step(actor, paper, Verb.REWORD_RECORD)
        line = RecordLine.objects.get(record=paper, pk=line_id)
        if digest(line.text) != base:
            raise Conflict(
                gettext_noop("Ce texte a changé depuis que vous l'avez ouvert.")
            )
        if line.text != text:
            line.text = text
            line.save(update_fields=["text"])
            record(Verb.REWORD_RECORD, actor, paper, line=line.pk, digest=digest(text))


def submit_record(actor: Actor, paper_id: int) -> None:
    """Approve the record as Secretary-General: it then waits for the chair."""
    with held(DecisionRecord, paper_id, actor) as paper:
        _step(actor, paper, Verb.SUBMIT_RECORD)
        paper.submitted_by_id, paper.submitted_at = actor.member, clock.now()
        paper.return_reason = ""
        paper.digest = record_digest(paper)
        record(Verb.SUBMIT_RECORD, actor, paper, digest=paper.digest)
        tell_the_chair(paper.meeting, "record.to_approve", paper.get_absolute_url())


def return_record(actor: Actor, paper_id: int, *, reason: str) -> None:
    """Send a record back to the secretariat, with the reason."""
    with held(DecisionRecord, paper_id, actor) as paper:
        _step(actor, paper, Verb.RETURN_RECORD)
        paper.submitted_by, paper.submitted_at, paper.digest = None, None, ""
        paper.return_reason = reason
        record(Verb.RETURN_RECORD, actor, paper, digest=digest(reason))


def approve_record(actor: Actor, paper_id: int, *, base: str) -> None:
    """Approve the record that was read (`base` is its digest): it is frozen from now on."""
    with held(DecisionRecord, paper_id, actor) as paper:
        _step(actor, paper, Verb.APPROVE_RECORD)
        if base != paper.digest or paper.digest != record_digest(paper):
            raise Conflict(
                gettext_noop("Le relevé a changé depuis que vous l'avez lu.")
            )
        paper.approved_by_id, paper.approved_at = actor.member, clock.now()
        record(Verb.APPROVE_RECORD, actor, paper, digest=paper.digest)
        follow(actor, paper.meeting)


def _step(actor: Actor, paper: DecisionRecord, verb: Verb) -> None:
    RECORD.require(offices_on(actor, paper.meeting), verb)
    paper.state = RECORD.after(RecordState(paper.state), verb)


def tell_the_chair(meeting: Meeting, kind: str, url: str) -> None:
    """Tell whoever may approve the paper of a council that it waits for him."""
    heads = Mandate.objects.held_on(today()).filter(post=Post.PRESIDENT)
    told = chairs_of(meeting) or frozenset(heads.values_list("person", flat=True))
    notify(told, kind, url=url, day=meeting.day)
