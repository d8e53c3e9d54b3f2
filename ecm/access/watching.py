"""Reaching the operator's page: for the technical administrator alone; 404 for others."""

from typing import cast

from django.http import Http404, HttpRequest

from ecm.people.models import User
from ecm.watching.actions import may_operate


def operator(request: HttpRequest) -> User:
    """Return the operator who asks; Http404 for anybody else."""
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    if not may_operate(user):
        raise Http404
    return user
