"""The receipt of a lodged dossier as an archivable PDF; the same facts give the same bytes."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from ecm.printed import source

TEMPLATE = Path(__file__).with_name("receipt.typ")
FONTS = settings.PACKAGE / "publication" / "fonts"


def receipt_pdf(words: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a receipt: its number, facts, pieces and seal, dated `at`."""
    found = finders.find(settings.STATE["arms"])
    arms = Path(found) if found else None
    written = {
        **words,
        "state": settings.STATE,
        "region": settings.STATE["country"].upper(),
        "arms": f"arms{arms.suffix}" if arms else None,
        "arms_alt": _("Armoiries : %(state)s") % {"state": settings.STATE["name"]},
    }
    files: Any = {  # a form of input that typst takes and does not declare
        "main": source(TEMPLATE),
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
