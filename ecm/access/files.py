"""Reaching what one is bringing; nobody learns of what another brings."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.files.models import Upload
from ecm.people.models import User


def upload(request: HttpRequest, pk: UUID) -> Upload:
    """Return one of the user's uploads; Http404 otherwise, and when its bytes are gone."""
    user = cast(User, request.user)  # the views let nobody else in
    found = get_object_or_404(Upload, owner=user, pk=pk)
    if not found.path.exists():
        raise Http404
    return found
