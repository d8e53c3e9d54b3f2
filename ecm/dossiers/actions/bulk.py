"""One act of the secretariat on many dossiers: shown before, done at once, taken back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from ecm import clock
from ecm.domain import circuit
from ecm.domain.circuit import DossierRole, DossierState
from ecm.domain.errors import NotAllowed, NotPossible, Refusal, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import desk
from ecm.dossiers.completeness import obstacles, with_pieces
from ecm.dossiers.held import held
from ecm.dossiers.models import BulkAct, Dossier
from ecm.dossiers.standing import roles_of, standing_today, visible
from ecm.journal.chain import Actor, record
from ecm.journal.models import Entry

ACTS: dict[Verb, Callable[..., object]] = {
    Verb.REGISTER_DOSSIER: desk.register,
    Verb.TAKE_CHARGE: desk.take_charge,
    Verb.ADMIT_DOSSIER: desk.admit,
    Verb.STUDY_DOSSIER: desk.put_under_study,
    Verb.READY_DOSSIER: desk.make_ready,
    Verb.PROPOSE_DOSSIER: desk.propose,
    Verb.HOLD_DOSSIER: desk.hold_back,
}
# Who only reads or studies has changed nothing that an undoing would lose.
QUIET = (Verb.READ_PIECE.value, Verb.OPEN_PAPER.value, Verb.WRITE_NOTE.value)


@dataclass(frozen=True)
class Bulk:
    """What an act on many has done, and what was refused with why."""

    act: BulkAct
    done: list[Dossier]
    refused: list[tuple[Dossier, str]]


def preview(
    actor: Actor, verb: Verb, dossiers: Iterable[Dossier]
) -> list[tuple[Dossier, str]]:
    """Return each dossier in the order of the act, with what prevents it or nothing."""
    whole = with_pieces(_rows(dossiers)).prefetch_related("late_requests", "opinions")
    rows = list(whole.order_by("lodged_at", "pk"))
    allowed = _allowed(actor, verb, rows)
    return [(row, _obstacle(verb, row, row.pk in allowed)) for row in rows]


def _rows(dossiers: Iterable[Dossier]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk__in=[d.pk for d in dossiers])


def _locked(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """Return the dossiers in order of arrival: so are numbers given, and rows locked."""
    # What each was before is read under the lock that the act itself takes again.
    rows = _rows(dossiers).select_for_update(no_key=True)
    return list(rows.order_by("lodged_at", "pk"))


def _allowed(actor: Actor, verb: Verb, dossiers: list[Dossier]) -> set[int]:
    """Return those on which the act is the actor's: the desk's right, asked once for all."""
    standing = standing_today(actor.person_id)
    desk_only = frozenset({DossierRole.SECRETARIAT})
    if not standing.is_officer or not circuit.may(desk_only, verb):
        return set()
    known = visible(standing).filter(pk__in=[d.pk for d in dossiers])
    return set(known.exclude(lodged_at=None).values_list("pk", flat=True))


def _obstacle(verb: Verb, dossier: Dossier, is_allowed: bool) -> str:
    if not is_allowed:
        return gettext("Vos fonctions ne permettent pas cet acte sur ce dossier.")
    return " ".join(obstacles(dossier, verb))


def apply(
    actor: Actor, verb: Verb, dossiers: Iterable[Dossier], **arguments: Any
) -> Bulk:
    """Do one act on each dossier that allows it, in order of arrival; the others are told.

    All in one transaction: a machine that stops has done all or nothing. `arguments` are
    those of the single act. The same key again returns what the first call did.
    """
    act = _act_of(verb)
    with transaction.atomic():
        ordered = _locked(dossiers)
        if kept := _done_before(actor):
            return Bulk(kept, [d for d in ordered if str(d.pk) in kept.before], [])
        bulk = Bulk(_new(actor, verb), [], [])
        for dossier in ordered:
            try:
                with transaction.atomic():
                    act(_without_key(actor), dossier, **arguments)
            except Refusal as refusal:
                bulk.refused.append((dossier, _in_french(refusal)))
            else:
                _keep(bulk, dossier)
        bulk.act.save(update_fields=["before"])
    return bulk


def _act_of(verb: Verb) -> Callable[..., object]:
    if verb not in ACTS:
        raise NotPossible(gettext_noop("Cet acte se fait dossier par dossier."))
    return ACTS[verb]


def _new(actor: Actor, verb: Verb) -> BulkAct:
    return BulkAct.objects.create(
        verb=verb.value, by_id=actor.author, at=clock.now(), key=actor.key
    )


def _done_before(actor: Actor) -> BulkAct | None:
    if not actor.key:
        return None
    return BulkAct.objects.filter(by=actor.author, key=actor.key).first()


def _without_key(actor: Actor) -> Actor:
    """Return the actor without the key: the act on many holds it, not each dossier."""
    return Actor(actor.user_id, actor.person_id)


def _in_french(refusal: Refusal) -> str:
    values = {n: gettext(str(v)) if v else v for n, v in refusal.values.items()}
    return gettext(refusal.message) % values


def _keep(bulk: Bulk, dossier: Dossier) -> None:
    """Keep what the dossier was; one that the act did not change is not counted."""
    was = {
        "state": str(dossier.state),
        "officer": dossier.officer_id,
        "council_day": str(dossier.council_day) if dossier.council_day else None,
    }
    before = dossier.seq
    dossier.refresh_from_db()
    if dossier.seq > before:
        bulk.act.before[str(dossier.pk)] = {**was, "seq": dossier.seq}
        bulk.done.append(dossier)


def undoable(actor: Actor) -> BulkAct | None:
    """Return the actor's last act on many that was not taken back, to offer its undoing."""
    acts = BulkAct.objects.filter(by=actor.user_id, undone_at=None).exclude(before={})
    return acts.order_by("-at", "-pk").first()


