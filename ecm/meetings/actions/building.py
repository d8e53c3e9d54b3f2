"""Building an agenda from dossiers, and taking a dossier off it.

A meeting's row is locked first, a dossier's after it: never the other way round.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from ecm import clock
from ecm.domain import circuit
from ecm.domain.errors import NotPossible, Refusal, gettext_noop
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, MeetingState, item_after, meeting_after
from ecm.dossiers.actions import council
from ecm.dossiers.models import Dossier
from ecm.dossiers.standing import roles_of
from ecm.journal.chain import Actor, digest, record
from ecm.meetings.actions.agenda import arrange, enter
from ecm.meetings.actions.planning import retrack, strike
from ecm.meetings.agenda import in_order, with_new
from ecm.meetings.carrying import brought_back, left_items
from ecm.meetings.inscription import (
    Day,
    draft_again,
    draft_of,
    proposed_for,
    ready_for,
)
from ecm.meetings.models import AgendaItem, Decision, Meeting
from ecm.meetings.palette import sentence
from ecm.meetings.standing import require
from ecm.meetings.tracks import suggestions
from ecm.meetings.turn import turn
from ecm.people.models import COUNCIL


@dataclass
class Built:
    """The items that were entered, and the dossiers that could not be, with why."""

    items: list[AgendaItem] = field(default_factory=list)
    left: list[tuple[Dossier, Refusal]] = field(default_factory=list)


def build_agenda(actor: Actor, meeting: Meeting) -> Built:
    """Enter every dossier proposed for the meeting's day that the actor may know.

    One that cannot be entered does not keep the others out. Doing it again enters what
    was proposed since.
    """
    with turn(meeting.pk, actor) as locked:
        require(actor, Verb.ADD_ITEM, locked)
        meeting_after(locked.state, Verb.ADD_ITEM)
        return _enter_all(actor, locked, proposed_for(locked, actor))


def place_dossier(actor: Actor, meeting: Meeting, dossier: Dossier) -> AgendaItem:
    """Enter one dossier that is ready or proposed.

    Raises NotPossible when it is neither any more, or aims at a later council.
    """
    with turn(meeting.pk, actor) as locked:
        require(actor, Verb.ADD_ITEM, locked)
        meeting_after(locked.state, Verb.ADD_ITEM)
        waiting = (proposed_for(locked, actor), ready_for(locked, actor))
        rows = [row for known in waiting for row in known.filter(pk=dossier.pk)]
        if not rows:
            raise NotPossible(
                gettext_noop("Ce dossier ne peut pas être inscrit à ce conseil.")
            )
        built = _enter_all(actor, locked, rows)
        for _dossier, refusal in built.left:
            raise refusal
        return built.items[0]


def _enter_all(actor: Actor, meeting: Meeting, rows: Iterable[Dossier]) -> Built:
    built, day = Built(), Day.of(meeting)
    items = in_order(meeting.items.all())
    for dossier in rows:
        try:
            with transaction.atomic():
                item = enter(meeting, draft_of(dossier, day))
                council.place(actor, dossier, meeting.pk, item.pk)
        except Refusal as refusal:
            built.left.append((dossier, refusal))
            continue
        # After what may be refused: what is recorded moves the stream of the meeting on.
        record(Verb.ADD_ITEM, actor, meeting, item=item.pk)
        items = with_new(items, item)
        built.items.append(item)
    arrange(meeting, items)
    return built


def bring_forward(
    actor: Actor, meeting: Meeting, item: AgendaItem | None = None
) -> Built:
    """Enter what earlier councils left: one item without a dossier, or everything.

    Doing it again enters what is left since. Raises NotPossible when that item is on a
    later agenda by now.
    """
    with turn(meeting.pk, actor) as locked:
        require(actor, Verb.ADD_ITEM, locked)
        meeting_after(locked.state, Verb.ADD_ITEM)
        left = left_items(locked, actor)
        if item is not None:
            left = [other for other in left if other.pk == item.pk]
            if not left:
                raise NotPossible(TAKEN_UP)
        rows = brought_back(locked, actor) if item is None else []
        built = _enter_all(actor, locked, rows)
        _enter_left(actor, locked, left, built)
        return built


TAKEN_UP = gettext_noop("Ce point est déjà inscrit à un autre ordre du jour.")


def _enter_left(
    actor: Actor, meeting: Meeting, left: Iterable[AgendaItem], built: Built
) -> None:
    items = in_order(meeting.items.all())
    for other in left:
        item = enter(meeting, draft_again(other))
        record(Verb.ADD_ITEM, actor, meeting, item=item.pk)
        items = with_new(items, item)
        built.items.append(item)
    arrange(meeting, items)


def follow_suggestions(actor: Actor, meeting_id: int) -> int:
    """Put every item on the track that is suggested for it; return how many changed."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.TRACK_ITEM, meeting)
        meeting_after(meeting.state, Verb.TRACK_ITEM)
        items = list(meeting.items.filter(state=ItemState.PLANNED).order_by("position"))
        suggested = suggestions(items)
        changed = [item for item in items if item.track != suggested[item.pk].track]
        for item in changed:
            retrack(actor, meeting, item, suggested[item.pk].track)
        return len(changed)


def withdraw_item_of(actor: Actor, dossier: Dossier, *, reason: str) -> None:
    """Withdraw a dossier, for its ministry, from the agenda that carries it (story 15).

    Before the meeting its item leaves the agenda; once it is open the item stays, marked
    as withdrawn. Raises NotPossible when the item was called: the chair then says so.
    """
    item = carrying(dossier)
    with turn(item.meeting_id, actor) as meeting:
        circuit.require(roles_of(actor, dossier), Verb.WITHDRAW_DOSSIER)
        items = in_order(meeting.items.all())
        own = next((other for other in items if other.pk == item.pk), None)
        if own is None:
            raise NotPossible(NOWHERE)
        if own.state != ItemState.PLANNED:
            raise NotPossible(
                gettext_noop(
                    "Ce point a été appelé : le président constate le retrait."
                )
            )
        if meeting.state in (MeetingState.DRAFT, MeetingState.CONVENED):
            strike(actor, meeting, items, own)
        else:
            _note_withdrawal(actor, meeting, own)
        council.withdraw_from_agenda(actor, dossier, reason=reason)


NOWHERE = gettext_noop("Ce dossier n'est inscrit à aucun ordre du jour.")


def carrying(dossier: Dossier) -> AgendaItem:
    """Return the item of a meeting that is to be held which carries the dossier."""
    # A part that was divided from an item shows its papers; the item carries the file.
    whole = dossier.items.filter(meeting__body__code=COUNCIL, split_from=None)
    held = whole.exclude(
        meeting__state__in=(MeetingState.CLOSED, MeetingState.CANCELLED)
    )
    item = held.order_by("-pk").first()
    if item is None:
        raise NotPossible(NOWHERE)
    return item


def _note_withdrawal(actor: Actor, meeting: Meeting, item: AgendaItem) -> None:
    meeting_after(meeting.state, Verb.WITHDRAW_ITEM)
    item.state = item_after(item.state, Verb.WITHDRAW_ITEM)
    item.settled_at = clock.now()
    item.save(update_fields=["state", "settled_at"])
    text = sentence(item, Outcome.WITHDRAWN)
    Decision.objects.create(
        item=item,
        outcome=Outcome.WITHDRAWN.value,
        text=text,
        decided_at=item.settled_at,
    )
    record(
        Verb.WITHDRAW_ITEM,
        actor,
        meeting,
        item=item.pk,
        outcome=Outcome.WITHDRAWN.value,
        digest=digest(f"{text}\n\n"),
    )
