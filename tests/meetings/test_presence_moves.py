"""The roll, late arrivals, departures for some items, guests, and hours set right."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ecm import clock
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import (
    call_the_roll,
    correct_attendance,
    correct_sitting,
    note_attendance,
)
from ecm.meetings.actions.guests import admit_guest, dismiss_guest
from ecm.meetings.actions.items import decide, undo_call
from ecm.meetings.actions.sittings import close, resume, suspend
from ecm.meetings.models import AttendanceMove
from tests.cast import Council, journal, signed_in


def note(council: Council, name: str, attendance: Attendance) -> None:
    seat = council.seat(name)
    note_attendance(council.actor("secretary"), seat, attendance=attendance)


def settle(council: Council, name: str) -> None:
    item = council.call(name)
    decide(council.actor("president"), item, outcome=Outcome.ADOPTED, text="Adopté.")


def page(council: Council) -> str:
    client = signed_in(Client(), council.cast.secretary)
    url = reverse("meetings:presence", args=[council.pk])
    return " ".join(client.get(url).content.decode().split())


def test_one_act_marks_all_the_expected_as_present(council: Council) -> None:
    note(council, "absent", Attendance.EXCUSED)
    before = council.refresh().seq

    for _ in range(2):
        call_the_roll(council.actor("secretary"), council.pk)

    noted = dict(
        council.meeting.seats.values_list("holder__user__username", "attendance")
    )
    assert noted.pop("absent") == "excused"
    assert noted.pop(None) == "expected"  # the wall is nobody
    assert set(noted.values()) == {"present"}
    assert [verb for verb, _ in journal(council.meeting, before)] == [
        "attendance.noted"
    ] * 7


def test_the_roll_is_the_tables_to_call(council: Council) -> None:
    with pytest.raises(NotAllowed):
        call_the_roll(council.actor("minister"), council.pk)


def test_each_change_is_a_move_with_the_item_under_deliberation(
    deliberating: Council,
) -> None:
    note(deliberating, "rival", Attendance.PRESENT)
    note(deliberating, "rival", Attendance.PRESENT)
    note(deliberating, "rival", Attendance.ABSENT)

    moves = AttendanceMove.objects.filter(seat=deliberating.seat("rival"))
    assert list(moves.values_list("attendance", "item")) == [
        ("present", deliberating.report.pk),
        ("absent", deliberating.report.pk),
    ]


def test_whoever_leaves_for_some_items_is_absent_for_those(opened: Council) -> None:
    call_the_roll(opened.actor("secretary"), opened.pk)
    settle(opened, "decree")
    note(opened, "rival", Attendance.ABSENT)
    for name in ("report", "secret", "bill"):
        settle(opened, name)
    note(opened, "rival", Attendance.PRESENT)
    settle(opened, "neutral")

    said = page(opened)

    assert said.count("Absent pour") == 1
    assert "Absent pour les points I.2.1 à I.2.3" in said


def test_an_absent_one_has_no_list_of_the_whole_agenda(opened: Council) -> None:
    note(opened, "rival", Attendance.ABSENT)
    settle(opened, "decree")

    assert "Absent pour" not in page(opened)


def test_the_sheet_says_who_acts_for_whom_and_why_one_is_excused(
    opened: Council,
) -> None:
    seat = opened.seat("absent")
    note_attendance(
        opened.actor("secretary"),
        seat,
        attendance=Attendance.REPRESENTED,
        acting=opened.cast.deputy.person,
    )
    excused = opened.seat("rival")
    excused.attendance, excused.excuse = Attendance.EXCUSED, "Mission à Kaya"
    excused.save()

    said = page(opened)

    assert f"Représenté par {opened.cast.deputy.person}" in said
    assert "Motif : Mission à Kaya" in said


def test_the_hour_of_an_arrival_is_set_right_with_its_trace(opened: Council) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=30)):
        note(opened, "rival", Attendance.PRESENT)
        move = AttendanceMove.objects.get()
        was, at = move.at, move.at - timedelta(minutes=10)
        before = opened.refresh().seq

        for _ in range(2):
            correct_attendance(opened.actor("secretary"), move, at)

    move.refresh_from_db()
    assert move.at == at
    assert journal(opened.meeting, before) == [
        (
            "attendance.corrected",
            {
                "move": move.pk,
                "seat": opened.seat("rival").pk,
                "at": at.isoformat(),
                "was": was.isoformat(),
            },
        )
    ]


@pytest.mark.parametrize(
    ("shift", "why"),
    [
        (timedelta(hours=-2), "pas encore ouverte"),
        (timedelta(hours=2), "pas encore venue"),
    ],
)
def test_nobody_came_before_the_sitting_nor_after_now(
    opened: Council, shift: timedelta, why: str
) -> None:
    note(opened, "rival", Attendance.PRESENT)
    move = AttendanceMove.objects.get()

    with pytest.raises(NotPossible, match=why):
        correct_attendance(opened.actor("secretary"), move, move.at + shift)

    assert AttendanceMove.objects.get().at == move.at


def test_a_member_corrects_no_hour(opened: Council) -> None:
    note(opened, "rival", Attendance.PRESENT)
    move, sitting = AttendanceMove.objects.get(), opened.meeting.sittings.get()

    with pytest.raises(NotAllowed):
        correct_attendance(opened.actor("minister"), move, move.at)
    with pytest.raises(NotAllowed):
        correct_sitting(opened.actor("minister"), sitting, "starts", sitting.starts_at)


def test_the_communique_gives_the_corrected_hour(opened: Council) -> None:
    settle(opened, "decree")
    close(opened.actor("president"), opened.pk)
    sitting = opened.meeting.sittings.get()
    at = sitting.starts_at.replace(hour=0, minute=7)
    before = opened.refresh().seq

    correct_sitting(opened.actor("president"), sitting, "starts", at)

    assert [verb for verb, _ in journal(opened.meeting, before)] == [
        "sitting.corrected"
    ]
    client = signed_in(Client(), opened.cast.secretary)
    url = reverse("publication:communique-text", args=[opened.pk])
    said = client.get(url).content.decode()
    assert "00 H 07" in " ".join(said.split())


def test_sittings_do_not_overlap_and_end_after_they_begin(opened: Council) -> None:
    president = opened.actor("president")
    suspend(president, opened.pk)
    first = opened.meeting.sittings.get()
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        resume(president, opened.pk)
        second = opened.meeting.sittings.get(number=2)
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        with pytest.raises(NotPossible, match="se chevaucheraient"):
            correct_sitting(
                president, first, "ends", second.starts_at + timedelta(minutes=1)
            )
        with pytest.raises(NotPossible, match="finirait avant"):
            correct_sitting(
                president, first, "ends", first.starts_at - timedelta(minutes=1)
            )
        with pytest.raises(NotPossible, match="dure encore"):
            correct_sitting(president, second, "ends", clock.now())


def test_a_guest_is_let_in_once_and_goes_out_when_the_item_is_settled(
    deliberating: Council,
) -> None:
    secretary, item = deliberating.actor("secretary"), deliberating.report
    before = deliberating.meeting.seq
    for _ in range(2):
        guest = admit_guest(secretary, item, " Awa  ZONGO ", "Directrice du budget")

    settle_current(deliberating)

    guest.refresh_from_db()
    assert (guest.name, guest.item_id) == ("Awa ZONGO", item.pk)
    assert guest.left_at is not None
    assert [verb for verb, _ in journal(deliberating.meeting, before)] == [
        *("guest.admitted", "item.decided", "guest.dismissed"),
    ]


def settle_current(council: Council) -> None:
    decide(
        council.actor("president"),
        council.report,
        outcome=Outcome.ADOPTED,
        text="Adopté.",
    )


def test_a_guest_goes_out_when_another_item_is_called(deliberating: Council) -> None:
    guest = admit_guest(deliberating.actor("president"), deliberating.report, "Awa")

    deliberating.call("bill")

    guest.refresh_from_db()
    assert guest.left_at is not None
    # His leaving does not stand in the way of taking the call back.
    undo_call(deliberating.actor("president"), deliberating.bill)


def test_nobody_is_left_in_the_room_when_the_council_closes(
    deliberating: Council,
) -> None:
    guest = admit_guest(deliberating.actor("president"), deliberating.report, "Awa")

    close(deliberating.actor("president"), deliberating.pk)

    guest.refresh_from_db()
    assert guest.left_at is not None


def test_a_guest_who_has_gone_out_does_not_go_out_again(deliberating: Council) -> None:
    secretary = deliberating.actor("secretary")
    guest = admit_guest(secretary, deliberating.report, "Awa")
    dismiss_guest(secretary, guest)
    left = guest.left_at
    before = deliberating.refresh().seq

    dismiss_guest(secretary, guest)

    guest.refresh_from_db()
    assert guest.left_at == left
    assert deliberating.refresh().seq == before


def test_a_guest_has_a_name_and_an_item_that_is_not_settled(
    deliberating: Council,
) -> None:
    secretary = deliberating.actor("secretary")
    with pytest.raises(NotPossible, match="nom"):
        admit_guest(secretary, deliberating.report, "  ")

    settle_current(deliberating)

    with pytest.raises(NotPossible):
        admit_guest(secretary, deliberating.report, "Awa")
    with pytest.raises(NotAllowed):
        admit_guest(deliberating.actor("minister"), deliberating.bill, "Awa")


def test_the_guests_of_each_item_are_on_the_sheet(deliberating: Council) -> None:
    admit_guest(
        deliberating.actor("secretary"), deliberating.report, "Awa ZONGO", "Rapporteur"
    )

    said = page(deliberating)

    assert "Awa ZONGO" in said
    assert "point I.2.1, de" in said


def test_the_list_of_the_roll_answers_with_what_it_noted(council: Council) -> None:
    council.cast.body.quorum = "majority"
    council.cast.body.save()
    client = signed_in(Client(), council.cast.secretary)
    url = reverse("meetings:roll", args=[council.pk])

    before, after = (ask(url).content.decode() for ask in (client.get, client.post))

    assert "Noter présentes les 8 personnes attendues" in before
    assert "Quorum non atteint\u00a0: 0 présents sur 5, 3 requis." in before
    assert "Tout le monde est noté" in after
    assert "Quorum atteint\u00a0: 5 présents sur 5, 3 requis." in after
    names = [
        after.index(f"roll-present-{council.seat(n).pk}")
        for n in ("president", "deputy", "minister")
    ]
    assert names == sorted(names)
