"""The demonstration council: what the newcomer finds, and that loading twice is once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from ecm.archive.verification import faults
from ecm.demo.loading import load
from ecm.demo.words import read
from ecm.domain.circuit import DossierState
from ecm.domain.french import typeset
from ecm.domain.kinds import ItemKind
from ecm.dossiers.models import Dossier
from ecm.journal.models import Entry
from ecm.meetings.actions.convocation import needs_convocation
from ecm.meetings.models import AgendaItem, Appointment, Meeting, Part
from ecm.people.models import ActingMandate, Person, User
from ecm.publication.models import Recipient, Translator

# Without the mark nothing would make the database when these tests run alone.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def said(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[str]]:
    """The lines of progress; the council is loaded, once for the tests that read it."""
    lines: list[str] = []
    told = override_settings(DEMO=True)
    with told, django_db_blocker.unblock(), transaction.atomic():
        assert load(say=lines.append) == "CM/2026/5"
        yield lines
        transaction.set_rollback(True)


def test_the_council_of_5_february_2026_waits_to_be_opened(said: list[str]) -> None:
    meeting = Meeting.objects.get()
    parts = [meeting.items.filter(part=part) for part in Part]

    assert (meeting.state, meeting.day.isoformat()) == ("convened", "2026-02-05")
    assert [len(items) for items in parts] == [25, 4, 5, 0, 3]
    assert len({item.ministry_id for item in parts[0]}) == 12
    assert Appointment.objects.count() == 12
    assert "Pièces / papers : 37 / 37" in said


def test_a_language_and_the_press_wait_for_the_communique(said: list[str]) -> None:
    grants = Translator.objects.values_list("person__user__username", "language")
    addresses = Recipient.objects.values_list("email", flat=True)

    assert list(grants) == [("traductrice-moore", "mos")]
    assert len(addresses) == 3
    assert {address.rsplit(".", 1)[1] for address in addresses} == {"example"}


def test_what_is_known_of_it_is_true(said: list[str]) -> None:
    meeting = Meeting.objects.get()
    report, court = meeting.items.all()[:2]

    assert meeting.presided_by == (
        "Capitaine Ibrahim TRAORE, Président du Faso, Président du Conseil des ministres"
    )
    assert (report.ministry_name, report.kind, report.count) == (
        "Primature",
        ItemKind.APPOINTMENT_DECREE,
        3,
    )
    assert court.subject.startswith(
        "renouvellement des membres du Tribunal militaire de Ouagadougou"
    )


def test_groups_stand_in_the_order_of_protocol(said: list[str]) -> None:
    names = AgendaItem.objects.filter(part=Part.DELIBERATIONS)
    ranks = list(names.values_list("precedence", flat=True))

    assert ranks == sorted(ranks)


def test_every_item_has_papers_that_can_be_opened(said: list[str]) -> None:
    for item in AgendaItem.objects.all():
        versions = [d.versions.get() for d in item.dossier.documents.all()]

        assert versions, item
        for version in versions:
            content = (Path(settings.MEDIA_ROOT) / version.path).read_bytes()
            assert content.startswith(b"%PDF-")
            assert 1 <= version.pages <= 4


def test_the_cast_signs_in_without_a_password(said: list[str]) -> None:
    accounts = User.objects.all()
    seats = Meeting.objects.get().seats.all()

    assert not any(user.has_usable_password() for user in accounts)
    assert (accounts.count(), seats.count()) == (33, 19)
    acting = [seat.title for seat in seats if seat.attendance == "represented"]
    assert len(acting) == 1
    assert {seat.attendance for seat in seats} == {"expected", "represented"}
    assert ActingMandate.objects.count() == 1


def test_one_item_is_for_its_readers_only(said: list[str]) -> None:
    restricted = AgendaItem.objects.get(is_restricted=True)
    readers = User.objects.filter(person__restricted_items=restricted)

    assert not restricted.is_publishable
    assert {user.username for user in readers} == {
        "premier-ministre",
        "guerre",
        "economie",
    }


def test_everything_was_done_by_acts_that_the_journal_holds(said: list[str]) -> None:
    meeting = Meeting.objects.get()

    words = read("convocation.json")
    seats_read = len(words["read"]) + 1  # one reads for the member he acts for
    assert meeting.seq == 1 + 37 + 3 + seats_read + len(words["positions"])
    moments = [
        e.at for e in Entry.objects.filter(stream=meeting.stream).order_by("seq")
    ]
    assert moments == sorted(moments)
    assert list(faults()) == []


def test_the_members_were_convened_and_most_have_read(
    said: list[str], client: Client
) -> None:
    meeting = Meeting.objects.get()
    sent = meeting.convocations.get()
    client.force_login(User.objects.get(username="sgg"))

    page = client.get(reverse("meetings:convocation", args=[meeting.pk]))

    assert sent.agenda.step == "approved"
    assert not needs_convocation(meeting)
    unread = [line.phone for line in page.context["unread"]]
    assert 0 < len(unread) < 6
    assert all(number.startswith("+22600000") for number in unread)
    assert f'href="tel:{unread[0]}"' in page.content.decode()


def test_nobody_of_the_cast_can_be_reached_by_mistake(said: list[str]) -> None:
    reached = Person.objects.exclude(email="", phone="")

    assert {person.email.rpartition(".")[2] for person in reached} == {"example"}
    assert {person.phone[:6] for person in reached} == {"+22600"}
    assert reached.count() == len({person.phone for person in reached})


def test_loading_again_changes_nothing(said: list[str]) -> None:
    before = Meeting.objects.get().head

    load(say=said.append)

    assert Meeting.objects.get().head == before
    assert User.objects.count() == 33
    assert "Pièces / papers : 37 / 37" in said


def test_the_next_council_is_being_prepared(said: list[str]) -> None:
    words = read("preparation.json")["dossiers"]
    held = Dossier.objects.exclude(state=DossierState.ON_AGENDA)

    assert sorted(held.values_list("title", "state")) == sorted(
        (typeset(entry["title"]), entry["to"]) for entry in words
    )
    numbered = Dossier.objects.exclude(register_serial=None)
    serials = sorted(numbered.values_list("register_serial", flat=True))
    assert serials == list(range(1, 37 + 15 + 1))


def test_its_history_is_before_the_council(said: list[str]) -> None:
    entries = Entry.objects.filter(stream__startswith="dossier/")

    assert {e.at.date() < date(2026, 2, 6) for e in entries} == {True}
    assert Dossier.objects.filter(is_late=True).count() == 1
