"""Positions before the meeting: one's own, changeable until they close."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ecm import clock
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.policy import MarkValue
from ecm.meetings.actions.positions import give_position
from ecm.meetings.models import Meeting, Position
from tests.cast import Council, signed_in


def give(council: Council, name: str, item: str, value: MarkValue, **more) -> Position:
    return give_position(
        council.actor(name),
        council.seat(name).pk,
        council.items[item],
        value=value,
        **more,
    )


def sheet(council: Council, client: Client, name: str) -> str:
    url = reverse("meetings:positions", args=[council.pk])
    return signed_in(client, council.cast[name]).get(url).content.decode()


def test_a_position_is_recorded_once_and_may_change(council: Council) -> None:
    give(council, "minister", "decree", MarkValue.RESERVATION)
    give(council, "minister", "decree", MarkValue.AGREE, comment=" Bien ")

    position = Position.objects.get()
    assert (position.value, position.comment) == ("agree", "Bien")


def test_the_same_position_again_changes_nothing(council: Council) -> None:
    give(council, "minister", "decree", MarkValue.AGREE)
    seq = Meeting.objects.get(pk=council.pk).seq

    give(council, "minister", "decree", MarkValue.AGREE)

    assert Meeting.objects.get(pk=council.pk).seq == seq


def test_nobody_gives_the_position_of_another_seat(council: Council) -> None:
    with pytest.raises(NotAllowed):
        give_position(
            council.actor("rival"),
            council.seat("minister").pk,
            council.items["decree"],
            value=MarkValue.AGREE,
        )


def test_positions_close_at_their_hour(council: Council) -> None:
    Meeting.objects.filter(pk=council.pk).update(
        positions_close_at=clock.now() - timedelta(seconds=1)
    )

    with pytest.raises(Conflict, match="closes"):
        give(council, "minister", "decree", MarkValue.AGREE)


def test_once_the_meeting_is_open_marks_take_over(opened: Council) -> None:
    with pytest.raises(NotPossible):
        give(opened, "minister", "decree", MarkValue.AGREE)


def test_a_member_sees_only_his_own(council: Council, client: Client) -> None:
    give(council, "rival", "decree", MarkValue.OBJECTION, comment="Trop cher")

    answer = sheet(council, client, "minister")

    assert "Trop cher" not in answer
    assert 'aria-pressed="true"' not in answer
    assert "Qui s'est prononcé" not in answer


def test_the_chair_sees_totals_and_no_name(council: Council, client: Client) -> None:
    give(council, "rival", "decree", MarkValue.OBJECTION, comment="Trop cher")

    answer = sheet(council, client, "president")

    assert "1 Opposition" in answer
    assert "Trop cher" not in answer
    assert "Ministre de la Culture" not in answer.split('id="item-')[1]


def test_the_secretariat_sees_names_and_reasons(
    council: Council, client: Client
) -> None:
    give(council, "rival", "decree", MarkValue.OBJECTION, comment="Trop cher")

    answer = sheet(council, client, "secretary")

    assert "Ministre de la Culture" in answer
    assert "Trop cher" in answer


def test_the_names_are_open_where_somebody_does_not_agree(
    council: Council, client: Client
) -> None:
    give(council, "rival", "report", MarkValue.AGREE)
    give(council, "rival", "decree", MarkValue.RESERVATION)

    answer = sheet(council, client, "secretary")

    assert answer.count("Qui s'est prononcé") == 2
    assert answer.count("<details open>") == 1


def test_a_restricted_item_is_absent_from_the_sheet_of_the_others(
    council: Council, client: Client
) -> None:
    assert "Intitulé secret" in sheet(council, client, "minister")
    assert "Intitulé secret" not in sheet(council, client, "rival")


def test_the_acting_minister_has_a_form_for_each_seat(
    council: Council, client: Client
) -> None:
    seat = council.seat("absent")
    seat.attendance, seat.acting = "represented", council.cast.deputy.person
    seat.save()

    answer = sheet(council, client, "deputy")

    assert "Par intérim : Ministre de la Santé" in answer


def test_a_tap_answers_with_the_receipt(council: Council, client: Client) -> None:
    item = council.items["decree"]
    url = reverse("meetings:position", args=[council.pk, item.pk])
    fields = {"seat": council.seat("minister").pk, "value": "agree"}

    answer = signed_in(client, council.cast.minister).post(
        url, fields, headers={"HX-Request": "true"}
    )

    assert "Enregistré le" in answer.content.decode()
    assert Position.objects.get().value == "agree"


def counter(answer: str) -> str:
    """Return the sentence that counts one's positions, wherever it is on the page."""
    [sentence] = re.findall(r'<p id="given"[^>]*>(.*?)</p>', answer)
    return sentence


def test_a_tap_counts_one_position_more(council: Council, client: Client) -> None:
    before = counter(sheet(council, client, "minister"))
    url = reverse("meetings:position", args=[council.pk, council.items["decree"].pk])
    fields = {"seat": council.seat("minister").pk, "value": "agree"}

    answer = signed_in(client, council.cast.minister).post(
        url, fields, headers={"HX-Request": "true"}
    )

    asked = len(council.items)
    assert before.startswith("0 position")
    assert before.endswith(f" sur {asked}.")
    assert counter(answer.content.decode()) == f"1 position donnée sur {asked}."
    assert '<p id="given" class="soft" hx-swap-oob="true">' in answer.content.decode()
    assert counter(sheet(council, client, "minister")).startswith("1 position ")


@pytest.mark.parametrize("name", ["minister", "secretary", "president"])
def test_the_queries_do_not_grow_with_the_positions(
    council: Council, client: Client, django_assert_max_num_queries, name: str
) -> None:
    for item in ("decree", "report", "bill"):
        give(council, "minister", item, MarkValue.AGREE)
        give(council, "deputy", item, MarkValue.RESERVATION)

    signed_in(client, council.cast[name])
    with django_assert_max_num_queries(21):
        client.get(reverse("meetings:positions", args=[council.pk]))
