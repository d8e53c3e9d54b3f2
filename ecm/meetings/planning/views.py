"""Building an agenda on screen: fetch with the right to it, clean, act, draw it again."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm import access
from ecm.access import agendas
from ecm.access import records as papers
from ecm.domain import circuit, policy
from ecm.domain.errors import Refusal
from ecm.domain.verbs import Verb
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone
from ecm.meetings.actions import building, planning, wording
from ecm.meetings.planning import creation
from ecm.meetings.planning.board import Board
from ecm.meetings.planning.forms import (
    GroupingForm,
    MinutesForm,
    MoveForm,
    ThemeForm,
    TrackForm,
    WithdrawalForm,
    WordingForm,
)
from ecm.meetings.standing import visible_items
from ecm.meetings.typed import cleaned

UNCHANGED = 204
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Where a meeting is described; then the meeting, numbered, with its seats."""
    bodies = agendas.bodies(request)
    form = creation.form_for(bodies, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = creation.create(access.actor(request), form)
        except Refusal as refusal:
            form.add_error(None, words_of(refusal))
        else:
            messages.success(request, _("La séance %s est créée.") % meeting.reference)
            return redirect("meetings:agenda", meeting.pk)
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form}
    return render(request, "meetings/agenda_create.html", context, status=status)


@require_GET
def agenda(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The agenda in preparation, for those who build, amend and approve it."""
    board = Board(agendas.agenda(request, meeting_id))
    corrects = papers.corrects(request, board.meeting)
    context = {"board": board, "meeting": board.meeting, "corrects": corrects}
    return render(request, "meetings/agenda.html", context)


@require_GET
def board(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The agenda alone, if it is not the one that the page already shows."""
    here = agendas.agenda(request, meeting_id)
    if request.GET.get("vu") == str(here.meeting.seq):
        return HttpResponse(status=UNCHANGED)
    return _partial(request, Board(here))


def _drawn(
    request: HttpRequest,
    here: access.Presence,
    *,
    touched: int | None = None,
    said: str = "",
) -> HttpResponse:
    """Answer with the agenda as it stands; a page without scripts is read again."""
    if not request.headers.get("HX-Request"):
        if said:
            messages.success(request, said)
        return redirect("meetings:agenda", here.meeting.pk)
    here.meeting.refresh_from_db()
    return _partial(request, Board(here, touched), said=said)


def _partial(request: HttpRequest, board: Board, *, said: str = "") -> HttpResponse:
    context = {"board": board, "meeting": board.meeting, "said": said}
    return render(request, "meetings/_agenda_board.html", context)


@require_POST
def build(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Enter every dossier that is proposed for the day."""
    here = agendas.agenda(request, meeting_id)
    with suppress(AlreadyDone):
        built = building.build_agenda(here.actor, here.meeting)
        for dossier, refusal in built.left:
            words = {"dossier": dossier.reference, "reason": words_of(refusal)}
            messages.warning(request, _("%(dossier)s : %(reason)s") % words)
        count = len(built.items)
        said = ngettext("%(count)s point inscrit.", "%(count)s points inscrits.", count)
        messages.success(request, said % {"count": count})
    return redirect("meetings:agenda", meeting_id)


@require_POST
def place(request: HttpRequest, meeting_id: int, dossier_id: int) -> HttpResponse:
    """Enter one dossier that is ready or proposed."""
    here = agendas.agenda(request, meeting_id)
    touched = None
    with suppress(AlreadyDone):
        dossier = agendas.waiting_dossier(here, dossier_id)
        touched = building.place_dossier(here.actor, here.meeting, dossier).pk
    return _drawn(request, here, touched=touched, said=_("Point inscrit."))


@require_POST
def bring(
    request: HttpRequest, meeting_id: int, item_id: int | None = None
) -> HttpResponse:
    """Enter what earlier councils left: one item, or everything."""
    here = agendas.agenda(request, meeting_id)
    touched = None
    with suppress(AlreadyDone):
        item = agendas.left_item(here, item_id) if item_id else None
        built = building.bring_forward(here.actor, here.meeting, item)
        touched = built.items[0].pk if built.items else None
    said = _("Ce qui était reporté est inscrit.")
    return _drawn(request, here, touched=touched, said=said)


@require_POST
def follow(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put every item on the track that is suggested for it."""
    here = agendas.agenda(request, meeting_id)
    with suppress(AlreadyDone):
        building.follow_suggestions(here.actor, meeting_id)
    return _drawn(request, here, said=_("Les suggestions sont suivies."))


@require_POST
def move(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put an item after another one, first, or in another theme."""
    here = agendas.agenda(request, meeting_id)
    item = here.item(item_id)
    known = visible_items(here.meeting, here.standing, here.user)
    values = cleaned(MoveForm(request.POST, items=known))
    with suppress(AlreadyDone):
        planning.move_item(here.actor, item, **values)
    item.refresh_from_db(fields=["number"])
    said = _("Le point porte le numéro %s.") % item.number
    return _drawn(request, here, touched=item_id, said=said)


@require_POST
def move_theme(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put the group of a theme after another one, or first."""
    here = agendas.agenda(request, meeting_id)
    values = cleaned(ThemeForm(request.POST))
    with suppress(AlreadyDone):
        theme, after = values["theme"], values["after"]
        planning.move_theme(here.actor, meeting_id, theme, after=after)
    return _drawn(request, here, said=_("Le thème est déplacé."))


@require_POST
def regroup(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Group the deliberations by ministry or by theme, until the agenda is proposed."""
    here = agendas.agenda(request, meeting_id)
    values = cleaned(GroupingForm(request.POST))
    with suppress(AlreadyDone):
        wording.regroup_agenda(here.actor, meeting_id, **values)
    return _drawn(request, here, said=_("Les délibérations sont groupées autrement."))


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """What an item is called and where it stands; then change it."""
    here = agendas.agenda(request, meeting_id)
    policy.require(here.standing.roles, Verb.REWORD_ITEM)
    item = here.item(item_id)
    if request.method == "GET":
        context = {"item": item, "meeting": here.meeting, "form": WordingForm.of(item)}
        return render(request, "meetings/_agenda_reword.html", context)
    values = cleaned(WordingForm(request.POST, meeting=here.meeting))
    with suppress(AlreadyDone):
        wording.reword_item(here.actor, item, **values)
    item.refresh_from_db(fields=["number"])
    said = _("Le point porte le numéro %s.") % item.number
    return _drawn(request, here, touched=item_id, said=said)


@require_POST
def track(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put an item among those adopted with or without debate."""
    here = agendas.agenda(request, meeting_id)
    values = cleaned(TrackForm(request.POST))
    with suppress(AlreadyDone):
        planning.track_item(here.actor, here.item(item_id), **values)
    return _drawn(request, here, touched=item_id, said=_("Enregistré."))


@require_POST
def plan(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Say how long an item is to take."""
    here = agendas.agenda(request, meeting_id)
    values = cleaned(MinutesForm(request.POST))
    with suppress(AlreadyDone):
        planning.plan_item(here.actor, here.item(item_id), **values)
    return _drawn(request, here, touched=item_id, said=_("Enregistré."))


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """What taking an item off the agenda does; then do it."""
    here = agendas.agenda(request, meeting_id)
    if request.method == "GET":
        context = {"item": here.item(item_id), "meeting": here.meeting}
        return render(request, "meetings/_agenda_remove.html", context)
    with suppress(AlreadyDone):
        planning.remove_item(here.actor, here.item(item_id))
    return _drawn(request, here, said=_("Le point est retiré de l'ordre du jour."))


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Where a ministry says why it withdraws a dossier from the agenda; then do it."""
    file = access.dossier(request, dossier_id)
    circuit.require(file.roles, Verb.WITHDRAW_DOSSIER)
    building.carrying(file.dossier)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        building.withdraw_item_of(file.actor, file.dossier, **form.cleaned_data)
        messages.success(request, _("Le dossier est retiré."))
        return redirect(file.dossier)
    context = {"dossier": file.dossier, "form": form}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "meetings/agenda_withdraw.html", context, status=status)
