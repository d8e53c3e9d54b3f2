"""What every answer carries, and how a refusal of the council reaches the person."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from ecm import measures
from ecm.domain.errors import Conflict, NotAllowed, Refusal
from ecm.errors import words_of
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
    """Turn the three refusals of the domain into 403 and 409, said in words.

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
        if not isinstance(exception, Refusal):
            return None
        measures.refused(type(exception).__name__, _area(request))
        status = 403 if isinstance(exception, NotAllowed) else 409
        message = words_of(exception)
        if _is_of_a_script(request):
            return HttpResponse(
                message, status=status, content_type="text/plain; charset=utf-8"
            )
        typed, back = _typed(request), came_from(request)
        if request.method == "POST" and back and not typed:
            messages.error(request, message)
            return redirect(back)
        stale = isinstance(exception, Conflict)
        context = {"message": message, "stale": stale, "typed": typed, "back": back}
        return render(request, f"{status}.html", context, status=status)


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
