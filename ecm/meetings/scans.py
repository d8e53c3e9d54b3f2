"""The scanned record of a paper count: a PDF that opens, or a photograph of the sheet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from ecm.domain.errors import gettext_noop
from ecm.files import checks
from ecm.files.checks import Media
from ecm.files.confinement import scratch
from ecm.files.refusals import EMPTY, Refused
from ecm.files.sizes import MEGA

HEAVIEST = 20 * MEGA
# What a photograph begins with. It is handed out as a file to save, never shown in a page.
PICTURES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}
NOT_A_SCAN = gettext_noop(
    "Le procès-verbal numérisé est un PDF, ou une photo JPEG ou PNG. Rien n'est "
    "enregistré : choisissez un autre fichier, ou donnez les totaux sans fichier."
)
TOO_HEAVY = gettext_noop(
    "Le procès-verbal numérisé pèse plus de 20 Mo. Rien n'est enregistré : "
    "numérisez-le en 150 points par pouce."
)


@contextmanager
def brought(file: "UploadedFile[Any] | None") -> Iterator[tuple[Path | None, str]]:
    """Put a brought file where it can be opened; give its place and its suffix.

    Raises Refused with what to do. Without a file there is nothing to keep.
    """
    if file is None:
        yield None, ""
        return
    if (file.size or 0) > HEAVIEST:
        raise Refused(TOO_HEAVY)
    with scratch() as folder:
        place = folder / "scan"
        with place.open("wb") as copy:
            copy.writelines(file.chunks())
        yield place, _suffix_of(place)


def _suffix_of(place: Path) -> str:
    """Return the suffix of what the bytes are, whatever the file was called."""
    with place.open("rb") as file:
        head = file.read(16)
    if not head:
        raise Refused(EMPTY)
    for mark, suffix in PICTURES.items():
        if head.startswith(mark):
            return suffix
    if b"%PDF-" not in head:
        raise Refused(NOT_A_SCAN)
    if checks.examine(place, "scan.pdf").media is not Media.PDF:
        raise Refused(NOT_A_SCAN)
    return Media.PDF.suffix
