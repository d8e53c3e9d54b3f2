"""The commands of the sealed vote, sent by the tablets that hold its keys and ballots."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from ecm import access
from ecm.domain.votes import Layer
from ecm.meetings.actions import sealed
from ecm.meetings.room.sealed_forms import EnvelopeForm, InnerForm, KeyForm, TotalsForm
from ecm.meetings.sealed import own_of
from ecm.meetings.sealing import envelopes_for
from ecm.meetings.typed import cleaned

DONE = 204


@require_GET
def own(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The user's own part in the sealed vote under way: ballots, and his key."""
    here = access.presence(request, meeting_id)
    context = {"own": own_of(here), "meeting": here.meeting}
    return render(request, "live/_sealed_own.html", context)


@require_POST
def give_key(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Give the public half of the key of one layer."""
    here = access.presence(request, meeting_id)
    given = cleaned(KeyForm(request.POST))
    ballot = here.ballot(ballot_id)
    sealed.give_key(here.actor, ballot, Layer(given["layer"]), given["public"])
    return JsonResponse({})


@require_POST
def open_vote(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Open the vote, once both keys are given."""
    here = access.presence(request, meeting_id)
    sealed.open_sealed(here.actor, here.ballot(ballot_id))
    return HttpResponse(status=DONE)


@require_POST
def cast(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Deposit a sealed ballot, or replace the one of the same seat."""
    here = access.presence(request, meeting_id)
    given = cleaned(EnvelopeForm(request.POST))
    ballot, seat = here.ballot(ballot_id), given["seat"]
    receipt = sealed.cast_sealed(
        here.actor, ballot, seat_id=seat, sealed=given["sealed"]
    )
    return JsonResponse({"receipt": receipt})


@require_GET
def envelopes(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """The envelopes that wait for the user's key, and for nobody else's."""
    here = access.presence(request, meeting_id)
    waiting = envelopes_for(here.ballot(ballot_id), here.standing.seats)
    return JsonResponse({"envelopes": waiting})


@require_POST
def unseal(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Give what was in the outer envelopes, shuffled by the tablet that opened them."""
    here = access.presence(request, meeting_id)
    given = cleaned(InnerForm(request.POST))
    sealed.unseal(here.actor, here.ballot(ballot_id), given["inner"].split())
    return JsonResponse({})


@require_POST
def count(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Give the totals of what the inner envelopes held."""
    here = access.presence(request, meeting_id)
    totals = cleaned(TotalsForm(request.POST))
    sealed.count_sealed(here.actor, here.ballot(ballot_id), **totals)
    return JsonResponse({})


SEALED = "seances/<int:meeting_id>/bulletins-scelles/"
BALLOT = SEALED + "<int:ballot_id>/"

urlpatterns = [
    path(SEALED, own, name="sealed-own"),
    path(BALLOT + "cle/", give_key, name="sealed-key"),
    path(BALLOT + "ouvrir/", open_vote, name="sealed-open"),
    path(BALLOT + "deposer/", cast, name="sealed-cast"),
    path(BALLOT + "enveloppes/", envelopes, name="sealed-envelopes"),
    path(BALLOT + "desceller/", unseal, name="sealed-unseal"),
    path(BALLOT + "depouiller/", count, name="sealed-count"),
]
