"""One's own notes, sealed on the tablet: the server keeps them and cannot read them."""

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm.access import notes as reach
from ecm.domain.policy import Role
from ecm.meetings.actions import notes
from ecm.meetings.models import NoteLock, PrivateNote
from ecm.meetings.noting import lines_of
from ecm.meetings.typed import cleaned

FEWEST_ITERATIONS, MOST_ITERATIONS = 600_000, 10_000_000
LONGEST_SEALED = 200_000  # characters of base64: a hundred pages of notes on one item
BASE64 = r"^[A-Za-z0-9+/]+={0,2}$"


class LockForm(forms.Form):
    salt = forms.RegexField(BASE64, min_length=22, max_length=64)
    iterations = forms.IntegerField(
        min_value=FEWEST_ITERATIONS, max_value=MOST_ITERATIONS
    )
    check_word = forms.RegexField(BASE64, max_length=200)


class NoteForm(forms.Form):
    sealed = forms.RegexField(BASE64, min_length=38, max_length=LONGEST_SEALED)
    base = forms.IntegerField(min_value=0)
    salt = forms.RegexField(BASE64, max_length=64)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """What a tablet needs to try the phrase; or keep what it made of a first one."""
    writer = reach.writer(request)
    if request.method == "GET":
        held = reach.lock_of(writer)
        return JsonResponse(_told(held) if held else {})
    held, is_ours = notes.make_lock(
        writer, notes.Lock(**cleaned(LockForm(request.POST)))
    )
    return JsonResponse(_told(held), status=200 if is_ours else 409)


def _told(held: NoteLock) -> dict[str, object]:
    return {
        "salt": held.salt,
        "iterations": held.iterations,
        "check_word": held.check_word,
    }


@require_POST
def begin_again(request: HttpRequest) -> HttpResponse:
    """Delete the notes and their lock, for whoever has forgotten his phrase."""
    notes.begin_again(reach.writer(request))
    return HttpResponse(status=204)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """The note on an item, and those on the same matter before; or keep a new text."""
    here = reach.noting(request, meeting_id)
    item = reach.noted_item(here, item_id)
    if request.method == "GET":
        (line,) = lines_of(here, [item])
        return JsonResponse(line.told)
    values = cleaned(NoteForm(request.POST))
    kept, is_ours = notes.write_note(here.actor, item, **values)
    return JsonResponse(_kept(kept, is_ours), status=200 if is_ours else 409)


def _kept(kept: PrivateNote, is_ours: bool) -> dict[str, object]:
    """Tell another tablet's text to whoever wrote on an older one: he chooses."""
    return {"version": kept.version, **({} if is_ours else {"sealed": kept.sealed})}


@require_GET
def notebook(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Every item of the meeting with one's own note, to write on and to print."""
    here = reach.noting(request, meeting_id)
    lines = lines_of(here, reach.noted_items(here))
    # An observer has the members' screen.
    role = Role.MEMBER if here.view is Role.OBSERVER else here.view
    context = {"meeting": here.meeting, "lines": lines, "role": role}
    return render(request, "meetings/notes.html", context)


MEETING = "seances/<int:meeting_id>/"

urlpatterns = [
    path("mes-notes/verrou/", lock, name="note-lock"),
    path("mes-notes/recommencer/", begin_again, name="notes-begin-again"),
    path(MEETING + "mes-notes/", notebook, name="notes"),
    path(MEETING + "points/<int:item_id>/ma-note/", note, name="note"),
]
