"""The minutes: drawn up, corrected, reviewed, approved, sealed; and who opened them."""

from django.db import transaction

from ecm import clock
from ecm.domain.errors import Conflict, gettext_noop
from ecm.domain.records import MINUTES, MinutesState
from ecm.domain.verbs import Verb
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.meetings.models import Meeting
from ecm.records.actions.record import refuse_while_open, tell_the_chair
from ecm.records.freezing import freeze_passages
from ecm.records.models import EarlierWording, Minutes, MinutesPassage
from ecm.records.sealing import drawn_minutes_digest, minutes_digest
from ecm.records.standing import offices_on


def draw_minutes(actor: Actor, meeting: Meeting) -> Minutes:
    """Draw up the minutes of a closed council from its room; twice changes nothing."""
    MINUTES.require(offices_on(actor, meeting), Verb.DRAW_MINUTES)
    refuse_while_open(meeting)
    with transaction.atomic():
        row, _is_new = Minutes.objects.get_or_create(meeting=meeting)
        with held(Minutes, row.pk, actor) as paper:
            if paper.seq == 0:
                freeze_passages(paper)
                seal = drawn_minutes_digest(paper)
                facts = {"meeting": meeting.pk, "digest": seal}
                record(Verb.DRAW_MINUTES, actor, paper, **facts)
    return paper


def reword_passage(
    actor: Actor, paper_id: int, passage_id: int, *, text: str, base: str
) -> None:
    """Correct the wording of a passage; its earlier words are kept.

    `base` is the digest of the text that was read. Raises Conflict when another changed
    it since.
    """
    with held(Minutes, paper_id, actor) as paper:
        _step(actor, paper, Verb.REWORD_MINUTES)
        row = MinutesPassage.objects.get(minutes=paper, pk=passage_id)
        if digest(row.text) != base:
            raise Conflict(
                gettext_noop("Ce texte a changé depuis que vous l'avez ouvert.")
            )
        if row.text == text:
            return
        EarlierWording.objects.create(
            passage=row,
            text=row.text,
            replaced_by_id=actor.member,
            replaced_at=clock.now(),
        )
        row.text = text
        row.save(update_fields=["text"])
        record(Verb.REWORD_MINUTES, actor, paper, line=row.pk, digest=digest(text))


def close_passage(actor: Actor, paper_id: int, passage_id: int) -> None:
    """Make a passage confidential: the SGG, the chair and the head of State read it."""
    _set_closed(actor, paper_id, passage_id, Verb.CLOSE_PASSAGE, is_closed=True)


def reopen_passage(actor: Actor, paper_id: int, passage_id: int) -> None:
    """Let a passage be read again by all who read the minutes."""
    _set_closed(actor, paper_id, passage_id, Verb.REOPEN_PASSAGE, is_closed=False)


def _set_closed(
    actor: Actor, paper_id: int, passage_id: int, verb: Verb, *, is_closed: bool
) -> None:
    with held(Minutes, paper_id, actor) as paper:
        _step(actor, paper, verb)
        row = MinutesPassage.objects.get(minutes=paper, pk=passage_id)
        if row.is_closed != is_closed:
            row.is_closed = is_closed
            row.save(update_fields=["is_closed"])
            record(verb, actor, paper, line=row.pk)


def review_minutes(actor: Actor, paper_id: int) -> None:
    """Review the minutes as Secretary-General: they then wait for the chair."""
    with held(Minutes, paper_id, actor) as paper:
        _step(actor, paper, Verb.REVIEW_MINUTES)
        paper.reviewed_by_id, paper.reviewed_at = actor.member, clock.now()
        paper.return_reason = ""
        paper.digest = minutes_digest(paper)
        record(Verb.REVIEW_MINUTES, actor, paper, digest=paper.digest)
        tell_the_chair(paper.meeting, "minutes.to_approve", paper.get_absolute_url())


def return_minutes(actor: Actor, paper_id: int, *, reason: str) -> None:
    """Send the minutes back to be corrected, with the reason."""
    with held(Minutes, paper_id, actor) as paper:
        _step(actor, paper, Verb.RETURN_MINUTES)
        paper.reviewed_by, paper.reviewed_at, paper.digest = None, None, ""
        paper.return_reason = reason
        record(Verb.RETURN_MINUTES, actor, paper, digest=digest(reason))


def approve_minutes(actor: Actor, paper_id: int, *, base: str) -> None:
    """Approve the minutes that were read: `base` is their digest."""
    with held(Minutes, paper_id, actor) as paper:
        _step(actor, paper, Verb.APPROVE_MINUTES)
        _refuse_changed(paper, base)
        paper.approved_by_id, paper.approved_at = actor.member, clock.now()
        record(Verb.APPROVE_MINUTES, actor, paper, digest=paper.digest)


def seal_minutes(actor: Actor, paper_id: int) -> None:
    """Seal the approved minutes: nothing of them changes any more."""
    with held(Minutes, paper_id, actor) as paper:
        _step(actor, paper, Verb.SEAL_MINUTES)
        _refuse_changed(paper, paper.digest)
        paper.sealed_by_id, paper.sealed_at = actor.member, clock.now()
        record(Verb.SEAL_MINUTES, actor, paper, digest=paper.digest)


def _refuse_changed(paper: Minutes, base: str) -> None:
    if base != paper.digest or paper.digest != minutes_digest(paper):
        raise Conflict(
            gettext_noop("Le procès-verbal a changé depuis que vous l'avez lu.")
        )


def consult_minutes(actor: Actor, paper_id: int) -> None:
    """Note that somebody opens the minutes."""
    with held(Minutes, paper_id, Actor(actor.user_id, actor.person_id)) as paper:
        _step(actor, paper, Verb.CONSULT_MINUTES)
        record(Verb.CONSULT_MINUTES, Actor(actor.user_id, actor.person_id), paper)


def _step(actor: Actor, paper: Minutes, verb: Verb) -> None:
    MINUTES.require(offices_on(actor, paper.meeting), verb)
    paper.state = MINUTES.after(MinutesState(paper.state), verb)
