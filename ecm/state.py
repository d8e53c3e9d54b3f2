"""The identity of the State that uses the application: name, motto, arms and colours."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from ecm.colours import custom_properties


def identity(request: HttpRequest) -> dict[str, Any]:
    """Give every template the State's identity; tell a demonstration and a rehearsal."""
    return {
        "state": settings.STATE,
        "demo": settings.DEMO,
        "rehearsal": settings.REHEARSAL,
    }


@login_not_required
@require_GET
@cache_control(max_age=3600, public=True)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Print the State's colours as custom properties; ignore what is not a colour."""
    return HttpResponse(custom_properties(settings.STATE), content_type="text/css")
