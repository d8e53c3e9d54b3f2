"""Correcting the record of a council at the council that follows it.

« Approbation du relevé » is no item of an agenda: an item belongs to a ministry, is decided
and is published. It opens the record of the council that made the corrections instead.
"""

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.records import RECORD, RecordState
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.meetings.models import Meeting
from ecm.records.actions.extracts import issue_on
from ecm.records.models import (
    CorrectionState,
    DecisionRecord,
    LineCorrection,
    RecordLine,
)
from ecm.records.standing import offices_on

HELD = {MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.CLOSED}


def previous_record(meeting: Meeting) -> DecisionRecord | None:
    """Return the approved record that a council may correct: that of the one before it."""
    rows = DecisionRecord.objects.filter(
        meeting__body=meeting.body_id, state=RecordState.APPROVED
    )
    earlier = rows.filter(meeting__day__lte=meeting.day).exclude(meeting=meeting)
    found = earlier.select_related("meeting__body")
    return found.order_by("-meeting__year", "-meeting__number").first()


def propose_correction(
    actor: Actor, meeting: Meeting, line: RecordLine, *, text: str, reason: str
) -> None:
    """Put another text of a line to the council `meeting`, with the reason."""
    with held(DecisionRecord, line.record_id, actor) as paper:
        _require(actor, paper, meeting, Verb.PROPOSE_CORRECTION)
        if paper != previous_record(meeting):
            raise NotPossible(
                gettext_noop("Ce relevé n'est pas celui du Conseil précédent.")
            )
        if line.corrections.filter(state=CorrectionState.PROPOSED).exists():
            raise NotPossible(
                gettext_noop("Une correction de cette ligne attend déjà le Conseil.")
            )
        if text == line.current:
            raise NotPossible(gettext_noop("Ce texte est celui qui est approuvé."))
        row = LineCorrection.objects.create(
            line=line,
            meeting=meeting,
            before=line.current,
            after=text,
            reason=reason,
            proposed_by_id=actor.member,
            proposed_at=clock.now(),
        )
        _record(Verb.PROPOSE_CORRECTION, actor, paper, row)


def adopt_correction(actor: Actor, correction: LineCorrection) -> None:
    """Note that the council made a correction; the extracts it touches are issued again."""
    if MeetingState(correction.meeting.state) not in HELD:
        raise NotPossible(gettext_noop("Ce Conseil n'a pas encore été ouvert."))
    with held(DecisionRecord, correction.line.record_id, actor) as paper:
        is_new = _settle(actor, paper, correction, Verb.CORRECT_RECORD)
        if is_new and paper.extracts.exists():
            issue_on(actor, paper)


def drop_correction(actor: Actor, correction: LineCorrection) -> None:
    """Note that a correction was not made: the record stays as it is."""
    with held(DecisionRecord, correction.line.record_id, actor) as paper:
        _settle(actor, paper, correction, Verb.DROP_CORRECTION)


def _settle(
    actor: Actor, paper: DecisionRecord, correction: LineCorrection, verb: Verb
) -> bool:
    _require(actor, paper, correction.meeting, verb)
    correction.refresh_from_db()
    after = {
        Verb.CORRECT_RECORD: CorrectionState.ADOPTED,
        Verb.DROP_CORRECTION: CorrectionState.DROPPED,
    }[verb]
    if correction.state == after:
        return False
    if correction.state != CorrectionState.PROPOSED:
        raise NotPossible(gettext_noop("Le sort de cette correction est déjà réglé."))
    correction.state, correction.decided_at = after, clock.now()
    correction.save(update_fields=["state", "decided_at"])
    _record(verb, actor, paper, correction)
    return True


def _require(actor: Actor, paper: DecisionRecord, meeting: Meeting, verb: Verb) -> None:
    RECORD.require(offices_on(actor, meeting), verb)
    RECORD.after(RecordState(paper.state), verb)
    own = DecisionRecord.objects.filter(meeting=meeting)
    # The record of the council that corrects says what it corrected: it is sealed too.
    if own.exclude(state=RecordState.DRAFT).exists():
        raise NotPossible(
            gettext_noop("Le relevé du Conseil qui corrige est déjà approuvé.")
        )


def _record(
    verb: Verb, actor: Actor, paper: DecisionRecord, row: LineCorrection
) -> None:
    texts = {"before": digest(row.before), "after": digest(row.after)}
    record(verb, actor, paper, line=row.line_id, meeting=row.meeting_id, **texts)
