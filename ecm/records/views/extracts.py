"""The extract of a record: read, printed and acknowledged by its ministry."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ecm.access import actor
from ecm.access import records as access
from ecm.journal.chain import AlreadyDone
from ecm.records.actions.extracts import acknowledge_extract
from ecm.records.paper import extract_pdf, extract_sections


@require_GET
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed to a ministry, and who received it."""
    row = access.extract(request, pk)
    context = {
        "extract": row,
        "sections": extract_sections(row.content),
        "receives": access.receives(request, row),
        "latest": access.latest_of(row),
    }
    return render(request, "records/extract.html", context)


@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """An extract as a PDF."""
    row = access.extract(request, pk)
    return HttpResponse(extract_pdf(row), content_type="application/pdf")


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the ministry received its extract."""
    row = access.extract(request, pk)
    with suppress(AlreadyDone):
        acknowledge_extract(actor(request), row)
    messages.success(request, _("La réception est notée."))
    return redirect(row)
