"""The components and the layouts of the room with still content, for those who design."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.urls import path


@login_not_required
def page(request: HttpRequest, name: str = "") -> HttpResponse:
    """Show the gallery, or one of its layouts."""
    try:
        return render(request, f"gallery/{name}.html" if name else "gallery.html")
    except TemplateDoesNotExist as missing:
        raise Http404 from missing


urlpatterns = [path("galerie/", page), path("galerie/<slug:name>/", page)]
