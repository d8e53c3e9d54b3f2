"""The calendar's pages: everybody reads them, who sets the week changes it without code."""

from datetime import date, time
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from ecm.calendar import days
from ecm.calendar.coming import COUNCILS, coming
from ecm.calendar.models import CouncilException, Milestone, Recess, Week
from ecm.people.models import User
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
MONDAY = "2026-01-26T10:00:00+00:00"  # between two councils, both on a Thursday
THE_FIFTH = date(2026, 2, 5)


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """The browser of who sets the calendar."""
    return signed_in(client, cast.administrator)


def words_of(response: Any) -> str:
    page = response.content.decode().replace("<br>", " ")
    return " ".join(unescape(strip_tags(page)).split())


def send(client: Client, name: str, *arguments: int, **fields: Any) -> Any:
    return client.post(reverse(f"calendar:{name}", args=arguments), fields)


# Reading


@time_machine.travel(MONDAY, tick=False)
def test_a_minister_reads_what_is_due_next(client: Client, cast: Cast) -> None:
    signed_in(client, cast.minister)

    said = words_of(client.get("/calendrier/"))

    assert (
        "lundi 26 janvier 16 h 00 Projet d'ordre du jour au Premier ministre "
        "pour le Conseil du jeudi 29 janvier"
    ) in said
    assert "Régler le calendrier" not in said


@time_machine.travel(MONDAY, tick=False)
def test_the_coming_weeks_start_with_what_is_not_over() -> None:
    found = coming(days.timezone.now())

    assert len(found.councils) == COUNCILS
    last, following = found.councils[:2]
    assert (last.day, last.is_past, last.is_next) == (date(2026, 1, 22), True, False)
    assert [line.code for line in last.lines if not line.is_past] == ["final_texts"]
    assert (following.day, following.is_next) == (date(2026, 1, 29), True)
    moments = [line.at for line in found.next_lines]
    assert moments == sorted(moments)


@time_machine.travel(MONDAY, tick=False)
def test_what_changes_is_said(client: Client, cast: Cast) -> None:
    Recess.objects.create(
        first=date(2026, 8, 1), last=date(2026, 8, 31), reason="Congés"
    )
    for day, moved_to in [
        (date(2026, 2, 19), date(2026, 2, 18)),
        (date(2026, 3, 5), None),
        (date(2026, 2, 9), date(2026, 2, 9)),
    ]:
        CouncilException.objects.create(day=day, moved_to=moved_to, reason="Voyage")
    signed_in(client, cast.minister)

    said = words_of(client.get("/calendrier/"))

    assert "Congés : pas de Conseil du 1er août 2026 au 31 août 2026." in said
    assert (
        "Le Conseil du jeudi 19 février se tient le mercredi 18 février 2026." in said
    )
    assert "Le Conseil du jeudi 5 mars 2026 est annulé." in said
    assert "Un Conseil se tient le lundi 9 février 2026." in said
    assert "Conseil du jeudi 19 février 2026" not in said
    assert "Conseil du lundi 9 février 2026, 9 h 00" in said


@time_machine.travel(MONDAY, tick=False)
def test_a_page_asks_as_much_of_the_base_whatever_the_calendar_holds(
    client: Client, cast: Cast
) -> None:
    signed_in(client, cast.minister)
    client.get("/calendrier/")

    with CaptureQueriesContext(connection) as before:
        client.get("/calendrier/")
    for month in range(2, 8):
        CouncilException.objects.create(day=date(2026, month, 1), reason="Férié")
    with CaptureQueriesContext(connection) as after:
        client.get("/calendrier/")

    assert len(before) == len(after)


# Setting


def test_the_day_and_the_hour_are_set(desk: Client) -> None:
    response = send(desk, "week", weekday=3, hour="10:00")

    assert response.status_code == 302
    assert days.council_days(THE_FIFTH, 1) == [date(2026, 2, 11)]
    assert Week.objects.get().hour == time(10)


def test_a_milestone_is_set(desk: Client) -> None:
    lodging = Milestone.objects.get(code="lodging")

    send(
        desk,
        "milestone",
        lodging.pk,
        label="Dépôt",
        days_before=10,
        at="17:30",
        is_active="True",
    )

    due = days.deadline("lodging", THE_FIFTH)
    assert due is not None
    assert (due.date(), due.time()) == (date(2026, 1, 26), time(17, 30))


def test_a_milestone_is_put_out_of_use_and_stays_in_the_list(desk: Client) -> None:
    cabinet = Milestone.objects.get(code="cabinet_council")

    send(
        desk,
        "milestone",
        cabinet.pk,
        label="Conseil de cabinet",
        days_before=2,
        at="16:00",
        is_active="False",
    )

    assert days.deadline("cabinet_council", THE_FIFTH) is None
    assert "hors d'usage" in words_of(desk.get("/calendrier/reglages/"))


