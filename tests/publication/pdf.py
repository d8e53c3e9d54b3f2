"""Reads the words of a PDF page after page, through the fonts' own tables."""

import io
import re
from collections.abc import Iterator

import pikepdf

_PAIRS = re.compile(rb"<([0-9A-F]{4})>\s*<([0-9A-F]+)>")
_HYPHENS = re.compile(r"[\s\u00ad\u2010-]")


def words_of(pdf: bytes) -> str:
    """Return all the text of a PDF without spaces nor hyphens: lines break anywhere."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return squeezed("".join(t for page in document.pages for t in _shown(page)))


def squeezed(text: str) -> str:
    """Return a text as `words_of` gives it."""
    return _HYPHENS.sub("", text)


def _shown(page: pikepdf.Page) -> Iterator[str]:
    fonts = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
    font: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            shown = operands[0] if str(operator) == "TJ" else operands
            for part in shown:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    yield "".join(
                        font.get(codes[i : i + 2], "") for i in range(0, len(codes), 2)
                    )


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    table = font.ToUnicode.read_bytes()
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _PAIRS.findall(table[table.find(b"endcodespacerange") :])
    }


def inside_of(pdf: bytes) -> str:
    """Return everything a PDF holds beside its pages: titles, bookmarks, alternatives."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            plain,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
        )
    return plain.getvalue().decode("latin-1")
