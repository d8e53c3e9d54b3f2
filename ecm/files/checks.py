"""Opening a file to know what it is: accepted by being read, never by its name or a guess."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from mmap import PROT_READ, mmap
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ecm.files import refusals
from ecm.files.confinement import Unreadable, confined, made, scratch
from ecm.files.looks import COMPOUND, OF_OFFICE, SEALED, is_open_document, looks_like
from ecm.files.names import display_name
from ecm.files.refusals import Refused
from ecm.files.sizes import MEGA, in_words
from ecm.files.store import seal

MOST_PAGES = 5_000
HEAVY = 30 * MEGA
# Fewer characters a page than a heading has: the pages are pictures.
FEW_CHARACTERS = 10
HEAD = 1024  # a PDF's first line is somewhere in it
SEARCHED = 64 * 1024


class Media(StrEnum):
    """The two kinds of file that may become a piece."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def suffix(self) -> str:
        return f".{self.value}"


@dataclass(frozen=True)
class Examined:
    """A file that was opened and accepted; `pages` is None until a DOCX is put into PDF."""

    name: str
    media: Media
    size: int
    sha256: str
    pages: int | None
    characters: int
    advice: tuple[str, ...]


def examine(path: Path, filename: str) -> Examined:
    """Open a file and return what is known of it; raises Refused with what to do."""
    size = path.stat().st_size
    refuse_size(size)
    media = media_of(path)
    found = in_a_cell(f"examine_{media}", path, **OPTIONS[media])
    pages = found.get("pages")
    name = display_name(filename)
    return Examined(
        name=name,
        media=media,
        size=size,
        sha256=seal(path),
        pages=pages,
        characters=found["characters"],
        advice=tuple(advice(name, media, size, found)),
    )


def refuse_size(size: int) -> None:
    """Raise Refused for nothing at all, and for more than this installation takes."""
    if size == 0:
        raise Refused(refusals.EMPTY)
    if size > settings.LARGEST_FILE:
        most = in_words(settings.LARGEST_FILE)
        raise Refused(refusals.TOO_BIG, size=in_words(size), most=most)


def sanitise(source: Path, target: Path) -> list[str]:
    """Write the copy of a PDF that may be shown; return what it lacks, in words.

    It is made anew from the pages: no program, no attachment, no author, nothing around.
    """
    with scratch() as folder:
        removed = in_a_cell("sanitise", source, folder, target="clean.pdf")
        copy = made(folder / "clean.pdf", most=2 * settings.LARGEST_FILE)
        copy.replace(target)
    return [_(refusals.ADVICE[word]) for word in removed]


OPTIONS: dict[Media, dict[str, Any]] = {
    Media.PDF: {"most_pages": MOST_PAGES},
    Media.DOCX: {},
}


def media_of(path: Path) -> Media:
    """Say by which door the file is to be opened; raises Refused when there is none."""
    with path.open("rb") as file:
        head = file.read(SEARCHED)
    if head.startswith(b"PK\x03\x04") and not is_open_document(head):
        return Media.DOCX
    if b"%PDF-" in head[:HEAD]:
        return Media.PDF
    if head.startswith(COMPOUND) and holds(path, SEALED):
        raise Refused(refusals.REASONS["encrypted"])
    raise wrong_type(looks_like(head))


def holds(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file, mmap(file.fileno(), 0, prot=PROT_READ) as content:
        return content.find(mark) >= 0


def wrong_type(what: str) -> Refused:
    if not what:
        return Refused(refusals.WRONG_TYPE)
    return Refused(refusals.LOOKS_LIKE, what=what)


def in_a_cell(
    job: str, source: Path, folder: Path | None = None, **options: Any
) -> Any:
    """Have a job done on a stranger's file; raises Refused in words a minister can read."""
    if folder is None:
        with scratch() as folder:
            return in_a_cell(job, source, folder, **options)
    try:
        return confined(job, source, folder, **options)
    except Unreadable as error:
        raise refused(error) from None


def refused(error: Unreadable) -> Refused:
    if error.reason in OF_OFFICE:
        return wrong_type(OF_OFFICE[error.reason])
    return Refused(refusals.REASONS[error.reason], **error.values)


def advice(name: str, media: Media, size: int, found: dict[str, Any]) -> Iterator[str]:
    """What the bearer should know of a file that is accepted."""
    if not name.lower().endswith(media.suffix):
        yield _(refusals.MISNAMED) % {"type": media.upper()}
    if size > HEAVY:
        yield _(refusals.HEAVY) % {"size": in_words(size)}
    pages = found.get("pages")
    if pages and found["characters"] < FEW_CHARACTERS * min(pages, 20):
        yield _(refusals.SCANNED)
    for word in [
        *found.get("removed", []),
        *(w for w in refusals.ADVICE if found.get(w)),
    ]:
        yield _(refusals.ADVICE[word]) % {"pages": pages}
