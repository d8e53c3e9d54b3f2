"""What the pages of a list of appointments are drawn from."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpResponse

from ecm.domain.appointments.preview import Lookup
from ecm.domain.appointments.preview import preview as preview_list
from ecm.domain.appointments.sheet import Workbook
from ecm.domain.errors import NotPossible
from ecm.domain.verbs import Verb
from ecm.dossiers.appointments.carried import carry
from ecm.dossiers.appointments.checking import context_of
from ecm.dossiers.appointments.forms import ListForm, in_words
from ecm.dossiers.appointments.shown import listed, previewed, remarks
from ecm.dossiers.models import ProposedAppointment

if TYPE_CHECKING:
    from ecm.access import File

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = QuerySet[ProposedAppointment]


def page_of(file: "File", rows: Rows, form: ListForm) -> dict[str, Any]:
    """Return the list with what may be done to it."""
    return {
        "file": file,
        "dossier": file.dossier,
        "rows": listed(file.dossier, rows),
        "form": form,
        "is_writable": file.can(Verb.LIST_APPOINTMENTS),
    }


def preview_of(
    file: "File", rows: Rows, workbook: Workbook, in_post: Lookup
) -> dict[str, Any]:
    """Return the preview of a workbook, and its sheet for the confirmation."""
    checks = context_of(file.dossier)
    read = preview_list(workbook, checks, in_post)
    sheet, refusal = "", ""
    if read.is_confirmable:
        try:
            sheet = carry(file.dossier, workbook, read.sheet)
        except NotPossible as too_large:
            refusal = in_words(too_large)
    return {
        "file": file,
        "dossier": file.dossier,
        "form": ListForm(),
        "read": read,
        "lines": previewed(read, checks),
        "errors": remarks(read.errors),
        "warnings": remarks(read.warnings),
        "sheet": sheet,
        "refusal": refusal,
        "replaced": rows.count(),
    }


def as_workbook(content: bytes, name: str) -> HttpResponse:
    """Return a workbook to keep, under its name."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": disposition}
    )
