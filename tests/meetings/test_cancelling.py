"""Cancelling a convened council: who, until when, who is told, and what becomes of it all."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.actions.desk import propose
from ecm.dossiers.models import Dossier
from ecm.journal.chain import digest
from ecm.meetings.actions.building import build_agenda, carrying
from ecm.meetings.actions.cancelling import cancel_meeting
from ecm.meetings.actions.convocation import read_convocation, send_convocation
from ecm.meetings.actions.sittings import convene, open_meeting
from ecm.meetings.models import AgendaItem, Meeting
from ecm.meetings.planning.creation import free_days
from ecm.notices.models import Notice
from tests.cast import journal, signed_in
from tests.meetings.conftest import Planned, a_meeting

WHY = "Deuil national."
WEEK = timedelta(days=7)


def convened(planned: Planned) -> Planned:
    planned.propose_agenda()
    planned.approve_agenda()
    send_convocation(planned.actor("secretary"), planned.pk)
    planned.refresh()
    return planned


def cancel(planned: Planned, who: str = "secretary", reason: str = WHY) -> Meeting:
    cancel_meeting(planned.actor(who), planned.pk, reason=reason)
    return planned.refresh()


def page(planned: Planned, who: str, name: str = "convocation") -> HttpResponse:
    client = signed_in(Client(), planned.preparation[who])
    return client.get(reverse(f"meetings:{name}", args=[planned.pk]))


def test_a_convened_council_is_cancelled_with_its_reason(built: Planned) -> None:
    before = convened(built).meeting.seq

    meeting = cancel(built, reason=f"  {WHY}\n")

    assert (meeting.state, meeting.cancellation) == ("cancelled", WHY)
    facts = {"digest": digest(WHY), "sequence": 1}
    assert journal(meeting, before) == [("meeting.cancelled", facts)]


def test_cancelling_again_changes_nothing(built: Planned) -> None:
    convened(built)
    before = cancel(built).seq

    meeting = cancel(built, reason="Autre chose.")

    assert (meeting.seq, meeting.cancellation) == (before, WHY)
    assert meeting.convocations.count() == 2


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501])
def test_a_reason_is_required(built: Planned, reason: str) -> None:
    convened(built)

    with pytest.raises(NotPossible, match="Dites pourquoi"):
        cancel(built, reason=reason)

    assert built.refresh().state == "convened"


@pytest.mark.parametrize("who", ["president", "prime_minister", "minister", "stranger"])
def test_only_the_secretariat_cancels(built: Planned, who: str) -> None:
    convened(built)

    with pytest.raises(NotAllowed):
        cancel(built, who)


def test_once_it_is_open_it_is_not_cancelled(built: Planned) -> None:
    convened(built)
    open_meeting(built.actor("president"), built.pk)

    with pytest.raises(NotPossible, match="la séance est ouverte"):
        cancel(built)


def test_nobody_was_convened_to_a_draft(built: Planned) -> None:
    with pytest.raises(NotPossible, match="n'est pas encore convoquée"):
        cancel(built)


def test_everybody_who_was_convened_is_told_and_no_more(built: Planned) -> None:
    convened(built)

    cancel(built)

    told = Notice.objects.filter(kind="meeting.cancelled")
    seats = built.meeting.seats.filter(holder__isnull=False)
    assert set(told.values_list("recipient", flat=True)) == set(
        seats.values_list("holder", flat=True)
    )
    assert {str(sorted(notice.words)) for notice in told} == {"['day', 'hour']"}


def test_its_dossiers_are_ready_for_the_next_council(built: Planned) -> None:
    convened(built)

    cancel(built)

    dossiers = Dossier.objects.filter(items__meeting=built.pk)
    assert set(dossiers.values_list("state", flat=True)) == {"ready"}
    assert built.meeting.items.count() == 8
    with pytest.raises(NotPossible, match="inscrit à aucun ordre du jour"):
        carrying(built.item("Budget").dossier)


def test_its_number_stays_used_and_its_day_is_free_again(built: Planned) -> None:
    day = convened(built).meeting.day
    with time_machine.travel(datetime.combine(day - WEEK, time(9), UTC), tick=False):
        offered = [day in free_days()]
        cancel(built)
        offered.append(day in free_days())

    following = a_meeting(built.preparation)

    assert offered == [False, True]
    assert following.meeting.number == built.meeting.number + 1


def test_a_freed_dossier_goes_on_the_agenda_of_the_next(built: Planned) -> None:
    convened(built)
    budget = built.item("Budget").dossier
    cancel(built)
    following = a_meeting(built.preparation)

    budget.refresh_from_db()
    propose(built.actor("secretary"), budget, council_day=following.meeting.day)
    build_agenda(built.actor("secretary"), following.meeting)

    assert [i.title for i in following.meeting.items.all()] == ["Budget"]
    assert carrying(budget) == AgendaItem.objects.get(meeting=following.pk)


def test_calendars_are_told_by_a_higher_sequence(built: Planned) -> None:
    convened(built)
    cancel(built)

    answer = page(built, "minister", "invitation")

    assert "method=CANCEL" in answer["Content-Type"]
    calendar = Calendar.from_ical(answer.content)
    [event] = calendar.walk("VEVENT")
    assert calendar["method"] == "CANCEL"
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert "Budget" not in answer.content.decode()
    assert WHY not in answer.content.decode()


def test_opened_without_a_convocation_there_is_no_invitation_to_take_back(
    built: Planned,
) -> None:
    convene(built.actor("secretary"), built.pk)

    meeting = cancel(built)

    assert meeting.convocations.count() == 0
    assert page(built, "minister", "invitation").status_code == 404
    assert WHY in page(built, "minister").content.decode()


def test_members_read_why_and_that_they_have_is_noted(built: Planned) -> None:
    convened(built)
    cancel(built)

    answer = page(built, "minister").content.decode()

    assert "Séance annulée" in answer
    assert WHY in answer
    assert "Donner mes positions" not in answer
    last = built.meeting.convocations.get(is_cancelling=True)
    assert last.receipts.count() == 1
    read_convocation(built.actor("minister"), built.pk)
    assert last.receipts.count() == 1


def test_the_secretariat_cancels_from_the_page_of_the_convocation(
    built: Planned,
) -> None:
    convened(built)
    client = signed_in(Client(), built.preparation["secretary"])
    url = reverse("meetings:cancel", args=[built.pk])

    refused = client.post(url, {"reason": ""})
    answer = client.post(url, {"reason": WHY}, follow=True)

    assert refused.status_code == 422
    assert 'class="moment" open' in refused.content.decode()
    assert "Séance annulée" in answer.content.decode()
    assert 'name="reason"' not in answer.content.decode()


@pytest.mark.parametrize("name", ["agenda", "positions", "list"])
def test_every_page_of_it_still_opens(built: Planned, name: str) -> None:
    convened(built)
    cancel(built)
    client = signed_in(Client(), built.preparation["secretary"])
    place = [] if name == "list" else [built.pk]

    answer = client.get(reverse(f"meetings:{name}", args=place))

    assert answer.status_code == 200
    assert "nnulée" in answer.content.decode() or name == "positions"
    assert client.get(reverse("live:room", args=[built.pk])).status_code == 200
