"""The folder of backups: a new name for each, whole or not there, old ones taken away."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from ecm.backup.refusals import Refused

_NAME = re.compile(r"ecm-\d{8}T\d{6}Z(?P<fault>-defaut)?\.(?:age|tar)")


def name_of(at: datetime, *, is_plain: bool, is_faulty: bool = False) -> str:
    """Return the name of a backup: the moment, in UTC, and whether something is wrong."""
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    fault = "-defaut" if is_faulty else ""
    return f"ecm-{moment}{fault}.{'tar' if is_plain else 'age'}"


@contextmanager
def being_written(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Open a file that has no name of a backup yet; it is removed if anything fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f".ecm-{os.getpid()}.part"
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"{folder} : {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield path, file
    finally:
        path.unlink(missing_ok=True)


def put_in_place(part: Path, file: BinaryIO, name: str) -> Path:
    """Give a whole file its name; after a power cut it is there whole, or not at all."""
    file.flush()
    os.fsync(file.fileno())
    final = part.with_name(name)
    if final.exists():
        raise Refused(
            f"{final} existe déjà : une sauvegarde n'en remplace pas une autre."
        )
    part.rename(final)
    on_the_disk(final.parent)
    return final


def on_the_disk(path: Path) -> None:
    """Make a folder's new entries, or a file, as durable as they can be."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take_away(folder: Path, *, keep: int) -> list[Path]:
    """Remove the oldest backups but `keep` whole ones; return those removed.

    One in which something is wrong counts for none: it goes when it is older than the
    oldest that is kept. Called after a whole one was written, so that one always stays.
    """
    whole = [path for path in _backups(folder) if not _is_faulty(path)]
    if keep < 1 or len(whole) <= keep:
        return []
    oldest = whole[-keep].name[:20]
    gone = [path for path in _backups(folder) if path.name[:20] < oldest]
    for path in gone:
        path.unlink()
    return gone


def _backups(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def _is_faulty(path: Path) -> bool:
    found = _NAME.fullmatch(path.name)
    return bool(found and found["fault"])
