"""The pages of opinions and of the discussion: fetch with the right to it, clean, act."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from ecm import access
from ecm.access.opinions import asked as asked_of
from ecm.dossiers.actions import observations
from ecm.dossiers.actions import opinions as acts
from ecm.dossiers.attempts import REFUSED, Attempt
from ecm.dossiers.consulting import asked as asked_list
from ecm.dossiers.consulting import pages, threads
from ecm.dossiers.consulting.answers import answer
from ecm.dossiers.consulting.forms import AnswerForm, RenewForm, ReplyForm
from ecm.dossiers.consulting.panel import opinions_of


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """What is asked of one's ministries and bodies: what waits first, by term."""
    page = asked_list.page_of(asked_of(request), request.GET.get("page"))
    context = {"page": page, "bodies": asked_list.bodies_of(access.standing(request))}
    return render(request, "consulting/asked.html", context)


@require_GET
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinions of one dossier that the reader may know."""
    file = access.dossier(request, pk)
    return render(request, "consulting/opinions.html", opinions_of(file))


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom to ask and what to share; then ask."""
    file = access.dossier(request, pk)
    pages.refuse_asking(file)
    form = pages.ask_form(file, request.POST or None)
    if form.is_bound and (
        pages.was_asked(file) or Attempt(form, partial(pages.ask, file)).is_done
    ):
        messages.success(request, _("Les avis sont demandés."))
        return redirect("consulting:opinions", pk)
    context = {"file": file, "dossier": file.dossier, "form": form}
    status = REFUSED if form.errors else 200
    return render(request, "consulting/ask.html", context, status=status)


@require_GET
def opinion(request: HttpRequest, pk: int, opinion_id: int) -> HttpResponse:
    """One opinion: for who is asked, what he was shown and his answer."""
    file = access.dossier(request, pk)
    context = pages.of_opinion(file, file.opinion(opinion_id))
    return render(request, "consulting/opinion.html", context)


@require_POST
def give(request: HttpRequest, pk: int, opinion_id: int) -> HttpResponse:
    """Answer; a refusal leaves the words, and the file, in the form."""
    file = access.dossier(request, pk)
    found = file.opinion(opinion_id)
    form = AnswerForm(request.POST, request.FILES)
    if Attempt(form, lambda **_values: answer(file, found, form)).is_done:
        messages.success(request, _("Votre avis est rendu."))
        return redirect("consulting:opinion", pk, opinion_id)
    context = pages.of_opinion(file, found, form)
    return render(request, "consulting/opinion.html", context, status=REFUSED)


@require_POST
def confirm(request: HttpRequest, pk: int, opinion_id: int) -> HttpResponse:
    """Confirm on the new versions what was answered on the former ones."""
    file = access.dossier(request, pk)
    acts.confirm(file.actor, file.opinion(opinion_id))
    messages.success(request, _("Votre avis est confirmé sur les nouvelles versions."))
    return redirect("consulting:opinion", pk, opinion_id)


@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, pk: int, opinion_id: int) -> HttpResponse:
    """Ask the same party again, on the present versions."""
    file = access.dossier(request, pk)
    found = file.opinion(opinion_id)
    pages.refuse_renewing(file, found)
    form = RenewForm(request.POST) if request.method == "POST" else RenewForm.of(found)
    act = partial(acts.renew, file.actor, found)
    if form.is_bound and Attempt(form, act).is_done:
        messages.success(request, _("L'avis est redemandé."))
        return redirect("consulting:opinions", pk)
    context = pages.of_renewal(file, found, form)
    status = REFUSED if form.errors else 200
    return render(request, "consulting/renew.html", context, status=status)


@require_POST
def cancel(request: HttpRequest, pk: int, opinion_id: int) -> HttpResponse:
    """Take a request back."""
    file = access.dossier(request, pk)
    acts.cancel(file.actor, file.opinion(opinion_id))
    messages.success(request, _("La demande d'avis est annulée."))
    return redirect("consulting:opinions", pk)


@require_GET
def discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """The discussion of a dossier, on the versions that the reader may open."""
    file = access.dossier(request, pk)
    context = threads.discussion_of(file) | {"dossier": file.dossier}
    return render(request, "consulting/discussion.html", context)


@require_POST
def observe(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an observation."""
    file = access.dossier(request, pk)
    form = threads.observation_form(file, request.POST)
    act = partial(observations.observe, file.actor, file.dossier)
    if Attempt(form, act).is_done:
        messages.success(request, _("Votre observation est inscrite."))
        return redirect("consulting:discussion", pk)
    context = threads.discussion_of(file, form) | {"dossier": file.dossier}
    return render(request, "consulting/discussion.html", context, status=REFUSED)


@require_POST
def reply(request: HttpRequest, pk: int, observation_id: int) -> HttpResponse:
    """Answer an observation."""
    file = access.dossier(request, pk)
    first = file.observation(observation_id)
    form = ReplyForm(request.POST)
    say = partial(observations.observe, file.actor, file.dossier)
    if Attempt(form, partial(say, replies_to=first)).is_done:
        messages.success(request, _("Votre réponse est inscrite."))
        return redirect("consulting:discussion", pk)
    context = threads.discussion_of(file) | {"dossier": file.dossier}
    context |= {"reply": form, "replied_id": first.pk}
    return render(request, "consulting/discussion.html", context, status=REFUSED)
