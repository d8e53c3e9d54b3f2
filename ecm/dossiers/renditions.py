"""What readers are served of a brought file: a clean PDF, its words, its first pages.

Made in the background and once: made twice it would be the same.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext
from django_tasks import task

from ecm import clock
from ecm.dossiers.models import Rendition, Version
from ecm.dossiers.search import index_version
from ecm.files.checks import Media, sanitise
from ecm.files.confinement import scratch
from ecm.files.conversion import to_pdf
from ecm.files.previews import pictures_of
from ecm.files.refusals import Refused
from ecm.files.store import Kept, keep, place, write_once
from ecm.files.text import text_of

# Asked for again when the worker that had it in hand is gone.
FORGOTTEN = timedelta(minutes=3)
LONGEST_FAULT = 300


def want(version: Version) -> None:
    """Have a brought file made readable once it is committed; our own already is."""
    if not version.filename:
        return
    transaction.on_commit(partial(_enqueue, version.pk))


def _enqueue(version_id: int) -> None:
    make_readable.enqueue(version_id)


@task()
def make_readable(version_id: int) -> None:
    """Make the clean PDF of a version, and index its words; done before, do nothing."""
    rows = Version.objects.select_related("document__dossier")
    version = rows.filter(pk=version_id).first()
    if version is None or Rendition.objects.filter(version=version).exists():
        return
    made = _made(version)
    with transaction.atomic():
        # Another worker may have made it meanwhile: it is the same.
        _, is_new = Rendition.objects.get_or_create(
            version=version,
            defaults={
                "path": made.path,
                "sha256": made.sha256,
                "pages": made.pages,
                "text": made.text,
                "previews": made.previews,
                "fault": made.fault,
                "made_at": clock.now(),
            },
        )
        if is_new and made.text:
            index_version(version, made.text)


def make_forgotten(now: datetime) -> None:
    """Each minute: have made readable what was stored and never was."""
    waiting = Version.objects.filter(
        rendition=None, stored_at__lt=now - FORGOTTEN
    ).exclude(filename="")
    for version_id in waiting.values_list("pk", flat=True)[:20]:
        make_readable.call(version_id)


def _made(version: Version) -> Rendition:
    """Return the rendition, unsaved; a file that cannot be shown has a fault instead."""
    try:
        return _of_the_same_bytes(version) or _readable(version)
    except Refused as refused:
        words = gettext(refused.message) % refused.values
        return Rendition(fault=words[:LONGEST_FAULT])


def _of_the_same_bytes(version: Version) -> Rendition | None:
    """Return what was made of another version, where one letter is in several files."""
    made = Rendition.objects.filter(version__path=version.path, fault="")
    return made.first()


def _readable(version: Version) -> Rendition:
    source = place(version.path)
    with scratch() as folder:
        clean = folder / "clean.pdf"
        if version.path.endswith(Media.DOCX.suffix):
            to_pdf(source, clean)
        else:
            sanitise(source, clean)
        kept = keep(clean, suffix=Media.PDF.suffix)
        text = text_of(clean, Media.PDF)
        pictures = pictures_of(clean)
    return Rendition(
        path=kept.path,
        sha256=kept.sha256,
        pages=text.count("\f") + 1,
        text=text,
        previews=[_keep_picture(kept, rank, p) for rank, p in enumerate(pictures)],
    )


def _keep_picture(kept: Kept, rank: int, picture: bytes) -> str:
    path = f"{kept.sha256[:2]}/{kept.sha256}-{rank}.webp"
    write_once(place(path), picture)
    return path
