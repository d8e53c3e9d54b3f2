"""An edition as one page that stands alone: no script, no other file, no other machine."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ecm.domain.communique.edition import Edition
from ecm.publication.formats.seal import words_of
from ecm.publication.sheets import sheet_of

STYLE = Path(__file__).with_name("document.css")


def of_edition(edition: Edition, *, draft: str = "") -> bytes:
    """Return the page, under 100 kB for the longest of the councils at hand."""
    sheet = sheet_of(edition, draft=draft)
    seal = words_of(edition, draft=sheet.draft)
    context = {"sheet": sheet, "seal": seal, "state": settings.STATE, "style": _style()}
    return render_to_string("publication/document.html", context).encode()


def _style() -> SafeString:
    """Return the style that a document carries: it is read where there is no site."""
    css = STYLE.read_text(encoding="utf-8")
    return format_html("<style>\n{}</style>", mark_safe(css))  # noqa: S308  (our own file)
