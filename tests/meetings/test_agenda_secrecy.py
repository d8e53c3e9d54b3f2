"""What each of those who prepare an agenda may know of a restricted item."""

import pytest

from ecm import clock
from ecm.domain.policy import MarkValue
from ecm.meetings.models import Position
from tests.meetings.conftest import Planned
from tests.meetings.test_agenda_pages import ask, send, text, titles

ONE_DATABASE = True


def secret(built: Planned, **more) -> None:
    item = built.item("Dette")
    item.is_restricted, item.title = True, "Zqxsecret"
    item.associated = item.presenter = item.on_behalf_of = "Zqxsecret"
    for name, value in more.items():
        setattr(item, name, value)
    item.save()


@pytest.mark.parametrize("stub", ["neutral", "nothing"])
def test_the_prime_minister_reads_no_item_that_is_closed_to_him(
    built: Planned, stub: str
) -> None:
    secret(built, stub_display=stub)
    built.propose_agenda()
    for comment in ("Encore", "Toujours"):
        built.propose_agenda(comment)

    pages = [
        ask(built, "prime_minister"),
        ask(built, "prime_minister", "agenda-board"),
        ask(built, "prime_minister", "agenda-amend"),
        ask(built, "prime_minister", "agenda-version", 1),
        ask(built, "prime_minister", "agenda-compare", avant=1, apres=2),
        ask(built, "prime_minister", "agenda-compare", avant=1),
    ]

    assert [page.status_code for page in pages] == [200] * 6
    for page in pages:
        assert "Zqxsecret" not in text(page)
        assert ("Point réservé" in text(page)) is (stub == "neutral")
    # For those who read it, it is there: the test can fail.
    assert "Zqxsecret" in text(ask(built, "president"))
    hidden = built.meeting.items.get(title="Zqxsecret").pk
    refused = send(built, "prime_minister", "agenda-move", hidden, after="")
    assert refused.status_code == 404


def test_an_item_closed_to_him_leaves_no_hole_in_his_numbers(built: Planned) -> None:
    built.propose("Emprunt", "decree", "finance")
    built.build()
    secret(built, stub_display="nothing")
    built.propose_agenda()

    assert titles(ask(built, "prime_minister"))[1:3] == [
        *("I.2.1 Budget", "I.2.2 Emprunt")
    ]
    version = text(ask(built, "prime_minister", "agenda-version", 1))
    assert "I.2.2" in version
    assert "I.2.3" not in version


def test_a_reader_of_a_closed_item_reads_it(built: Planned) -> None:
    secret(built)
    item = built.meeting.items.get(title="Zqxsecret")
    item.readers.add(built.preparation["prime_minister"].person)
    built.propose_agenda()

    assert "Zqxsecret" in text(ask(built, "prime_minister"))
    assert "Zqxsecret" in text(ask(built, "prime_minister", "agenda-version", 1))


def test_an_item_closed_since_is_closed_in_the_versions_too(built: Planned) -> None:
    built.meeting.items.filter(title="Dette").update(title="Zqxsecret")
    built.propose_agenda()
    secret_item = built.meeting.items.get(title="Zqxsecret")
    assert "Zqxsecret" in text(ask(built, "prime_minister", "agenda-version", 1))

    secret_item.is_restricted = True
    secret_item.save()

    assert "Zqxsecret" not in text(ask(built, "prime_minister", "agenda-version", 1))


def test_how_many_object_is_for_the_secretariat_and_the_chair(built: Planned) -> None:
    built.propose_agenda()
    person = built.preparation["rival"].person
    Position.objects.create(
        item=built.item("Voyage"),
        seat=built.meeting.seats.get(holder=person),
        value=MarkValue.OBJECTION,
        given_by=person,
        given_at=clock.now(),
    )

    found = {
        who: "Débat suggéré" in text(ask(built, who))
        for who in ("secretary", "president", "prime_minister")
    }

    assert found == {"secretary": True, "president": True, "prime_minister": False}
    assert "1 × opposition" in text(ask(built, "secretary"))
