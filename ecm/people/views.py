"""Signing in and out; in a demonstration, one tap per member of the cast."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ecm import clock
from ecm.people import cast
from ecm.people.codes import address_for_tablets, drawing_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """Offer the whole cast, and a code per role for the tablets."""
    _refuse_outside_demonstration()
    troupes = [
        (t, _code(request, t.role)) for t in cast.troupes(localdate(clock.now()))
    ]
    return render(request, "people/demo.html", {"troupes": troupes})


@login_not_required
@never_cache
@require_GET
def demo_role(request: HttpRequest, code: str) -> HttpResponse:
    """Offer the players of one role to the tablet that read its code."""
    _refuse_outside_demonstration()
    role = cast.role_of(code)
    troupes = [(t, "") for t in cast.troupes(localdate(clock.now())) if t.role == role]
    status = 200 if troupes else 410
    return render(request, "people/demo.html", {"troupes": troupes}, status=status)


@login_not_required
@require_POST
def demo_enter(request: HttpRequest) -> HttpResponseRedirect:
    """Sign in as a member of the cast."""
    _refuse_outside_demonstration()
    user = cast.account(request.POST.get("who", ""))
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect("home")


def _refuse_outside_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


def _code(request: HttpRequest, role: str) -> str:
    path = reverse("people:demo-role", args=[cast.code_of(role)])
    return drawing_of(address_for_tablets(request, path))
