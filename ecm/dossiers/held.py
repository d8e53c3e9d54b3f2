"""The only writer of a dossier's state: one lock, one transaction, one save."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from ecm import clock
from ecm.domain import circuit
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.models import Dossier
from ecm.dossiers.search import index_dossier
from ecm.dossiers.standing import roles_of
from ecm.journal.chain import Actor, refuse_replay


@contextmanager
def held(dossier_id: int, actor: Actor) -> Iterator[Dossier]:
    """Lock a dossier, let the caller change it and record, save it whole.

    Raises AlreadyDone when the actor's key was used before. Nothing is saved when
    nothing was recorded.
    """
    with transaction.atomic():
        lock = Dossier.objects.select_for_update(no_key=True, of=("self",))
        rows = lock.select_related("kind", "ministry")
        dossier = rows.filter(pk=dossier_id).first()
        if dossier is None:
            raise NotPossible(gettext_noop("Ce dossier n'existe pas."))
        refuse_replay(actor, dossier.stream)
        before = dossier.seq
        yield dossier
        if dossier.seq > before:
            dossier.changed_at = clock.now()
            dossier.save()
            index_dossier(dossier)


def advance(actor: Actor, verb: Verb, dossier: Dossier) -> None:
    """Check the right and the state, and put the dossier in the state `verb` leads to.

    Call it inside `held`. Raises NotAllowed or NotPossible.
    """
    circuit.require(roles_of(actor, dossier), verb)
    dossier.state = circuit.after(dossier.state, verb)
