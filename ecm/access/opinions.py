"""Reaching what is asked of one's own ministries and bodies."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from ecm.access.dossiers import standing
from ecm.dossiers.models import Opinion


def asked(request: HttpRequest) -> "QuerySet[Opinion]":
    """Return the opinions asked of the user's ministries and bodies, and not taken back.

    Http404 for one whom preparation does not concern.
    """
    mine = standing(request)
    rows = Opinion.objects.filter(
        Q(ministry__in=mine.ministries) | Q(body__in=mine.bodies), cancelled_at=None
    )
    return rows.select_related("dossier__kind", "ministry", "body")
