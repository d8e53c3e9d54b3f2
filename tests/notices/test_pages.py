"""The page of one's notices and the count in the head of every page."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from ecm.notices.actions import notify
from ecm.notices.models import Notice
from ecm.notices.views import ON_A_PAGE
from tests.cast import Cast, signed_in

ONE_DATABASE = True
pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.minister)


def tell(cast: Cast, name: str = "minister", url: str = "/seances/") -> Notice:
    notify([cast[name].person_id], "dossier.returned", url=url)
    return Notice.objects.latest("pk")


def words_of(response: Any) -> str:
    page = response.content.decode().replace("<br>", " ")
    return " ".join(unescape(strip_tags(page)).split())


def test_the_head_of_every_page_says_how_many_wait(mine: Client, cast: Cast) -> None:
    assert "Notifications non lues" not in words_of(mine.get("/seances/"))
    for _ in range(3):
        tell(cast)

    assert "Notifications non lues : 3" in words_of(mine.get("/seances/"))


def test_the_count_costs_one_query_and_a_screen_none(cast: Cast) -> None:
    def counted(name: str) -> int:
        client = signed_in(Client(), cast[name])
        with CaptureQueriesContext(connection) as captured:
            client.get("/avis/")
        return sum("COUNT(*)" in query["sql"] for query in captured)

    assert (counted("minister"), counted("screen")) == (1, 0)


def test_one_s_notices_are_listed_the_latest_first_and_no_other_s(
    mine: Client, cast: Cast
) -> None:
    tell(cast)
    notify([cast.minister.person_id], "opinion.given")
    notify([cast.rival.person_id], "lateness.granted")

    said = words_of(mine.get("/avis/"))

    assert said.index("Un avis que vous attendiez est rendu.") < said.index(
        "Un dossier de votre ministère vous est retourné"
    )
    assert "hors délai" not in said


def test_opening_a_notice_reads_it_and_leads_to_its_page(
    mine: Client, cast: Cast
) -> None:
    notice = tell(cast)

    response = mine.post(f"/avis/{notice.pk}/lire/")

    assert (response.status_code, response.url) == (302, "/seances/")
    notice.refresh_from_db()
    assert notice.is_read


def test_a_notice_that_leads_nowhere_comes_back_to_the_list(
    mine: Client, cast: Cast
) -> None:
    notice = tell(cast, url="")

    assert mine.post(f"/avis/{notice.pk}/lire/").url == "/avis/"


def test_another_s_notice_does_not_exist(mine: Client, cast: Cast) -> None:
    notice = tell(cast, "rival")

    assert mine.post(f"/avis/{notice.pk}/lire/").status_code == 404
    notice.refresh_from_db()
    assert not notice.is_read


def test_all_is_read_at_once(mine: Client, cast: Cast) -> None:
    for _ in range(2):
        tell(cast)
    tell(cast, "rival")

    said = words_of(mine.post("/avis/lus/", follow=True))
    again = words_of(mine.post("/avis/lus/", follow=True))

    assert "2 avis sont lus." in said
    assert "Il n'y avait rien de nouveau." in again
    assert Notice.objects.filter(read_at=None).count() == 1


def test_the_older_ones_are_a_page_away(mine: Client, cast: Cast) -> None:
    notices = [tell(cast) for _ in range(ON_A_PAGE + 1)]
    first = mine.get("/avis/")

    older = mine.get("/avis/", {"avant": notices[1].pk})

    assert f"/avis/?avant={notices[1].pk}" in first.content.decode()
    assert older.content.decode().count('class="told ') == 1
    assert "Notifications plus anciennes" not in words_of(older)


@pytest.mark.parametrize("odd", ["x", "-1", "9" * 30, ""])
def test_an_odd_address_shows_the_latest(mine: Client, cast: Cast, odd: str) -> None:
    tell(cast)

    response = mine.get("/avis/", {"avant": odd})

    assert "retourné pour complément" in words_of(response)


def test_a_list_of_many_asks_as_much_of_the_base(mine: Client, cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            mine.get("/avis/")
        return len(captured)

    tell(cast)
    for_one = asked()
    for _ in range(30):
        tell(cast)

    assert asked() == for_one


def test_nothing_is_said_kindly(mine: Client) -> None:
    assert "Aucune notification." in words_of(mine.get("/avis/"))
