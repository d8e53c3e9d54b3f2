"""Asking ministries and bodies for their opinion, asking again, and taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ecm import clock
from ecm.domain.circuit import DossierRole
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.consulting import parties, sharing
from ecm.dossiers.consulting.parties import Asked
from ecm.dossiers.consulting.terms import usual_term
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier, Opinion, Version
from ecm.dossiers.standing import roles_of
from ecm.journal.chain import Actor, record
from ecm.notices.actions import notify
from ecm.people.models import Body, Ministry

OURS = frozenset({DossierRole.AUTHOR, DossierRole.MINISTER})
DESK = frozenset({DossierRole.SECRETARIAT})
NOTICES = {
    Verb.OPEN_CONSULTATION: "consultation.opened",
    Verb.REQUEST_OPINION: "opinion.requested",
    Verb.RENEW_OPINION: "opinion.renewed",
}


@dataclass(frozen=True)
class _Wish:
    """What one side asks; `versions` of None are all current pieces but reports."""

    by_secretariat: bool
    question: str = ""
    due_at: datetime | None = None
    versions: Sequence[Version] | None = None


def consult(
    actor: Actor,
    dossier: Dossier,
    *,
    ministries: Iterable[Ministry] = (),
    bodies: Iterable[Body] = (),
    question: str = "",
    due_at: datetime | None = None,
    versions: Sequence[Version] | None = None,
) -> list[Opinion]:
    """Ask for opinions as the ministry that holds the pen; those awaited are left.

    Raises NotPossible for a body that the secretariat alone asks, and for nobody new.
    """
    asked: list[Asked] = [*parties.others_than(dossier, ministries), *bodies]
    for party in asked:
        if isinstance(party, Body) and not parties.may_be_consulted(party):
            raise NotPossible(
                gettext_noop("Le SGG seul saisit cet organe : %(body)s."),
                body=str(party),
            )
    wish = _Wish(False, question, due_at, versions)
    return _ask(actor, Verb.OPEN_CONSULTATION, dossier, asked, wish)


def request_opinion(
    actor: Actor,
    dossier: Dossier,
    *,
    ministries: Iterable[Ministry] = (),
    bodies: Iterable[Body] = (),
    question: str = "",
    due_at: datetime | None = None,
    versions: Sequence[Version] | None = None,
) -> list[Opinion]:
    """Ask for opinions as the secretariat that studies; those awaited are left.

    Raises NotPossible for nobody new.
    """
    asked: list[Asked] = [*parties.others_than(dossier, ministries), *bodies]
    wish = _Wish(True, question, due_at, versions)
    return _ask(actor, Verb.REQUEST_OPINION, dossier, asked, wish)


def _ask(
    actor: Actor, verb: Verb, dossier: Dossier, asked: Sequence[Asked], wish: _Wish
) -> list[Opinion]:
    with held(dossier.pk, actor) as locked:
        advance(actor, verb, locked)
        waiting = parties.awaited(locked, by_secretariat=wish.by_secretariat)
        new = [party for party in asked if parties.name_of(party) not in waiting]
        if not new:
            raise NotPossible(
                gettext_noop("Choisissez un ministère ou un organe à qui demander.")
            )
        return [_create(actor, verb, locked, party, wish) for party in new]


def _create(
    actor: Actor,
    verb: Verb,
    dossier: Dossier,
    asked: Asked,
    wish: _Wish,
    renews: Opinion | None = None,
) -> Opinion:
    _refuse_council(asked)
    shared = _shareable(dossier, wish.versions)
    opinion = Opinion.objects.create(
        dossier=dossier,
        by_secretariat=wish.by_secretariat,
        ministry=asked if isinstance(asked, Ministry) else None,
        body=asked if isinstance(asked, Body) else None,
        question=wish.question.strip(),
        about=sharing.seal_of(shared),
        asked_by_id=actor.member,
        asked_at=clock.now(),
        due_at=_term(dossier, wish.due_at),
        renews=renews,
    )
    opinion.versions.set(shared)
    record(verb, actor, dossier, opinion=opinion.pk, asked=parties.name_of(asked))
    people = parties.people_asked(opinion, clock.now().date())
    where = {"url": parties.page_of(opinion), "key": parties.key_of(opinion)}
    notify(people, NOTICES[verb], until=opinion.due_at, **where)
    return opinion


def _refuse_council(asked: Asked) -> None:
    if isinstance(asked, Body) and asked.is_council:
        raise NotPossible(gettext_noop("Le Conseil décide ; il ne donne pas d'avis."))


def _shareable(
    dossier: Dossier, versions: Sequence[Version] | None
) -> Sequence[Version]:
    """Return the versions to share; what was replaced meanwhile is not among them."""
    if versions is None:
        versions = list(sharing.usually_shared(dossier))
    if not versions:
        raise NotPossible(
            gettext_noop("Un avis porte sur une pièce au moins : joignez-la d'abord.")
        )
    current = set(sharing.current_versions(dossier).values_list("pk", flat=True))
    if not {version.pk for version in versions} <= current:
        raise NotPossible(
            gettext_noop("Une des pièces choisies vient d'être remplacée ou retirée.")
        )
    return versions


def _term(dossier: Dossier, due_at: datetime | None) -> datetime:
    now = clock.now()
    if due_at is not None and due_at <= now:
        raise NotPossible(gettext_noop("Le terme doit être à venir."))
    return due_at or usual_term(dossier, now)


def renew(
    actor: Actor,
    opinion: Opinion,
    *,
    question: str | None = None,
    due_at: datetime | None = None,
) -> Opinion:
    """Ask the same party again, on the present versions of what it was shown.

    Raises NotPossible while the answer may still come, and when it was asked again.
    """
    with held(opinion.dossier_id, actor) as dossier:
        advance(actor, Verb.RENEW_OPINION, dossier)
        opinion.refresh_from_db()
        _refuse_other_side(actor, opinion, dossier)
        _refuse_renewal(opinion)
        shown = opinion.versions.values("document")
        current = sharing.current_versions(dossier).filter(document__in=shown)
        wish = _Wish(
            opinion.by_secretariat,
            opinion.question if question is None else question,
            due_at,
            list(current),
        )
        asked = opinion.asked
        return _create(actor, Verb.RENEW_OPINION, dossier, asked, wish, opinion)


def _refuse_other_side(actor: Actor, opinion: Opinion, dossier: Dossier) -> None:
    """What the secretariat asked is its own matter, as what the ministry asked is."""
    side = DESK if opinion.by_secretariat else OURS
    if roles_of(actor, dossier).isdisjoint(side):
        raise NotAllowed(gettext_noop("Cette demande d'avis n'est pas la vôtre."))


def _refuse_renewal(opinion: Opinion) -> None:
    if opinion.cancelled_at:
        raise NotPossible(gettext_noop("Cette demande d'avis est annulée."))
    if opinion.renewed_by.exists():
        raise NotPossible(gettext_noop("Cet avis a déjà été redemandé."))
    if opinion.is_open and not (opinion.lapsed_at or opinion.invalidated_at):
        raise NotPossible(
            gettext_noop("Cet avis est encore attendu sur les versions présentes.")
        )


def cancel(actor: Actor, opinion: Opinion) -> None:
    """Take a request back before it is answered; cancelling again changes nothing."""
    with held(opinion.dossier_id, actor) as dossier:
        advance(actor, Verb.CANCEL_OPINION, dossier)
        opinion.refresh_from_db()
        _refuse_other_side(actor, opinion, dossier)
        if opinion.cancelled_at:
            return
        if opinion.given_at:
            raise NotPossible(gettext_noop("Un avis rendu ne s'annule pas."))
        opinion.cancelled_at = clock.now()
        opinion.save(update_fields=["cancelled_at"])
        asked = parties.name_of(opinion.asked)
        record(Verb.CANCEL_OPINION, actor, dossier, opinion=opinion.pk, asked=asked)
