"""What the table shows to all: announcements, and a passage pointed out in a paper."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ecm import access
from ecm.domain.verbs import Verb
from ecm.meetings.actions import announcements, passages
from ecm.meetings.models import ShownTo
from ecm.meetings.papers import papers_of
from ecm.meetings.standing import require
from ecm.meetings.typed import cleaned

DONE = 204


class AnnouncementForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Annonce"), max_length=announcements.LONGEST
    )
    shown_to = forms.ChoiceField(
        label=gettext_lazy("Écrans"), choices=ShownTo.choices, initial="everywhere"
    )


class PassageForm(forms.Form):
    version = forms.IntegerField(label=gettext_lazy("Pièce"))
    page = forms.IntegerField(label=gettext_lazy("Page"), min_value=1)
    quote = forms.CharField(
        label=gettext_lazy("Passage"), max_length=passages.LONGEST, required=False
    )


@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What to announce and where; then show it."""
    here = access.presence(request, meeting_id)
    if request.method == "GET":
        require(here.actor, Verb.MAKE_ANNOUNCEMENT, here.meeting)
        usual = (
            _("La séance reprend dans dix minutes."),
            _("La séance est suspendue jusqu'à 15 heures."),
            _("Le déjeuner est servi."),
            _("Les personnes invitées pour le point suivant sont attendues."),
        )
        context = {"meeting": here.meeting, "usual": usual, "screens": ShownTo.choices}
        return render(request, "live/_announce.html", context)
    values = cleaned(AnnouncementForm(request.POST))
    announcements.make_announcement(here.actor, meeting_id, **values)
    return HttpResponse(status=DONE)


@require_POST
def withdraw(request: HttpRequest, meeting_id: int, pk: int) -> HttpResponse:
    """Take an announcement off the screens."""
    here = access.presence(request, meeting_id)
    announcements.withdraw_announcement(here.actor, here.announcement(pk))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Which page of which paper; then show it to every reader of the item."""
    here = access.presence(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        seats = require(here.actor, Verb.POINT_PASSAGE, here.meeting)
        if not any(passages.pointing_seats(here.meeting, item, seats)):
            raise Http404
        papers = papers_of(here.meeting, [item])[item.pk]
        context = {
            "meeting": here.meeting,
            "item": item,
            "number": here.numbers()[item.pk],
            "papers": papers,
            "is_shown": passages.shown_passages(item).exists(),
        }
        return render(request, "live/_point_passage.html", context)
    passages.point_passage(here.actor, item, **cleaned(PassageForm(request.POST)))
    return HttpResponse(status=DONE)


@require_POST
def release(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Show the passage no more."""
    here = access.presence(request, meeting_id)
    passages.release_passage(here.actor, here.item(item_id))
    return HttpResponse(status=DONE)


MEETING = "seances/<int:meeting_id>/"
ITEM = MEETING + "points/<int:item_id>/"

urlpatterns = [
    path(MEETING + "annoncer/", announce, name="announce"),
    path(
        MEETING + "annonces/<int:pk>/retirer/", withdraw, name="announcement-withdraw"
    ),
    path(ITEM + "montrer/", point, name="passage-point"),
    path(ITEM + "ne-plus-montrer/", release, name="passage-release"),
]
