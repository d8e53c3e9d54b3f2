"""Messages during a meeting: permitted, stopped, sent, and each one's own to read."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from ecm import access
from ecm.journal.chain import Actor
from ecm.meetings.actions import messages
from ecm.meetings.corresponding import boxes_of, ends_for, threads_of
from ecm.meetings.standing import WALLS
from ecm.meetings.typed import cleaned

DONE = 204
LONGEST = 500  # characters
View = Callable[..., HttpResponse]


class MessageForm(forms.Form):
    """`ends` names the box that a message leaves and the one it goes to: « 12 15 »."""

    ends = forms.RegexField(r"^\w+ \w+$", label=_("Destinataire"), max_length=30)
    text = forms.CharField(label=_("Message"), max_length=LONGEST)


class ReadForm(forms.Form):
    box = forms.CharField(max_length=20)
    other = forms.CharField(max_length=20)
    until = forms.IntegerField(min_value=1)


def _switch(action: Callable[[Actor, int], None]) -> View:
    @require_POST
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = access.presence(request, meeting_id)
        action(here.actor, meeting_id)
        return HttpResponse(status=DONE)

    return view


def _person(request: HttpRequest, meeting_id: int) -> access.Presence:
    here = access.presence(request, meeting_id)
    if here.view in WALLS:
        raise Http404
    return here


@require_GET
def own(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The user's own threads, and to whom he may write."""
    here = _person(request, meeting_id)
    boxes = boxes_of(here.standing)
    threads = threads_of(here.meeting, boxes)
    context = {
        "meeting": here.meeting,
        "threads": threads,
        "unread": sum(thread.unread for thread in threads),
        "boxes": [(box, ends_for(box)) for box in boxes],
    }
    return render(request, "live/_own_messages.html", context)


@sensitive_post_parameters()
@require_POST
def send(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Send a message to a seat, or to the secretariat."""
    here = _person(request, meeting_id)
    values = cleaned(MessageForm(request.POST))
    box, to = values["ends"].split()
    messages.send_message(here.actor, meeting_id, box=box, to=to, text=values["text"])
    return HttpResponse(status=DONE)


@require_POST
def read(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Note that the user has read a thread."""
    here = _person(request, meeting_id)
    values = cleaned(ReadForm(request.POST))
    messages.read_messages(here.actor, here.meeting, **values)
    return HttpResponse(status=DONE)


MESSAGES = "seances/<int:meeting_id>/messages/"

urlpatterns = [
    path(MESSAGES, own, name="messages"),
    path(MESSAGES + "envoyer/", send, name="message-send"),
    path(MESSAGES + "lus/", read, name="messages-read"),
    path(MESSAGES + "permettre/", _switch(messages.allow_messages), name="messages-on"),
    path(MESSAGES + "arreter/", _switch(messages.stop_messages), name="messages-off"),
]
