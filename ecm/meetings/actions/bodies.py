"""What the secretary of a body does before its meetings: put dossiers on it, convene it."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.urls import reverse

from ecm.domain.circuit import OVER
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.kinds import ItemKind
from ecm.dossiers.models import Dossier, Opinion
from ecm.journal.chain import Actor
from ecm.meetings.actions.agenda import Draft, add_item
from ecm.meetings.actions.convocation import USUAL_HOUR
from ecm.meetings.actions.sittings import convene
from ecm.meetings.models import AgendaItem, Meeting, Part
from ecm.meetings.standing import occupied
from ecm.meetings.turn import turn
from ecm.notices.actions import notify


def enter_dossiers(
    actor: Actor, meeting: Meeting, opinions: Iterable[Opinion]
) -> list[AgendaItem]:
    """Put the dossiers a body is asked about on its agenda; those that are, are left.

    Only their titles go there: what their ministries wrote of them is not shared.
    """
    with turn(meeting.pk, actor):
        on_it = set(meeting.items.values_list("dossier_id", flat=True))
        entered: list[AgendaItem] = []
        for opinion in opinions:
            _refuse(meeting, opinion)
            if opinion.dossier_id not in on_it:
                on_it.add(opinion.dossier_id)
                # One command makes several entries, each under a key of its own.
                key = actor.key and f"{actor.key[:40]}/{opinion.pk}"
                one = replace(actor, key=key if entered else actor.key)
                entered.append(add_item(one, meeting, _draft(opinion.dossier)))
        return entered


def _refuse(meeting: Meeting, opinion: Opinion) -> None:
    if opinion.body_id != meeting.body_id:
        raise NotAllowed(gettext_noop("Ce dossier n'est pas soumis à cet organe."))
    if opinion.cancelled_at or opinion.dossier.state in OVER:
        raise NotPossible(gettext_noop("L'avis sur ce dossier n'est plus demandé."))


def _draft(dossier: Dossier) -> Draft:
    return Draft(
        part=Part(dossier.kind.part),
        kind=ItemKind(dossier.kind.item_kind),
        ministry=dossier.ministry,
        title=dossier.title,
        dossier=dossier,
        planned_minutes=dossier.kind.planned_minutes,
        is_publishable=False,
    )


def convene_body(actor: Actor, meeting: Meeting) -> None:
    """Let the members read the agenda, and tell them when the meeting is."""
    with transaction.atomic():
        convene(actor, meeting.pk)
        people = [
            person.pk
            for seat in occupied(meeting.seats.filter(screen=None))
            if (person := seat.occupant)
        ]
        notify(
            people,
            "body.convened",
            url=reverse("live:room", args=[meeting.pk]),
            key=f"convened/{meeting.pk}",
            day=meeting.day,
            hour=meeting.starts_at or USUAL_HOUR,
        )
