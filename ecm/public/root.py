"""The addresses of the public site when it is alone: those of /conseils/ and its door."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else."""
    return HttpResponse("ok", content_type="text/plain")


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is outside the site."""
    return HttpResponse("404", status=404, content_type="text/plain")


def failed(request: HttpRequest) -> HttpResponse:
    """Say in words that this page could not be drawn; the log says why."""
    return HttpResponse(
        "Cette page ne peut pas être affichée pour le moment. Réessayez dans un instant.",
        status=500,
        content_type="text/plain; charset=utf-8",
    )


handler404 = "ecm.public.root.missing"
handler500 = "ecm.public.root.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="public:home")),
    path("sante/", health),
    path("conseils/", include("ecm.public.urls")),
]
