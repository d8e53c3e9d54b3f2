"""Draws the pages of the public site: in French, for nobody in particular."""

import hashlib
from functools import lru_cache
from importlib import metadata
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from ecm.domain.communique.languages import FRENCH
from ecm.public import place


def draw(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    language: str = FRENCH,
    status: int = 200,
) -> HttpResponse:
    """Return a page; its own words follow the language of its text where we have them."""
    known = language if language in dict(settings.LANGUAGES) else FRENCH
    with translation.override(known):
        page = render_to_string(template, _around(request, known) | context)
    return HttpResponse(page, status=status)


def _around(request: HttpRequest, language: str) -> dict[str, Any]:
    """What every page knows; nothing of who asks, so that a page is one for all."""
    return {
        "state": settings.STATE,
        "demo": settings.DEMO,
        "rehearsal": settings.REHEARSAL,
        "page_language": language,
        "path": request.path,
        "canonical": f"{site_address(request)}{request.path}",
        "is_exported": hasattr(request, "exported_to"),
        "style": reverse("public:style", args=[style_digest()]),
    }


def site_address(request: HttpRequest) -> str:
    """Return « https://www.gouv.example »: the one configured, or that of the request."""
    configured = getattr(request, "exported_to", settings.PUBLIC_ADDRESS)
    return configured or f"{request.scheme}://{request.get_host()}"


@lru_cache
def stylesheet() -> bytes:
    """Return the one stylesheet of the site."""
    return (place.ASSETS / "static" / "css" / "public.css").read_bytes()


@lru_cache
def style_digest() -> str:
    """Return what names the stylesheet: another one has another address."""
    state = repr(sorted(settings.STATE.items())).encode()
    return hashlib.sha256(stylesheet() + state).hexdigest()[:12]


@lru_cache
def release() -> str:
    """Return what changes whenever the same copy would be drawn otherwise."""
    found = hashlib.sha256(f"{metadata.version('ecm')} {style_digest()}".encode())
    for path in sorted((place.ASSETS / "templates" / "public").rglob("*")):
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()[:12]
