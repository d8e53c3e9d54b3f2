"""What an officer does to one file: fetch with the right to it, act, lead back to its page."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ecm import access, clock
from ecm.domain.circuit import require
from ecm.domain.errors import Conflict, NotPossible, Refusal
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import desk
from ecm.dossiers.desk.forms_acts import NoteForm, ReturnForm
from ecm.dossiers.desk.forms_many import CouncilDayForm, OfficerForm
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone

UNREADABLE, STALE = 422, 409


def _simple(act: Callable[..., object], done: Promise) -> Any:
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        here = access.dossier(request, pk)
        act(here.actor, here.dossier)
        messages.success(request, str(done))
        return redirect(here.dossier)

    return view


admit = _simple(desk.admit, _("Le dossier est recevable."))
study = _simple(desk.put_under_study, _("Le dossier est à l'étude."))
ready = _simple(desk.make_ready, _("Le dossier est prêt."))
hold = _simple(desk.hold_back, _("Le dossier n'est plus proposé : il reste prêt."))


@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a file in the book, and say under which number."""
    here = access.dossier(request, pk)
    number = desk.register(here.actor, here.dossier)
    told = _("Le dossier est enregistré sous le numéro %(number)s.")
    messages.success(request, told % {"number": number})
    return redirect(here.dossier)


@require_POST
def take_charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a file to an officer, or to nobody."""
    here = access.dossier(request, pk)
    form = OfficerForm(request.POST, day=clock.now().date())
    if not form.is_valid():
        messages.error(request, _("Cette personne n'est pas du SGG."))
        return redirect(here.dossier)
    desk.take_charge(here.actor, here.dossier, form.cleaned_data["officer"])
    messages.success(request, _("La prise en charge est notée."))
    return redirect(here.dossier)


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a file for a council."""
    here = access.dossier(request, pk)
    form = CouncilDayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Donnez le jour du Conseil, par exemple 05/02/2026."))
        return redirect(here.dossier)
    desk.propose(here.actor, here.dossier, **form.cleaned_data)
    messages.success(request, _("Le dossier est proposé à l'ordre du jour."))
    return redirect(here.dossier)


@require_http_methods(["GET", "POST"])
def return_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose why a file goes back, read what its ministry will read, send it back."""
    here = access.dossier(request, pk)
    require(here.roles, Verb.RETURN_DOSSIER)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and "send" in request.POST:
        return _sent_back(request, here, form)
    status = UNREADABLE if form.errors else 200
    return _return_page(request, here, form, status=status)


def _sent_back(
    request: HttpRequest, here: access.File, form: ReturnForm
) -> HttpResponse:
    comment = form.cleaned_data["comment"]
    try:
        with suppress(AlreadyDone):
            desk.return_dossier(here.actor, here.dossier, form.chosen, comment=comment)
    except (NotPossible, Conflict) as refusal:
        return _return_page(request, here, form, status=STALE, refusal=refusal)
    messages.success(request, _("Le dossier est retourné à son ministère."))
    return redirect(here.dossier)


def _return_page(
    request: HttpRequest,
    here: access.File,
    form: ReturnForm,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "file": here.dossier,
        "form": form,
        "is_possible": here.can(Verb.RETURN_DOSSIER),
        "returned": form.as_read(clock.now()),
        "refusal": words_of(refusal) if refusal else "",
    }
    return render(request, "secretariat/return.html", context, status=status)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The note to the chair and its versions; nobody else learns that there is one."""
    here = access.dossier(request, pk)
    if not here.sees_the_note:
        raise Http404
    if request.method == "POST":
        require(here.roles, Verb.WRITE_NOTE)
        return _note_written(request, here, NoteForm(request.POST))
    return _note_page(request, here)


def _note_written(
    request: HttpRequest, here: access.File, form: NoteForm
) -> HttpResponse:
    if not form.is_valid():
        return _note_page(request, here, form, status=UNREADABLE)
    try:
        desk.write_note(here.actor, here.dossier, **form.cleaned_data)
    except (NotPossible, Conflict) as refusal:
        if request.headers.get("Idempotency-Key"):
            raise
        return _note_page(request, here, status=STALE, refusal=refusal, form=form)
    if request.headers.get("Idempotency-Key"):
        last = here.dossier.notes.first()
        return JsonResponse({"number": last.number if last else 0})
    messages.success(request, _("La note est enregistrée."))
    return redirect("secretariat:note", here.dossier.pk)


def _note_page(
    request: HttpRequest,
    here: access.File,
    form: NoteForm | None = None,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    notes = list(here.dossier.notes.select_related("by__person"))
    last = notes[0] if notes else None
    held = {"text": last.text if last else "", "base": last.number if last else 0}
    if form and refusal:  # what was typed, now beside what somebody else wrote
        held["text"], form = form.cleaned_data["text"], None
    context = {
        "file": here.dossier,
        "notes": notes,
        "writes": here.can(Verb.WRITE_NOTE),
        "form": form or NoteForm(initial=held),
        "refusal": words_of(refusal) if refusal else "",
    }
    return render(request, "secretariat/note.html", context, status=status)
