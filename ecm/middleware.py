"""What every answer carries, and how a refusal of the council reaches the person."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ecm import measures
from ecm.domain.errors import Conflict, NotAllowed, Refusal
from ecm.errors import DISK_FULL, is_disk_full, words_of
from ecm.journal.chain import AlreadyDone

FORBIDDEN, NO_ROOM = 403, 507
log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = "; ".join(f"{name} {' '.join(v)}" for name, v in settings.SECURE_CSP.items())


def policies(get_response: Answer) -> Answer:
    """Add the security headers that Django 5 has no setting for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if getattr(request, "user", None) and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class refusals:
    """Turn the three refusals of the domain into 403 and 409, a full disk into 507.

    A script gets the words; a page is led back to where the act was asked. Where
    something was typed, the page of the refusal holds it: nothing is lost.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, AlreadyDone):
            return _as_the_first_time(request)
        if is_disk_full(exception):
            log.error("the disk is full: an act was refused")
            return _said(request, NO_ROOM, _(DISK_FULL))
        if not isinstance(exception, Refusal):
            return None
        measures.refused(type(exception).__name__, _area(request))
        status = 403 if isinstance(exception, NotAllowed) else 409
        stale = isinstance(exception, Conflict)
        return _said(request, status, words_of(exception), stale=stale)


def _said(
    request: HttpRequest, status: int, message: str, *, stale: bool = False
) -> HttpResponse:
    if _is_of_a_script(request):
        return HttpResponse(
            message, status=status, content_type="text/plain; charset=utf-8"
        )
    typed, back = _typed(request), came_from(request)
    if request.method == "POST" and back and not typed:
        messages.error(request, message)
        return redirect(back)
    context = {"message": message, "stale": stale, "typed": typed, "back": back}
    page = "403.html" if status == FORBIDDEN else "409.html"
    return render(request, page, context, status=status)


def _is_of_a_script(request: HttpRequest) -> bool:
    headers = request.headers
    return bool(headers.get("Idempotency-Key") or headers.get("HX-Request"))


def _area(request: HttpRequest) -> str:
    found = request.resolver_match
    return (found.namespace if found else "") or "home"


def _as_the_first_time(request: HttpRequest) -> HttpResponse:
    back = None if _is_of_a_script(request) else came_from(request)
    return redirect(back) if back else HttpResponse(status=204)


def came_from(request: HttpRequest) -> str | None:
    """Return the page of ours on which a form was sent, if the browser tells it."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    )
    return page if is_ours else None


def _typed(request: HttpRequest) -> list[str]:
    """Return the sentences that somebody wrote in the form."""
    written = (str(value).strip() for _name, value in request.POST.items())
    return [value for value in written if " " in value]
