"""Reaching one's own notices; nobody reads another's."""

from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ecm.notices.models import Notice
from ecm.people.models import User


def notices_of(request: HttpRequest) -> "QuerySet[Notice]":
    """Return the user's notices, the latest first; none for a screen."""
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    return Notice.objects.filter(recipient=user.person_id or 0)


def notice(request: HttpRequest, pk: int) -> Notice:
    """Return one of the user's notices; Http404 otherwise."""
    return get_object_or_404(notices_of(request), pk=pk)
