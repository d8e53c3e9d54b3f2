"""The pages of the days before a meeting: convocation, excuses and positions."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm import access, clock
from ecm.domain.policy import Role
from ecm.journal.chain import AlreadyDone
from ecm.meetings.actions import convocation as convoking
from ecm.meetings.actions.cancelling import cancel_meeting
from ecm.meetings.actions.positions import give_position
from ecm.meetings.before import roll
from ecm.meetings.before.forms import (
    CancellationForm,
    ExcuseForm,
    MomentForm,
    PositionForm,
)
from ecm.meetings.before.invitation import calendar_of, method_of
from ecm.meetings.before.positions import sheet_of
from ecm.meetings.models import AgendaItem, Meeting, Seat
from ecm.meetings.standing import WALLS


def _for_the_desk(request: HttpRequest, meeting_id: int) -> access.Presence:
    here = access.presence(request, meeting_id)
    if Role.SECRETARY not in here.standing.roles:
        raise Http404
    return here


@require_GET
def convocation(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The convocation; that a member has seen it is noted as he does."""
    here = access.presence(request, meeting_id)
    convoking.read_convocation(here.actor, meeting_id)
    return render(request, "before/convocation.html", _page(here))


def _page(
    here: access.Presence,
    moment: MomentForm | None = None,
    cancellation: CancellationForm | None = None,
) -> dict[str, object]:
    meeting, is_desk = here.meeting, Role.SECRETARY in here.standing.roles
    last = meeting.convocations.order_by("-sequence").first()
    lines = roll.lines_of(meeting, last) if is_desk else []
    return {
        "meeting": meeting,
        "convocation": last,
        "opening": convoking.opening_of(meeting),
        "is_desk": is_desk,
        "is_due": is_desk and convoking.needs_convocation(meeting),
        "obstacle": convoking.obstacle(meeting) if is_desk else "",
        "lines": lines,
        "unread": [line for line in lines if last and not line.read_at],
        "own_seats": [s for s in here.standing.seats if _may_excuse(here, s)],
        "moment": moment or MomentForm.of(meeting),
        "cancellation": cancellation or CancellationForm(),
        "marks": bool(here.standing.marking_seats),
    }


def _may_excuse(here: access.Presence, seat: Seat) -> bool:
    before = here.meeting.state in ("draft", "convened")
    return before and seat.holder_id == here.user.person_id


@require_POST
def send(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Convene the members, or tell them what has changed."""
    here = _for_the_desk(request, meeting_id)
    with suppress(AlreadyDone):
        convoking.send_convocation(here.actor, meeting_id)
    messages.success(request, _("La convocation est envoyée."))
    return redirect("meetings:convocation", meeting_id)


@require_POST
def move(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Move the meeting to another moment or place."""
    here = _for_the_desk(request, meeting_id)
    form = MomentForm(request.POST)
    if not form.is_valid():
        context = _page(here, form)
        return render(request, "before/convocation.html", context, status=422)
    with suppress(AlreadyDone):
        convoking.move_meeting(here.actor, meeting_id, form.moment)
    messages.success(request, _("Le jour, l'heure et le lieu sont enregistrés."))
    return redirect("meetings:convocation", meeting_id)


@require_POST
def cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Cancel a meeting that was convened, with the reason that its members will read."""
    here = _for_the_desk(request, meeting_id)
    form = CancellationForm(request.POST)
    if not form.is_valid():
        context = _page(here, cancellation=form)
        return render(request, "before/convocation.html", context, status=422)
    with suppress(AlreadyDone):
        cancel_meeting(here.actor, meeting_id, **form.cleaned_data)
    messages.success(request, _("La séance est annulée."))
    return redirect("meetings:convocation", meeting_id)


@require_http_methods(["GET", "POST"])
def excuse(request: HttpRequest, meeting_id: int, seat_id: int) -> HttpResponse:
    """Excuse a member, and name who will sit for him."""
    here = access.presence(request, meeting_id)
    seat = _excusable(here, seat_id)
    form = ExcuseForm(request.POST or None, seat=seat)
    if request.method == "POST" and form.is_valid():
        with suppress(AlreadyDone):
            convoking.excuse(here.actor, seat, **form.cleaned_data)
        messages.success(request, _("L'excuse est enregistrée."))
        return redirect("meetings:list")
    context = {"meeting": here.meeting, "seat": seat, "form": form}
    return render(request, "before/excuse.html", context, status=form_status(form))


def form_status(form: ExcuseForm) -> int:
    return 422 if form.is_bound else 200


def _excusable(here: access.Presence, seat_id: int) -> Seat:
    seat = here.seat(seat_id)
    is_desk = Role.SECRETARY in here.standing.roles
    if seat.screen_id or not (is_desk or seat.holder_id == here.user.person_id):
        raise Http404
    return seat


@require_GET
def invitation(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The convocation for a calendar; it never says what will be discussed."""
    here = access.presence(request, meeting_id)
    last = here.meeting.convocations.order_by("-sequence").first()
    if last is None:
        raise Http404
    name = here.meeting.reference.replace("/", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    kind = f"text/calendar; charset=utf-8; method={method_of(last)}"
    return HttpResponse(calendar_of(last), content_type=kind, headers=headers)


@require_GET
def positions(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One's positions on every item; the totals for the chair, the names for the SGG."""
    here = access.presence(request, meeting_id)
    if here.view in (*WALLS, Role.OBSERVER) or _is_too_early(here.meeting):
        raise Http404
    context = {"meeting": here.meeting, "sheet": sheet_of(here), "now": clock.now()}
    return render(request, "before/positions.html", context)


def _is_too_early(meeting: Meeting) -> bool:
    return meeting.state == "draft"


@require_POST
def position(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Record a position; the answer is the item's line, as a receipt."""
    here = access.presence(request, meeting_id)
    if not here.stands_aside(item_id):  # a retry: he is out already
        _give(here, here.item(item_id), PositionForm(request.POST))
    return _receipt(request, here, item_id)


def _give(here: access.Presence, item: AgendaItem, form: PositionForm) -> None:
    if not form.is_valid():
        raise Http404
    values = form.cleaned_data
    with suppress(AlreadyDone):  # a retry: the receipt is the same
        give_position(here.actor, values.pop("seat"), item, **values)


def _receipt(request: HttpRequest, here: access.Presence, item_id: int) -> HttpResponse:
    """Answer with the item's line and the count of one's positions, as they stand.

    Whoever has just stood aside from the item gets the page anew.
    """
    if not request.headers.get("HX-Request"):
        return redirect(
            f"{request.path.rsplit('points', 1)[0]}positions/#item-{item_id}"
        )
    if here.stands_aside(item_id):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    sheet = sheet_of(here)
    context = {"meeting": here.meeting, "sheet": sheet, "line": sheet.line(item_id)}
    return render(request, "before/_answer.html", context)
