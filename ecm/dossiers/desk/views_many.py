"""Acts on many files: shown first, done at once, taken back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ecm import access, clock
from ecm.dossiers.actions import bulk
from ecm.dossiers.desk.forms_many import ManyForm, UndoForm, further
from ecm.dossiers.desk.many import plan

UNREADABLE = 422


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """What an act would do to each file that was ticked, and why it cannot to some."""
    here = access.desk(request)
    form = ManyForm(request.GET)
    if not form.names_files:
        messages.warning(request, _("Choisissez d'abord des dossiers dans la liste."))
        return redirect(form.page)
    more = further(form.act, day=form.day, today=clock.now().date(), person=here.person)
    return _page(request, here, form, more)


def _page(
    request: HttpRequest,
    here: access.Desk,
    form: ManyForm,
    more: forms.Form,
    status: int = 200,
) -> HttpResponse:
    chosen = here.chosen(form.cleaned_data["d"])
    context = {
        "plan": plan(here.actor, form.act, chosen),
        "more": more,
        "back": form.page,
        "suite": form.cleaned_data["suite"],
    }
    return render(request, "secretariat/many.html", context, status=status)


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Do the act on the files that allow it, and lead back to the week."""
    here = access.desk(request)
    form = ManyForm(request.POST)
    if not form.names_files:
        return redirect(form.page)
    today = clock.now().date()
    more = further(
        form.act, request.POST, day=form.day, today=today, person=here.person
    )
    if not more.is_valid():
        return _page(request, here, form, more, status=UNREADABLE)
    chosen = here.chosen(form.cleaned_data["d"])
    done = bulk.apply(here.actor, form.act.verb, chosen, **more.cleaned_data)
    _say_refused(request, done)  # the week tells what was done, and offers it back
    return redirect(form.page)


def _say_refused(request: HttpRequest, done: bulk.Bulk) -> None:
    for dossier, why in done.refused:
        told = {"reference": dossier.reference, "why": why}
        messages.warning(request, _("%(reference)s reste tel quel : %(why)s") % told)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the officer's last act on many back, where nothing happened since."""
    here = access.desk(request)
    form = UndoForm(request.POST)
    last = bulk.undoable(here.actor)
    if last is None or not form.is_valid() or form.cleaned_data["lot"] != last.pk:
        messages.warning(request, _("Il n'y a plus rien à annuler."))
        return redirect(form.page)
    undone = bulk.undo(here.actor, last)
    told = ngettext(
        "L'acte est annulé sur %(n)d dossier.",
        "L'acte est annulé sur %(n)d dossiers.",
        len(undone.done),
    )
    messages.success(request, told % {"n": len(undone.done)})
    _say_refused(request, undone)
    return redirect(form.page)
