"""Bringing a file by pieces, over tus: for whoever is signed in, and of his own alone."""

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.http import require_http_methods

from ecm.access import files as access
from ecm.files import tus
from ecm.files.actions import append, begin_upload, discard
from ecm.people.models import User

OF_ONE = ["HEAD", "PATCH", "DELETE", "OPTIONS", "POST"]


# A script is told to sign in again by 401; led to the sign-in page it would read it.
@login_not_required
@require_http_methods(["POST", "OPTIONS"])
@tus.speaks_tus
def uploads(request: HttpRequest) -> HttpResponse:
    """Begin an upload."""
    owner = cast(User, request.user)  # strangers were answered before
    return tus.created(begin_upload(owner, **tus.announced(request)))


@login_not_required
@require_http_methods(OF_ONE)
@tus.speaks_tus
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell where an upload stands, add a piece to it, or give it up."""
    held = access.upload(request, pk)
    match tus.method_of(request):
        case "HEAD":
            return tus.standing(held)
        case "PATCH":
            return tus.moved(append(held, request, offset=tus.offset_of(request)))
        case "DELETE":
            discard(held)
            return HttpResponse(status=204)
    return HttpResponseNotAllowed(OF_ONE)
