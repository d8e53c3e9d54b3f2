"""The list without debate: what stands on it, and when it leaves the screens."""

from collections.abc import Iterable

from ecm import clock
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome, outcome_without_debate
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState
from ecm.journal.chain import Actor, record
from ecm.meetings.models import AgendaItem, ConsentList, Meeting, Recusal, Seat, Track
from ecm.prepared import Prepared


def stands(item: AgendaItem) -> bool:
    """Tell whether an item is one that the list proposes to adopt without debate.

    A restricted item is not: its title is read by all. Nor is one that was called and
    set aside: somebody had something to say of it.
    """
    return (
        item.track == Track.CONSENT
        and item.state == ItemState.PLANNED
        and not (item.is_restricted or item.awaits_approval or item.is_aside)
    )


def listed(meeting: Meeting, seats: Iterable[Seat]) -> list[AgendaItem]:
    """Return what stands on the list before these seats, in the order of the agenda.

    An item from which they stand aside is not on theirs.
    """
    aside = Recusal.objects.filter(seat__in=list(seats), lifted_at=None)
    rows = meeting.items.filter(track=Track.CONSENT, state=ItemState.PLANNED)
    rows = rows.exclude(pk__in=aside.values("item")).select_related("dossier")
    return [item for item in rows.order_by("position") if stands(item)]


def outcome_of(item: AgendaItem) -> Outcome:
    return outcome_without_debate(ItemKind(item.kind))


_SHOWN = Prepared(
    lambda meeting: ConsentList.objects.filter(meeting=meeting, closed_at=None)
)


def shown(meeting: Meeting) -> ConsentList | None:
    """Return the list that the council has before it, if it has one."""
    return next(iter(_SHOWN(meeting.pk, meeting=meeting)), None)


def put_away(actor: Actor, meeting: Meeting) -> None:
    """Take the list off the screens, inside a turn; without one nothing happens."""
    held = shown(meeting)
    if held is None:
        return
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    count = len(listed(meeting, ()))
    record(Verb.HIDE_CONSENT, actor, meeting, consent=held.pk, count=count)
