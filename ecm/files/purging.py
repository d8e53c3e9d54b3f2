"""Removing what was brought and never used, and what a power cut left behind."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from ecm.files.actions import discard
from ecm.files.models import Upload, folder

STALE = 24 * 3600  # seconds; longer than any file takes to get its row


def purge_expired(now: datetime) -> int:
    """Remove the uploads that expired before `now`, and orphans; return how many rows."""
    expired = list(Upload.objects.filter(expires_at__lt=now))
    for upload in expired:
        discard(upload)
    for path in orphans():
        path.unlink(missing_ok=True)
    for path in stale(Path(settings.DATA) / "scratch"):
        shutil.rmtree(path, ignore_errors=True)
    return len(expired)


def orphans() -> Iterator[Path]:
    """The files on their way that no row names: the process died between the two."""
    known = {str(pk) for pk in Upload.objects.values_list("pk", flat=True)}
    return (path for path in stale(folder()) if path.name not in known)


def stale(place: Path) -> Iterator[Path]:
    """What nobody has touched for a day, by the clock of the disk."""
    long_ago = time.time() - STALE
    for path in place.iterdir() if place.is_dir() else []:
        if path.stat().st_mtime < long_ago:
            yield path
