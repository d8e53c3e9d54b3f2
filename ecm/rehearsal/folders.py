"""The one folder of a rehearsal: locked while it is played, removed whole afterwards.

It lies beside the real files, so that papers are linked and not written a second time, and
what is confidential never leaves their disk.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "repetition"


class Occupied(Exception):
    """Another rehearsal of this installation is being played."""


@contextmanager
def held(installation: Path, *, keep: bool = False) -> Iterator[Path]:
    """Make the empty folder of a rehearsal, and remove it with all that it holds.

    The kernel lets the lock go with the process: what a killed rehearsal left is removed
    by the next one, like what was kept. Raises Occupied.
    """
    folder = installation / NAME
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _locked(folder)
    try:
        _empty(folder)
        folder.chmod(0o700)
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep(installation: Path) -> bool:
    """Remove what a killed rehearsal left; tell whether there was anything."""
    if not (installation / NAME).exists():
        return False
    try:
        with held(installation):
            return True
    except Occupied:
        return False


def _locked(folder: Path) -> int:
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The one that ended just now may have removed it under our feet.
        if not folder.exists() or not os.path.samestat(os.fstat(lock), folder.stat()):
            raise BlockingIOError
    except BlockingIOError as error:
        os.close(lock)
        raise Occupied(str(folder)) from error
    return lock


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
