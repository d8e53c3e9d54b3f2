"""Creating a meeting, seating the body's members, building and numbering the agenda."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.kinds import ItemKind
from ecm.journal.chain import SYSTEM
from ecm.meetings.actions.agenda import Draft, Plan, add_item, create_meeting
from ecm.meetings.actions.sittings import convene
from ecm.meetings.models import Meeting, Part
from ecm.meetings.standing import standing_of
from ecm.people.models import BodyMember, Mandate, MinistryName
from tests.cast import DAY, SINCE, Cast, Council, actor, journal


def draft(cast: Cast, ministry: str = "finance", **more) -> Draft:
    first = Draft(
        part=Part.DELIBERATIONS,
        kind=ItemKind.DECREE,
        ministry=cast.ministries[ministry],
        title="Un décret de plus",
    )
    return replace(first, **more)


def test_a_meeting_takes_the_next_number_of_its_year(council: Council) -> None:
    body = council.cast.body

    numbers = [
        create_meeting(SYSTEM, body, Plan(day=day)).reference
        for day in (DAY + timedelta(days=7), date(2027, 1, 6))
    ]

    assert numbers == ["CM/2026/6", "CM/2027/1"]


def test_a_number_is_used_once_a_year(council: Council) -> None:
    with pytest.raises(NotPossible, match="Le numéro 5 de l'année 2026"):
        create_meeting(SYSTEM, council.cast.body, Plan(day=DAY, number=5))

    assert Meeting.objects.count() == 1


def test_the_creation_is_the_first_entry(cast: Cast) -> None:
    meeting = create_meeting(actor(cast.secretary), cast.body, Plan(day=DAY))

    assert (meeting.state, meeting.seq) == ("draft", 1)
    assert journal(meeting) == [("meeting.created", {"reference": "CM/2026/1"})]


@pytest.mark.parametrize(
    "name", ["president", "minister", "observer", "screen", "stranger"]
)
def test_only_the_secretariat_creates_a_meeting(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        create_meeting(actor(cast[name]), cast.body, Plan(day=DAY))

    assert not Meeting.objects.exists()


def test_who_holds_a_mandate_on_the_day_has_a_seat(council: Council) -> None:
    seats = council.meeting.seats.order_by("pk")

    assert [(s.capacity, s.is_deliberative, s.title) for s in seats] == [
        ("presiding", True, "Président du Faso"),
        ("member", True, "Ministre de la Guerre"),
        ("member", True, "Ministre de l'Economie"),
        ("member", True, "Ministre de la Santé"),
        ("member", True, "Ministre de la Culture"),
        ("secretary", False, "Secrétaire général"),
        ("secretary", False, "Agent du secrétariat"),
        ("observer", False, "Directeur de cabinet"),
        ("screen", False, ""),
    ]


def test_a_mandate_that_has_ended_gives_no_seat(cast: Cast) -> None:
    Mandate.objects.filter(person=cast.rival.person).update(ends_on=DAY)

    that_day, after = (
        create_meeting(SYSTEM, cast.body, Plan(day=day))
        for day in (DAY, DAY + timedelta(days=1))
    )

    assert that_day.seats.filter(holder=cast.rival.person).exists()
    assert not after.seats.filter(holder=cast.rival.person).exists()


def test_who_holds_two_mandates_sits_once(cast: Cast) -> None:
    second = Mandate.objects.create(
        person=cast.minister.person,
        post="minister",
        title="Ministre par intérim",
        ministry=cast.ministries["culture"],
        precedence=99,
        starts_on=SINCE,
    )
    BodyMember.objects.create(body=cast.body, mandate=second)

    meeting = create_meeting(SYSTEM, cast.body, Plan(day=DAY))

    seat = meeting.seats.get(holder=cast.minister.person)
    assert seat.title == "Ministre de l'Economie"


def test_a_draft_is_known_to_the_secretariat_only(cast: Cast) -> None:
    meeting = create_meeting(SYSTEM, cast.body, Plan(day=DAY), screens=[cast.screen])
    everybody = ["president", "minister", "observer", "screen", "secretary"]

    before = [name for name in everybody if standing_of(cast[name], meeting)]
    convene(actor(cast.secretary), meeting.pk)
    meeting.refresh_from_db()
    after = [name for name in everybody if standing_of(cast[name], meeting)]

    assert before == ["secretary"]
    assert after == everybody


def test_items_stand_by_part_then_protocol_rank(council: Council) -> None:
    items = council.meeting.items.order_by("position")

    assert [(i.position, i.number, i.title) for i in items] == [
        (1, "I.1.1", "Intitulé decree"),
        (2, "I.2.1", "Intitulé report"),
        (3, "I.2.2", "Intitulé secret"),
        (4, "I.2.3", "Intitulé bill"),
        (5, "I.3.1", "Intitulé neutral"),
        (6, "I.4.1", "Intitulé ordinance"),
        (7, "II.1", "Intitulé oral"),
        (8, "III.1", "Intitulé nominations"),
    ]


def test_an_item_added_late_moves_those_after_it(council: Council) -> None:
    before = council.meeting.seq

    item = add_item(
        council.actor("secretary"), council.meeting, draft(council.cast, "defence")
    )

    assert (item.position, item.number) == (2, "I.1.2")
    numbers = council.meeting.items.order_by("position").values_list(
        "number", flat=True
    )
    assert list(numbers) == [
        *("I.1.1", "I.1.2", "I.2.1", "I.2.2", "I.2.3", "I.3.1", "I.4.1"),
        *("II.1", "III.1"),
    ]
    assert journal(council.meeting, before) == [("item.added", {"item": item.pk})]


def test_an_item_keeps_the_name_that_its_ministry_had_that_day(
    council: Council,
) -> None:
    names = MinistryName.objects.filter(ministry=council.cast.ministries["health"])
    names.update(name="ministère de la Santé publique")

    council.neutral.refresh_from_db()
    assert council.neutral.ministry_name == "ministère de la Santé"


def test_a_ministry_that_does_not_exist_yet_submits_nothing(council: Council) -> None:
    names = MinistryName.objects.filter(ministry=council.cast.ministries["health"])
    names.update(valid_from=DAY + timedelta(days=1))

    with pytest.raises(NotPossible, match="n'existe pas ce jour-là"):
        add_item(SYSTEM, council.meeting, draft(council.cast, "health"))


def test_readers_count_for_a_restricted_item_only(council: Council) -> None:
    person = council.cast.rival.person
    open_to_all = draft(council.cast, readers=(person,))
    shut = draft(council.cast, readers=(person,), is_restricted=True)

    items = [add_item(SYSTEM, council.meeting, one) for one in (open_to_all, shut)]

    assert [list(item.readers.all()) for item in items] == [[], [person]]


def test_appointments_come_with_their_item(council: Council) -> None:
    appointment = council.nominations.appointments.get()

    assert (str(appointment), appointment.position) == (
        "Awa ZONGO, Directrice générale du budget",
        1,
    )
