"""What the journal holds is never changed nor removed, by the model or in SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from ecm.journal.models import Entry, EntryIsFinal
from tests.cast import Council, journal


def test_an_entry_is_not_saved_again(council: Council) -> None:
    entry = Entry.objects.first()
    entry.verb = "item.called"

    with pytest.raises(EntryIsFinal):
        entry.save()


def test_an_entry_is_not_deleted(council: Council) -> None:
    with pytest.raises(EntryIsFinal):
        Entry.objects.first().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET facts = '{}' WHERE seq = 2",
        "UPDATE journal_entry SET hash = 'x'",
        "DELETE FROM journal_entry WHERE seq = 1",
        "DELETE FROM journal_entry",
    ],
)
def test_the_database_refuses_to_change_an_entry(
    council: Council, statement: str
) -> None:
    before = journal(council.meeting)

    with (
        pytest.raises(DatabaseError, match="the journal is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert journal(council.meeting) == before


def test_the_queryset_is_no_way_around(council: Council) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(verb="item.called")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all()._raw_delete("default")


def test_the_journal_is_not_emptied(council: Council) -> None:
    # SQLite has no TRUNCATE: there every emptying is a DELETE.
    emptying = "DELETE FROM journal_entry"
    if connection.vendor == "postgresql":
        connection.check_constraints()  # none may be pending, or it is refused for that
        emptying = "TRUNCATE journal_entry"

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(emptying)
