"""The archive inside a backup: a tar whose last member lists the digest of all others.

It is written and read as a stream: nothing of it need be on a disk in clear.
"""

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from ecm.backup.refusals import Broken

HEADER, MANIFEST, SEAL = "entete.json", "manifeste.json", "manifeste.sha256"
BLOCK = 1024 * 1024
# Parts of the database, whose length is not known before it has been dumped.
PART = 4 * BLOCK
_RECORD = 512
_NAME = re.compile(
    r"base/\d{6}|keys/seal\.key"
    r"|files/[0-9a-f]{2}/[0-9a-f]{64}(?:-\d+)?\.[a-z]{2,5}"
    r"|public/(?:copy\.sqlite3|documents/[0-9a-f]{64}/[a-z0-9_.-]+)"
)


class Pen:
    """Makes the blocks of an archive, and remembers the digest of each member."""

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}

    def document(self, name: str, words: Any) -> Iterator[bytes]:
        """Yield a member that holds a small document."""
        content = json.dumps(words, sort_keys=True, ensure_ascii=False).encode()
        yield from self.whole(name, content)

    def whole(self, name: str, content: bytes) -> Iterator[bytes]:
        """Yield a member that is known already."""
        yield from self.member(name, len(content), [content])

    def file(self, name: str, file: BinaryIO, size: int) -> Iterator[bytes]:
        """Yield a member of `size` octets read from a file."""
        yield from self.member(name, size, iter(lambda: file.read(BLOCK), b""))

    def member(self, name: str, size: int, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield a member; raises OSError when it is not of the size that was told."""
        head = tarfile.TarInfo(name)
        head.size, head.mode = size, 0o600
        yield head.tobuf(tarfile.PAX_FORMAT)
        digest, written = hashlib.sha256(), 0
        for block in blocks:
            digest.update(block)
            written += len(block)
            yield block
        if written != size:
            raise OSError(0, f"{name} : la taille a changé pendant la copie")
        self.digests[name] = digest.hexdigest()
        yield b"\0" * (-size % _RECORD)

    def end(self, manifest: dict[str, Any]) -> Iterator[bytes]:
        """Yield the list of all that was written, its digest, and the end."""
        yield from self.document(MANIFEST, manifest | {"members": self.digests})
        yield from self.whole(SEAL, self.digests[MANIFEST].encode())
        yield b"\0" * (2 * _RECORD)


class Unpacking:
    """Puts the members of an archive under a folder, and checks that none is missing.

    The parts of the database become one file. Raises Broken.
    """

    def __init__(self, folder: Path, base: str) -> None:
        self.folder, self.base = folder, base
        self.header: dict[str, Any] = {}
        self.manifest: dict[str, Any] = {}
        self._digests: dict[str, str] = {}

    def members(self, stream: BinaryIO) -> Iterator[str]:
        """Yield the name of each member once it is on the disk; all are checked at the end."""
        try:
            with tarfile.open(fileobj=stream, mode="r|") as tar:
                for member in tar:
                    self._take(tar, member)
                    yield member.name
        except (tarfile.TarError, EOFError, ValueError) as error:
            raise Broken(str(error)) from error
        self._check()

    def _take(self, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        source = tar.extractfile(member) if member.isreg() else None
        if source is None:
            raise Broken(member.name)
        if member.name in (HEADER, MANIFEST, SEAL):
            self._read(member.name, source.read())
        elif _NAME.fullmatch(member.name) and member.name not in self._digests:
            self._write(member, iter(lambda: source.read(BLOCK), b""))
        else:
            raise Broken(member.name)

    def _read(self, name: str, content: bytes) -> None:
        self._digests[name] = hashlib.sha256(content).hexdigest()
        if name == HEADER:
            self.header = json.loads(content)
        elif name == MANIFEST:
            self.manifest = json.loads(content)
        elif content.decode() != self._digests.get(MANIFEST):
            raise Broken(MANIFEST)

    def _write(self, member: tarfile.TarInfo, blocks: Iterable[bytes]) -> None:
        path = self._place(member.name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, written = hashlib.sha256(), 0
        with open(path, "ab", opener=_private) as file:
            for block in blocks:
                digest.update(block)
                written += file.write(block)
        if written != member.size:
            raise Broken(member.name)
        self._digests[member.name] = digest.hexdigest()

    def _place(self, name: str) -> Path:
        is_part = name.startswith("base/")
        return self.folder / (self.base if is_part else name)

    def _check(self) -> None:
        if SEAL not in self._digests or not self.header:
            raise Broken("la fin manque")
        listed = self.manifest["members"]
        found = {n: d for n, d in self._digests.items() if n not in (MANIFEST, SEAL)}
        different = {n for n in listed | found if listed.get(n) != found.get(n)}
        if different:
            raise Broken(min(different))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
