"""Answers to requests that are not the council's matter but must still speak plainly."""

import errno

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ecm.domain.errors import Refusal, gettext_noop

DISK_FULL = gettext_noop(
    "Le disque du serveur est plein : rien n'a été enregistré. Prévenez le service "
    "informatique, puis recommencez."
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page is too old to be trusted, and what to do; nothing was done."""
    message = _("Cette page est restée ouverte trop longtemps : rechargez-la.")
    headers = request.headers
    if headers.get("Idempotency-Key") or headers.get("Tus-Resumable"):
        return HttpResponse(
            message, status=403, content_type="text/plain; charset=utf-8"
        )
    return render(request, "403.html", {"message": message}, status=403)


def is_disk_full(error: BaseException) -> bool:
    """Tell whether an act failed because the server has no room left to write it."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    is_postgresql_s = getattr(cause, "sqlstate", "") == "53100"
    is_sqlite_s = getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL"
    return is_postgresql_s or is_sqlite_s


def words_of(refusal: Refusal) -> str:
    """Return a refusal of the council as a sentence in the reader's language."""
    values = {name: _translated(value) for name, value in refusal.values.items()}
    return _(refusal.message) % values


def _translated(value: object) -> object:
    return _(value) if isinstance(value, str) and value else value
