"""The communiqué of a meeting as a document: text, HTML or PDF, always from its rows."""

from collections.abc import Callable
from typing import Literal

from django.conf import settings
from django.template.loader import render_to_string

from ecm.domain.communique import as_text
from ecm.meetings.models import Meeting
from ecm.publication.sheets import communique_of, draft_of, sheet_of

Format = Literal["text", "html"]


def render(meeting: Meeting, format: Format) -> bytes:
    """Return the communiqué in one of its forms; the same rows give the same bytes."""
    return FORMS[format](meeting)


def _text(meeting: Meeting) -> bytes:
    draft = draft_of(meeting)
    written = as_text(communique_of(meeting))
    return f"{draft}\n\n{written}".lstrip().encode()


def _html(meeting: Meeting) -> bytes:
    context = {"sheet": sheet_of(meeting), "state": settings.STATE}
    return render_to_string("publication/document.html", context).encode()


FORMS: dict[Format, Callable[[Meeting], bytes]] = {"text": _text, "html": _html}
