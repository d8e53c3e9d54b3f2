"""What a tablet is given to work without network: to whom, of what, and until when."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecm.domain.errors import Conflict
from ecm.domain.policy import MarkValue
from ecm.meetings.actions.floor import request_floor
from ecm.meetings.actions.marks import close_round, give_mark, open_round
from ecm.meetings.actions.recusals import recuse
from ecm.meetings.models import Meeting
from ecm.meetings.tablets import key_for
from ecm.middleware import POLICY
from ecm.people.models import Body, Capacity
from tests.asking import furnish
from tests.cast import Cast, Council, signed_in

NOON = timezone.make_aware(datetime(2026, 2, 5, 12))


def asked(client: Client, council: Council) -> Any:
    return client.post(reverse("meetings:offline-key", args=[council.pk]))


def listed(council: Council, who: str) -> dict[int, list[str]]:
    """Return the papers that somebody's tablet may keep, by item."""
    client = signed_in(Client(), council.cast[who])
    answer = client.get(reverse("meetings:offline-papers", args=[council.pk]))
    return {
        item["id"]: [paper["url"] for paper in item["papers"]]
        for item in answer.json()["items"]
    }


def test_a_tablet_gets_the_same_key_twice_and_another_tablet_another(
    opened: Council,
) -> None:
    tablet = signed_in(Client(), opened.cast.minister)
    other = signed_in(Client(), opened.cast.minister)

    first, again, elsewhere = (
        asked(client, opened).json()["key"] for client in (tablet, tablet, other)
    )

    assert first == again != elsewhere


def test_a_key_is_of_one_meeting_and_of_one_user(cast: Cast) -> None:
    here, elsewhere = Meeting(pk=1), Meeting(pk=2)

    keys = {
        key_for("tablet", user, meeting)
        for user in (cast.minister, cast.rival)
        for meeting in (here, elsewhere)
    }

    assert len(keys) == 4


@pytest.mark.parametrize("capacity", [Capacity.SCREEN, Capacity.ANTEROOM])
def test_a_wall_keeps_nothing(opened: Council, capacity: Capacity) -> None:
    opened.meeting.seats.filter(screen=opened.cast.screen).update(capacity=capacity)

    assert asked(signed_in(Client(), opened.cast.screen), opened).status_code == 404


def test_where_the_body_does_not_want_it_there_is_no_key(opened: Council) -> None:
    Body.objects.filter(pk=opened.cast.body.pk).update(tablets_work_offline=False)
    tablet = signed_in(Client(), opened.cast.minister)

    refused = asked(tablet, opened)
    papers = tablet.get(reverse("meetings:offline-papers", args=[opened.pk]))

    assert (refused.status_code, papers.status_code) == (403, 403)
    assert b"key" not in refused.content


def test_a_key_lasts_twelve_hours_after_the_day_and_no_longer_than_the_sign_in(
    opened: Council,
) -> None:
    with time_machine.travel(NOON, tick=False):
        tablet = signed_in(Client(), opened.cast.minister)
        assert asked(tablet, opened).json()["seconds"] == 12 * 3600
        Session.objects.update(expire_date=NOON + timedelta(days=30))
        assert asked(tablet, opened).json()["seconds"] == 24 * 3600


def test_after_its_time_a_meeting_is_kept_no_more(council: Council) -> None:
    with time_machine.travel(NOON + timedelta(days=1, minutes=1), tick=False):
        tablet = signed_in(Client(), council.cast.minister)

        assert asked(tablet, council).status_code == 403


def test_a_sitting_that_goes_on_another_day_is_kept_that_day(opened: Council) -> None:
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        tablet = signed_in(Client(), opened.cast.minister)

        assert asked(tablet, opened).status_code == 200


def test_a_tablet_may_keep_the_papers_of_what_its_reader_may_read_and_no_other(
    deliberating: Council,
) -> None:
    paper = furnish(deliberating, deliberating.report).version
    hidden = furnish(deliberating, deliberating.secret, "Secret").version

    for who, reads_secret in (("minister", True), ("rival", False)):
        found = listed(deliberating, who)
        assert found[deliberating.report.pk] == [f"/pieces/{paper.pk}/"]
        urls = [url for kept in found.values() for url in kept]
        assert (f"/pieces/{hidden.pk}/" in urls) is reads_secret
        assert (deliberating.secret.pk in found) is reads_secret


def test_whoever_stands_aside_may_keep_nothing_of_the_item(
    deliberating: Council,
) -> None:
    seat = deliberating.seat("rival")
    recuse(deliberating.actor("rival"), seat, deliberating.report)

    assert deliberating.report.pk not in listed(deliberating, "rival")


def test_the_worker_is_public_says_nothing_and_changes_with_the_files(
    council: Council,
) -> None:
    answer = Client().get(reverse("live:worker"))
    words = answer.content.decode()

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "worker-src 'self'" in POLICY
    assert re.search(r'"release": "[0-9a-f]{16}"', words)
    for name in ("/static/js/room.js", "/static/css/live.css", "/static/img/arms.svg"):
        assert name in words
    assert "NotoSans-Regular.woff2" in words
    assert "-more" not in words


def test_a_mark_that_waited_is_not_recorded_on_another_round(
    deliberating: Council,
) -> None:
    president, minister = map(deliberating.actor, ("president", "minister"))
    item, seat = deliberating.report, deliberating.seat("minister").pk
    open_round(president, item)
    close_round(president, item)
    open_round(president, item, text="Article 2 amendé")

    with pytest.raises(Conflict):
        give_mark(minister, seat, item, value=MarkValue.AGREE, round=1)

    assert give_mark(minister, seat, item, value=MarkValue.AGREE, round=2).pk


def test_a_wish_to_speak_that_waited_is_of_its_own_item(deliberating: Council) -> None:
    minister, seat = deliberating.actor("minister"), deliberating.seat("minister").pk

    with pytest.raises(Conflict):
        request_floor(minister, deliberating.pk, seat, item=deliberating.bill.pk)

    request_floor(minister, deliberating.pk, seat, item=deliberating.report.pk)
    assert deliberating.meeting.floor_requests.count() == 1
