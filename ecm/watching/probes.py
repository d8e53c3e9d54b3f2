"""What the probes are answered: alive, ready, and the figures for who may read them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from ecm.watching import figures, readiness
from ecm.watching.readers import may_read_figures

EVERYTHING = "tout"
Probe = Callable[[HttpRequest], HttpResponse | None]


def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else, and nothing is asked of anybody."""
    return _closed(HttpResponse("ok", content_type="text/plain"))


def ready(request: HttpRequest) -> HttpResponse:
    """Say what works; 503 when this process should be sent nobody.

    `?tout` asks for 503 as soon as anything fails, also what the council goes on without.
    """
    found = readiness.findings()
    is_well = readiness.is_ready(found)
    if EVERYTHING in request.GET:
        is_well = all(found.values())
    told = {name: "ok" if well else "failed" for name, well in found.items()}
    return _closed(JsonResponse(told, status=200 if is_well else 503))


def measured(request: HttpRequest) -> HttpResponse | None:
    """Return the figures; None for who may not read them, and so learns nothing."""
    if not may_read_figures(request):
        return None
    text = figures.exposition()
    return _closed(HttpResponse(text, content_type=figures.CONTENT_TYPE))


def _closed(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


ASKED: dict[str, Probe] = {
    "/sante/": alive,
    "/pret/": ready,
    "/metriques/": measured,
}
