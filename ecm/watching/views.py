"""The addresses of the probes, and the operator's page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from ecm.access.watching import operator
from ecm.watching import actions, probes
from ecm.watching.board import board
from ecm.watching.forms import AnnouncementForm

# The three probes are answered at the door (entrance.py): this is who may not ask them.


@login_not_required
@require_safe
def probe(request: HttpRequest) -> HttpResponse:
    """Answer a probe, or as if there were no such address."""
    found = probes.ASKED[request.path_info](request)
    if found is None:
        raise Http404
    return found


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show who is connected, what runs and what failed."""
    operator(request)
    context = {"board": board(), "form": AnnouncementForm()}
    return render(request, "watching/page.html", context)


@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """Return the part of the page that is asked for again every few seconds."""
    operator(request)
    return render(request, "watching/_now.html", {"board": board()})


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close one line."""
    actions.close_line(operator(request), request.POST.get("line", ""))
    messages.success(
        request, _("La liaison est fermée ; la tablette se reliera seule.")
    )
    return redirect("watching:page")


@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """Say a sentence to every tablet."""
    user, form = operator(request), AnnouncementForm(request.POST)
    if not form.is_valid():
        context = {"board": board(), "form": form}
        return render(request, "watching/page.html", context, status=422)
    told = form.cleaned_data
    actions.announce(user, told["text"], minutes=told["minutes"])
    messages.success(request, _("Le message est montré à toutes les tablettes."))
    return redirect("watching:page")


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Take the sentence back."""
    actions.take_back(operator(request))
    messages.success(request, _("Le message est retiré."))
    return redirect("watching:page")
