"""Creating a meeting on screen: the next number, its seats, who presides, once."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.communique import parse_presided_by
from ecm.domain.communique.presided import under_the_presidency
from ecm.domain.errors import Conflict
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.models import Meeting
from ecm.meetings.planning.creation import free_days
from ecm.meetings.presiding import presided_by
from ecm.people.models import Body, BodyMember, Mandate, Person
from tests.cast import Cast, Council, actor, signed_in
from tests.meetings.conftest import COUNCIL_DAY, a_meeting
from tests.preparation import Preparation

DAY = date(2027, 3, 4)


def described(cast: Cast, **more) -> dict[str, object]:
    return {
        "body": cast.body.pk,
        "day": "autre",
        "other_day": DAY.isoformat(),
        "starts_at": "10:00",
        "place": "Bobo-Dioulasso",
        "kind": "extraordinary",
        "chair": "president",
        "grouping": "theme",
        "key": "une-clé",
        **more,
    }


def create(cast: Cast, who: str = "secretary", **more):
    client = signed_in(Client(), cast[who])
    return client.post(reverse("meetings:create"), described(cast, **more))


def test_a_meeting_is_created_as_it_was_described(cast: Cast) -> None:
    answer = create(cast)

    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == reverse("meetings:agenda", args=[meeting.pk])
    assert (meeting.reference, meeting.state, meeting.day) == (
        "CM/2027/1",
        "draft",
        DAY,
    )
    assert (meeting.kind, meeting.grouping) == ("extraordinary", "theme")
    assert (meeting.place, f"{meeting.starts_at:%H:%M}") == ("Bobo-Dioulasso", "10:00")
    assert meeting.presided_by == (
        "Monsieur Issa PRESIDENT, Président du Faso, Président du Conseil des ministres"
    )
    assert meeting.seats.get(holder=cast.president.person_id).post == "president"


def test_the_same_form_sent_twice_makes_one_meeting(cast: Cast) -> None:
    first, second = create(cast), create(cast)

    assert Meeting.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_the_key_of_another_is_refused(cast: Cast) -> None:
    create_meeting(actor(cast.secretary, "une-clé"), cast.body, Plan(day=DAY))

    with pytest.raises(Conflict):
        create_meeting(
            actor(cast.second_secretary, "une-clé"), cast.body, Plan(day=DAY)
        )


def test_two_forms_make_two_meetings(cast: Cast) -> None:
    create(cast)
    create(cast, key="une-autre", other_day=date(2027, 3, 11).isoformat())

    numbers = Meeting.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]


@pytest.mark.parametrize(
    "more",
    [
        {"other_day": ""},
        {"other_day": "demain"},
        {"starts_at": ""},
        {"place": ""},
        {"body": 10**6},
        {"day": "2020-01-02"},
        {"day": ""},
        {"chair": ""},
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    cast: Cast, more: dict
) -> None:
    answer = create(cast, **more)

    page = answer.content.decode()
    assert (answer.status_code, Meeting.objects.count()) == (422, 0)
    assert "À corriger avant de continuer" in page
    assert ("Bobo-Dioulasso" in page) is ("place" not in more)


def test_nothing_that_is_needed_is_called_optional(cast: Cast) -> None:
    client = signed_in(Client(), cast["secretary"])

    page = client.get(reverse("meetings:create")).content.decode()

    for label in ("Jour", "Présidée par", "Séance", "Délibérations groupées"):
        assert f"<legend>{label}</legend>" in page
    assert "Date, si c&#x27;est un autre jour</label>" in page
    assert "(facultatif)" not in page


def test_a_delegation_without_a_prime_minister_is_said_in_the_form(cast: Cast) -> None:
    answer = create(cast, chair="delegation")

    assert (answer.status_code, Meeting.objects.count()) == (422, 0)
    assert "ne se délègue pas ce jour-là" in answer.content.decode()


@pytest.mark.parametrize("who", ["president", "minister", "observer", "stranger"])
def test_only_a_secretary_finds_the_page(cast: Cast, who: str) -> None:
    client = signed_in(Client(), cast[who])

    assert client.get(reverse("meetings:create")).status_code == 404
    assert create(cast, who).status_code == 404


def test_a_secretary_makes_meetings_of_his_own_bodies_only(cast: Cast) -> None:
    other = Body.objects.create(code="COTEVAL", name="COTEVAL")

    answer = create(cast, body=other.pk)

    assert (answer.status_code, Meeting.objects.count()) == (422, 0)


def test_the_walls_of_the_last_meeting_are_seated_again(council: Council) -> None:
    create(council.cast)

    meeting = Meeting.objects.get(year=2027)
    assert meeting.seats.get(capacity="screen").screen == council.cast.screen


def test_the_days_offered_are_the_next_ones_without_a_meeting(
    preparation: Preparation,
) -> None:
    before = free_days()
    taken = before[1]
    create(preparation.cast, day=taken.isoformat(), other_day="")

    assert Meeting.objects.get().day == taken
    assert len(before) == len(free_days()) == 4
    assert taken not in free_days()


# Under whom


def test_the_presidency_reads_as_in_a_communique(preparation: Preparation) -> None:
    cast = preparation.cast
    president = Person.objects.filter(pk=cast.president.person_id)
    president.update(grade="Capitaine", given_names="Issa", surname="Traoré")

    words = presided_by(cast.body, COUNCIL_DAY)

    assert under_the_presidency(parse_presided_by(words)) == (
        "sous la présidence de Son Excellence le Capitaine Issa TRAORE, "
        "Président du Faso, Président du Conseil des ministres"
    )


def test_a_delegated_presidency_says_who_delegates(preparation: Preparation) -> None:
    a_meeting(preparation)  # seats the Prime Minister in the body

    words = presided_by(preparation.cast.body, COUNCIL_DAY, is_delegated=True)

    assert under_the_presidency(parse_presided_by(words)) == (
        "sous la présidence de Son Excellence Madame Awa PRIME MINISTER, "
        "Premier ministre, par délégation du Président du Faso"
    )


def test_another_body_is_presided_over_by_its_chair(preparation: Preparation) -> None:
    body = Body.objects.create(code="CC", name="Conseil de cabinet")
    mandate = Mandate.objects.get(person=preparation["prime_minister"].person)
    BodyMember.objects.create(body=body, mandate=mandate, capacity="presiding")

    assert (
        presided_by(body, COUNCIL_DAY) == "Madame Awa PRIME MINISTER, Premier ministre"
    )


def test_a_body_without_a_chair_says_nothing(cast: Cast) -> None:
    body = Body.objects.create(code="CC", name="Conseil de cabinet")

    assert presided_by(body, COUNCIL_DAY) == ""


def test_the_list_of_meetings_leads_to_the_agenda(preparation: Preparation) -> None:
    planned = a_meeting(preparation)

    def page(who: str) -> str:
        client = signed_in(Client(), preparation[who])
        return client.get(reverse("meetings:list")).content.decode()

    url = reverse("meetings:agenda", args=[planned.pk])
    assert url in page("secretary")
    assert reverse("meetings:create") in page("secretary")
    assert url not in page("president")
    assert reverse("meetings:create") not in page("president")
