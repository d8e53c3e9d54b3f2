"""Writes the published copy: what was put there is never changed nor taken away.

A publication makes a new file beside the present one and puts it in its place at once:
readers, in whatever process, hold no lock, wait for nobody and never see half of it.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date
from pathlib import Path

from django.conf import settings

from ecm import clock
from ecm.domain.communique.edition import Edition, digest_of
from ecm.public import place
from ecm.public.names import FORMS
from ecm.public.rows import edition_row, forget_words, index, insert

_DIGEST = re.compile(r"[0-9a-f]{64}")


class PublishedDiffers(Exception):
    """Another text was already published as this version: published text never changes."""


class Pen:
    """Writes into the copy that is being made; `wrote` says whether anything is new."""

    def __init__(self, copy: sqlite3.Connection) -> None:
        self._copy = copy
        self.wrote = False

    def put(self, edition: Edition) -> None:
        """Add one version in one language; the same one again changes nothing.

        Councils of other bodies have no address on the site and are left out. Raises
        PublishedDiffers when this version was published with other words.
        """
        if edition.body_code != settings.PUBLIC_BODY or self._is_known(edition):
            return
        current = self._supersede(edition)
        row = insert(self._copy, "edition", edition_row(edition, current))
        if current:
            index(self._copy, row, edition)
        self.wrote = True

    def put_document(self, edition_digest: str, form: str, content: bytes) -> None:
        """Add a file of an edition: « pdf », « docx »… The same one again changes nothing.

        Raises PublishedDiffers when it was published with other bytes.
        """
        if form not in FORMS or not _DIGEST.fullmatch(edition_digest):
            raise ValueError(f"no document {form!r} of {edition_digest!r}")
        digest = hashlib.sha256(content).hexdigest()
        found = self._copy.execute(
            "SELECT digest FROM document WHERE edition_digest = ? AND form = ?",
            (edition_digest, form),
        ).fetchone()
        if found and found[0] != digest:
            raise PublishedDiffers(f"{form} of {edition_digest}")
        path = place.document(edition_digest, form)
        if not path.exists():
            _write_whole(path, content)
        if not found:
            row = {"edition_digest": edition_digest, "form": form, "digest": digest}
            insert(self._copy, "document", row | {"size": len(content)})
            self.wrote = True

    def put_calendar(self, days: Iterable[date]) -> None:
        """Replace the days of the councils to come."""
        rows = [(day,) for day in sorted({day.isoformat() for day in days})]
        if (
            self._copy.execute("SELECT day FROM calendar ORDER BY day").fetchall()
            == rows
        ):
            return
        self._copy.execute("DELETE FROM calendar")
        self._copy.executemany("INSERT INTO calendar VALUES (?)", rows)
        self.wrote = True

    def _is_known(self, edition: Edition) -> bool:
        found = self._copy.execute(
            "SELECT digest FROM edition WHERE year = ? AND number = ?"
            " AND language = ? AND version = ?",
            (edition.year, edition.number, edition.language, edition.version),
        ).fetchone()
        if found and found[0] != digest_of(edition):
            said = f"{edition.reference}, {edition.language}, version {edition.version}"
            raise PublishedDiffers(said)
        return found is not None

    def _supersede(self, edition: Edition) -> bool:
        """Make way for the version, unless a later one is there; tell which."""
        found = self._copy.execute(
            "SELECT id, version FROM edition WHERE year = ? AND number = ?"
            " AND language = ? AND is_current",
            (edition.year, edition.number, edition.language),
        ).fetchone()
        if found and found[1] > edition.version:
            return False
        if found:
            forget_words(self._copy, found[0])
        return True


@contextmanager
def writing() -> Iterator[Pen]:
    """Write several things at once: readers see all of them or none."""
    folder = place.folder()
    _open_folder(folder)
    present, new = folder / place.NAME, folder / f".{place.NAME}.new"
    with (folder / "copy.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        new.unlink(missing_ok=True)
        if present.exists():
            shutil.copyfile(present, new)
        try:
            with closing(_opened(new)) as copy, copy:
                pen = Pen(copy)
                yield pen
                if pen.wrote:
                    _grow(copy)
            if pen.wrote:
                _put_in_place(new, present)
        finally:
            new.unlink(missing_ok=True)


def put(edition: Edition) -> None:
    """Publish one version in one language; the same one again changes nothing."""
    with writing() as pen:
        pen.put(edition)


def put_document(edition_digest: str, form: str, content: bytes) -> None:
    """Publish a file of an edition; the same one again changes nothing."""
    with writing() as pen:
        pen.put_document(edition_digest, form, content)


def put_calendar(days: Iterable[date]) -> None:
    """Publish the days of the councils to come, dates only."""
    with writing() as pen:
        pen.put_calendar(days)


def _opened(path: Path) -> sqlite3.Connection:
    is_new = not path.exists()
    copy = sqlite3.connect(path)
    # Nobody reads this file before it is whole: a crash leaves it aside.
    copy.execute("PRAGMA journal_mode = MEMORY")
    copy.execute("PRAGMA foreign_keys = ON")
    if is_new:
        copy.executescript(place.SCHEMA.read_text(encoding="utf-8"))
    return copy


def _grow(copy: sqlite3.Connection) -> None:
    moment = clock.now().astimezone(UTC).replace(microsecond=0)
    copy.execute(
        "UPDATE meta SET version = version + 1, changed = max(changed, ?)",
        (moment.isoformat(),),
    )


def _put_in_place(new: Path, present: Path) -> None:
    """Put a file in the place of another; after a power cut it is one or the other."""
    new.chmod(0o644)  # the public site may run under an account that only reads
    _on_the_disk(new)
    new.replace(present)
    _on_the_disk(present.parent)


def _open_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)


def _on_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_whole(path: Path, content: bytes) -> None:
    for folder in (path.parent.parent, path.parent):
        _open_folder(folder)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    _put_in_place(new, path)
