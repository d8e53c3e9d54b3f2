"""What a council did not reach or put off is proposed for the next one by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotPossible
from ecm.domain.outcomes import Outcome
from ecm.journal.chain import SYSTEM
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.actions.building import bring_forward
from ecm.meetings.actions.items import decide
from ecm.meetings.actions.sittings import close
from ecm.meetings.carrying import left_by, left_items
from ecm.meetings.models import AgendaItem, Meeting
from tests.cast import DAY, Council, journal, signed_in
from tests.preparation import Preparation

NEXT = DAY + timedelta(days=7)


def next_meeting(council: Council, day: date = NEXT) -> Meeting:
    return create_meeting(SYSTEM, council.cast.body, Plan(day=day, number=6))


@pytest.fixture
def carried(preparation: Preparation, opened: Council) -> Council:
    """The bill carries a dossier; nothing else does; the council closes unexamined."""
    dossier = preparation.dossier("Code minier", state=DossierState.ON_AGENDA)
    dossier.council_day = DAY
    dossier.save()
    AgendaItem.objects.filter(pk=opened.bill.pk).update(dossier=dossier)
    with time_machine.travel(datetime(2026, 2, 5, 14, tzinfo=UTC), tick=False):
        close(opened.actor("president"), opened.pk)
    return opened


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.order_by("position")]


def test_what_was_not_reached_is_offered_with_the_council_that_left_it(
    carried: Council,
) -> None:
    meeting = next_meeting(carried, NEXT + timedelta(days=30))

    (left,) = left_by(meeting, carried.actor("secretary"))

    assert left.meeting == carried.meeting
    assert [d.title for d in left.dossiers] == ["Code minier"]
    assert carried.oral in left.items
    assert carried.bill not in left.items  # its dossier brings it back


def test_brought_forward_it_stands_on_the_next_agenda(carried: Council) -> None:
    meeting = next_meeting(carried, NEXT + timedelta(days=30))
    before = meeting.seq
    secretary = carried.actor("secretary")

    built = bring_forward(secretary, meeting)

    meeting.refresh_from_db()
    assert set(titles(meeting)) == {
        *(i.title for i in carried.items.values() if i != carried.bill),
        "Code minier",
    }
    assert len(built.items) == 8
    assert [verb for verb, _f in journal(meeting, before)] == ["item.added"] * 8
    assert left_by(meeting, secretary) == []


def test_an_oral_communication_alone_is_brought_forward_once(
    carried: Council,
) -> None:
    meeting, secretary = next_meeting(carried), carried.actor("secretary")

    built = bring_forward(secretary, meeting, carried.oral)

    (item,) = built.items
    meeting.refresh_from_db()
    item.refresh_from_db()
    assert (item.title, item.number, item.part) == (
        "Intitulé oral",
        "I.1",
        carried.oral.part,
    )
    with pytest.raises(NotPossible, match="déjà inscrit"):
        bring_forward(secretary, meeting, carried.oral)


def test_a_restricted_item_keeps_its_readers_and_an_appointment_its_person(
    carried: Council,
) -> None:
    meeting = next_meeting(carried)

    bring_forward(carried.actor("secretary"), meeting)

    secret = meeting.items.get(title="Intitulé secret")
    assert secret.is_restricted
    assert list(secret.readers.all()) == list(carried.secret.readers.all())
    named = meeting.items.get(title="Intitulé nominations").appointments.get()
    assert named.surname == "ZONGO"


def test_what_was_put_off_waits_for_its_day(opened: Council) -> None:
    president = opened.actor("president")
    text = "Le Conseil a ajourné l'examen."
    later = NEXT + timedelta(days=7)
    item = opened.call("oral")
    decide(president, item, outcome=Outcome.DEFERRED, text=text, deferred_to=later)
    close(president, opened.pk)
    soon = next_meeting(opened)
    due = create_meeting(SYSTEM, opened.cast.body, Plan(day=later, number=7))

    secretary = opened.actor("secretary")
    assert opened.oral not in left_items(soon, secretary)
    assert opened.oral in left_items(due, secretary)


def test_what_was_decided_is_not_offered(opened: Council) -> None:
    president = opened.actor("president")
    text = "Le Conseil a entendu cette communication."
    decide(president, opened.call("oral"), outcome=Outcome.HEARD, text=text)
    close(president, opened.pk)

    assert opened.oral not in left_items(
        next_meeting(opened), opened.actor("secretary")
    )


def test_the_planning_page_offers_it(carried: Council, client: Client) -> None:
    meeting = next_meeting(carried)
    desk = signed_in(client, carried.cast.secretary)

    page = desk.get(reverse("meetings:agenda", args=[meeting.pk])).content.decode()
    assert "Reportés du conseil n° 5" in page
    assert "Intitulé oral" in page

    bring = reverse("meetings:agenda-bring", args=[meeting.pk, carried.oral.pk])
    desk.post(bring, headers={"HX-Request": "true"})
    assert titles(meeting) == ["Intitulé oral"]
