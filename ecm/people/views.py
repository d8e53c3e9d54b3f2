"""Signing in and out; in a demonstration, one tap per member of the cast."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ecm import clock
from ecm.people import cast, played
from ecm.people.codes import address_for_tablets, drawing_of
from ecm.people.forms import SignInForm
from ecm.people.unsent import remember, unsent_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    """Sign in, and be given back the form that an expired sign-in had refused."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(kept=self.request.POST.get("kept", ""), **more)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        if unsent := unsent_of(self.request, user):
            response = render(self.request, "people/resume.html", {"unsent": unsent})
        remember(response, user)
        return response


@login_not_required
@never_cache
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """Offer the whole cast, and a code per role for the tablets."""
    _refuse_outside_demonstration()
    if not played.is_let_in(request):
        return render(request, "people/demo.html", status=403)
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
    context = {"troupes": troupes, "code": code}
    return render(request, "people/demo.html", context, status=status)


@login_not_required
@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Sign in as a member of the cast, and give back what an expired sign-in refused."""
    _refuse_outside_demonstration()
    user = cast.account(request.POST.get("who", ""))
    if user is None or not played.is_let_in(request):
        raise Http404
    login(request, user, backend=BACKEND)
    if not played.settle(request, user):
        return HttpResponse(status=409)
    response: HttpResponse = redirect("home")
    if unsent := unsent_of(request, user):
        response = render(request, "people/resume.html", {"unsent": unsent})
    remember(response, user)
    return response


def _refuse_outside_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


def _code(request: HttpRequest, role: str) -> str:
    path = reverse("people:demo-role", args=[cast.code_of(role)])
    return drawing_of(address_for_tablets(request, path))
