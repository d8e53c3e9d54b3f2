"""Whom the council appointed before: by the number, by the name where a number lacks."""

import pytest

from ecm import access
from ecm.domain.appointments.lines import Line
from ecm.domain.appointments.repeated import HeldPost
from ecm.domain.outcomes import Outcome
from ecm.meetings.models import Appointment, Decision, Part
from tests.cast import DAY, Council

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(council: Council) -> Council:
    """The council, which adopted its nominations."""
    item = council.nominations
    item.appointments.all().delete()
    Decision.objects.create(
        item=item, outcome=Outcome.ADOPTED, text="", decided_at="2026-02-05T10:00Z"
    )
    return council


def appointed(council: Council, **changes) -> Appointment:
    fields = {
        "item": council.nominations,
        "civility": "Madame",
        "given_names": "Awa",
        "surname": "ZONGO",
        "staff_number": "28 456 W",
        "post": "Directrice générale du budget",
    }
    return Appointment.objects.create(**(fields | changes))


def held(**changes) -> dict[int, list[HeldPost]]:
    fields = {
        "number": 2,
        "given_names": "Awa",
        "surname": "ZONGO",
        "staff_number": "28 456 W",
    }
    return dict(access.posts_held([Line(**(fields | changes))]))


BUDGET = {2: [HeldPost("Directrice générale du budget", DAY)]}


@pytest.mark.parametrize("written", ["28 456 W", "28456W", "Mle 28 456 W"])
def test_a_person_is_known_by_the_number_however_it_was_written(adopted, written):
    appointed(adopted, staff_number=written, surname="OUEDRAOGO")

    assert held() == BUDGET


@pytest.mark.parametrize("surname", ["ZONGO", "Zongo"])
def test_a_person_without_a_number_is_known_by_the_name(adopted, surname):
    appointed(adopted, staff_number="", surname=surname)

    assert held() == BUDGET


def test_an_accent_hides_nobody(adopted):
    appointed(adopted, staff_number="", surname="TRAORE")

    assert held(surname="TRAORÉ") == BUDGET


def test_another_number_is_another_person_of_that_name(adopted):
    appointed(adopted, staff_number="99 999 A")

    assert held() == {}


def test_what_was_not_decided_or_not_published_is_known_to_nobody(adopted):
    appointed(adopted)
    item = adopted.nominations

    item.is_publishable = False
    item.save()
    unpublished = held()
    item.is_publishable = True
    item.is_restricted = True
    item.save()
    restricted = held()
    item.is_restricted = False
    item.save()
    Decision.objects.update(outcome=Outcome.DEFERRED)

    assert (unpublished, restricted, held()) == ({}, {}, {})


def test_an_ended_function_is_held_no_more(adopted):
    appointed(adopted)
    adopted.nominations.part = Part.MEASURES
    adopted.nominations.save()

    assert held() == {}


def test_a_list_asks_the_past_once(adopted, django_assert_num_queries):
    lines = [Line(n, surname=f"NOM{n}", given_names="Awa") for n in range(80)]

    with django_assert_num_queries(1):
        access.posts_held(lines)