def undo(actor: Actor, bulk: Bulk | BulkAct) -> Bulk:
    """Take an act on many back, dossier by dossier, where nothing happened since.

    Only who did it may; a second time changes nothing. A number of the entry book stays
    with its dossier: the book has no gap. Dossiers that moved on are reported.
    """
    wanted = bulk.act if isinstance(bulk, Bulk) else bulk
    with transaction.atomic():
        act = BulkAct.objects.select_for_update().get(pk=wanted.pk)
        if act.by_id != actor.user_id:
            raise NotAllowed(gettext_noop("Seul l'auteur d'un acte groupé l'annule."))
        undone = Bulk(act, [], [])
        if act.undone_at:
            return undone
        for dossier in _locked(_named(act)):
            try:
                with transaction.atomic():
                    _undo_one(_without_key(actor), act, dossier)
            except Refusal as refusal:
                undone.refused.append((dossier, _in_french(refusal)))
            else:
                undone.done.append(dossier)
        act.undone_at = clock.now()
        act.save(update_fields=["undone_at"])
    return undone


def _named(act: BulkAct) -> Sequence[Dossier]:
    return list(Dossier.objects.filter(pk__in=[int(pk) for pk in act.before]))


def _undo_one(actor: Actor, act: BulkAct, dossier: Dossier) -> None:
    was = act.before[str(dossier.pk)]
    with held(dossier.pk, actor) as locked:
        circuit.require(roles_of(actor, locked), Verb.UNDO_BULK)
        _refuse_moved(locked, was["seq"])
        circuit.after(locked.state, Verb.UNDO_BULK)
        locked.state = DossierState(was["state"])
        locked.officer_id = was["officer"]
        locked.council_day = was["council_day"]
        facts = {"undone": act.verb, "state": was["state"]}
        record(Verb.UNDO_BULK, actor, locked, **facts)


def _refuse_moved(dossier: Dossier, seq: int) -> None:
    since = Entry.objects.filter(stream=dossier.stream, seq__gt=seq)
    if since.exclude(verb__in=QUIET).exists():
        raise NotPossible(
            gettext_noop("Autre chose s'est passé depuis : ce dossier reste tel quel.")
        )
