"""A member's notes: sealed, his alone, and shut with the item that they are about."""

import json

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecm.domain.errors import Conflict
from ecm.journal.models import Entry
from ecm.meetings.actions import notes
from ecm.meetings.actions.items import restrict_item
from ecm.meetings.actions.recusals import recuse
from ecm.meetings.models import (
    AgendaItem,
    Meeting,
    Message,
    NoteLock,
    PrivateNote,
    Recusal,
    Seat,
)
from tests.cast import Council, a_dossier, signed_in

SALT = "c2VsLWRlLXNlaXplLW9jdGV0cw=="
LOCK = {"salt": SALT, "iterations": 600_000, "check_word": "bW90LXNjZWxsw6k="}
SEALED = "U2NlbGzDqSBzdXIgbGEgdGFibGV0dGUgZGUgc29uIGF1dGV1cg=="
OTHER = "VW4gYXV0cmUgdGV4dGUgc2NlbGzDqSBzdXIgdW5lIGF1dHJlIHRhYmxldHRl"


def kept(council: Council, name: str, item: AgendaItem, sealed: str = SEALED) -> None:
    """Let one of the cast note something on an item."""
    writer = council.actor(name)
    notes.make_lock(writer, notes.Lock(**LOCK))
    notes.write_note(writer, item, sealed=sealed, base=0, salt=SALT)


def ask(council: Council, name: str, item: AgendaItem) -> HttpResponse:
    client = signed_in(Client(), council.cast[name])
    return client.get(reverse("meetings:note", args=[council.pk, item.pk]))


def write(
    council: Council, name: str, item: AgendaItem, sealed: str, base: int
) -> HttpResponse:
    client = signed_in(Client(), council.cast[name])
    url = reverse("meetings:note", args=[council.pk, item.pk])
    return client.post(url, {"sealed": sealed, "base": base, "salt": SALT})


def told(answer: HttpResponse) -> dict:
    return json.loads(answer.content)


# The lock


def test_the_first_tablet_makes_the_lock_and_the_next_gets_it(council: Council) -> None:
    client = signed_in(Client(), council.cast.minister)
    url = reverse("meetings:note-lock")

    before = client.get(url)
    made = client.post(url, LOCK)
    second = client.post(url, LOCK | {"salt": "YXV0cmUtc2VsLWRlLXNlaXpl"})

    assert told(before) == {}
    assert (made.status_code, told(made)) == (200, LOCK)
    assert (second.status_code, told(second)) == (409, LOCK)
    assert told(client.get(url)) == LOCK


@pytest.mark.parametrize(
    "wrong", [{"iterations": 1000}, {"salt": "court"}, {"check_word": "<mot>"}]
)
def test_a_weak_lock_is_refused(council: Council, wrong: dict) -> None:
    client = signed_in(Client(), council.cast.minister)

    answer = client.post(reverse("meetings:note-lock"), LOCK | wrong)

    assert answer.status_code == 409
    assert not NoteLock.objects.exists()


def test_a_forgotten_phrase_takes_the_notes_and_nobody_elses(council: Council) -> None:
    kept(council, "minister", council.report)
    kept(council, "rival", council.report)

    signed_in(Client(), council.cast.minister).post(
        reverse("meetings:notes-begin-again")
    )

    rival = council.cast.rival.person
    assert [note.person for note in PrivateNote.objects.all()] == [rival]
    assert [lock.person for lock in NoteLock.objects.all()] == [rival]


def test_a_tablet_with_a_phrase_of_before_writes_nothing(council: Council) -> None:
    kept(council, "minister", council.report)
    minister = council.actor("minister")
    notes.begin_again(minister)
    notes.make_lock(minister, notes.Lock(**LOCK | {"salt": "bm91dmVhdQ=="}))

    with pytest.raises(Conflict):
        notes.write_note(minister, council.report, sealed=OTHER, base=1, salt=SALT)

    assert not PrivateNote.objects.exists()


# Writing


def test_a_note_is_kept_and_read_again(council: Council) -> None:
    notes.make_lock(council.actor("minister"), notes.Lock(**LOCK))

    first = write(council, "minister", council.report, SEALED, 0)
    second = write(council, "minister", council.report, OTHER, 1)

    assert (told(first), told(second)) == ({"version": 1}, {"version": 2})
    assert told(ask(council, "minister", council.report)) == {
        "version": 2,
        "sealed": OTHER,
        "earlier": [],
    }


def test_the_same_text_sent_twice_is_kept_once(council: Council) -> None:
    notes.make_lock(council.actor("minister"), notes.Lock(**LOCK))

    answers = [write(council, "minister", council.report, SEALED, 0) for _ in range(2)]

    assert [told(answer) for answer in answers] == [{"version": 1}] * 2


def test_a_second_tablet_gets_the_other_text_and_overwrites_nothing(
    council: Council,
) -> None:
    kept(council, "minister", council.report)

    late = write(council, "minister", council.report, OTHER, 0)

    assert late.status_code == 409
    assert told(late) == {"version": 1, "sealed": SEALED}
    assert PrivateNote.objects.get().sealed == SEALED
    chosen = write(council, "minister", council.report, OTHER, 1)
    assert told(chosen) == {"version": 2}


