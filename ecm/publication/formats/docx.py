"""An edition as a Word document for the press: real headings, its language, no author."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ecm.domain.communique.edition import Edition
from ecm.domain.communique.layout import Signature
from ecm.publication.formats.seal import words_of
from ecm.publication.formats.writable import writable
from ecm.publication.sheets import Passage, Sheet, sheet_of

SERIF = "Times New Roman"
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}
_SIZES = {"Normal": 11, "Title": 16, "Heading 1": 14, "Heading 2": 11, "Heading 3": 10}
# The first date that an archive can hold: none of ours depends on when it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def of_edition(edition: Edition, *, draft: str = "") -> bytes:
    """Return the document; the same edition gives the same bytes."""
    sheet = sheet_of(edition, draft=draft)
    document = Document()
    _name(document, edition, sheet)
    _style(document, sheet)
    _head(document, sheet)
    for text in filter(None, [sheet.opening, sheet.second, sheet.empty]):
        _paragraph(document, text)
    for section in sheet.sections:
        document.add_heading(writable(section.title), 1)
        for passage in section.passages:
            _passage(document, passage)
    if sheet.signature:
        _sign(document, sheet.signature)
    if seal := words_of(edition, draft=sheet.draft):
        line = " ".join(filter(None, [seal.sealed, seal.digest, seal.address]))
        _paragraph(document, line, size=8)
    return _saved(document)


def _name(document: Any, edition: Edition, sheet: Sheet) -> None:
    """Say what the document is; neither this machine nor anybody at it is named."""
    told = document.core_properties
    told.title = writable(f"{sheet.heading} ({sheet.reference})")
    told.author = settings.STATE["name"] if sheet.is_home else ""
    told.last_modified_by = told.comments = told.keywords = told.subject = ""
    told.language = _locale(sheet)
    told.revision = edition.version
    told.version = str(edition.version)
    moment = datetime.fromisoformat(edition.published).astimezone(UTC)
    told.created = told.modified = moment.replace(tzinfo=None, microsecond=0)


def _locale(sheet: Sheet) -> str:
    code = sheet.language
    return _LOCALES.get(code, f"{code}-{sheet.country.upper()}")


def _style(document: Any, sheet: Sheet) -> None:
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = SERIF, Pt(size)
        style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x24)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Normal"].paragraph_format.space_after = Pt(7)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    (language,) = defaults.iter(qn("w:lang"))
    language.set(qn("w:val"), _locale(sheet))


def _head(document: Any, sheet: Sheet) -> None:
    document.add_heading(writable(sheet.heading), 0)
    for text in filter(None, [sheet.reference, sheet.draft, sheet.amended]):
        line = _paragraph(document, text, size=9)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = f"{sheet.reference} · "
    _field(foot.add_run(), "PAGE")


def _field(run: Any, code: str) -> None:
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)


def _passage(document: Any, passage: Passage) -> None:
    if passage.heading:
        document.add_heading(writable(passage.heading), min(passage.depth - 1, 3))
    for rank, text in enumerate(passage.paragraphs):
        number = "" if rank else passage.number
        _paragraph(document, f"{number} {text}".strip())
    for text in passage.entries:
        document.add_paragraph(writable(text), style="List Bullet")


def _paragraph(document: Any, text: str, *, size: int = 0) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(writable(text))
    if size:
        run.font.size = Pt(size)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def _sign(document: Any, signature: Signature) -> None:
    lines = [f"{signature.title},", signature.name, signature.distinction]
    for text in filter(None, lines):
        line = _paragraph(document, text)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.runs[0].bold = text == signature.name


def _saved(document: Any) -> bytes:
    """Return the file with the same dates inside, whenever it is made."""
    written, saved = io.BytesIO(), io.BytesIO()
    document.save(written)
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            copy.writestr(
                zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED
            )
    return saved.getvalue()
