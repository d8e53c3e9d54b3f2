"""The files that follow a council: checked as the pieces of a dossier are, and never changed.

Readers are served a clean PDF, made in the background; what was received stays sealed.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext
from django_tasks import task

from ecm import clock
from ecm.dossiers.storing import Accepted
from ecm.files.checks import Media, sanitise
from ecm.files.confinement import scratch
from ecm.files.conversion import to_pdf
from ecm.files.refusals import Refused
from ecm.files.store import keep, place
from ecm.files.text import text_of
from ecm.followup.models import KeptFile
from ecm.journal.chain import Actor

FORGOTTEN = timedelta(minutes=3)
LONGEST_FAULT = 300


def kept_file(actor: Actor, accepted: Accepted) -> KeptFile:
    """Keep an accepted file, to be made readable once the transaction holds."""
    file = KeptFile.objects.create(
        path=accepted.kept.path,
        filename=accepted.filename,
        sha256=accepted.kept.sha256,
        size=accepted.kept.size,
        stored_at=clock.now(),
        stored_by_id=actor.user_id,
    )
    transaction.on_commit(partial(_enqueue, file.pk))
    return file


def _enqueue(pk: int) -> None:
    make_clean.enqueue(pk)


@task()
def make_clean(pk: int) -> None:
    """Make the clean PDF of a file and read its words; done before, do nothing."""
    file = KeptFile.objects.filter(pk=pk, made_at=None).first()
    if file is None:
        return
    try:
        _make(file)
    except Refused as refused:
        file.fault = (gettext(refused.message) % refused.values)[:LONGEST_FAULT]
    file.made_at = clock.now()
    file.save(update_fields=["served", "text", "fault", "made_at"])


def _make(file: KeptFile) -> None:
    with scratch() as folder:
        clean = folder / "clean.pdf"
        if file.path.endswith(Media.DOCX.suffix):
            to_pdf(place(file.path), clean)
        else:
            sanitise(place(file.path), clean)
        file.text = text_of(clean, Media.PDF)
        file.served = keep(clean, suffix=Media.PDF.suffix).path


def make_forgotten(now: datetime) -> None:
    """Each minute: have made readable what was stored and never was."""
    waiting = KeptFile.objects.filter(made_at=None, stored_at__lt=now - FORGOTTEN)
    for pk in waiting.values_list("pk", flat=True)[:20]:
        make_clean.call(pk)
