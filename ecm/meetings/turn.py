"""The only writer of a meeting: one lock, one transaction, one announcement after commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.journal.chain import SYSTEM, Actor, record, refuse_replay
from ecm.jumps import jumps
from ecm.meetings.asked import LOCKED
from ecm.meetings.models import Meeting

# What an act may change of a meeting beside the rows that it writes itself.
SAVED = (
    *("state", "current_item", "wheel", "epoch", "floor_is_closed", "messages_are_on"),
    *("seq", "head"),
)
# Sent after commit with `meeting_id` and `after_seq`; the only upward link to `live`.
turned = Signal()


@contextmanager
def turn(meeting_id: int, actor: Actor) -> Iterator[Meeting]:
    """Lock a meeting, let the caller change it and record, save what `record` moved on.

    All of it happens at one moment, that of the lock: turns never go back in time, unless
    somebody sets the server's clock back; then the journal says so first.

    Raises AlreadyDone when the actor's key was used before. Nothing is announced when
    nothing was recorded.
    """
    with transaction.atomic():
        meeting = next(iter(LOCKED(meeting_id)), None)
        if meeting is None:
            raise NotPossible(gettext_noop("Cette séance n'existe pas."))
        refuse_replay(actor, meeting.stream)
        before = meeting.seq
        with clock.still():
            if moved := jumps.untold(meeting.stream):
                record(Verb.NOTE_CLOCK, SYSTEM, meeting, seconds=moved)
            yield meeting
        if meeting.seq > before:
            meeting.save(update_fields=SAVED)
            tell(meeting, after_seq=before)


def tell(meeting: Meeting, *, after_seq: int | None = None) -> None:
    """Announce a meeting once its turn is committed, also where nothing was recorded.

    A private message moves no number: each process then looks for whom it is.
    """
    after = meeting.seq if after_seq is None else after_seq
    # robust: a broken connection to the tablets must not undo a committed act.
    announce = partial(
        turned.send_robust, Meeting, meeting_id=meeting.pk, after_seq=after
    )
    transaction.on_commit(announce, robust=True)
