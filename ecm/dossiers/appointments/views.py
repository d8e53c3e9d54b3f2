"""The pages of a dossier's list of appointments: import, preview, correction, printing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from ecm import access
from ecm.dossiers.actions.appointments import (
    add_appointment,
    confirm_appointments,
    edit_appointment,
    remove_appointment,
)
from ecm.dossiers.appointments.answers import as_workbook, page_of, preview_of
from ecm.dossiers.appointments.carried import carried
from ecm.dossiers.appointments.checking import context_of
from ecm.dossiers.appointments.forms import LineForm, ListForm
from ecm.dossiers.appointments.rows import line_of
from ecm.dossiers.appointments.shown import printed, remarks
from ecm.dossiers.models import ProposedAppointment
from ecm.dossiers.spreadsheet import blank_list, filled_list
from ecm.journal.chain import AlreadyDone


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list, and what may be done to it."""
    file = access.list_of(request, pk)
    context = page_of(file, access.appointments(file), ListForm())
    return render(request, "dossiers/appointments.html", context)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a sheet would make and all that is wrong in it; write nothing."""
    file = access.writable_list_of(request, pk)
    if request.method == "GET":  # the page again, in another language: no file came
        return redirect("dossiers:appointments", pk)
    form = ListForm(request.POST, request.FILES)
    if form.is_valid():
        read = form.cleaned_data["file"]
        context = preview_of(file, access.appointments(file), read, access.posts_held)
        return render(request, "dossiers/appointments_preview.html", context)
    context = page_of(file, access.appointments(file), form)
    return render(request, "dossiers/appointments.html", context, status=422)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the previewed list in the place of the dossier's."""
    file = access.writable_list_of(request, pk)
    sheet = carried(file.dossier, request.POST.get("sheet", ""))
    try:
        count = confirm_appointments(file.actor, file.dossier, workbook=sheet)
    except AlreadyDone:
        return redirect("dossiers:appointments", pk)
    told = ngettext(
        "%(n)s nomination enregistrée.", "%(n)s nominations enregistrées.", count
    )
    messages.success(request, told % {"n": count})
    return redirect("dossiers:appointments", pk)


@require_GET
def model(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the empty workbook that a ministry fills in."""
    file = access.writable_list_of(request, pk)
    names = [ministry.name for ministry in context_of(file.dossier).ministries]
    return as_workbook(blank_list(names), "nominations-modele.xlsx")


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the list as a workbook, which may be corrected and imported again."""
    file = access.list_of(request, pk)
    known = context_of(file.dossier).ministries
    names = {ministry.code: ministry.name for ministry in known}
    lines = [line_of(row, names) for row in access.appointments(file)]
    content = filled_list(lines, list(names.values()))
    return as_workbook(content, f"nominations-{file.dossier.pk}.xlsx")


@require_GET
def show_printed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list as the communiqué would print it."""
    file = access.list_of(request, pk)
    sections = printed(file.dossier, list(access.appointments(file)))
    context = {"file": file, "dossier": file.dossier, "sections": sections}
    return render(request, "dossiers/appointments_printed.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one line by hand."""
    file = access.writable_list_of(request, pk)
    form = _line_form(request, file)
    if form.is_valid():
        add_appointment(file.actor, file.dossier, values=form.values)
        return _after(request, form, _("La nomination est ajoutée."))
    context = {"file": file, "dossier": file.dossier, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "dossiers/appointment.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, row_id: int) -> HttpResponse:
    """Correct one line."""
    file = access.writable_list_of(request, pk)
    row = access.appointment(file, row_id)
    form = _line_form(request, file, row)
    if form.is_valid():
        edit_appointment(file.actor, row, values=form.values)
        return _after(request, form, _("La nomination est corrigée."))
    context = {"file": file, "dossier": file.dossier, "form": form, "row": row}
    status = 422 if form.is_bound else 200
    return render(request, "dossiers/appointment.html", context, status=status)


@require_POST
def remove(request: HttpRequest, pk: int, row_id: int) -> HttpResponse:
    """Take one line out of the list."""
    file = access.writable_list_of(request, pk)
    row = access.appointment(file, row_id)
    remove_appointment(file.actor, row)
    messages.success(request, _("%(row)s ne figure plus dans la liste.") % {"row": row})
    return redirect("dossiers:appointments", pk)


def _line_form(
    request: HttpRequest, file: access.File, row: ProposedAppointment | None = None
) -> LineForm:
    return LineForm(
        request.POST if request.method == "POST" else None,
        dossier=file.dossier,
        rows=list(access.appointments(file)),
        row=row,
        in_post=access.posts_held,
    )


def _after(request: HttpRequest, form: LineForm, done: str) -> HttpResponse:
    """Say what was done and what is to be looked at twice, then show the list."""
    messages.success(request, done)
    for remark in remarks(form.warnings):
        messages.warning(request, remark.words)
    return redirect("dossiers:appointments", form.dossier.pk)
