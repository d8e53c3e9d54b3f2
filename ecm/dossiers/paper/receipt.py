"""The receipt of a lodged dossier as an archivable PDF; the same facts give the same bytes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ecm.printed import paper

TEMPLATE = Path(__file__).with_name("receipt.typ")


def receipt_pdf(words: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a receipt: its number, facts, pieces and seal, dated `at`."""
    state = settings.STATE
    alt = _("Armoiries : %(state)s") % {"state": state["name"]}
    written = {**words, "region": state["country"].upper(), "arms_alt": alt}
    return paper(TEMPLATE, written, at=at)
