"""Arranging the items of an agenda before the meeting: order, track, duration, removal.

Each command names its target, so that a page that is no longer up to date stays right.
A meeting's row is locked first, a dossier's after it: never the other way round.
"""

from collections.abc import Sequence

from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import item_after, meeting_after
from ecm.dossiers.actions import council
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.agenda import arrange, is_by_theme, rank_of
from ecm.meetings.agenda import group_of, in_order, moved, with_new
from ecm.meetings.models import AgendaItem, Meeting, Track
from ecm.meetings.standing import require
from ecm.meetings.turn import turn

LONGEST = 600  # minutes

_GONE = gettext_noop("Ce point n'est plus à l'ordre du jour : rien n'a changé.")
_ELSEWHERE = gettext_noop(
    "Le point visé n'est plus dans ce groupe : rien n'a changé. Rechargez la page."
)


def move_item(
    actor: Actor,
    item: AgendaItem,
    *,
    after: AgendaItem | None = None,
    theme: str | None = None,
) -> None:
    """Put an item after another of its group, or first; where it already is, nothing.

    With a `theme` it goes to the group of that theme: after `after`, or the last of it.
    Raises Conflict when one of the two has left the agenda or the group.
    """
    with turn(item.meeting_id, actor) as meeting:
        items = arranged(actor, Verb.MOVE_ITEM, meeting)
        own = among(items, item, Verb.MOVE_ITEM)
        before = (items, own.theme)
        if theme is not None and theme != own.theme:
            _retheme(meeting, own, theme)
        wanted = _moved(items, own, after, appended=own.theme != before[1])
        if (wanted, own.theme) == before:
            return
        own.save(update_fields=["theme", "precedence"])
        arrange(meeting, wanted)
        target = after.pk if after else None
        record(
            Verb.MOVE_ITEM, actor, meeting, item=own.pk, after=target, theme=own.theme
        )


def arranged(actor: Actor, verb: Verb, meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in order once the actor's right and the moment are checked.

    Call it inside a turn of the meeting.
    """
    require(actor, verb, meeting)
    meeting_after(meeting.state, verb)
    return in_order(meeting.items.all())


def among(items: Sequence[AgendaItem], wanted: AgendaItem, verb: Verb) -> AgendaItem:
    """Return an item as it stands under the lock; Conflict when it is gone."""
    found = next((item for item in items if item.pk == wanted.pk), None)
    if found is None:
        raise Conflict(_GONE)
    item_after(found.state, verb)
    return found


def _retheme(meeting: Meeting, item: AgendaItem, theme: str) -> None:
    if not is_by_theme(meeting, item.part):
        raise NotPossible(
            gettext_noop("Les points de cette partie ne sont pas groupés par thème.")
        )
    rank(meeting, item, theme)


def rank(meeting: Meeting, item: AgendaItem, theme: str) -> None:
    """Give an item the rank of its ministry's group, or of its theme's, in its part."""
    item.theme = theme.strip()[:200] if is_by_theme(meeting, item.part) else ""
    name = item.ministry.name_on(meeting.day)
    protocol = name.precedence if name else item.precedence
    item.precedence = rank_of(meeting, item.part, item.theme, protocol)


def _moved(
    items: Sequence[AgendaItem],
    item: AgendaItem,
    after: AgendaItem | None,
    *,
    appended: bool,
) -> list[AgendaItem]:
    if after is None and appended:
        return with_new([other for other in items if other.pk != item.pk], item)
    if after is None:
        return moved(items, item, None)
    target = next((other for other in items if other.pk == after.pk), None)
    if target is None or group_of(target) != group_of(item) or target.pk == item.pk:
        raise Conflict(_ELSEWHERE)
    return moved(items, item, target)


def move_theme(actor: Actor, meeting_id: int, theme: str, *, after: str | None) -> None:
    """Put the group of a theme after another theme, or first.

    Raises Conflict when one of the two has no item any more.
    """
    with turn(meeting_id, actor) as meeting:
        items = arranged(actor, Verb.MOVE_ITEM, meeting)
        themes = list(dict.fromkeys(item.theme for item in items if item.theme))
        if theme not in themes or (after is not None and after not in themes):
            raise Conflict(_ELSEWHERE)
        others = [other for other in themes if other != theme]
        at = others.index(after) + 1 if after in others else 0
        wanted = [*others[:at], theme, *others[at:]]
        if wanted == themes:
            return
        for item in items:
            if item.theme:
                item.precedence = wanted.index(item.theme) + 1
                item.save(update_fields=["precedence"])
        first = next(item for item in items if item.theme == theme)
        arrange(meeting, in_order(items))
        last = next((i for i in reversed(items) if after and i.theme == after), None)
        target = last.pk if last else None
        record(Verb.MOVE_ITEM, actor, meeting, item=first.pk, after=target, theme=theme)


def track_item(actor: Actor, item: AgendaItem, *, track: Track) -> None:
    """Put an item among those adopted with or without debate; the same changes nothing."""
    with turn(item.meeting_id, actor) as meeting:
        items = arranged(actor, Verb.TRACK_ITEM, meeting)
        retrack(actor, meeting, among(items, item, Verb.TRACK_ITEM), track)


def retrack(actor: Actor, meeting: Meeting, item: AgendaItem, track: Track) -> None:
    """Change the track of an item inside a turn of its meeting."""
    if item.track == track:
        return
    item.track = track
    item.save(update_fields=["track"])
    record(Verb.TRACK_ITEM, actor, meeting, item=item.pk, track=track.value)


def plan_item(actor: Actor, item: AgendaItem, *, minutes: int) -> None:
    """Say how long an item is to take; the same changes nothing."""
    if not 1 <= minutes <= LONGEST:
        raise NotPossible(
            gettext_noop("La durée d'un point va de 1 à %(most)s minutes."),
            most=LONGEST,
        )
    with turn(item.meeting_id, actor) as meeting:
        items = arranged(actor, Verb.PLAN_ITEM, meeting)
        own = among(items, item, Verb.PLAN_ITEM)
        if own.planned_minutes == minutes:
            return
        own.planned_minutes = minutes
        own.save(update_fields=["planned_minutes"])
        record(Verb.PLAN_ITEM, actor, meeting, item=own.pk, minutes=minutes)


def remove_item(actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda: its dossier is ready for another council.

    Raises NotPossible when the minutes already speak of it.
    """
    with turn(item.meeting_id, actor) as meeting:
        items = arranged(actor, Verb.REMOVE_ITEM, meeting)
        own = among(items, item, Verb.REMOVE_ITEM)
        pk, dossier = own.pk, own.dossier
        strike(actor, meeting, items, own)
        # A dossier laid before the council outside the circuit has nowhere to go back to.
        is_placed = dossier is not None and dossier.state == DossierState.ON_AGENDA
        if dossier is not None and is_placed and meeting.body.is_council:
            council.displace(actor, dossier, meeting.pk, pk)


def strike(
    actor: Actor, meeting: Meeting, items: Sequence[AgendaItem], item: AgendaItem
) -> None:
    """Delete an item inside a turn of its meeting; the others close the gap.

    What it was stays in the journal and in the versions of the agenda.
    """
    if item.blocks.exists():
        raise NotPossible(gettext_noop("Le procès-verbal parle déjà de ce point."))
    pk = item.pk
    others = [other for other in items if other.pk != pk]
    item.appointments.all().delete()
    item.delete()
    arrange(meeting, others)
    record(Verb.REMOVE_ITEM, actor, meeting, item=pk)
