"""Messages between seats while the chair permits them; nothing of them is ever recorded."""

from uuid import UUID

from ecm import clock
from ecm.domain.errors import Conflict, NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import meeting_after
from ecm.journal.chain import KEY_OF_ANOTHER_ACT, Actor, record
from ecm.meetings.corresponding import DESK, Box, box_of, ends_for
from ecm.meetings.models import Meeting, Message
from ecm.meetings.standing import require, standing_of
from ecm.meetings.turn import tell, turn
from ecm.people.models import User

STOPPED = gettext_noop(
    "Les messages ne sont pas permis en ce moment : rien n'est parti."
)
NOT_TO_HIM = gettext_noop("Vous ne pouvez pas écrire à ce siège.")
NO_KEY = gettext_noop("Ce message n'a pas de clé : rechargez la page.")


def allow_messages(actor: Actor, meeting_id: int) -> None:
    """Let the members write to each other until it is stopped; twice is nothing."""
    _set(actor, meeting_id, Verb.ALLOW_MESSAGES, on=True)


def stop_messages(actor: Actor, meeting_id: int) -> None:
    """Take the messages off every screen; those that wait stay until the closing."""
    _set(actor, meeting_id, Verb.STOP_MESSAGES, on=False)


def _set(actor: Actor, meeting_id: int, verb: Verb, *, on: bool) -> None:
    with turn(meeting_id, actor) as meeting:
        require(actor, verb, meeting)
        meeting_after(meeting.state, verb)
        if meeting.messages_are_on is on:
            return
        meeting.messages_are_on = on
        record(verb, actor, meeting)


def send_message(
    actor: Actor, meeting_id: int, *, box: str, to: str, text: str
) -> None:
    """Send a word from a box of the actor to another one; under the same key, only once.

    Raises NotPossible while messages are off, NotAllowed where he may not write.
    """
    key = _key_of(actor)
    with turn(meeting_id, actor) as meeting:
        own = _own(actor, meeting, box)
        if _is_sent(key, own):
            return
        if not meeting.messages_are_on:
            raise NotPossible(STOPPED)
        if to not in {end.key for end in ends_for(own)}:
            raise NotAllowed(NOT_TO_HIM)
        Message.objects.create(
            meeting=meeting,
            sender=own.seat,
            recipient_id=None if to == DESK else int(to),
            key=key,
            text=text,
            sent_at=clock.now(),
        )
        tell(meeting)


def _is_sent(key: UUID, own: Box) -> bool:
    held = Message.objects.filter(key=key).first()
    if held is not None and held.sender_id != own.seat.pk:
        raise Conflict(KEY_OF_ANOTHER_ACT)
    return held is not None


def read_messages(
    actor: Actor, meeting: Meeting, *, box: str, other: str, until: int
) -> None:
    """Note that what came to a box of the actor from another one was read, up to a message.

    Outside a turn: nobody conducts a meeting behind its readers.
    """
    received = _own(actor, meeting, box).received_from(other)
    received.filter(pk__lte=until, read_at=None).update(read_at=clock.now())


def _own(actor: Actor, meeting: Meeting, key: str) -> Box:
    user = User(pk=actor.user_id, person_id=actor.person_id)
    standing = standing_of(user, meeting)
    own = box_of(standing, key) if standing else None
    if own is None:
        raise NotAllowed(gettext_noop("Vous n'occupez pas ce siège."))
    return own


def _key_of(actor: Actor) -> UUID:
    try:
        return UUID(actor.key)
    except ValueError:
        raise NotPossible(NO_KEY) from None


# Inside the turn of another act


def forget_messages(meeting: Meeting) -> None:
    """Delete every message: the meeting is over, and they go nowhere with it."""
    meeting.messages.all().delete()
    meeting.messages_are_on = False
