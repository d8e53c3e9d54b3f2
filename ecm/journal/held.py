"""One lock, one transaction, one save: how a row that keeps a stream is changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction

from ecm.domain.errors import NotPossible, gettext_noop
from ecm.journal.chain import Actor, refuse_replay
from ecm.journal.models import Stream

Row = TypeVar("Row", bound=Stream)


@contextmanager
def held(model: type[Row], pk: int, actor: Actor) -> Iterator[Row]:
    """Lock a row, let the caller change it and record, save it whole.

    Raises AlreadyDone when the actor's key was used before, NotPossible when the row is
    gone. Nothing is saved when nothing was recorded.
    """
    with transaction.atomic():
        # `no_key` lets journal rows be read and inserted by others meanwhile.
        lock = model._default_manager.select_for_update(no_key=True, of=("self",))
        row = lock.filter(pk=pk).first()
        if row is None:
            raise NotPossible(gettext_noop("Ce document n'existe plus."))
        refuse_replay(actor, row.stream)
        before = row.seq
        yield row
        if row.seq > before:
            row.save()
