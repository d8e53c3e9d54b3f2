"""The components of the pages with still content, for those who design."""

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from ecm.files.actions import chosen, discard
from ecm.files.checks import examine
from ecm.people.models import User


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """Show every component once."""
    return render(request, "gallery.html")


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """Show the field of a file; say what is found of a file, and keep nothing of it."""
    context = {}
    if request.method == "POST":
        user = cast(User, request.user)
        brought = request.POST.get("upload", ""), request.FILES.get("file")
        upload = chosen(user, upload=brought[0], file=brought[1])
        context["found"] = examine(upload.path, upload.filename)
        discard(upload)
    return render(request, "gallery/file.html", context)


urlpatterns = [path("galerie/", page), path("galerie/fichier/", file)]
