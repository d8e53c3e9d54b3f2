"""Convening: on an approved agenda, again when something changed, and who has read it."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ecm import clock
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.meetings.actions.convocation import (
    Moment,
    excuse,
    move_meeting,
    needs_convocation,
    opening_of,
    read_convocation,
    send_convocation,
)
from ecm.meetings.models import AgendaStep, AgendaVersion, Meeting
from ecm.meetings.versions import digest_of, lines_of
from ecm.notices.models import Notice
from ecm.people.models import ActingMandate, Mandate
from tests.cast import Council, signed_in


def approve(council: Council, number: int = 1) -> AgendaVersion:
    return AgendaVersion.objects.create(
        meeting=council.meeting,
        number=number,
        step=AgendaStep.APPROVED,
        digest=digest_of(lines_of(council.meeting)),
        at=clock.now(),
    )


def page(council: Council, client: Client, name: str, what: str = "convocation"):
    url = reverse(f"meetings:{what}", args=[council.pk])
    return signed_in(client, council.cast[name]).get(url)


def test_nobody_is_convened_before_the_agenda_is_approved(council: Council) -> None:
    with pytest.raises(NotPossible, match="ordre du jour doit d'abord"):
        send_convocation(council.actor("secretary"), council.pk)

    assert council.meeting.convocations.count() == 0


def test_the_first_convocation_has_sequence_zero_and_tells_every_member(
    council: Council,
) -> None:
    agenda = approve(council)

    sent = send_convocation(council.actor("secretary"), council.pk)

    assert (sent.sequence, sent.agenda) == (0, agenda)
    told = Notice.objects.filter(kind="meeting.convened")
    seats = council.meeting.seats.filter(holder__isnull=False)
    assert set(told.values_list("recipient", flat=True)) == set(
        seats.values_list("holder", flat=True)
    )
    assert "Intitulé" not in "".join(str(notice.words) for notice in told)


def test_sending_the_same_again_changes_nothing(council: Council) -> None:
    approve(council)
    first = send_convocation(council.actor("secretary"), council.pk)

    again = send_convocation(council.actor("secretary"), council.pk)

    assert again == first
    assert council.meeting.convocations.count() == 1


def test_a_newly_approved_agenda_makes_the_next_sequence(council: Council) -> None:
    approve(council)
    send_convocation(council.actor("secretary"), council.pk)
    approve(council, 2)

    assert needs_convocation(council.meeting)
    assert send_convocation(council.actor("secretary"), council.pk).sequence == 1
    assert Notice.objects.filter(kind="meeting.changed").exists()


def test_a_moved_meeting_is_convened_again(council: Council) -> None:
    approve(council)
    send_convocation(council.actor("secretary"), council.pk)

    to = Moment(date(2026, 2, 6), time(10), "Bobo-Dioulasso")
    move_meeting(council.actor("secretary"), council.pk, to)

    meeting = Meeting.objects.get(pk=council.pk)
    assert (meeting.day, meeting.place) == (date(2026, 2, 6), "Bobo-Dioulasso")
    assert needs_convocation(meeting)


def test_a_meeting_does_not_leave_the_year_of_its_number(council: Council) -> None:
    to = Moment(date(2027, 1, 7), time(9), "Ouagadougou")

    with pytest.raises(NotPossible, match="année de son numéro"):
        move_meeting(council.actor("secretary"), council.pk, to)


def test_positions_close_an_hour_before_the_meeting(council: Council) -> None:
    approve(council)
    send_convocation(council.actor("secretary"), council.pk)

    council.refresh()
    opening = opening_of(council.meeting)
    assert council.meeting.positions_close_at == opening - timedelta(hours=1)


def test_who_acts_by_decree_that_day_is_seated_for_the_absent(council: Council) -> None:
    deputy = council.cast.deputy.person
    ActingMandate.objects.create(
        mandate=Mandate.objects.get(person=council.cast.absent.person),
        acting=deputy,
        starts_on=council.meeting.day,
        ends_on=council.meeting.day,
    )
    approve(council)

    send_convocation(council.actor("secretary"), council.pk)

    seat = council.seat("absent")
    assert (seat.attendance, seat.acting) == ("represented", deputy)
    assert Notice.objects.filter(kind="seat.acting", recipient=deputy).exists()


def test_seeing_the_convocation_is_noted_once(council: Council, client: Client) -> None:
    approve(council)
    sent = send_convocation(council.actor("secretary"), council.pk)

    page(council, client, "minister")
    page(council, client, "minister")

    assert [r.seat for r in sent.receipts.all()] == [council.seat("minister")]


def test_a_wall_reads_no_convocation(council: Council) -> None:
    approve(council)
    send_convocation(council.actor("secretary"), council.pk)

    with pytest.raises(NotAllowed):
        read_convocation(council.actor("screen"), council.pk)


def test_the_secretariat_sees_who_has_not_read(
    council: Council, client: Client
) -> None:
    approve(council)
    send_convocation(council.actor("secretary"), council.pk)
    read_convocation(council.actor("minister"), council.pk)

    answer = page(council, client, "secretary").content.decode()

    assert (
        answer.count(">non lue</td>")
        == len(answer.split('data-state="waiting"')) - 1
        > 0
    )


def test_a_member_does_not_see_the_others(council: Council, client: Client) -> None:
    approve(council)
    send_convocation(council.actor("secretary"), council.pk)

    answer = page(council, client, "minister").content.decode()

    assert str(council.cast.rival.person) not in answer


def test_a_member_excuses_himself_and_names_who_sits_for_him(council: Council) -> None:
    seat = council.seat("rival")

    excuse(
        council.actor("rival"),
        seat,
        reason="Mission",
        acting=council.cast.minister.person,
    )

    seat.refresh_from_db()
    assert (seat.attendance, seat.excuse) == ("represented", "Mission")
    assert seat.occupant == council.cast.minister.person


def test_a_member_does_not_excuse_another(council: Council) -> None:
    with pytest.raises(NotAllowed):
        excuse(council.actor("rival"), council.seat("minister"), reason="Mission")


def test_the_calendar_says_when_and_where_and_nothing_else(
    council: Council, client: Client
) -> None:
    approve(council)
    send_convocation(council.actor("secretary"), council.pk)
    approve(council, 2)
    send_convocation(council.actor("secretary"), council.pk)

    answer = page(council, client, "minister", "invitation").content.decode()

    lines = answer.replace("\r\n ", "").splitlines()
    assert "UID:cm/2026/5@bf.e-cm" in lines
    assert "SEQUENCE:1" in lines
    assert "CLASS:CONFIDENTIAL" in lines
    assert "METHOD:REQUEST" in lines
    assert "LOCATION:Ouagadougou" in lines
    assert "Intitulé" not in answer


def test_bad_input_comes_back_with_what_was_typed(
    council: Council, client: Client
) -> None:
    url = reverse("meetings:move", args=[council.pk])
    fields = {"day": "", "starts_at": "9:30", "place": "Kaya"}

    answer = signed_in(client, council.cast.secretary).post(url, fields)

    assert answer.status_code == 422
    assert 'value="Kaya"' in answer.content.decode()
