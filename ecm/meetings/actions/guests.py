"""Letting somebody in for one item: a rapporteur, an expert, with an advisory voice."""

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import item_after, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.models import AgendaItem, Guest, Meeting
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.prepared import Prepared

_INSIDE = Prepared(lambda meeting: Guest.objects.filter(meeting=meeting, left_at=None))


def admit_guest(actor: Actor, item: AgendaItem, name: str, title: str = "") -> Guest:
    """Let somebody in for `item`; the same person twice for it is let in once.

    He goes out by himself when the item is settled or another is called. Raises NotPossible
    without a name.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.ADMIT_GUEST, meeting)
        meeting_after(meeting.state, Verb.ADMIT_GUEST)
        item.refresh_from_db()
        item_after(item.state, Verb.ADMIT_GUEST)
        name, title = " ".join(name.split())[:200], " ".join(title.split())[:250]
        if not name:
            raise NotPossible(gettext_noop("Indiquez le nom de la personne admise."))
        inside = item.guests.filter(left_at=None, name=name, title=title).first()
        if inside:
            return inside
        guest = Guest.objects.create(
            meeting=meeting, item=item, name=name, title=title, admitted_at=clock.now()
        )
        record(Verb.ADMIT_GUEST, actor, meeting, guest=guest.pk, item=item.pk)
        return guest


def dismiss_guest(actor: Actor, guest: Guest) -> None:
    """Note that a guest has gone out; twice changes nothing."""
    with turn(guest.meeting_id, actor) as meeting:
        require(actor, Verb.DISMISS_GUEST, meeting)
        meeting_after(meeting.state, Verb.DISMISS_GUEST)
        guest.refresh_from_db()
        if guest.left_at is None:
            _let_out(actor, meeting, guest)


def see_guests_out(actor: Actor, meeting: Meeting, item_id: int | None = None) -> None:
    """Note, inside the turn that ends an item, that its guests go out; None: all of them."""
    for guest in _INSIDE(meeting.pk, meeting=meeting):
        if item_id in (None, guest.item_id):
            _let_out(actor, meeting, guest)


def _let_out(actor: Actor, meeting: Meeting, guest: Guest) -> None:
    guest.left_at = max(clock.now(), guest.admitted_at)
    guest.save(update_fields=["left_at"])
    record(Verb.DISMISS_GUEST, actor, meeting, guest=guest.pk, item=guest.item_id)
