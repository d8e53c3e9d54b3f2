"""The communiqué as a PDF: archivable (PDF/A-2a), accessible (PDF/UA-1), reproducible."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.contrib.staticfiles import finders

from ecm.domain.communique.opening import BODY
from ecm.printed import source
from ecm.publication.sheets import Sheet

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "communique.typ"
FONTS = FOLDER / "fonts"


def pdf_of(sheet: Sheet, *, country: str) -> bytes:
    """Return the PDF of a communiqué; the same sheet gives the same bytes.

    Its date is the council's, never the day on which it is printed. The words travel as
    values of a JSON file: what was typed at the council is never compiled.
    """
    arms = finders.find(settings.STATE["arms"]) if sheet.is_home else None
    words = _words(sheet, country, Path(arms) if arms else None)
    files: dict[str, bytes] = {
        "main": source(TEMPLATE),
        "sheet.json": json.dumps(words, ensure_ascii=False).encode(),
    }
    if arms:
        files[words["arms"]] = Path(arms).read_bytes()
    return _compiled(files, datetime.combine(sheet.day, time(12), UTC))


def _compiled(files: Any, moment: datetime) -> bytes:
    return typst.compile(
        files,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment,
    )


def _words(sheet: Sheet, country: str, arms: Path | None) -> dict[str, Any]:
    written = asdict(sheet)
    del written["day"]
    return {
        **written,
        "heading_lines": sheet.heading_lines,
        "title": f"{sheet.heading} ({sheet.reference})",
        "short_title": f"Compte rendu du {BODY} {sheet.when}",
        "region": country.upper(),
        "state": settings.STATE,
        "arms": f"arms{arms.suffix}" if arms else None,
        "arms_alt": f"Armoiries : {settings.STATE['name']}",
    }
