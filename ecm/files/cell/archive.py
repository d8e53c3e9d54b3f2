"""Reading a zip archive without believing what it says of its own size."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from ecm.files.cell.errors import Unfit

BLOCK = 64 * 1024
MOST_MEMBERS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
# Text of an office document shrinks 10 to 60 times; a bomb, a thousand.
MOST_RATIO = 250
FREE = 20 * 1024 * 1024  # what may be unpacked whatever the ratio
MOST_DEPTH = 1  # a workbook within a document, nothing within the workbook
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ZIP = b"PK\x03\x04"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


class Archive:
    """A zip archive that was unpacked once, in measured blocks, before it is used."""

    def __init__(self, file: IO[bytes] | Path, depth: int = 0) -> None:
        self.depth = depth
        try:
            self.zip = zipfile.ZipFile(file)
        except (*DAMAGED, ValueError):
            raise Unfit("damaged") from None
        self.members = self.zip.infolist()
        self.unpacked = 0
        self.inside: list[Archive] = []
        self._check_names()
        for member in self.members:
            self._measure(member)

    @property
    def names(self) -> list[str]:
        return [member.filename for member in self.members]

    @property
    def all_names(self) -> list[str]:
        """The names of the members, and of those of the archives within."""
        return self.names + [name for inner in self.inside for name in inner.names]

    def read(self, name: str) -> bytes:
        return self.zip.read(name)

    def named(self, suffix: str) -> Iterator[str]:
        return (name for name in self.names if name.lower().endswith(suffix))

    def _check_names(self) -> None:
        if len(self.members) > MOST_MEMBERS:
            raise Unfit("bomb")
        names = [member.filename.lower() for member in self.members]
        if len(set(names)) != len(names):
            raise Unfit("damaged")
        for name in names:
            path = PurePosixPath(name.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts:
                raise Unfit("damaged")

    def _measure(self, member: zipfile.ZipInfo) -> None:
        """Unpack a member without keeping it; raises Unfit for a bomb and for damage."""
        if member.flag_bits & 1:
            raise Unfit("encrypted")
        if member.compress_type not in PACKED:
            raise Unfit("damaged")
        before = self.unpacked
        try:
            with self.zip.open(member) as file:
                block = file.read(BLOCK)
                is_archive = block.startswith(ZIP)
                while block:
                    self._count(len(block), before, member)
                    block = file.read(BLOCK)
        except DAMAGED:
            raise Unfit("damaged") from None
        if is_archive:
            self._measure_inside(member)

    def _count(self, size: int, before: int, member: zipfile.ZipInfo) -> None:
        self.unpacked += size
        most = max(FREE, MOST_RATIO * max(member.compress_size, 1))
        if self.unpacked > MOST_UNPACKED or self.unpacked - before > most:
            raise Unfit("bomb")

    def _measure_inside(self, member: zipfile.ZipInfo) -> None:
        if self.depth >= MOST_DEPTH:
            raise Unfit("bomb")
        inside = Archive(io.BytesIO(self.zip.read(member)), self.depth + 1)
        self.inside.append(inside)
        self.unpacked += inside.unpacked
        if self.unpacked > MOST_UNPACKED:
            raise Unfit("bomb")
