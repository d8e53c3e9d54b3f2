"""The answer to who is not signed in, or no longer: the sign-in page, and nothing lost."""

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from ecm.people import cast
from ecm.people.forms import SignInForm
from ecm.people.unsent import refused_form


class SignInRequired(LoginRequiredMiddleware):
    """Lead to the sign-in page, with what was typed by one who had been signed in."""

    def handle_no_permission(  # type: ignore[override]  # a page, not a redirection
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        kept = refused_form(request)
        if kept is None:
            return super().handle_no_permission(request, view_func)
        player = cast.player(kept["author"]) if settings.DEMO else None
        context = {"form": SignInForm(request), "player": player, **kept}
        response = render(request, "people/sign_in.html", context, status=401)
        add_never_cache_headers(response)
        return response
