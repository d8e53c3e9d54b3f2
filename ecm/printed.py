"""The sources of what is printed; in a rehearsal every page says that it is one."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.contrib.staticfiles import finders

FONTS = settings.PACKAGE / "publication" / "fonts"

# A page's background is no part of its text: PDF/UA readers pass over it.
MARK = """#set page(background: rotate(-52deg, text(
  font: "Noto Sans", size: 84pt, weight: 600, lang: "fr", fill: rgb("#a6192e2e"),
)[RÉPÉTITION]))
"""


def source(template: Path) -> bytes:
    """Return what Typst compiles."""
    mark = MARK if settings.REHEARSAL else ""
    return mark.encode() + template.read_bytes()


def paper(template: Path, words: dict[str, Any], *, at: datetime) -> bytes:
    """Return a PDF/A-2a and PDF/UA-1 of `words`; the same words give the same bytes.

    The words travel as values of a JSON file: what was typed is never compiled.
    """
    found = finders.find(settings.STATE["arms"])
    arms = Path(found) if found else None
    written = {**words, "state": settings.STATE}
    written["arms"] = f"arms{arms.suffix}" if arms else None
    files: Any = {  # a form of input that typst takes and does not declare
        "main": source(template),
        "words.json": json.dumps(written, ensure_ascii=False, default=str).encode(),
    }
    if arms:
        files[written["arms"]] = arms.read_bytes()
    return typst.compile(
        files,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=at.replace(microsecond=0),
    )
