"""Who is shown the floor: the list to the table, the order to the members, the speaker to all."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions import floor
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.marks import close_round, give_mark, open_round
from ecm.meetings.models import FloorRequest
from live import render
from live.audience import Audience
from tests.cast import Council, signed_in

Of = Callable[..., Audience]
TABLE = ("president", "secretary")


def ask(council: Council, *names: str) -> list[FloorRequest]:
    for name in names:
        seat = council.seat(name).pk
        floor.request_floor(council.actor(name), council.pk, seat)
    council.refresh()
    return [council.seat(name).floor_requests.latest("pk") for name in names]


def give(council: Council, request: FloorRequest) -> None:
    floor.give_floor(council.actor("president"), request)
    council.refresh()


def region(html: str, name: str = "floor") -> str:
    """Return one region of a frame, or nothing."""
    found = re.search(rf'<(\w+) id="{name}".*?</\1>\s*(?=<\w+ id=|$)', html, re.S)
    return found.group(0) if found else ""


def whole(council: Council, audience: Audience) -> str:
    return render.snapshot(council.pk, audience).html


def delta(council: Council, after: int, audience: Audience) -> str:
    return render.changes(council.pk, after, {audience}).frames[audience]


def name_of(council: Council, name: str) -> str:
    return str(council.seat(name).holder)


def test_a_request_touches_the_floor_and_nothing_else(
    deliberating: Council, audience: Of
) -> None:
    before = deliberating.meeting.seq
    ask(deliberating, "rival")

    for name in ("president", "secretary", "minister"):
        html = delta(deliberating, before, audience(deliberating, name))
        assert re.findall(r'^<\w+ id="([\w-]+)"', html) == ["cursor"]
        assert html.count(' id="floor"') == 1
        assert ' id="stage"' not in html
        assert ' id="round"' not in html


def test_a_member_finds_his_rank_in_the_order_and_reads_no_list(
    deliberating: Council, audience: Of
) -> None:
    ask(deliberating, "rival", "minister")
    seats = [deliberating.seat(name).pk for name in ("rival", "minister")]

    html = region(whole(deliberating, audience(deliberating, "deputy")))

    assert f'data-waiting="{seats[0]} {seats[1]}"' in html
    assert "2 demandes" in html
    assert "hands" not in html
    assert "hx-post" not in html


def test_the_chair_has_the_list_and_its_controls_the_secretary_the_list_alone(
    deliberating: Council, audience: Of
) -> None:
    first, second = ask(deliberating, "rival", "minister")

    chair, desk = (
        region(whole(deliberating, audience(deliberating, name))) for name in TABLE
    )

    for html in (chair, desk):
        assert html.index(name_of(deliberating, "rival")) < html.index(
            name_of(deliberating, "minister")
        )
    assert f'id="hand-give-{first.pk}"' in chair
    assert (
        f'id="hand-up-{first.pk}" type="button" class="button button-quiet" aria-d'
        in (chair)
    )
    assert f'id="hand-down-{second.pk}"' in chair
    assert "hx-post" not in desk


def test_a_secretary_who_conducts_has_the_controls(
    deliberating: Council, audience: Of
) -> None:
    (first,) = ask(deliberating, "rival")
    deliberating.meeting.wheel = deliberating.seat("secretary")
    deliberating.meeting.save()

    chair, desk = (
        region(whole(deliberating, audience(deliberating, name))) for name in TABLE
    )

    assert f'id="hand-give-{first.pk}"' in desk
    assert "hx-post" not in chair


def test_everybody_and_the_wall_learn_who_speaks_and_since_when(
    deliberating: Council, audience: Of
) -> None:
    body = deliberating.meeting.body
    body.speaking_minutes = 3
    body.save()
    (request,) = ask(deliberating, "rival")
    before = deliberating.meeting.seq

    give(deliberating, request)

    request.refresh_from_db()
    for name in ("president", "secretary", "minister"):
        html = region(delta(deliberating, before, audience(deliberating, name)))
        assert f'data-speaker="{request.seat_id}"' in html
        assert f"<strong>{name_of(deliberating, 'rival')}</strong>" in html
        assert 'data-limit="3"' in html
    wall = delta(deliberating, before, audience(deliberating, "screen"))
    assert "La parole est à" in wall
    assert name_of(deliberating, "rival") in wall


def test_the_wall_does_not_show_who_waits(deliberating: Council, audience: Of) -> None:
    before = deliberating.meeting.seq
    ask(deliberating, "rival")

    change = delta(deliberating, before, audience(deliberating, "screen"))

    assert ' id="hall"' not in change
    assert name_of(deliberating, "rival") not in whole(
        deliberating, audience(deliberating, "screen")
    )


@pytest.mark.parametrize("item", ["secret", "neutral"])
def test_the_floor_of_a_restricted_item_is_for_those_who_may_read_it(
    opened: Council, audience: Of, item: str
) -> None:
    opened.call(item)
    before = opened.refresh().seq

    (request,) = ask(opened, "minister")
    give(opened, request)
    ask(opened, "president")
    floor.close_floor(opened.actor("president"), opened.pk)
    floor.end_speech(opened.actor("minister"), opened.pk, opened.seat("minister").pk)
    opened.refresh()

    for name, hall in (("rival", False), ("observer", False), ("screen", False)):
        reader = audience(opened, name, hall=hall)
        change = delta(opened, before, reader)
        assert re.findall(r' id="([\w-]+)"', change) == ["cursor"], name
        page = whole(opened, reader)
        assert "data-waiting" not in page, name
        assert name_of(opened, "minister") not in page, name
    for name in ("minister", "president", "secretary"):
        assert "data-waiting" in delta(opened, before, audience(opened, name)), name


def test_who_did_not_see_the_last_item_sees_the_floor_of_the_next(
    opened: Council, audience: Of
) -> None:
    opened.call("secret")
    ask(opened, "minister")
    before = opened.refresh().seq

    opened.call("report")

    html = region(delta(opened, before, audience(opened, "rival")))
    assert f'data-item="{opened.report.pk}"' in html
    assert 'data-waiting=""' in html


def test_the_time_of_each_is_told_to_the_table(
    deliberating: Council, audience: Of
) -> None:
    (request,) = ask(deliberating, "rival")
    give(deliberating, request)
    seat = deliberating.seat("rival").pk
    floor.end_speech(deliberating.actor("rival"), deliberating.pk, seat)

    for name in TABLE:
        page = region(whole(deliberating, audience(deliberating, name)))
        assert 'id="floor-totals"' in page
    member = region(whole(deliberating, audience(deliberating, "minister")))
    assert "floor-totals" not in member


def test_those_who_asked_by_their_position_are_offered_once_the_round_is_closed(
    deliberating: Council, audience: Of
) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report)
    for name in ("rival", "minister"):
        give_mark(
            deliberating.actor(name),
            deliberating.seat(name).pk,
            deliberating.report,
            value=MarkValue.WISHES_TO_SPEAK,
        )
    during = region(whole(deliberating, audience(deliberating, "president")))
    before = deliberating.refresh().seq
    close_round(president, deliberating.report)

    offer = "Inscrire les membres qui l'ont demandé (2)"
    html = delta(deliberating, before, audience(deliberating, "president"))

    assert "floor-inscribe" not in during
    assert offer in html
    assert "floor-inscribe" not in delta(
        deliberating, before, audience(deliberating, "secretary")
    )

    floor.inscribe_wishes(president, deliberating.report)
    after = region(whole(deliberating, audience(deliberating, "president")))
    assert "floor-inscribe" not in after


def test_one_s_own_hand_has_a_button_for_each_seat_and_observers_have_none(
    client: Client, deliberating: Council
) -> None:
    note_attendance(
        deliberating.actor("secretary"),
        deliberating.seat("absent"),
        attendance=Attendance.REPRESENTED,
        acting=deliberating.cast.deputy.person,
    )
    url = reverse("live:mine", args=[deliberating.pk])

    signed_in(client, deliberating.cast.deputy)
    two = client.get(url).content.decode()
    signed_in(client, deliberating.cast.observer)
    none = client.get(url).content.decode()

    for name in ("deputy", "absent"):
        assert f'id="floor-ask-{deliberating.seat(name).pk}"' in two
    assert "par intérim" in two
    assert "floor-ask" not in none


def test_the_button_of_one_s_hand_works(client: Client, deliberating: Council) -> None:
    signed_in(client, deliberating.cast.rival)
    place = [deliberating.pk, deliberating.seat("rival").pk]

    client.post(reverse("meetings:floor-request", args=place))
    assert FloorRequest.objects.get().is_waiting
    client.post(reverse("meetings:floor-leave", args=place))

    assert not FloorRequest.objects.get().is_waiting
