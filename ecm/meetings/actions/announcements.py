"""A few words of the table to the screens, shown until they are withdrawn or replaced."""

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import meeting_after
from ecm.journal.chain import Actor, digest, record
from ecm.meetings.models import Announcement, Meeting, ShownTo
from ecm.meetings.standing import require
from ecm.meetings.turn import turn

LONGEST = 300  # characters, as the column holds


def make_announcement(
    actor: Actor, meeting_id: int, text: str, shown_to: ShownTo = ShownTo.EVERYWHERE
) -> Announcement:
    """Show `text` on the screens named; the same words again change nothing.

    It takes the place of what these screens showed. Raises NotPossible without words.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.MAKE_ANNOUNCEMENT, meeting)
        meeting_after(meeting.state, Verb.MAKE_ANNOUNCEMENT)
        text = " ".join(text.split())[:LONGEST]
        if not text:
            raise NotPossible(gettext_noop("Écrivez le texte de l'annonce."))
        live = meeting.announcements.filter(withdrawn_at=None)
        same = live.filter(text=text, shown_to=shown_to).last()
        if same is not None:
            return same
        replaced = (
            live if shown_to == ShownTo.EVERYWHERE else live.filter(shown_to=shown_to)
        )
        replaced.update(withdrawn_at=clock.now())
        made = Announcement.objects.create(
            meeting=meeting, text=text, shown_to=shown_to, made_at=clock.now()
        )
        _record(Verb.MAKE_ANNOUNCEMENT, actor, meeting, made)
        return made


def withdraw_announcement(actor: Actor, announcement: Announcement) -> None:
    """Take an announcement off the screens; twice changes nothing."""
    with turn(announcement.meeting_id, actor) as meeting:
        require(actor, Verb.WITHDRAW_ANNOUNCEMENT, meeting)
        meeting_after(meeting.state, Verb.WITHDRAW_ANNOUNCEMENT)
        announcement.refresh_from_db()
        if announcement.withdrawn_at is not None:
            return
        announcement.withdrawn_at = clock.now()
        announcement.save(update_fields=["withdrawn_at"])
        _record(Verb.WITHDRAW_ANNOUNCEMENT, actor, meeting, announcement)


def _record(verb: Verb, actor: Actor, meeting: Meeting, made: Announcement) -> None:
    facts = {"shown_to": str(made.shown_to), "digest": digest(made.text)}
    record(verb, actor, meeting, announcement=made.pk, **facts)
