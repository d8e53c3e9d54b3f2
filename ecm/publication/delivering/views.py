"""The press list, what was sent to it, and how one leaves it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm.access import press as access
from ecm.publication.delivering import actions
from ecm.publication.delivering.forms import ListForm, RecipientForm
from ecm.publication.delivering.leaving import recipient_of
from ecm.publication.delivering.reading import Entry, read_list
from ecm.publication.delivering.sent import sent_versions

UNREADABLE = 422


@require_GET
def press(request: HttpRequest) -> HttpResponse:
    """Who receives the communiqués by mail."""
    here = access.press(request)
    context = {"recipients": here.recipients(), "tab": "press"}
    return render(request, "publication/delivering/press.html", context)


@require_http_methods(["GET", "POST"])
def recipient(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Add a recipient, or correct one."""
    here = access.press(request)
    row = here.recipient(pk) if pk else None
    form = RecipientForm(request.POST or None, instance=row)
    if form.is_valid():
        actions.keep_recipient(here.actor, form.save(commit=False))
        messages.success(request, _("Le destinataire est enregistré."))
        return redirect("publication:press")
    context = {"form": form, "recipient": row, "tab": "press"}
    status = UNREADABLE if form.is_bound else 200
    return render(
        request, "publication/delivering/recipient.html", context, status=status
    )


@require_POST
def toggle(request: HttpRequest, pk: int) -> HttpResponse:
    """Send no more to a recipient, or send to him again."""
    here = access.press(request)
    is_active = request.POST.get("active") == "1"
    actions.set_active(here.recipient(pk), is_active=is_active)
    told = _("Ce destinataire recevra les prochains comptes rendus.")
    messages.success(
        request, told if is_active else _("Ce destinataire ne recevra plus rien.")
    )
    return redirect("publication:press")


@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Import a press list, whole or not at all."""
    here = access.press(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*posted)
    read = read_list(form.cleaned_data["file"]) if form.is_valid() else ([], [])
    entries, faults = read
    if entries and not faults:
        return _imported(request, here, entries)
    context = {"form": form, "faults": faults, "tab": "press"}
    status = UNREADABLE if form.is_bound else 200
    return render(request, "publication/delivering/import.html", context, status=status)


def _imported(
    request: HttpRequest, here: access.Press, entries: list[Entry]
) -> HttpResponse:
    added = actions.import_recipients(here.actor, entries)
    told = ngettext(
        "%(n)s destinataire ajouté.", "%(n)s destinataires ajoutés.", added
    ) % {"n": added}
    known = len(entries) - added
    if known:
        told += " " + ngettext(
            "%(n)s était déjà sur la liste.", "%(n)s étaient déjà sur la liste.", known
        ) % {"n": known}
    messages.success(request, told)
    return redirect("publication:press")


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """What was sent of the last versions, and what was not."""
    here = access.press(request)
    context = {"versions": sent_versions(here.versions()), "tab": "deliveries"}
    return render(request, "publication/delivering/deliveries.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again a mail that failed."""
    here = access.press(request)
    actions.try_again(here.delivery(pk))
    messages.success(request, _("Le courriel repart."))
    return redirect("publication:deliveries")


@csrf_exempt  # the reader's mail program posts it by itself (RFC 8058)
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, word: str) -> HttpResponse:
    """Leave the press list: a question to who follows the link, at once to a mail program."""
    pk = recipient_of(word)
    if pk is None:
        raise Http404
    if request.method == "POST":
        actions.unsubscribe(pk)
    context = {"is_done": request.method == "POST"}
    return render(request, "publication/delivering/unsubscribe.html", context)
