"""The page of one's notices: read them, go where they lead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ecm.access.notices import notice as notice_of
from ecm.access.notices import notices_of
from ecm.notices import actions
from ecm.notices.forms import OlderForm

ON_A_PAGE = 50


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Show the latest notices, or those before one."""
    rows = notices_of(request)
    older = OlderForm(request.GET)
    if older.is_valid():
        rows = rows.filter(pk__lt=older.cleaned_data["avant"])
    found = list(rows[: ON_A_PAGE + 1])
    context = {"notices": found[:ON_A_PAGE], "has_older": len(found) > ON_A_PAGE}
    return render(request, "notices/list.html", context)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a notice was seen, and lead where it points."""
    notice = notice_of(request, pk)
    actions.read(notice)
    return redirect(notice.url or "notices:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that all was seen."""
    count = actions.read_all(getattr(request.user, "person_id", None) or 0)
    words = ngettext("%(count)s avis est lu.", "%(count)s avis sont lus.", count)
    said = words % {"count": count} if count else _("Il n'y avait rien de nouveau.")
    messages.success(request, said)
    return redirect("notices:list")
