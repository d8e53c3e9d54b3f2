"""What the pages of a PDF say and show."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from ecm.files.cell.errors import Unfit

FIRST_PAGES = 20
WIDTH, HEIGHT = 900, 1300  # of a picture, in points of the screen
QUALITIES = (75, 60, 45, 30)


def opened(source: Path) -> pdfium.PdfDocument:
    try:
        # By its handle: a name would be looked up where the cell may not look.
        return pdfium.PdfDocument(source.open("rb"), autoclose=True)
    except pdfium.PdfiumError:
        raise Unfit("damaged") from None


def text(source: Path, *, most: int) -> str:
    """Return the text, a form feed between pages, cut after `most` characters."""
    said, length = [], 0
    for page in said_by_page(opened(source)):
        said.append(page[: most - length])
        length += len(page) + 1
        if length >= most:
            break
    return "\f".join(said)


def first_characters(source: Path) -> int:
    """Return how many characters the first pages hold: near none, it was scanned."""
    pages = islice(said_by_page(opened(source)), FIRST_PAGES)
    return sum(len(said.strip()) for said in pages)


def said_by_page(document: pdfium.PdfDocument) -> Iterator[str]:
    for page in document:
        said = page.get_textpage().get_text_bounded()
        yield said.replace("\0", "").replace("\r\n", "\n")
        page.close()


def pictures(source: Path, *, pages: int, most: int) -> list[str]:
    """Draw the first pages into files of at most `most` octets; return their names."""
    document = opened(source)
    document.init_forms()
    names = []
    for number in range(min(pages, len(document))):
        name = f"page-{number + 1}.webp"
        Path(name).write_bytes(small(drawn(document[number]), most))
        names.append(name)
    return names


def drawn(page: pdfium.PdfPage) -> Image.Image:
    """Draw a page in the size of a screen, whatever size it pretends to have."""
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
    try:
        picture: Image.Image = page.render(scale=scale).to_pil()
    except (pdfium.PdfiumError, ValueError):
        raise Unfit("damaged") from None
    return picture.convert("RGB")


def small(picture: Image.Image, most: int) -> bytes:
    """Return the picture as WebP within `most` octets, coarser and smaller until it fits."""
    while True:
        for quality in QUALITIES:
            into = BytesIO()
            picture.save(into, "WEBP", quality=quality)
            if into.tell() <= most:
                return into.getvalue()
        picture = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3))
