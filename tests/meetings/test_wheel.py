"""Who conducts the council: handed over, taken, given back, and never by two screens."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.policy import Role
from ecm.domain.workflow import Attendance
from ecm.journal.chain import Actor
from ecm.meetings.actions.attendance import note_attendance, withdraw_seat
from ecm.meetings.actions.items import call_item
from ecm.meetings.actions.wheel import hand_wheel, receivers, take_wheel
from ecm.meetings.models import Seat
from ecm.meetings.standing import standing_of
from ecm.people.models import Post
from tests.cast import Council, journal, signed_in


@pytest.fixture
def council_with_prime_minister(opened: Council) -> Council:
    """The deputy is the Prime Minister."""
    seats = Seat.objects.filter(pk=opened.seat("deputy").pk)
    seats.update(post=Post.PRIME_MINISTER)
    return opened


def at_epoch(council: Council, name: str, epoch: int) -> Actor:
    return replace(council.actor(name), epoch=epoch)


def steers(council: Council, name: str) -> bool:
    standing = standing_of(council.cast[name], council.refresh())
    return standing is not None and standing.steers


def test_the_chair_hands_the_conduct_to_the_secretariat(opened: Council) -> None:
    before, secretary = opened.meeting.seq, opened.seat("secretary")

    hand_wheel(opened.actor("president"), opened.pk, secretary)

    assert (steers(opened, "secretary"), steers(opened, "president")) == (True, False)
    assert opened.meeting.epoch == 1
    assert journal(opened.meeting, before) == [
        (
            "wheel.handed",
            {
                "seat": secretary.pk,
                "previous": opened.seat("president").pk,
                "epoch": 1,
            },
        )
    ]
    call_item(opened.actor("secretary"), opened.report)
    with pytest.raises(NotAllowed):
        call_item(opened.actor("president"), opened.bill)


def test_handing_it_to_who_has_it_changes_nothing(opened: Council) -> None:
    before = opened.meeting.seq

    hand_wheel(opened.actor("president"), opened.pk, opened.seat("president"))

    assert (opened.refresh().seq, opened.meeting.epoch) == (before, 0)


def test_taking_what_one_has_changes_nothing(opened: Council) -> None:
    before = opened.meeting.seq

    take_wheel(opened.actor("president"), opened.pk)

    assert (opened.refresh().seq, opened.meeting.epoch) == (before, 0)


@pytest.mark.parametrize("name", ["secretary", "second_secretary", "deputy"])
def test_the_table_and_the_prime_minister_take_it(
    council_with_prime_minister: Council, name: str
) -> None:
    council = council_with_prime_minister

    take_wheel(council.actor(name), council.pk)

    assert steers(council, name)
    assert not steers(council, "president")
    assert journal(council.meeting)[-1][0] == "wheel.taken"


def test_the_prime_minister_who_conducts_has_the_chairs_room(
    council_with_prime_minister: Council,
) -> None:
    council = council_with_prime_minister
    views = []

    for name in ("deputy", "president"):
        take_wheel(council.actor(name), council.pk)
        standing = standing_of(council.cast["deputy"], council.refresh())
        views.append(standing and standing.view)

    assert views == [Role.PRESIDING, Role.MEMBER]
    assert council.meeting.wheel is None


@pytest.mark.parametrize("name", ["minister", "observer", "screen", "stranger"])
def test_nobody_else_takes_it_or_is_given_it(opened: Council, name: str) -> None:
    before = opened.meeting.seq

    with pytest.raises(NotAllowed):
        take_wheel(opened.actor(name), opened.pk)
    if name != "stranger":
        with pytest.raises(NotPossible, match="se remet au président"):
            hand_wheel(opened.actor("president"), opened.pk, opened.seat(name))

    assert opened.refresh().seq == before


def test_it_is_not_handed_to_an_empty_seat(opened: Council) -> None:
    president, seat = opened.actor("president"), opened.seat("secretary")
    note_attendance(president, seat, attendance=Attendance.ABSENT)

    with pytest.raises(NotPossible, match="Personne n'occupe ce siège"):
        hand_wheel(president, opened.pk, seat)

    assert seat not in receivers(opened.refresh())


def test_who_acts_for_the_seat_that_has_it_conducts(
    council_with_prime_minister: Council,
) -> None:
    council = council_with_prime_minister
    take_wheel(council.actor("deputy"), council.pk)

    note_attendance(
        council.actor("secretary"),
        council.seat("deputy"),
        attendance=Attendance.REPRESENTED,
        acting=council.cast.minister.person,
    )

    assert steers(council, "minister")
    assert not steers(council, "deputy")


def test_a_withdrawn_seat_gives_it_back_to_the_chair(opened: Council) -> None:
    take_wheel(opened.actor("secretary"), opened.pk)

    withdraw_seat(opened.actor("president"), opened.seat("secretary"))

    assert steers(opened, "president")
    assert (opened.meeting.wheel, opened.meeting.epoch) == (None, 2)


def test_a_screen_of_an_earlier_conduct_commands_no_more(opened: Council) -> None:
    for name in ("secretary", "president"):
        take_wheel(opened.actor(name), opened.pk)
    before = opened.refresh().seq

    with pytest.raises(Conflict, match="La conduite de la séance a changé de main"):
        call_item(at_epoch(opened, "president", 0), opened.report)

    assert opened.refresh().seq == before
    call_item(at_epoch(opened, "president", 2), opened.report)
    assert opened.refresh().current_item_id == opened.report.pk


def test_it_is_taken_from_the_one_who_was_named(opened: Council) -> None:
    take_wheel(opened.actor("second_secretary"), opened.pk)
    before = opened.refresh().seq

    with pytest.raises(Conflict, match="pendant que vous lisiez"):
        take_wheel(at_epoch(opened, "secretary", 0), opened.pk)

    assert opened.refresh().seq == before


# Over HTTP: a page drawn under a conduct, and what it may do under the next.


def page_of(client: Client, council: Council, name: str) -> str:
    signed_in(client, council.cast[name])
    return client.get(reverse("live:room", args=[council.pk])).content.decode()


def test_an_old_page_is_refused_in_words_and_nothing_changes(opened: Council) -> None:
    chair, desk = Client(), Client()
    page = page_of(chair, opened, "president")
    call = reverse("meetings:item-call", args=[opened.pk, opened.report.pk])
    taken = reverse("meetings:wheel-take", args=[opened.pk])
    assert 'data-epoch="0"' in page
    assert call not in page_of(desk, opened, "secretary")

    answers = [desk.post(taken, {"epoch": 0}), chair.post(taken, {"epoch": 1})]
    before = opened.refresh().seq
    late = chair.post(call, headers={"Wheel-Epoch": "0"})

    assert [answer.status_code for answer in answers] == [204, 204]
    assert late.status_code == 409
    assert "La conduite de la séance a changé de main" in late.content.decode()
    assert (opened.refresh().seq, opened.meeting.current_item) == (before, None)
    assert chair.post(call, headers={"Wheel-Epoch": "2"}).status_code == 204


def test_who_lost_the_conduct_is_refused_whatever_his_page_says(
    opened: Council,
) -> None:
    chair = Client()
    page_of(chair, opened, "president")
    take_wheel(opened.actor("secretary"), opened.pk)

    answer = chair.post(
        reverse("meetings:item-call", args=[opened.pk, opened.report.pk]),
        headers={"Wheel-Epoch": "1"},
    )

    assert answer.status_code == 403
    assert opened.refresh().current_item is None
    page = page_of(chair, opened, "president")
    assert "Prendre la conduite" in page
    assert 'id="call-next"' not in page


def test_the_dialog_names_from_whom_it_is_taken(
    client: Client, opened: Council
) -> None:
    signed_in(client, opened.cast["secretary"])

    answer = client.get(reverse("meetings:wheel-take", args=[opened.pk]))

    assert str(opened.cast.president.person) in answer.content.decode()
    assert 'name="epoch" value="0"' in answer.content.decode()


def test_the_conduct_is_handed_by_its_dialog(client: Client, opened: Council) -> None:
    signed_in(client, opened.cast["president"])
    address = reverse("meetings:wheel-hand", args=[opened.pk])
    dialog = client.get(address).content.decode()

    answer = client.post(address, {"seat": opened.seat("secretary").pk})

    assert str(opened.cast.secretary.person) in dialog
    assert str(opened.cast.minister.person) not in dialog
    assert answer.status_code == 204
    assert steers(opened, "secretary")
