"""The files that a backup takes: the store's, the published copy, the key of seals.

SECRET_KEY, passwords, tokens and the certificate that signs never are among them: with the
database they would open everything, and they are kept elsewhere.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from ecm.backup.archive import Pen
from ecm.public import place

_STORED = re.compile(r"[0-9a-f]{2}/(?P<digest>[0-9a-f]{64})(?P<rank>-\d+)?\.[a-z]{2,5}")
_DOCUMENT = re.compile(r"[0-9a-f]{64}/[a-z0-9_][a-z0-9_.-]*")
SEAL_KEY = "keys/seal.key"


@contextmanager
def published() -> Iterator[BinaryIO | None]:
    """Hold the published copy as it is now, before the database is read.

    So the database knows all that the copy holds, and `ecm publier` adds what it lacks.
    """
    with ExitStack() as stack:
        path = place.folder() / place.NAME
        yield stack.enter_context(path.open("rb")) if path.exists() else None


def of_the_public_site(pen: Pen, copy: BinaryIO | None) -> Iterator[bytes]:
    """Yield the published copy, and the documents that it names or will name."""
    if copy is None:
        return
    yield from _member(pen, f"public/{place.NAME}", copy)
    folder = place.folder() / "documents"
    for path in sorted(folder.glob("*/*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and _DOCUMENT.fullmatch(name):
            yield from _opened(pen, f"public/documents/{name}", path)


def of_the_keys(pen: Pen) -> Iterator[bytes]:
    """Yield the key of the internal seal: without it no edition sealed so far is proved."""
    path = settings.DATA / SEAL_KEY
    if path.exists():
        yield from _opened(pen, SEAL_KEY, path)


def of_the_store(pen: Pen) -> Iterator[bytes]:
    """Yield every file of the store, whether a row names it yet or not."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.glob("*/*")):
        name = path.relative_to(root).as_posix()
        if _STORED.fullmatch(name):
            yield from _opened(pen, f"files/{name}", path)


def faults(pen: Pen, named: set[str]) -> list[str]:
    """Return in French what is wrong with the files that were taken."""
    taken = {n.removeprefix("files/"): d for n, d in pen.digests.items()}
    missing = [f"files/{name} manque" for name in sorted(named - taken.keys())]
    return missing + [
        f"files/{name} n'a plus son contenu d'origine"
        for name, digest in sorted(taken.items())
        if is_changed(name, digest)
    ]


def is_changed(name: str, digest: str) -> bool:
    """Tell whether a file of the store no longer has the content that its name tells."""
    found = _STORED.fullmatch(name)
    return bool(found and not found["rank"] and found["digest"] != digest)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(pen: Pen, name: str, path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _member(pen, name, file)


def _member(pen: Pen, name: str, file: BinaryIO) -> Iterator[bytes]:
    yield from pen.file(name, file, os.fstat(file.fileno()).st_size)
