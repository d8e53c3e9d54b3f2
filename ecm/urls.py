"""The addresses of the whole application: French nouns, then the verb."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ecm import state


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("sante/", health, name="health"),
    path("etat.css", state.stylesheet, name="state-css"),
    path("administration/", admin.site.urls),
]
