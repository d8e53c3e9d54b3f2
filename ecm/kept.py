"""Small facts of one installation, made once and kept in its folder."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept(folder: Path, name: str, make: Callable[[], str]) -> str:
    """Return the text kept under `name`, made at the first call of the first process.

    Two processes that start together agree: the file appears whole or not at all.
    """
    path = folder / name
    if not path.exists():
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}-")
        with os.fdopen(handle, "w") as file:
            file.write(make())
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            pass  # the other process was first
        finally:
            Path(temporary).unlink()
    return path.read_text()
