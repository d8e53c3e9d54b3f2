"""The door of the public site: no cookie, no account, answers that any cache may keep.

It stands before sessions, languages and sign-in: what is under /conseils/ goes no further,
so that nothing of who asks can reach a public page.
"""

import gzip
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from ecm.public import reading
from ecm.public.drawing import draw, release
from ecm.public.programs import catalogue
from ecm.public.programs.places import Places
from ecm.public.shelf import Shelf

Answer = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD")
# What a browser asks before a program of another site may ask (Fetch, CORS preflight).
PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",  # seconds
    "Cache-Control": "public, max-age=86400",
}
ROBOTS = "/robots.txt"
ASKED_AGAIN = "no-cache"
FRESH = "public, max-age=60, stale-while-revalidate=600"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Public data: any page may read it, with nobody's credentials.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
COMPRESSIBLE = (
    *("text/", "application/json", "application/xml", "image/svg"),
    *("application/atom+xml", "application/feed+json", "application/ld+json"),
)


def entrance(get_response: Answer) -> Answer:
    """Answer for the public site; everything else goes its way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(prefix()):
            return serve(request)
        if request.path_info == ROBOTS and request.method in METHODS:
            return _closed(robots(request))
        return get_response(request)

    return middleware


def robots(request: HttpRequest) -> HttpResponse:
    """Answer search engines at the root of the site, the one place where they ask."""
    words = catalogue.robots(Places.of(request))
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@lru_cache
def prefix() -> str:
    """Return « /conseils/ »."""
    return reverse("public:home")


def serve(request: HttpRequest) -> HttpResponse:
    """Answer one request of the public."""
    if request.method == "OPTIONS":
        return _closed(HttpResponse(status=204, headers=PREFLIGHT))
    if request.method not in METHODS:
        return _closed(HttpResponse(status=405, headers={"Allow": PREFLIGHT["Allow"]}))
    stamp = reading.stamp()
    # What the State publishes as data is part of the answer: a cache asks again.
    shown = int(settings.PUBLIC_STAFF_NUMBERS)
    state = f"{release()}-{stamp.seed}-{stamp.version}-{shown}"
    tag = f'W/"{state}-{_short(request.get_full_path())}"'
    changed = int(stamp.changed.timestamp())
    known = get_conditional_response(request, etag=tag, last_modified=changed)
    if known and known.status_code == HttpResponseNotModified.status_code:
        response = known
    else:
        response = _packed(request, _kept(request, tag))
    if response.status_code in (200, 304):
        response.headers.setdefault("ETag", tag)
        response.headers.setdefault("Last-Modified", http_date(changed))
    return _closed(response)


def answer(request: HttpRequest) -> HttpResponse:
    """Return what the view of an address says; an unknown one is a page too."""
    try:
        found = resolve(request.path_info)
        request.resolver_match = found
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Resolver404:
        with suppress(Resolver404):
            resolve(f"{request.path_info}/")
            return HttpResponsePermanentRedirect(f"{request.path}/")
    except Http404:
        pass
    else:
        return response
    return draw(request, "public/missing.html", {}, status=404)


@dataclass(frozen=True)
class _Drawn:
    """A page as it was drawn, plain and packed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    plain: bytes
    packed: bytes


_pages: Shelf[_Drawn] = Shelf()


def _kept(request: HttpRequest, tag: str) -> _Drawn:
    """Return a page, drawn once for each publication; questions are drawn each time."""
    if request.META.get("QUERY_STRING"):
        return _drawn(answer(request))
    key = (f"{request.scheme}://{request.get_host()}{request.path}", tag)
    found = _pages.get(key)
    if found is None:
        found = _drawn(answer(request))
        if found.status == 200:
            _pages.put(key, found, len(found.plain) + len(found.packed))
    return found


def _drawn(response: HttpResponse) -> _Drawn:
    kind = response.headers.get("Content-Type", "")
    packs = kind.startswith(COMPRESSIBLE) and len(response.content) > 500
    return _Drawn(
        response.status_code,
        tuple(response.headers.items()),
        response.content,
        gzip.compress(response.content, 6, mtime=0) if packs else b"",
    )


def _packed(request: HttpRequest, drawn: _Drawn) -> HttpResponse:
    """Return a page as this reader takes it."""
    packs = bool(drawn.packed) and _takes_gzip(request)
    body = drawn.packed if packs else drawn.plain
    response = HttpResponse(
        b"" if request.method == "HEAD" else body,
        status=drawn.status,
        headers=dict(drawn.headers),
    )
    response.headers["Content-Length"] = str(len(body))
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    if drawn.packed:
        patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _closed(response: HttpResponse) -> HttpResponse:
    """Add what every public answer carries."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # A page that is not there yet may be there in a minute: it is asked for again.
    keeps = FRESH if response.status_code < 400 else ASKED_AGAIN
    response.headers.setdefault("Cache-Control", keeps)
    if settings.REHEARSAL:
        response.headers["Cache-Control"] = "no-store"
    return response


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
