"""The communiqué of a meeting as a document: text, HTML or PDF, always from its rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ecm.domain.communique import as_text, compose
from ecm.meetings.models import Meeting
from ecm.publication.compose import content_of
from ecm.publication.paper import pdf_of
from ecm.publication.sheets import laid_out, sheet_of

Format = Literal["text", "html", "pdf"]
STYLE = Path(__file__).with_name("document.css")


def render(meeting: Meeting, format: Format) -> bytes:
    """Return the communiqué in one of its forms; the same rows give the same bytes."""
    return FORMS[format](meeting)


def _text(meeting: Meeting) -> bytes:
    facts, content = content_of(meeting)
    communique = compose(facts, content)
    sheet = laid_out(meeting, facts, communique)
    written = as_text(communique)
    if sheet.empty:
        written = "\n\n".join(filter(None, [sheet.heading, sheet.opening, sheet.empty]))
    return f"{sheet.draft}\n\n{written.rstrip()}\n".lstrip().encode()


def _html(meeting: Meeting) -> bytes:
    context = {"sheet": sheet_of(meeting), "state": settings.STATE, "style": _style()}
    return render_to_string("publication/document.html", context).encode()


def _style() -> SafeString:
    """Return the style that a document carries: it is read where there is no site."""
    css = STYLE.read_text(encoding="utf-8")
    return format_html("<style>\n{}</style>", mark_safe(css))  # noqa: S308  (our own file)


def _pdf(meeting: Meeting) -> bytes:
    return pdf_of(sheet_of(meeting), country=meeting.body.country)


FORMS: dict[Format, Callable[[Meeting], bytes]] = {
    "text": _text,
    "html": _html,
    "pdf": _pdf,
}
