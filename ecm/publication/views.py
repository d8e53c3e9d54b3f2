"""The communiqué of a meeting, read on a page or taken away as a document."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm import access
from ecm.domain.policy import Role
from ecm.meetings.models import Meeting
from ecm.publication import documents
from ecm.publication.actions import may_read_draft
from ecm.publication.pack import pack_of
from ecm.publication.sheets import sheet_of


def _readable(request: HttpRequest, meeting_id: int) -> Meeting:
    """Return a meeting whose draft the user may read; Http404 otherwise."""
    here = access.presence(request, meeting_id)
    if not may_read_draft(here.standing.roles, here.meeting.state):
        raise Http404
    return here.meeting


@require_GET
def communique(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The communiqué as a page, with its other forms."""
    meeting = _readable(request, meeting_id)
    context = {"meeting": meeting, "sheet": sheet_of(meeting)}
    return render(request, "publication/communique.html", context)


@require_GET
def text(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The communiqué as plain text."""
    meeting = _readable(request, meeting_id)
    body = documents.render(meeting, "text")
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@require_GET
def pdf(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The communiqué as a PDF, opened in the browser under the council's reference."""
    meeting = _readable(request, meeting_id)
    name = meeting.reference.replace("/", "-")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    body = documents.render(meeting, "pdf")
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_GET
def pack(request: HttpRequest, meeting_id: int) -> FileResponse:
    """All the papers one may read, as one PDF that bears one's name."""
    here = access.presence(request, meeting_id)
    if here.view is Role.SCREEN:
        raise Http404
    file = pack_of(here, device=request.session.session_key or "")
    name = here.meeting.reference.replace("/", "-")
    return FileResponse(file, filename=f"{name}.pdf", content_type="application/pdf")
