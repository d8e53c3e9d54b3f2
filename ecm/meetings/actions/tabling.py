"""Items that come to the agenda while the council sits: laid on the table, divided, joined.

No number that somebody has read on a paper ever moves.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.kinds import ItemKind
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, item_after, meeting_after
from ecm.dossiers.models import DossierKind, Part
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.agenda import Draft, enter, is_by_theme
from ecm.meetings.actions.conduct import write_order
from ecm.meetings.actions.recusals import carry_over
from ecm.meetings.agenda import divided_from, in_calling_order, tabled_after
from ecm.meetings.models import AgendaItem, Meeting, Track
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.people.models import Ministry


@dataclass(frozen=True)
class Tabled:
    """What is laid on the table: its papers follow within `days`, or are there at once."""

    kind: DossierKind
    ministry: Ministry
    title: str
    days: int | None = None


def table_item(actor: Actor, meeting_id: int, tabled: Tabled) -> AgendaItem:
    """Put an item on the agenda while the council sits, the last of its part."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.TABLE_ITEM, meeting)
        meeting_after(meeting.state, Verb.TABLE_ITEM)
        before = list(meeting.items.all())
        item = enter(meeting, _draft(meeting, tabled))
        number, after = tabled_after(before, item.part, item.theme or item.ministry_id)
        item.number, item.is_tabled = str(number), True
        item.awaits_approval = False  # who lays it before the council approves it
        if tabled.days is not None:
            today = clock.now().date()
            item.papers_due_on = today + timedelta(days=tabled.days)
        item.save()
        _insert(meeting, item, after)
        due_on = str(item.papers_due_on or "")
        record(Verb.TABLE_ITEM, actor, meeting, item=item.pk, due_on=due_on)
        return item


def _draft(meeting: Meeting, tabled: Tabled) -> Draft:
    if not tabled.title.strip():
        raise NotPossible(gettext_noop("Donnez l'intitulé du point."))
    minister = meeting.seats.filter(ministry=tabled.ministry, withdrawn_at=None).first()
    return Draft(
        part=Part(tabled.kind.part),
        kind=ItemKind(tabled.kind.item_kind),
        ministry=tabled.ministry,
        title=tabled.title.strip(),
        presenter=minister.title if minister else "",
        planned_minutes=tabled.kind.planned_minutes,
        theme=_theme(meeting, tabled),
    )


def _theme(meeting: Meeting, tabled: Tabled) -> str:
    """Return the theme under which the ministry's other items stand, where there is one."""
    if not is_by_theme(meeting, tabled.kind.part):
        return ""
    of_ministry = meeting.items.filter(part=tabled.kind.part, ministry=tabled.ministry)
    last = of_ministry.exclude(theme="").order_by("-position").first()
    return last.theme if last else ""


def split_item(actor: Actor, item: AgendaItem, *, title: str) -> AgendaItem:
    """Make a part of an item an item of its own, « I.2.1 bis », decided by itself.

    It shows the same papers to the same readers; the dossier goes with the first.
    """
    if not title.strip():
        raise NotPossible(gettext_noop("Donnez l'intitulé de la nouvelle partie."))
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.SPLIT_ITEM, meeting)
        meeting_after(meeting.state, Verb.SPLIT_ITEM)
        item.refresh_from_db()
        item_after(item.state, Verb.SPLIT_ITEM)
        try:
            number, after = divided_from(meeting.items.all(), item)
        except ValueError:
            raise NotPossible(
                gettext_noop("Ce point ne se divise pas davantage.")
            ) from None
        part = _copy(meeting, item, title.strip(), str(number))
        _insert(meeting, part, after)
        record(Verb.SPLIT_ITEM, actor, meeting, item=item.pk, into=part.pk)
        carry_over(actor, meeting, item, part)
        return part


COPIED = (
    *("part", "kind", "ministry_id", "ministry_name", "precedence", "theme"),
    *("on_behalf_of", "associated", "presenter", "dossier_id", "is_publishable"),
    *("is_restricted", "stub_display", "planned_minutes"),
)


def _copy(meeting: Meeting, item: AgendaItem, title: str, number: str) -> AgendaItem:
    part = AgendaItem(**{field: getattr(item, field) for field in COPIED})
    part.meeting, part.position = meeting, meeting.items.count() + 1
    part.title, part.number, part.track = title, number, Track.DEBATE
    # A part of a part shares the dossier of the first.
    part.split_from_id = item.split_from_id or item.pk
    part.save()
    part.readers.set(item.readers.all())
    return part


def _insert(meeting: Meeting, item: AgendaItem, after: AgendaItem | None) -> None:
    """Give a new item, the last one, its place after another; the numbers stay."""
    order = [i for i in in_calling_order(meeting.items.all()) if i.pk != item.pk]
    at = [i.pk for i in order].index(after.pk) + 1 if after else len(order)
    if after is not None and after.position + 1 < item.position:
        span, last = item.position + 1, item.position
        # Positions are unique at every moment: those that move first step aside.
        meeting.items.filter(pk=item.pk).update(position=last + span * 2)
        later = meeting.items.filter(position__gt=after.position, position__lte=last)
        later.update(position=F("position") + span)
        aside = meeting.items.filter(position__gt=span, position__lte=last + span)
        aside.update(position=F("position") - span + 1)
        meeting.items.filter(pk=item.pk).update(position=after.position + 1)
    pks = [*(i.pk for i in order[:at]), item.pk, *(i.pk for i in order[at:])]
    rows = meeting.items.in_bulk()
    write_order(meeting, [rows[pk] for pk in pks])
    item.refresh_from_db()


def join_item(actor: Actor, item: AgendaItem, *, to: AgendaItem) -> None:
    """Have a planned item examined and decided with another; the same changes nothing.

    Raises NotPossible when the other is decided, joined itself, or the item has others
    joined to it.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.JOIN_ITEM, meeting)
        meeting_after(meeting.state, Verb.JOIN_ITEM)
        item.refresh_from_db()
        to = meeting.items.get(pk=to.pk)
        if item.joined_to_id == to.pk:
            return
        _refuse_joining(item, to)
        item.state = item_after(item.state, Verb.JOIN_ITEM)
        item.joined_to, item.is_aside = to, False
        item.save(update_fields=["state", "joined_to", "is_aside"])
        record(Verb.JOIN_ITEM, actor, meeting, item=item.pk, to=to.pk)
        # Examined together: who stands aside from one is out for both.
        carry_over(actor, meeting, item, to)


def _refuse_joining(item: AgendaItem, to: AgendaItem) -> None:
    if item.pk == to.pk:
        raise NotPossible(gettext_noop("Un point ne se joint pas à lui-même."))
    if to.state == ItemState.JOINED:
        raise NotPossible(
            gettext_noop(
                "Ce point est lui-même joint à un autre : choisissez celui-là."
            )
        )
    if not to.is_undecided:
        raise NotPossible(
            gettext_noop("Une décision a déjà été prononcée sur ce point.")
        )
    if item.joined.exists():
        raise NotPossible(gettext_noop("D'autres points sont joints à celui-ci."))
