"""Refusing a DOCX that carries a program, or fetches something when it is opened."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from ecm.files.cell.archive import Archive
from ecm.files.cell.errors import Unfit

TYPES = "[Content_Types].xml"
DOCUMENT = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
ELSE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": (
        "template"
    ),
    "application/vnd.ms-word.document.macroEnabled.main+xml": "macros",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "macros",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": (
        "workbook"
    ),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": (
        "slides"
    ),
}
MACROS = re.compile(r"macroenabled|vbaproject|vbadata|activex", re.I)
# Relations, by the end of their type, to a part that would act.
CARRYING = {
    "oleobject": "embedded",
    "control": "macros",
    "afchunk": "fetching",
    "subdocument": "fetching",
}
OF_ONE_MACHINE = re.compile(r"(file:/+)?[a-z]:|[^/\\:]+$", re.I)
# Fields that fetch a file, or start a program, when the document is opened.
FETCHING = re.compile(
    r"\s*(ddeauto|dde|includetext|includepicture|link|import)\b", re.I
)
ELSEWHERE = re.compile(r"\s*(https?|ftp|file|smb):|\s*\\\\", re.I)
# The names of elements that may fetch; a part without them need not be taken apart.
SUSPECTS = ("instrText", "fldSimple", "imagedata")
XML = (".xml", ".rels", ".vml")
ENCODINGS = {"utf-8", "utf-16", "us-ascii", "ascii"}
DECLARED = re.compile(r"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""", re.I)
LONGEST = 80


def refuse_what_acts(archive: Archive) -> None:
    """Raise Unfit unless the package is a document that only says and shows."""
    if TYPES not in archive.names:
        raise Unfit("archive")
    types = parsed(said(archive.read(TYPES)))
    require_document({str(part.get("ContentType")) for part in types})
    if any(MACROS.search(name) for name in archive.all_names):
        raise Unfit("macros")
    for name in archive.names:
        if is_xml(name, types):
            refuse_part(name, said(archive.read(name)))


def require_document(kinds: set[str]) -> None:
    for kind in kinds & ELSE.keys():
        raise Unfit(ELSE[kind])
    if any(MACROS.search(kind) for kind in kinds):
        raise Unfit("macros")
    if DOCUMENT not in kinds:
        raise Unfit("archive")


def is_xml(name: str, types: Element) -> bool:
    """Tell whether a program would read the part as XML: by its name, or as declared."""
    declared = {
        part.get("PartName", "").lstrip("/").lower()
        or f".{part.get('Extension')}".lower()
        for part in types
        if str(part.get("ContentType")).endswith("xml")
    }
    low = name.lower()
    return low in declared or low.endswith(
        (*XML, *(d for d in declared if d[0] == "."))
    )


def said(part: bytes) -> str:
    """Read a part in the two encodings that the format allows; nothing hides in a third."""
    is_wide = part.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = part.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit("damaged") from None
    declared = DECLARED.match(text)
    if declared and declared[1].lower() not in ENCODINGS:
        raise Unfit("damaged")
    return text


def refuse_part(name: str, text: str) -> None:
    if name.lower().endswith(".rels"):
        refuse_relations(parsed(text))
    elif any(suspect in text for suspect in SUSPECTS):
        refuse_fetching(parsed(text))


def refuse_relations(relations: Element) -> None:
    for relation in relations:
        kind = str(relation.get("Type")).rsplit("/", 1)[-1].lower()
        target = str(relation.get("Target"))
        if kind in CARRYING:
            raise Unfit(CARRYING[kind], what=target[:LONGEST])
        if relation.get("TargetMode") == "External" and not stays(kind, target):
            raise Unfit("fetching", what=target[:LONGEST])


def stays(kind: str, target: str) -> bool:
    """Tell whether nothing is fetched: a link waits for a click; a template may be gone."""
    is_own = kind == "attachedtemplate" and bool(OF_ONE_MACHINE.match(target))
    return kind == "hyperlink" or is_own


def refuse_fetching(part: Element) -> None:
    for instruction in instructions(part):
        if FETCHING.match(instruction):
            raise Unfit("fetching", what=instruction.strip()[:LONGEST])
    for element in part.iter():
        for key, value in element.items():
            if key.rsplit("}", 1)[-1] == "src" and ELSEWHERE.match(value):
                raise Unfit("fetching", what=value[:LONGEST])


def instructions(part: Element) -> Iterator[str]:
    """What each field asks for; Word may cut one into any number of runs."""
    asked: list[str] = []
    for element in part.iter():
        name = element.tag.rsplit("}", 1)[-1]
        values = {key.rsplit("}", 1)[-1]: value for key, value in element.items()}
        if name == "fldSimple":
            yield values.get("instr", "")
        elif name == "instrText" and asked:
            asked[-1] += element.text or ""
        elif name == "fldChar" and values.get("fldCharType") == "begin":
            asked.append("")
        elif name == "fldChar" and values.get("fldCharType") == "end" and asked:
            yield asked.pop()
    yield from asked


def parsed(part: str) -> Element:
    try:
        root: Element = fromstring(part)
    except (ParseError, DefusedXmlException, ValueError):
        raise Unfit("damaged") from None
    return root
