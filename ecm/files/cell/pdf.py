"""Opening a PDF: is it whole, how many pages, what in it would act on its own."""

import mmap
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Pdf, Stream

from ecm.files.cell.disarming import disarm
from ecm.files.cell.errors import Unfit
from ecm.files.cell.pages import first_characters

TAIL = 1024 * 1024
MOST_DRAWING = 64 * 1024 * 1024  # of one page, in octets


def examine(source: Path, *, most_pages: int) -> dict[str, Any]:
    """Return what is known of the PDF; raises Unfit when it cannot be accepted."""
    pdf, is_repaired = opened(source)
    count = page_count(pdf)
    if count == 0:
        raise Unfit("no_pages")
    if count > most_pages:
        raise Unfit("too_many_pages", pages=count, most_pages=most_pages)
    read_contents(pdf)
    return {
        "pages": count,
        "repaired": is_repaired,
        "locked": pdf.is_encrypted,
        "removed": sorted(disarm(pdf)),
        "characters": first_characters(source),
    }


def sanitise(source: Path, *, target: str) -> list[str]:
    """Write the PDF anew without what would act, and return the words for what was left out.

    Only what the pages need is written: no junk around it, no earlier state, no author.
    """
    pdf, _ = opened(source)
    count = page_count(pdf)
    removed = disarm(pdf)
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        encryption=False,
        deterministic_id=True,
    )
    with Pdf.open(target, attempt_recovery=False) as written:
        if len(written.pages) != count:
            raise Unfit("damaged")
    return sorted(removed)


def opened(source: Path) -> tuple[Pdf, bool]:
    """Return the PDF and whether its table of contents had to be made again."""
    try:
        return Pdf.open(source, attempt_recovery=False), False
    except pikepdf.PasswordError:
        raise Unfit("encrypted") from None
    except pikepdf.PdfError:
        return mended(source), True


def mended(source: Path) -> Pdf:
    """Open a PDF whose table is wrong, unless a part of the file is missing."""
    if not ends_as_a_pdf(source):
        raise Unfit("cut")
    try:
        pdf = Pdf.open(source)
        declared = int(pdf.Root.Pages.Count)
    except pikepdf.PasswordError:
        raise Unfit("encrypted") from None
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        raise Unfit("damaged") from None
    if declared != page_count(pdf):
        raise Unfit("damaged")
    return pdf


def ends_as_a_pdf(source: Path) -> bool:
    with (
        source.open("rb") as file,
        mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as m,
    ):
        return m.rfind(b"%%EOF", max(0, len(m) - TAIL)) >= 0


def page_count(pdf: Pdf) -> int:
    try:
        return len(pdf.pages)
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        raise Unfit("damaged") from None


def read_contents(pdf: Pdf) -> None:
    """Unpack what draws each page; raises Unfit when it cannot be, or has no end."""
    for page in pdf.pages:
        contents: Any = page.obj.get("/Contents", [])
        streams = contents if isinstance(contents, Array) else [contents]
        if sum(map(unpacked_size, streams)) > MOST_DRAWING:
            raise Unfit("heavy")


def unpacked_size(stream: Any) -> int:
    try:
        return len(stream.read_bytes()) if isinstance(stream, Stream) else 0
    except pikepdf.PdfError:
        raise Unfit("damaged") from None
