"""Proving the journal: a sound one has no fault, a changed one says which."""

from django.db import connection

from ecm.archive.verification import faults
from ecm.domain.outcomes import Outcome
from ecm.journal.models import Entry
from ecm.meetings.actions.items import Instruction, decide
from ecm.meetings.models import Decision, Meeting
from tests.cast import Council


def test_a_sound_journal_has_no_fault(deliberating: Council) -> None:
    assert list(faults()) == []


def test_a_lost_end_is_found(deliberating: Council) -> None:
    meeting = deliberating.refresh()
    Meeting.objects.filter(pk=meeting.pk).update(seq=meeting.seq + 1)

    assert list(faults()) == [
        f"meeting/{meeting.pk} : la fin manque"
        f" ({meeting.seq} entrées au lieu de {meeting.seq + 1})"
    ]


def test_a_head_that_is_not_the_last_entry_is_found(deliberating: Council) -> None:
    Meeting.objects.filter(pk=deliberating.pk).update(head="f" * 64)

    assert list(faults()) == [
        f"meeting/{deliberating.pk} : la dernière entrée n'est pas celle de la tête"
    ]


def test_entries_without_their_meeting_are_found(deliberating: Council) -> None:
    entry = Entry.objects.order_by("seq").first()
    Entry.objects.bulk_create(
        [
            Entry(
                stream="meeting/99999",
                seq=1,
                verb=entry.verb,
                at=entry.at,
                facts=entry.facts,
                previous="0" * 64,
                hash="0" * 64,
            )
        ]
    )

    assert list(faults()) == [
        "meeting/99999 : des entrées existent sans la ligne qui les porte"
    ]


def test_a_decision_rewritten_after_the_council_is_found(
    deliberating: Council,
) -> None:
    finance = deliberating.cast.ministries["finance"]
    decide(
        deliberating.actor("president"),
        deliberating.report,
        outcome=Outcome.ADOPTED,
        text="Le Conseil a adopté ce rapport.",
        instructions=[Instruction("Rendre compte avant le 31 mars.", finance)],
    )
    assert list(faults()) == []

    Decision.objects.update(text="Le Conseil a rejeté ce rapport.")

    assert list(faults()) == [
        f"meeting/{deliberating.pk} : la décision du point I.2.1"
        " n'est plus celle qui a été prononcée"
    ]


def test_a_changed_fact_is_found(deliberating: Council) -> None:
    lift_the_triggers()
    Entry.objects.filter(stream=deliberating.meeting.stream, seq=2).update(
        verb="item.withdrawn"
    )

    assert list(faults()) == [f"meeting/{deliberating.pk} : l'entrée 2 a été modifiée"]


def lift_the_triggers() -> None:
    """Do what only somebody with the database's own rights can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # none may be pending
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
