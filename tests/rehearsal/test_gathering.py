"""What a rehearsal takes of a council, and all that it leaves behind."""

import json
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecm.dossiers.models import Document, Version
from ecm.journal.models import GENESIS, Entry
from ecm.meetings.models import Position
from ecm.people.models import Person, User
from ecm.rehearsal.gathering import files_of, gathered
from ecm.rehearsal.seating import parts_of
from tests.cast import Council, a_dossier
from tests.preparation import NOW

KEPT_BACK = "KEPTBACK"


def rows(council: Council, **options: bool) -> dict[str, list[dict]]:
    """Return what is gathered, by model."""
    found: dict[str, list[dict]] = {}
    for row in gathered(council.refresh(), **options):
        found.setdefault(row["model"], []).append({"pk": row["pk"], **row["fields"]})
    return found


def with_paper(council: Council, name: str) -> Version:
    """Give an item of the council a dossier with one paper in two versions."""
    item = council.items[name]
    item.dossier = a_dossier(item.ministry, item.title)
    item.dossier.entries = {"cost": KEPT_BACK}
    item.dossier.save()
    item.save()
    document = Document.objects.create(dossier=item.dossier, title="Rapport")
    for number in (1, 2):
        version = Version.objects.create(
            document=document,
            number=number,
            path=f"aa/{name}{number}.pdf",
            sha256="0" * 64,
            size=4,
            pages=1,
            stored_at=NOW,
            stored_by=council.cast.minister,
        )
    return version


def test_the_agenda_comes_whole_and_its_restrictions_with_it(council: Council) -> None:
    items = rows(council)["meetings.agendaitem"]

    assert [(row["pk"], row["number"], row["title"]) for row in items] == list(
        council.meeting.items.values_list("pk", "number", "title")
    )
    secret = next(row for row in items if row["pk"] == council.secret.pk)
    assert secret["is_restricted"]
    assert secret["readers"] == [council.cast.minister.person_id]


def test_a_reader_without_a_seat_stays_outside(council: Council) -> None:
    council.secret.readers.add(council.cast.stranger.person)

    items = rows(council)["meetings.agendaitem"]

    secret = next(row for row in items if row["pk"] == council.secret.pk)
    assert secret["readers"] == [council.cast.minister.person_id]


def test_nothing_personal_comes(council: Council) -> None:
    Person.objects.update(email=f"{KEPT_BACK}@bf.example", phone="+22670123456")
    for user in User.objects.all():
        user.email = f"{KEPT_BACK}@bf.example"
        user.set_password(KEPT_BACK)
        user.save()
    council.meeting.seats.update(excuse=KEPT_BACK)
    with_paper(council, "report")

    written = json.dumps(gathered(council.refresh()), cls=DjangoJSONEncoder)

    assert KEPT_BACK not in written
    assert "+22670123456" not in written
    assert all(name not in written for name in ('"stranger"', '"second_secretary"'))
    accounts = rows(council)["people.user"]
    assert all(row["password"].startswith("!") for row in accounts)
    assert not any(row["is_staff"] or row["is_superuser"] for row in accounts)


def test_only_those_who_sit_come_with_the_wall(council: Council) -> None:
    found = rows(council)

    seated = council.meeting.seats.exclude(holder=None)
    people = set(seated.values_list("holder", flat=True))
    assert {row["pk"] for row in found["people.person"]} == people
    assert {row["person"] for row in found["people.user"]} == people | {None}
    assert council.cast.stranger.person_id not in people


def test_no_journal_comes_and_the_copy_begins_its_own(council: Council) -> None:
    with_paper(council, "report")
    assert Entry.objects.exists()

    found = rows(council)

    assert "journal.entry" not in found
    for row in (*found["meetings.meeting"], *found["dossiers.dossier"]):
        assert (row["seq"], row["head"]) == (0, GENESIS)
    assert found["meetings.meeting"][0]["state"] == "convened"


def test_of_a_paper_the_version_that_is_shown_comes(council: Council) -> None:
    shown = with_paper(council, "report")

    found = rows(council)

    assert [row["pk"] for row in found["dossiers.version"]] == [shown.pk]
    assert found["dossiers.version"][0]["stored_by"] is None
    assert files_of(council.refresh()) == {shown.path}


def test_a_dossier_that_is_on_no_item_does_not_come(council: Council) -> None:
    with_paper(council, "report")
    other = a_dossier(council.cast.ministries["health"], "Un autre dossier")

    found = rows(council)

    assert other.pk not in {row["pk"] for row in found["dossiers.dossier"]}


def test_positions_come_only_when_they_are_asked(council: Council) -> None:
    Position.objects.create(
        item=council.report,
        seat=council.seat("minister"),
        value="agree",
        given_by=council.cast.minister.person,
        given_at=NOW - timedelta(days=1),
    )

    assert "meetings.position" not in rows(council)
    assert len(rows(council, with_positions=True)["meetings.position"]) == 1


def test_gathering_only_reads(council: Council) -> None:
    with CaptureQueriesContext(connection) as asked:
        gathered(council.meeting, with_positions=True)

    assert asked.captured_queries
    # PostgreSQL reads a long table by a cursor that it declares for it.
    assert {query["sql"].split()[0] for query in asked} <= {"SELECT", "DECLARE"}


def test_every_seat_is_a_part_but_the_walls_and_the_represented(
    council: Council,
) -> None:
    seat = council.seat("absent")
    seat.attendance, seat.acting = "represented", council.cast.deputy.person
    seat.save()

    parts = {part.username: part.capacity for part in parts_of(council.refresh())}

    assert f"personne-{council.cast.absent.person_id}" not in parts
    assert parts[f"personne-{council.cast.president.person_id}"] == "presiding"
    assert len(parts) == council.meeting.seats.filter(screen=None).count() - 1
