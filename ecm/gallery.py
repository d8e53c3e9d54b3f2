"""The components of the pages with still content, for those who design."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """Show every component once."""
    return render(request, "gallery.html")


urlpatterns = [path("galerie/", page)]
