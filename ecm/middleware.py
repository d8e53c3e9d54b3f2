"""What every answer carries, and how a refusal of the council reaches the person."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from ecm.domain.errors import Conflict, NotAllowed, Refusal
from ecm.journal.chain import AlreadyDone

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
    """Turn the three refusals of the domain into 403 and 409, said in words."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, AlreadyDone):
            return HttpResponse(status=204)  # as the first time
        if not isinstance(exception, Refusal):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409
        values = {k: _translated(v) for k, v in exception.values.items()}
        message = gettext(exception.message) % values
        stale = isinstance(exception, Conflict)
        context = {"message": message, "stale": stale}
        if request.headers.get("Idempotency-Key") or request.headers.get("HX-Request"):
            return HttpResponse(
                message, status=status, content_type="text/plain; charset=utf-8"
            )
        return render(request, f"{status}.html", context, status=status)


def _translated(value: object) -> object:
    return gettext(value) if isinstance(value, str) and value else value
