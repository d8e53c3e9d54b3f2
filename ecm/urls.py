"""The addresses of the whole application: French nouns, then the verb."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path

from ecm import gallery, state


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else."""
    return HttpResponse("ok", content_type="text/plain")


def home(request: HttpRequest) -> HttpResponse:
    """Lead everybody to his meetings."""
    return redirect("meetings:list")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("sante/", health, name="health"),
    path("etat.css", state.stylesheet, name="state-css"),
    path("", include("live.urls")),
    path("", include("ecm.meetings.urls")),
    path("", include("ecm.publication.urls")),
    path("", include("ecm.people.urls")),
    path("administration/", admin.site.urls),
]

if settings.DEBUG:
    urlpatterns += gallery.urlpatterns
