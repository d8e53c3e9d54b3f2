"""An edition as a PDF: archivable (PDF/A-2a), accessible (PDF/UA-1), reproducible."""

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import qrcode
import typst
from django.conf import settings
from django.contrib.staticfiles import finders
from qrcode.image.svg import SvgPathImage

from ecm.domain.communique.edition import Edition
from ecm.domain.communique.languages import FRENCH, LANGUAGES
from ecm.domain.communique.opening import BODY
from ecm.printed import FONTS, source
from ecm.publication.formats import pades
from ecm.publication.formats.pairing import rows_of
from ecm.publication.formats.seal import words_of
from ecm.publication.sheets import Sheet, sheet_of

FOLDER = Path(__file__).parent


def of_edition(edition: Edition, *, draft: str = "") -> bytes:
    """Return the PDF of an edition; the same edition gives the same bytes.

    A signature alone, where one is configured, bears the hour at which it was made.

    Its date is the edition's, never the day on which it is printed. The words travel as
    values of a JSON file: what was typed at the council is never compiled.
    """
    words = _words(edition, sheet_of(edition, draft=draft))
    return _signed(_compiled("communique.typ", words, edition), words)


def pdf_of_both(french: Edition, other: Edition) -> bytes:
    """Return one PDF of two languages, the French on the left, paragraph by paragraph.

    Raises ValueError when `other` is not the same texts in another language.
    """
    sheet, beside = sheet_of(french), sheet_of(other)
    words = _words(french, sheet) | {
        "other": other.language,
        "languages": [_name(french.language), _name(other.language)],
        "seals": [s for s in (_seal(french, sheet), _seal(other, beside)) if s],
        "rows": [asdict(row) for row in rows_of(sheet, beside)],
    }
    return _signed(_compiled("bilingual.typ", words, french), words)


def _signed(pdf: bytes, words: dict[str, Any]) -> bytes:
    """Return what is sealed under the State's signature too, where there is one."""
    return pades.signed(pdf) if words["seals"] and pades.is_configured() else pdf


def _name(code: str) -> str:
    return LANGUAGES[code].own_name.capitalize() if code in LANGUAGES else code


def _words(edition: Edition, sheet: Sheet) -> dict[str, Any]:
    written = asdict(sheet)
    del written["day"]
    title = sheet.heading
    if sheet.language == FRENCH:
        title = f"Compte rendu du {BODY} {sheet.when}"
    return {
        **written,
        "heading_lines": sheet.heading_lines,
        "title": f"{sheet.heading} ({sheet.reference})",
        "short_title": title,
        "region": sheet.country.upper(),
        "state": settings.STATE,
        "arms_alt": f"Armoiries : {settings.STATE['name']}",
        "seals": [seal for seal in (_seal(edition, sheet),) if seal],
    }


def _seal(edition: Edition, sheet: Sheet) -> dict[str, str] | None:
    """Return the words of a seal; its code is drawn where somebody answers for it."""
    seal = words_of(edition, draft=sheet.draft)
    if seal is None:
        return None
    code = f"seal-{edition.language}.svg" if seal.address else ""
    return {**asdict(seal), "language": _name(edition.language), "code": code}


def _compiled(template: str, words: dict[str, Any], edition: Edition) -> bytes:
    found = finders.find(settings.STATE["arms"]) if words["is_home"] else None
    arms = Path(found) if found else None
    words["arms"] = f"arms{arms.suffix}" if arms else None
    files: Any = {  # a form of input that typst takes and does not declare
        "main": source(FOLDER / template),
        "frame.typ": (FOLDER / "frame.typ").read_bytes(),
        "sheet.json": json.dumps(words, ensure_ascii=False).encode(),
        **{s["code"]: _code(s["address"]) for s in words["seals"] if s["code"]},
    }
    if arms:
        files[words["arms"]] = arms.read_bytes()
    moment = datetime.fromisoformat(edition.published).astimezone(UTC)
    return typst.compile(
        files,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment.replace(microsecond=0),
    )


def _code(address: str) -> bytes:
    """Return the QR code of an address, as SVG."""
    code = qrcode.QRCode(border=0, image_factory=SvgPathImage)
    code.add_data(address)
    drawn = io.BytesIO()
    code.make_image().save(drawn)
    return drawn.getvalue()
