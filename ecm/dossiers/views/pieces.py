"""The pieces of a dossier: given, replaced, set aside, read."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from ecm import access
from ecm.domain import circuit
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import drafting, pieces
from ecm.dossiers.attempts import Attempt
from ecm.dossiers.forms.acts import ActForm
from ecm.dossiers.forms.pieces import GivingForm, WaiverForm
from ecm.dossiers.life import OURS
from ecm.dossiers.models import PieceKind, Version
from ecm.dossiers.views.shown.giving import give
from ecm.dossiers.views.shown.refusal import refused
from ecm.files.store import stored


def _place(dossier_id: int, code: str) -> str:
    return f"{reverse('dossiers:dossier', args=[dossier_id])}#piece-{code}"


@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Take a file that was brought, or that the form holds, as a piece."""
    here = access.dossier(request, pk)
    piece = here.piece(code)
    if request.method == "GET":  # somebody who had to sign in again
        return redirect(_place(pk, code))
    circuit.require(here.roles, Verb.STORE_PIECE)
    form = GivingForm(request.POST, request.FILES, piece=piece)
    attempt = Attempt(form, lambda **values: give(here, piece, **values))
    if not attempt.is_done:
        return refused(request, pk, form)
    _tell(request, piece, attempt.result)
    return redirect(_place(pk, code))


def _tell(request: HttpRequest, piece: PieceKind, version: Version | None) -> None:
    """Say that a piece is there, and what its bearer should know of the file."""
    messages.success(
        request, _("La pièce « %(piece)s » est jointe.") % {"piece": piece.label}
    )
    for advice in version.advice if version else []:
        messages.warning(request, advice)


@require_http_methods(["GET", "POST"])
def waive(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Declare a piece without object, or take that back."""
    here = access.dossier(request, pk)
    piece = here.piece(code)
    if request.method == "GET":
        return redirect(_place(pk, code))
    circuit.require(here.roles, Verb.WAIVE_PIECE)
    form = WaiverForm(request.POST)
    is_expected = bool(request.POST.get("expected"))
    act = drafting.expect_piece if is_expected else drafting.waive_piece
    reason = request.POST.get("reason", "")
    attempt = Attempt(
        form, lambda **_v: act(here.actor, here.dossier, piece, reason=reason)
    )
    return redirect(_place(pk, code)) if attempt.is_done else refused(request, pk, form)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, document_id: int) -> HttpResponse:
    """Take a piece out of the dossier; its versions stay."""
    here = access.dossier(request, pk)
    document = here.document(document_id)
    if request.method == "GET":
        return redirect(here.dossier)
    form = ActForm(request.POST, dossier=here.dossier)
    act = Attempt(form, lambda: pieces.remove_document(here.actor, document))
    if not act.is_done:
        return refused(request, pk, form)
    told = _("La pièce « %(piece)s » est retirée ; ses versions sont gardées.")
    messages.success(request, told % {"piece": document.title})
    return redirect(_place(pk, document.kind.code))


@require_GET
@xframe_options_sameorigin
def version(request: HttpRequest, pk: int, version_id: int) -> FileResponse:
    """Open a piece; that it was opened is written before the first byte leaves."""
    here = access.dossier(request, pk)
    found = here.version(version_id)
    device = request.session.session_key or ""
    pieces.read_version(here.actor, found, device=device)
    name = _("piece-%(number)s.pdf") % {"number": found.pk}
    answer = FileResponse(stored(found.served_path), filename=name)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def preview(
    request: HttpRequest, pk: int, version_id: int, number: int
) -> FileResponse:
    """The picture of a page, for the ministry that checks what it gave."""
    here = access.dossier(request, pk)
    made = getattr(here.version(version_id), "rendition", None)
    if made is None or here.roles.isdisjoint(OURS) or number >= len(made.previews):
        raise Http404
    answer = FileResponse(stored(made.previews[number]))
    answer.headers["Content-Type"] = "image/webp"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
