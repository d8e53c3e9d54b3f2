"""The communiqué of a meeting, read on a page or taken away as a document."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecm import access
from ecm.access import agendas, communiques
from ecm.domain.communique.edition import Edition
from ecm.domain.policy import Role
from ecm.meetings.models import Meeting
from ecm.meetings.planning.sheets import sheet_of_version
from ecm.meetings.planning.sight import Sight
from ecm.meetings.standing import WALLS
from ecm.publication import documents
from ecm.publication.actions import reads_draft
from ecm.publication.agenda import agenda_pdf
from ecm.publication.formats.table import FORMS
from ecm.publication.pack import pack_of
from ecm.publication.paper_mode import paper_mode as paper_mode_of
from ecm.publication.sheets import sheet_of


def _readable(request: HttpRequest, meeting_id: int) -> tuple[Meeting, Edition, str]:
    """Return a meeting, its text as the user may read it and its mark; Http404 otherwise."""
    meeting = communiques.at_the_desk(request, meeting_id)
    if meeting:
        return (meeting, *documents.read_by(meeting, is_of_the_desk=True))
    here = access.presence(request, meeting_id)
    if not reads_draft(here):
        raise Http404
    return (here.meeting, *documents.read_by(here.meeting, is_of_the_desk=False))


@require_GET
def communique(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The communiqué as a page, with its other forms."""
    meeting, edition, draft = _readable(request, meeting_id)
    sheet = sheet_of(edition, draft=draft)
    context = {"meeting": meeting, "sheet": sheet}
    return render(request, "publication/communique.html", context)


@require_GET
def text(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The communiqué as plain text."""
    _meeting, edition, draft = _readable(request, meeting_id)
    body = FORMS["text"].of_edition(edition, draft=draft)
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@require_GET
def pdf(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The communiqué as a PDF, opened in the browser under the council's reference."""
    meeting, edition, draft = _readable(request, meeting_id)
    name = meeting.reference.replace("/", "-")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    body = FORMS["pdf"].of_edition(edition, draft=draft)
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_GET
def agenda(request: HttpRequest, meeting_id: int, number: int) -> HttpResponse:
    """A version of the agenda as a PDF, for those who prepare it."""
    here = agendas.agenda(request, meeting_id)
    version = agendas.agenda_version(here, number)
    sheet = sheet_of_version(version, Sight.of(here))
    name = f"{here.meeting.reference.replace('/', '-')}-odj-{number}"
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    body = agenda_pdf(here.meeting, version, sheet)
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_GET
def pack(request: HttpRequest, meeting_id: int) -> FileResponse:
    """All the papers one may read, as one PDF that bears one's name."""
    here = access.presence(request, meeting_id)
    if here.view in WALLS:
        raise Http404
    file = pack_of(here, device=request.session.session_key or "")
    name = here.meeting.reference.replace("/", "-")
    return FileResponse(file, filename=f"{name}.pdf", content_type="application/pdf")


@require_GET
def paper_mode(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The sheets on which a council is held without screens, for the secretariat."""
    here = access.presence(request, meeting_id)
    if here.view is not Role.SECRETARY:
        raise Http404
    name = f"{here.meeting.reference.replace('/', '-')}-mode-papier"
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    body = paper_mode_of(here)
    return HttpResponse(body, content_type="application/pdf", headers=headers)