@pytest.mark.parametrize("sealed", ["", "court", "Le texte en clair d'un ministre."])
def test_what_is_not_sealed_is_refused(council: Council, sealed: str) -> None:
    notes.make_lock(council.actor("minister"), notes.Lock(**LOCK))

    answer = write(council, "minister", council.report, sealed, 0)

    assert answer.status_code == 409
    assert not PrivateNote.objects.exists()


# His alone


def test_nobody_else_gets_a_note(council: Council) -> None:
    kept(council, "minister", council.report)

    for name in ("president", "secretary", "rival", "absent", "observer"):
        assert told(ask(council, name, council.report)) == {
            "version": 0,
            "sealed": "",
            "earlier": [],
        }
        page = signed_in(Client(), council.cast[name]).get(
            reverse("meetings:notes", args=[council.pk])
        )
        assert SEALED not in page.content.decode()
    for name in ("screen", "stranger", "administrator"):
        assert ask(council, name, council.report).status_code == 404


def test_the_lock_is_no_account_of_nobody(council: Council) -> None:
    for name in ("screen", "administrator"):
        client = signed_in(Client(), council.cast[name])
        assert client.get(reverse("meetings:note-lock")).status_code == 404


def test_neither_the_journal_nor_the_administration_knows_of_a_note(
    council: Council,
) -> None:
    before = Entry.objects.count()

    kept(council, "minister", council.report)

    assert Entry.objects.count() == before
    assert {NoteLock, PrivateNote, Message}.isdisjoint(admin.site._registry)


def test_who_sits_for_another_does_not_read_his_notes(council: Council) -> None:
    kept(council, "absent", council.report)
    Seat.objects.filter(holder=council.cast.absent.person).update(
        attendance="represented", acting=council.cast.deputy.person
    )

    assert told(ask(council, "deputy", council.report))["version"] == 0
    assert ask(council, "absent", council.report).status_code == 404


# With the item


def test_a_note_is_shut_with_its_item_and_comes_back_with_it(opened: Council) -> None:
    kept(opened, "rival", opened.report)
    url = reverse("meetings:notes", args=[opened.pk])
    rival = signed_in(Client(), opened.cast.rival)
    assert SEALED in rival.get(url).content.decode()

    restrict_item(opened.actor("president"), opened.report, restricted=True)

    assert ask(opened, "rival", opened.report).status_code == 404
    assert write(opened, "rival", opened.report, OTHER, 1).status_code == 404
    assert SEALED not in rival.get(url).content.decode()
    AgendaItem.objects.filter(pk=opened.report.pk).update(is_restricted=False)
    assert told(ask(opened, "rival", opened.report))["sealed"] == SEALED


def test_who_stands_aside_has_no_note_on_it_meanwhile(deliberating: Council) -> None:
    kept(deliberating, "rival", deliberating.report)

    recuse(deliberating.actor("rival"), deliberating.seat("rival"), deliberating.report)

    assert ask(deliberating, "rival", deliberating.report).status_code == 404
    url = reverse("meetings:notes", args=[deliberating.pk])
    page = signed_in(Client(), deliberating.cast.rival).get(url).content.decode()
    assert SEALED not in page
    assert deliberating.report.title not in page


# From one meeting to the next


def earlier(council: Council) -> AgendaItem:
    """The dossier of the report came before the meeting of the week before."""
    dossier = a_dossier(council.report.ministry, "Rapport")
    AgendaItem.objects.filter(pk=council.report.pk).update(dossier=dossier)
    council.report.refresh_from_db()
    before = Meeting.objects.get(pk=council.pk)
    before.pk, before.number, before.day = None, 4, council.meeting.day.replace(day=1)
    before.current_item = before.wheel = None
    before.save()
    for name in ("minister", "rival"):
        seat = council.seat(name)
        seat.pk, seat.meeting = None, before
        seat.save()
    item = AgendaItem.objects.get(pk=council.report.pk)
    item.pk, item.meeting = None, before
    item.save()
    return item


def test_the_note_of_an_earlier_council_is_shown_with_the_matter(
    council: Council,
) -> None:
    before = earlier(council)
    kept(council, "minister", before)
    kept(council, "rival", before, OTHER)

    found = told(ask(council, "minister", council.report))

    assert found["earlier"] == [
        {
            "item": before.pk,
            "sealed": SEALED,
            "label": "Note du conseil du 1 février 2026",
        }
    ]
    assert found["version"] == 0


def test_an_earlier_note_is_shut_while_its_author_stands_aside_from_the_matter(
    council: Council,
) -> None:
    before = earlier(council)
    kept(council, "minister", before)
    seat = before.meeting.seats.get(holder=council.cast.minister.person)
    Recusal.objects.create(item=before, seat=seat, since=timezone.now())

    assert ask(council, "minister", council.report).status_code == 404
