"""Putting a text to the vote, voting, counting, and checking the result afterwards."""

from contextlib import suppress
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from ecm import access
from ecm.domain import policy
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.votes import BY_NAME, BallotState, Choice, Method
from ecm.files.store import stored
from ecm.journal.chain import AlreadyDone
from ecm.meetings import palette, scans
from ecm.meetings.actions import casting, sealed, votes
from ecm.meetings.ballots import own_votes_of, proof_of
from ecm.meetings.models import AgendaItem
from ecm.meetings.room.votes_forms import CastForm, PaperForm, VoteForm
from ecm.meetings.sealed import is_offered
from ecm.meetings.typed import cleaned
from ecm.meetings.voting import entitled
from ecm.meetings.words import CHOICE_WORDS, MAJORITY_WORDS, METHOD_WORDS

DONE = 204


@require_http_methods(["GET", "POST"])
def open_vote(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """The text, mode and majority; then the same read back; then the vote is open."""
    here = access.presence(request, meeting_id)
    item = here.item(item_id)
    if request.method == "GET":
        policy.require(here.standing.roles, Verb.OPEN_VOTE)
        return render(request, "live/_vote_open.html", _offer(request, here, item))
    wanted = cleaned(VoteForm(request.POST))
    if request.POST.get("read") != "1":
        policy.require(here.standing.roles, Verb.OPEN_VOTE)
        return render(request, "live/_vote_read.html", _read_back(item, wanted))
    if wanted["method"] is Method.SEALED:
        words = {name: wanted[name] for name in ("question", "majority")}
        sealed.prepare_vote(here.actor, item, **words)
    else:
        votes.open_vote(here.actor, item, **wanted)
    return HttpResponse(status=DONE)


def _offer(
    request: HttpRequest, here: access.Presence, item: AgendaItem
) -> dict[str, Any]:
    """Return what the dialog proposes: the usual formula, and the body's majority.

    What was read back and is to be changed comes back as it was.
    """
    may_seal, typed = is_offered(request), request.GET
    return {
        "item": item,
        "question": typed.get("question") or palette.formulas(item)[0],
        "method": typed.get("method") or Method.OPEN.value,
        "majority": typed.get("majority") or here.meeting.body.majority,
        "keeps_names": "keeps_names" in typed,
        "majorities": [(m.value, _(words)) for m, words in MAJORITY_WORDS.items()],
        "methods": [
            (m.value, _(words), m in BY_NAME)
            for m, words in METHOD_WORDS.items()
            if m is not Method.SEALED or may_seal
        ],
        "may_seal": may_seal,
        "entitled": len(entitled(item)),
    }


def _read_back(item: AgendaItem, wanted: dict[str, Any]) -> dict[str, Any]:
    method, is_by_name = wanted["method"], wanted["method"] in BY_NAME
    return {
        "item": item,
        "wanted": wanted,
        "method_words": _(METHOD_WORDS[method]),
        "majority_words": _(MAJORITY_WORDS[wanted["majority"]]),
        "voters": entitled(item),
        "is_by_name": is_by_name,
        "is_sealed": method is Method.SEALED,
    }


@require_GET
def own(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The user's own votes in the vote by name under way, one for each of his seats."""
    here = access.presence(request, meeting_id)
    return _own(request, here)


def _own(request: HttpRequest, here: access.Presence) -> HttpResponse:
    context = {"own": own_votes_of(here), "meeting": here.meeting}
    return render(request, "live/_vote_own.html", context)


@require_POST
def cast(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Vote for one of one's seats, or by the secretary's hand for another."""
    here = access.presence(request, meeting_id)
    ballot = here.ballot(ballot_id)
    given = cleaned(CastForm(request.POST))
    with suppress(AlreadyDone):  # a retry: the receipt below is the same
        casting.cast(here.actor, ballot, seat_id=given.pop("seat"), **given)
    if given["by_hand"]:
        return HttpResponse(status=DONE)
    return _own(request, here)


@require_GET
def by_hand(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """The secretary's form for a vote that was said aloud."""
    here = access.presence(request, meeting_id)
    if Role.SECRETARY not in here.standing.roles:
        raise Http404
    ballot = here.ballot(ballot_id)
    context = {
        "ballot": ballot,
        "meeting": here.meeting,
        "voters": ballot.voters.select_related("seat__holder", "proxy"),
        "choices": [(c.value, _(CHOICE_WORDS[c])) for c in Choice],
    }
    return render(request, "live/_vote_hand.html", context)


@require_POST
def close(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Take no more votes; those by name are counted at once."""
    here = access.presence(request, meeting_id)
    votes.close_vote(here.actor, here.ballot(ballot_id))
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def annul(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """Ask once more; then end the vote without a result."""
    here = access.presence(request, meeting_id)
    ballot = here.ballot(ballot_id)
    if request.method == "GET":
        policy.require(here.standing.roles, Verb.ANNUL_VOTE)
        context = {"ballot": ballot, "meeting": here.meeting}
        return render(request, "live/_vote_annul.html", context)
    votes.annul_vote(here.actor, ballot)
    return HttpResponse(status=DONE)


@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """The totals of a vote on paper, with the scanned record of the count."""
    here = access.presence(request, meeting_id)
    ballot = here.ballot(ballot_id)
    policy.require(here.standing.roles, Verb.COUNT_VOTE)
    if request.method == "GET":
        context = {
            "ballot": ballot,
            "meeting": here.meeting,
            "entitled": ballot.voters.count(),
        }
        return render(request, "live/_vote_count.html", context)
    totals = cleaned(PaperForm(request.POST, request.FILES))
    with scans.brought(totals.pop("scan")) as (scan, suffix):
        casting.count_paper(here.actor, ballot, **totals, scan=scan, suffix=suffix)
    return HttpResponse(status=DONE)


@require_GET
def receipt(request: HttpRequest, meeting_id: int, ballot_id: int) -> HttpResponse:
    """The user's own votes, every receipt, and how the result is checked."""
    here = access.presence(request, meeting_id)
    ballot = here.ballot(ballot_id)
    if here.view not in READERS or ballot.state != BallotState.COUNTED:
        raise Http404
    context = {
        "meeting": here.meeting,
        "proof": proof_of(here, ballot),
        "method_words": _(METHOD_WORDS[Method(ballot.method)]),
        "has_scan": bool(ballot.scan) and here.view in TABLE,
    }
    return render(request, "meetings/vote_receipt.html", context)


@require_GET
def scan(request: HttpRequest, meeting_id: int, ballot_id: int) -> FileResponse:
    """The scanned record of a paper count, to the chair and the secretariat."""
    here = access.presence(request, meeting_id)
    ballot = here.ballot(ballot_id)
    if here.view not in TABLE or not ballot.scan:
        raise Http404
    suffix = ballot.scan[ballot.scan.rindex(".") :]
    name = _("depouillement-%(number)s") % {"number": ballot.pk} + suffix
    answer = FileResponse(stored(ballot.scan), filename=name, as_attachment=True)
    answer.headers["Content-Type"] = scans.TYPES[suffix]
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


TABLE = (Role.PRESIDING, Role.SECRETARY)
READERS = (*TABLE, Role.MEMBER)
MEETING = "seances/<int:meeting_id>/"
BALLOT = MEETING + "votes/<int:ballot_id>/"

urlpatterns = [
    path(
        MEETING + "points/<int:item_id>/mettre-aux-voix/", open_vote, name="vote-open"
    ),
    path(MEETING + "mes-votes/", own, name="vote-own"),
    path(BALLOT + "voter/", cast, name="vote-cast"),
    path(BALLOT + "saisir/", by_hand, name="vote-hand"),
    path(BALLOT + "clore/", close, name="vote-close"),
    path(BALLOT + "annuler/", annul, name="vote-annul"),
    path(BALLOT + "totaux/", count, name="vote-count"),
    path(BALLOT + "verifier/", receipt, name="vote-receipt"),
    path(BALLOT + "depouillement/", scan, name="vote-scan"),
]
