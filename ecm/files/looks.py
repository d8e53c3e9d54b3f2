"""What a refused file seems to be, in words for whoever chose it; nothing is decided by it."""

from ecm.domain.errors import gettext_noop

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# « EncryptedPackage », as the old compound files of Office write names.
SEALED = "EncryptedPackage".encode("utf-16-le")
STARTS = [
    (b"\xff\xd8\xff", gettext_noop("une image JPEG")),
    (b"\x89PNG", gettext_noop("une image PNG")),
    (b"II*\0", gettext_noop("une image TIFF")),
    (b"MM\0*", gettext_noop("une image TIFF")),
    (b"GIF8", gettext_noop("une image GIF")),
    (b"BM", gettext_noop("une image BMP")),
    (b"{\\rtf", gettext_noop("un document RTF")),
    (COMPOUND, gettext_noop("un document Office ancien (.doc, .xls ou .ppt)")),
    (b"MZ", gettext_noop("un programme")),
    (b"\x7fELF", gettext_noop("un programme")),
    (b"#!", gettext_noop("un programme")),
    (b"Rar!", gettext_noop("une archive RAR")),
    (b"7z\xbc\xaf", gettext_noop("une archive 7-Zip")),
    (b"\x1f\x8b", gettext_noop("une archive GZIP")),
    (b"PK", gettext_noop("une archive ZIP")),
    (b"%!PS", gettext_noop("un document PostScript")),
]
MARKUP = [
    (b"<html", gettext_noop("une page HTML")),
    (b"<!doctype html", gettext_noop("une page HTML")),
    (b"<svg", gettext_noop("une image SVG")),
    (b"<?xml", gettext_noop("un fichier XML")),
]
INSIDE = {
    b"mimetypeapplication/vnd.oasis.opendocument.text": gettext_noop(
        "un document OpenDocument (.odt)"
    ),
    b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": gettext_noop(
        "un classeur OpenDocument (.ods)"
    ),
}
OF_OFFICE = {
    "workbook": gettext_noop("un classeur Excel"),
    "slides": gettext_noop("une présentation PowerPoint"),
    "archive": gettext_noop("une archive ZIP"),
}


def looks_like(head: bytes) -> str:
    """Return French words for the first octets of a file, or nothing."""
    for mark, words in INSIDE.items():
        if head.startswith(b"PK") and mark in head:
            return words
    for start, words in STARTS:
        if head.startswith(start):
            return words
    low = head.lstrip().lower()
    for start, words in MARKUP:
        if low.startswith(start):
            return words
    return gettext_noop("un texte simple") if is_text(head) else ""


def is_open_document(head: bytes) -> bool:
    return any(mark in head for mark in INSIDE)


def is_text(head: bytes) -> bool:
    try:
        said = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may be cut by where we stopped reading.
        if error.start < len(head) - 3:
            return False
        said = head[: error.start].decode("utf-8")
    return bool(said) and all(char.isprintable() or char in "\r\n\t" for char in said)
