"""What a secretary's tablet is told of a paragraph it sent."""

from typing import Any

from ecm.access import Presence
from ecm.domain.errors import Conflict
from ecm.domain.verbs import Verb
from ecm.journal.chain import KEY_OF_ANOTHER_ACT
from ecm.journal.models import Entry
from ecm.meetings.models import MinuteBlock, MinuteProposal


def now(kept: MinuteBlock | MinuteProposal) -> dict[str, Any]:
    """Return the state of what was just kept."""
    if isinstance(kept, MinuteProposal):
        return _proposed(kept, kept.block.seq)
    return _kept(kept, kept.version, kept.seq, is_removed=kept.is_removed)


def again(here: Presence, entry: Entry) -> dict[str, Any]:
    """Return what the act recorded by `entry` was answered the first time.

    The paragraph may have moved on since: its later versions are somebody else's.
    Raises Conflict when the key was used for an act that is not of the minutes.
    """
    facts = entry.facts
    if "block" not in facts:
        raise Conflict(KEY_OF_ANOTHER_ACT)
    if entry.verb == Verb.PROPOSE_MINUTES:
        return _proposed(here.proposal(facts["proposal"]), entry.seq)
    is_removed = entry.verb == Verb.REMOVE_MINUTES
    block = here.block(facts["block"])
    return _kept(block, facts["version"], entry.seq, is_removed=is_removed)


def _kept(
    block: MinuteBlock, version: int, seq: int, *, is_removed: bool
) -> dict[str, Any]:
    return {
        "state": "removed" if is_removed else "written",
        "uid": str(block.uid),
        "block": block.pk,
        "version": version,
        "seq": seq,
    }


def _proposed(proposal: MinuteProposal, seq: int) -> dict[str, Any]:
    """The text that stands goes with it: both are shown side by side."""
    return {
        "state": "proposed",
        "uid": str(proposal.block.uid),
        "block": proposal.block_id,
        "proposal": proposal.pk,
        "version": proposal.block.version,
        "text": proposal.block.text,
        "seq": seq,
    }
