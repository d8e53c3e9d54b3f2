"""The envelope of a backup: an age file (age-encryption.org/v1), written and read as a stream."""

import io
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from ecm.backup.archive import BLOCK, HEADER
from ecm.backup.refusals import Broken, Refused

AGE = b"age-encryption.org/v1"
WRONG_KEY = (
    "Cette clé n'ouvre pas cette sauvegarde : elle a été chiffrée pour une autre."
    " Rien n'a été restauré."
)
NO_KEY = "Cette sauvegarde est chiffrée : donnez sa clé privée par --cle FICHIER."
NOT_OURS = "{path} n'est pas une sauvegarde d'e-CM."


def wrap(
    blocks: Iterator[bytes], target: BinaryIO, recipients: Sequence[Any] | None
) -> None:
    """Write blocks to a file, encrypted unless `recipients` is None."""
    if recipients is None:
        for block in blocks:
            target.write(block)
        return
    source = _Pulled(blocks)
    try:
        pyrage.encrypt_io(source, target, list(recipients))
    except (pyrage.EncryptError, OSError) as error:
        raise source.error or error from error


class _Pulled(io.RawIOBase):
    """Blocks as a file that is read once; `error` is what stopped them."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")
        self.error: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._blocks))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        given, self._rest = self._rest[:size], self._rest[size:]
        return bytes(given)


@contextmanager
def opened(path: Path, identities: Sequence[Any]) -> Iterator[BinaryIO]:
    """Read the archive in an envelope; it is read to its end, whose seal is checked.

    Raises Refused for another key, Broken for a file that was cut or changed.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(f"{path} : {error.strerror}.") from error
    with file:
        head = file.read(len(AGE))
        file.seek(0)
        if head != AGE:
            if not head.startswith(HEADER.encode()):
                raise Refused(NOT_OURS.format(path=path))
            yield file
        elif not identities:
            raise Refused(NO_KEY)
        else:
            with _decrypted(file, identities) as inner:
                yield inner


@contextmanager
def _decrypted(file: BinaryIO, identities: Sequence[Any]) -> Iterator[BinaryIO]:
    read, write = os.pipe()
    work = _Decryption(file, write, identities)
    work.start()
    try:
        with os.fdopen(read, "rb") as inner:
            yield inner
            while inner.read(BLOCK):  # the seal of the end is beyond the last member
                pass
    except Broken as error:
        work.join()
        raise work.refusal or error from error
    finally:
        work.join()
    if work.refusal:
        raise work.refusal


class _Decryption(threading.Thread):
    """Decrypts into a pipe; `refusal` says why it ended before its time."""

    def __init__(self, file: BinaryIO, pipe: int, identities: Sequence[Any]) -> None:
        super().__init__(daemon=True)
        self._file, self._pipe, self._identities = file, pipe, list(identities)
        self.refusal: Refused | None = None

    def run(self) -> None:
        try:
            with os.fdopen(self._pipe, "wb") as target:
                pyrage.decrypt_io(self._file, target, self._identities)
        except BrokenPipeError:
            pass  # the reader has refused already
        except pyrage.DecryptError as error:
            is_other = "matching" in str(error)
            self.refusal = Refused(WRONG_KEY) if is_other else Broken()
        except OSError:
            self.refusal = Broken()
