"""Opening a DOCX: what its text says, and what whoever edits it should know."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from ecm.files.cell.archive import Archive
from ecm.files.cell.errors import Unfit
from ecm.files.cell.package import refuse_what_acts

DAMAGED = (KeyError, ValueError, AttributeError, XMLSyntaxError, PackageNotFoundError)
BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
# Said twice, or no longer: what older readers show instead, and what was taken away.
UNSAID = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    qn("w:del"),
    qn("w:moveFrom"),
}
CHANGES = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
NOTES = "word/footnotes.xml"
REMARKS = "word/comments.xml"


def examine(source: Path) -> dict[str, Any]:
    """Return what is known of the document; raises Unfit when it cannot be accepted."""
    archive = Archive(source)
    refuse_what_acts(archive)
    body = body_of(source)
    return {
        "characters": sum(len(piece.strip()) for piece in spoken(body)),
        "changes": next(body.iter(*CHANGES), None) is not None,
        "remarks": REMARKS in archive.names and b":comment " in archive.read(REMARKS),
        "workbooks": any("/embeddings/" in name for name in archive.names),
    }


def text(source: Path, *, most: int) -> str:
    """Return the text with that of its tables, then its notes, up to `most` characters."""
    parts = [body_of(source)]
    with zipfile.ZipFile(source) as archive:
        if NOTES in archive.namelist():
            parts.append(parse_xml(archive.read(NOTES)))
    return "".join(piece for part in parts for piece in spoken(part))[:most]


def body_of(source: Path) -> Any:
    try:
        return Document(str(source)).element.body
    except DAMAGED:
        raise Unfit("damaged") from None


def spoken(element: Any) -> Iterator[str]:
    """The words inside an element in their order, a line per paragraph."""
    for child in element:
        if child.tag in UNSAID:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        else:
            yield from spoken(child)
        if child.tag == qn("w:p"):
            yield "\n"
