"""What befalls an opinion: silence at its term, and the text replaced under it."""

from datetime import datetime

from ecm import clock
from ecm.domain.circuit import OVER
from ecm.domain.verbs import Verb
from ecm.dossiers.consulting import parties, sharing
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier, Opinion
from ecm.journal.chain import SYSTEM, Actor, record
from ecm.notices.actions import notify


def lapse_overdue(now: datetime) -> None:
    """Note the silence of those who did not answer in time; the worker calls it.

    One transaction each: a worker that is killed leaves the others for the next minute.
    """
    overdue = parties.awaiting().filter(due_at__lte=now, lapsed_at=None)
    for pk, dossier_id in overdue.exclude(dossier__state__in=OVER).values_list(
        "pk", "dossier_id"
    ):
        with held(dossier_id, SYSTEM) as dossier:
            opinion = parties.awaiting().filter(pk=pk, lapsed_at=None).first()
            if opinion is not None and dossier.state not in OVER:
                note_silence(opinion, dossier)


def note_silence(opinion: Opinion, dossier: Dossier) -> None:
    """Note that the term passed without an answer; call it inside `held`."""
    advance(SYSTEM, Verb.LAPSE_OPINION, dossier)
    opinion.lapsed_at = clock.now()
    opinion.save(update_fields=["lapsed_at"])
    _record(Verb.LAPSE_OPINION, SYSTEM, opinion, dossier)
    where = {"url": parties.page_of(opinion), "key": parties.key_of(opinion)}
    notify(parties.people_asking(opinion), "opinion.lapsed", **where)


def invalidate_stale(actor: Actor, dossier: Dossier) -> None:
    """Say of which opinions the versions were replaced; call it inside `held`."""
    replaced = sharing.replaced_versions(dossier)
    stale = dossier.opinions.filter(
        versions__in=replaced, invalidated_at=None, cancelled_at=None
    )
    for opinion in stale.distinct():
        opinion.invalidated_at = clock.now()
        opinion.save(update_fields=["invalidated_at"])
        _record(Verb.INVALIDATE_OPINION, actor, opinion, dossier)


def _record(verb: Verb, actor: Actor, opinion: Opinion, dossier: Dossier) -> None:
    asked = parties.name_of(opinion.asked)
    record(verb, actor, dossier, opinion=opinion.pk, asked=asked)
