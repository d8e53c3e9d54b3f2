"""Every entry is numbered without a gap and chained; each way of tampering shows."""

import json
from collections.abc import Callable

import pytest
from django.db import connection

from ecm.journal.chain import GENESIS, faults_of, hash_of
from ecm.journal.models import Entry
from tests.cast import Council

DROPPED = {
    "sqlite": (
        "DROP TRIGGER journal_entry_not_updated",
        "DROP TRIGGER journal_entry_not_deleted",
    ),
    "postgresql": ("DROP TRIGGER journal_entry_kept ON journal_entry",),
}


@pytest.fixture
def sql(council: Council) -> Callable[..., None]:
    """Runs a statement as whoever holds the disk would, the triggers gone."""

    def run(statement: str, *values: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    for statement in DROPPED[connection.vendor]:
        run(statement)
    return run


def faults(council: Council) -> list[str]:
    meeting = council.refresh()
    found = faults_of(meeting.stream, meeting.seq, meeting.head)
    return [fault.removeprefix(f"{meeting.stream} : ") for fault in found]


def entries(council: Council) -> list[Entry]:
    rows = Entry.objects.filter(stream=council.meeting.stream)
    return list(rows.order_by("seq"))


def test_numbers_follow_without_a_gap_and_hashes_follow_each_other(
    council: Council,
) -> None:
    rows = entries(council)

    # Created, eight items, convened.
    assert [entry.seq for entry in rows] == list(range(1, 11))
    assert [e.previous for e in rows] == [GENESIS, *(e.hash for e in rows[:-1])]
    assert [e.hash for e in rows] == [hash_of(e) for e in rows]
    assert (council.meeting.seq, council.meeting.head) == (10, rows[-1].hash)
    assert faults(council) == []


def test_an_empty_stream_ends_where_it_begins(db: None) -> None:
    assert list(faults_of("meeting/404", 0, GENESIS)) == []


def test_changed_facts_show(council: Council, sql: Callable[..., None]) -> None:
    facts = json.dumps({"item": 999})

    sql("UPDATE journal_entry SET facts = %s WHERE seq = 4", facts)

    assert faults(council) == ["l'entrée 4 a été modifiée"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "item.called"),
        ("key", "forged"),
        ("actor_id", None),
        ("at", "2026-02-05 09:00:00"),
    ],
)
def test_each_column_is_sealed(
    council: Council, sql: Callable[..., None], column: str, value: object
) -> None:
    if column == "actor_id":
        value = council.cast.secretary.pk

    sql(f"UPDATE journal_entry SET {column} = %s WHERE seq = 4", value)

    assert faults(council) == ["l'entrée 4 a été modifiée"]


def test_a_removed_entry_shows(council: Council, sql: Callable[..., None]) -> None:
    sql("DELETE FROM journal_entry WHERE seq = 4")

    assert faults(council) == ["l'entrée 4 manque"]


def test_a_cut_end_shows(council: Council, sql: Callable[..., None]) -> None:
    sql("DELETE FROM journal_entry WHERE seq > 7")

    assert faults(council) == ["la fin manque (7 entrées au lieu de 10)"]


def test_swapped_entries_show(council: Council, sql: Callable[..., None]) -> None:
    for former, present in [(4, 404), (5, 4), (404, 5)]:
        sql("UPDATE journal_entry SET seq = %s WHERE seq = %s", present, former)

    assert faults(council) == [
        "l'entrée 4 ne suit pas la précédente",
        "l'entrée 4 a été modifiée",
        "l'entrée 5 ne suit pas la précédente",
        "l'entrée 5 a été modifiée",
        "l'entrée 6 ne suit pas la précédente",
    ]


def test_a_forged_hash_shows_at_the_next_entry(
    council: Council, sql: Callable[..., None]
) -> None:
    forged = entries(council)[3]
    forged.facts = {"item": 999}

    sql(
        "UPDATE journal_entry SET facts = %s, hash = %s WHERE seq = 4",
        json.dumps(forged.facts),
        hash_of(forged),
    )

    assert faults(council) == ["l'entrée 5 ne suit pas la précédente"]


def test_a_forged_last_entry_shows_at_the_head(
    council: Council, sql: Callable[..., None]
) -> None:
    forged = entries(council)[-1]
    forged.verb = "meeting.opened"

    sql(
        "UPDATE journal_entry SET verb = %s, hash = %s WHERE seq = 10",
        forged.verb,
        hash_of(forged),
    )

    assert faults(council) == ["la dernière entrée n'est pas celle de la tête"]


def test_an_entry_of_another_stream_breaks_no_chain(opened: Council) -> None:
    Entry(
        stream="dossier/1",
        seq=1,
        verb="paper.opened",
        at="2026-02-05T09:00Z",
        previous=GENESIS,
        hash="x",
    ).save()

    assert faults(opened) == []
