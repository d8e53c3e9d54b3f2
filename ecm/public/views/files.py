"""What is not a page: the documents of a version, the stylesheet, the arms."""

import mimetypes
from pathlib import PurePath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ecm.colours import custom_properties
from ecm.public import drawing, place, reading
from ecm.public.names import FORMS, stem_of

# A document that is a page carries its own style; it is shown, and does nothing.
OF_A_PAGE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# Browsers show no PDF under the policy of a page.
OF_A_FILE = "frame-ancestors 'none'; base-uri 'none'"
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def document(request: HttpRequest, year: int, number: int, name: str) -> HttpResponse:
    """Return a document of a version by its name: « CM-2026-24-v2.pdf »."""
    found = _sealed_name(year, number, name)
    if found is None:
        raise Http404
    digest, form = found
    content = reading.content_of(digest, form)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=FORMS[form].media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    is_page = FORMS[form].media_type.startswith("text/")
    response.headers["Content-Security-Policy"] = OF_A_PAGE if is_page else OF_A_FILE
    return response


def _sealed_name(year: int, number: int, name: str) -> tuple[str, str] | None:
    """Return the edition and the form that a name stands for."""
    for language in reading.tongues(year, number):
        for version in reading.versions(year, number, language):
            body = version.reference.partition("/")[0]
            stem = stem_of(body, year, number, language, version.version)
            for form, known in FORMS.items():
                if name == f"{stem}.{known.ending}":
                    return version.digest, form
    return None


@require_safe
def style(request: HttpRequest, digest: str) -> HttpResponse:
    """Return the stylesheet, with the State's colours."""
    rules = custom_properties(settings.STATE).encode() + drawing.stylesheet()
    response = HttpResponse(rules, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@require_safe
def arms(request: HttpRequest, ending: str) -> HttpResponse:
    """Return the arms of the State."""
    named = PurePath(settings.STATE["arms"])
    if named.suffix != f".{ending}":
        raise Http404
    content = (place.ASSETS / "static" / named).read_bytes()
    kind = mimetypes.guess_type(named.name)[0] or "application/octet-stream"
    return HttpResponse(
        content, content_type=kind, headers={"Cache-Control": "public, max-age=86400"}
    )