def test_a_milestone_is_added_under_a_code_of_its_own(desk: Client) -> None:
    for _ in range(2):
        send(
            desk,
            "milestone-add",
            label="Réunion des directeurs de cabinet",
            days_before=4,
            at="",
            is_active="True",
        )

    codes = Milestone.objects.filter(days_before=4).values_list("code", flat=True)
    assert sorted(codes) == [
        "reunion-des-directeurs-de-cabinet",
        "reunion-des-directeurs-de-cabinet-2",
    ]
    due = days.deadline("reunion-des-directeurs-de-cabinet", THE_FIFTH)
    assert due is not None
    assert (due.date(), due.time()) == (date(2026, 2, 1), time(9))


def test_the_council_itself_is_set_by_the_week_alone(desk: Client) -> None:
    council = Milestone.objects.get(code="council")

    response = desk.get(reverse("calendar:milestone", args=[council.pk]))

    assert response.status_code == 404


def test_a_recess_comes_and_goes(desk: Client) -> None:
    send(desk, "recess-add", first="2026-08-01", last="2026-08-31", reason="Congés")
    assert days.council_days(date(2026, 7, 30), 1) == [date(2026, 9, 3)]

    send(desk, "recess-remove", Recess.objects.get().pk)
    assert days.council_days(date(2026, 7, 30), 1) == [date(2026, 8, 6)]


def test_an_exception_comes_changes_and_goes(desk: Client) -> None:
    send(desk, "exception-add", day="2026-02-05", moved_to="", reason="Férié")
    assert days.council_days(date(2026, 2, 1), 1) == [date(2026, 2, 12)]

    row = CouncilException.objects.get()
    send(desk, "exception", row.pk, day="2026-02-05", moved_to="2026-02-04", reason="V")
    assert days.council_days(date(2026, 2, 1), 1) == [date(2026, 2, 4)]

    send(desk, "exception-remove", row.pk)
    assert days.council_days(date(2026, 2, 1), 1) == [THE_FIFTH]


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        (
            "recess-add",
            {"first": "2026-08-31", "last": "2026-08-01", "reason": "Congés"},
            "Le dernier jour précède le premier.",
        ),
        (
            "exception-add",
            {"day": "2026-03-05", "reason": "Férié"},
            "Ce jour a déjà son exception.",
        ),
        ("exception-add", {"day": "demain", "reason": "Férié"}, "date valide"),
        (
            "milestone-add",
            {"label": "Loin", "days_before": 61, "is_active": "True"},
            "inférieure ou égale à 60",
        ),
        ("week", {"weekday": 8, "hour": "09:00"}, "8"),
    ],
)
def test_bad_input_is_said_in_words_and_nothing_is_lost(
    desk: Client, name: str, fields: dict[str, Any], said: str
) -> None:
    CouncilException.objects.create(day=date(2026, 3, 5), reason="Journée chômée")

    response = send(desk, name, **fields)

    assert response.status_code == 422
    assert said in words_of(response)
    typed = fields.get("reason") or fields.get("label") or fields["hour"]
    assert str(typed) in response.content.decode()
    assert Recess.objects.count() == 0
    assert CouncilException.objects.count() == 1


def test_who_was_given_the_right_sets_it_too(client: Client, cast: Cast) -> None:
    right = Permission.objects.get(codename="change_week")
    cast.second_secretary.user_permissions.add(right)
    signed_in(client, User.objects.get(pk=cast.second_secretary.pk))

    assert client.get("/calendrier/reglages/").status_code == 200


def test_a_minister_is_told_why_he_does_not_set_it(client: Client, cast: Cast) -> None:
    signed_in(client, cast.minister)

    refused = send(client, "week", weekday=3, hour="10:00")

    assert refused.status_code == 403
    assert "réglé par l'administrateur du secrétariat" in words_of(refused)
    assert Week.objects.get().weekday == 4


def test_who_changed_what_leaves_a_trace(desk: Client, cast: Cast) -> None:
    send(desk, "week", weekday=3, hour="10:00")
    send(desk, "exception-add", day="2026-02-05", moved_to="", reason="Férié")
    send(desk, "exception-remove", CouncilException.objects.get().pk)

    traced = LogEntry.objects.order_by("pk").values_list(
        "user_id", "content_type__model", "action_flag"
    )
    assert list(traced) == [
        (cast.administrator.pk, "week", 2),
        (cast.administrator.pk, "councilexception", 1),
        (cast.administrator.pk, "councilexception", 3),
    ]
