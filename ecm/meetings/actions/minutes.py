"""Writing the running minutes, block by block; nobody's words are overwritten."""

from uuid import UUID

from django.db.models import QuerySet

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import meeting_after
from ecm.journal.chain import Actor, digest, record
from ecm.meetings.models import (
    AgendaItem,
    BlockRevision,
    Meeting,
    MinuteBlock,
    MinuteProposal,
    Zone,
)
from ecm.meetings.standing import require
from ecm.meetings.turn import turn

LONGEST = 20_000  # characters of one paragraph
READ_AGAIN = gettext_noop("Ce paragraphe vient d'être modifié : relisez-le d'abord.")


def write_block(
    actor: Actor,
    meeting_id: int,
    *,
    uid: UUID,
    base: int,
    text: str,
    item: AgendaItem | None = None,
    zone: Zone = Zone.RUNNING,
    position: float = 0.0,
) -> MinuteBlock | MinuteProposal:
    """Save a paragraph that was written on version `base` of it (0: a new one).

    Returns the block, or the proposal under which the text was kept because somebody else
    had written the paragraph meanwhile. A text equal to what stands changes nothing.
    Raises NotPossible when the text is longer than `LONGEST` characters.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.WRITE_MINUTES, meeting)
        meeting_after(meeting.state, Verb.WRITE_MINUTES)
        _refuse_too_long(text)
        block = MinuteBlock.objects.filter(meeting=meeting, uid=uid).first()
        if block is None:
            block = MinuteBlock(
                meeting=meeting, item=item, uid=uid, zone=zone, position=position
            )
            return _write(actor, meeting, block, text, version=1)
        if block.text == text and not block.is_removed:
            return block
        if block.version != base or block.is_removed:
            return _propose(actor, meeting, block, base, text)
        return _write(actor, meeting, block, text, version=block.version + 1)


def _write(
    actor: Actor, meeting: Meeting, block: MinuteBlock, text: str, *, version: int
) -> MinuteBlock:
    block.text, block.version, block.is_removed = text, version, False
    block.seq = meeting.seq + 1
    block.save()
    _keep(actor, block)
    _record_block(Verb.WRITE_MINUTES, actor, meeting, block)
    return block


def _keep(actor: Actor, block: MinuteBlock) -> None:
    BlockRevision.objects.create(
        block=block,
        version=block.version,
        text=block.text,
        written_by_id=actor.author,
        written_at=clock.now(),
    )


def _record_block(
    verb: Verb, actor: Actor, meeting: Meeting, block: MinuteBlock
) -> None:
    record(
        verb,
        actor,
        meeting,
        block=block.pk,
        item=block.item_id,
        zone=str(block.zone),
        version=block.version,
        digest=digest(block.text),
    )


def _propose(
    actor: Actor, meeting: Meeting, block: MinuteBlock, base: int, text: str
) -> MinuteProposal:
    """Keep a text written on an older base.

    What its author writes next takes its place on the screens; the row stays, so that no
    text is ever lost. The same text again changes nothing.
    """
    earlier = _same_pen(block, actor.author, base)
    last = earlier.last()
    if last and last.text == text:
        return last
    earlier.update(settled_at=clock.now())
    proposal = MinuteProposal.objects.create(
        block=block,
        base=base,
        written_by_id=actor.author,
        text=text,
        written_at=clock.now(),
    )
    block.seq = meeting.seq + 1
    block.save(update_fields=["seq"])
    record(
        Verb.PROPOSE_MINUTES,
        actor,
        meeting,
        proposal=proposal.pk,
        block=block.pk,
        item=block.item_id,
        zone=block.zone,
        digest=digest(text),
    )
    return proposal


def _same_pen(block: MinuteBlock, author: int, base: int) -> "QuerySet[MinuteProposal]":
    return block.proposals.filter(settled_at=None, written_by_id=author, base=base)


def _refuse_too_long(text: str) -> None:
    if len(text) > LONGEST:
        raise NotPossible(
            gettext_noop("Ce paragraphe dépasse 20 000 caractères : scindez-le.")
        )


def settle_proposal(
    actor: Actor, proposal: MinuteProposal, *, text: str | None, base: int
) -> MinuteBlock:
    """Settle two texts: `text` (chosen or merged) becomes the block's; None drops the later.

    Both stay in their rows. Settling twice changes nothing. Raises Conflict when either
    was written since: the block after version `base`, or the proposal.
    """
    with turn(proposal.block.meeting_id, actor) as meeting:
        require(actor, Verb.SETTLE_PROPOSAL, meeting)
        meeting_after(meeting.state, Verb.SETTLE_PROPOSAL)
        _refuse_too_long(text or "")
        proposal.refresh_from_db()
        block = MinuteBlock.objects.get(pk=proposal.block_id)
        followed = _same_pen(block, proposal.written_by_id, proposal.base)
        if proposal.settled_at and not followed.exists():
            return block
        if block.version != base or proposal.settled_at:
            raise Conflict(READ_AGAIN)
        proposal.settled_at = clock.now()
        proposal.save(update_fields=["settled_at"])
        if text is not None:
            block.text, block.version, block.is_removed = text, block.version + 1, False
            _keep(actor, block)
        block.seq = meeting.seq + 1
        block.save()
        record(
            Verb.SETTLE_PROPOSAL,
            actor,
            meeting,
            proposal=proposal.pk,
            block=block.pk,
            item=block.item_id,
            zone=block.zone,
            kept=text is not None,
            version=block.version,
        )
        return block


def remove_block(actor: Actor, block: MinuteBlock, *, base: int) -> MinuteBlock:
    """Take a paragraph out of the minutes; its revisions stay. Twice changes nothing."""
    with turn(block.meeting_id, actor) as meeting:
        require(actor, Verb.REMOVE_MINUTES, meeting)
        meeting_after(meeting.state, Verb.REMOVE_MINUTES)
        block.refresh_from_db()
        if block.is_removed:
            return block
        if block.version != base:
            raise Conflict(READ_AGAIN)
        block.version, block.is_removed = block.version + 1, True
        block.seq = meeting.seq + 1
        block.save()
        _keep(actor, block)
        _record_block(Verb.REMOVE_MINUTES, actor, meeting, block)
        return block
