"""The bytes of pieces on the disk: written once, whole or not at all, named by content."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A file of the store; `path` is relative to MEDIA_ROOT and says nothing of it."""

    path: str
    sha256: str
    size: int


def keep(source: Path, *, suffix: str) -> Kept:
    """Copy a file into the store under the name of its content; it is on the disk after.

    `suffix` is ours (« .pdf »), never a person's.
    """
    sha256, size = seal(source), source.stat().st_size
    path = f"{sha256[:2]}/{sha256}{suffix}"
    _write(place(path), lambda file: _copy(source, file))
    return Kept(path, sha256, size)


def seal(source: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(path: str) -> Path:
    """Return where a file of the store is."""
    return Path(settings.MEDIA_ROOT) / path


def stored(path: str) -> BinaryIO:
    """Open a file of the store."""
    return place(path).open("rb")


def write_once(path: Path, content: bytes) -> None:
    """Write a file that survives a power cut, under its final name only when complete."""
    _write(path, lambda file: file.write(content))


def _write(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).rename(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)  # a full disk must not fill further
        raise
    _keep(path.parent)
    _keep(path.parent.parent)  # the folder may be new too


def _copy(source: Path, target: BinaryIO) -> None:
    with source.open("rb") as file:
        shutil.copyfileobj(file, target, BLOCK)


def _keep(folder: Path) -> None:
    """Make the folder's new entry as durable as what it names."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
