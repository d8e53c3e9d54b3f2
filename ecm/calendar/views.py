"""The coming weeks, for everybody who is signed in; their settings, for who sets them."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm import clock
from ecm.access.calendar import Desk, calendar_desk
from ecm.calendar import actions
from ecm.calendar.coming import coming
from ecm.calendar.forms import ExceptionForm, MilestoneForm, RecessForm, WeekForm
from ecm.people.models import User


@require_GET
def weeks(request: HttpRequest) -> HttpResponse:
    """Show what is due, week by week."""
    may_set = actions.may_set(cast(User, request.user))
    context = {"coming": coming(clock.now()), "may_set": may_set}
    return render(request, "calendar/weeks.html", context)


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    """Show the settings of the week, each with what changes it."""
    return render(request, "calendar/settings.html", {"desk": calendar_desk(request)})


@require_http_methods(["GET", "POST"])
def week(request: HttpRequest) -> HttpResponse:
    """Set the day and the hour."""
    desk = calendar_desk(request)
    return _edit(request, desk, WeekForm, desk.week, _("Jour et heure du Conseil"))


@require_http_methods(["GET", "POST"])
def milestone(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Set a milestone, or add one."""
    desk = calendar_desk(request)
    row = desk.milestone(pk) if pk else None
    title = row.words if row else _("Ajouter une échéance")
    return _edit(request, desk, MilestoneForm, row, title)


@require_http_methods(["GET", "POST"])
def recess(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Set a recess, or add one."""
    desk = calendar_desk(request)
    row = desk.recess(pk) if pk else None
    title = _("Vacances du Conseil") if row else _("Ajouter des vacances")
    return _edit(request, desk, RecessForm, row, title, "calendar:recess-remove")


@require_http_methods(["GET", "POST"])
def exception(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Set an exception, or add one."""
    desk = calendar_desk(request)
    row = desk.exception(pk) if pk else None
    title = _("Conseil déplacé, annulé ou ajouté")
    return _edit(request, desk, ExceptionForm, row, title, "calendar:exception-remove")


@require_POST
def remove_recess(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a recess back."""
    desk = calendar_desk(request)
    return _remove(request, desk, desk.recess(pk))


@require_POST
def remove_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an exception back."""
    desk = calendar_desk(request)
    return _remove(request, desk, desk.exception(pk))


def _edit(
    request: HttpRequest,
    desk: Desk,
    kind: type[forms.ModelForm[Any]],
    row: Any,
    title: str,
    removal: str = "",
) -> HttpResponse:
    form = kind(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        actions.save(desk.user, form.save(commit=False))
        messages.success(request, _("C'est enregistré : les échéances suivent."))
        return redirect("calendar:settings")
    context = {"form": form, "title": title, "row": row, "removal": removal}
    status = 422 if form.is_bound else 200
    return render(request, "calendar/form.html", context, status=status)


def _remove(request: HttpRequest, desk: Desk, row: Any) -> HttpResponse:
    actions.remove(desk.user, row)
    messages.success(request, _("C'est retiré : les échéances suivent."))
    return redirect("calendar:settings")
