"""A sitting held on paper is entered afterwards: whole, at its written hours, marked."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.workflow import Attendance
from ecm.journal.chain import AlreadyDone, faults_of
from ecm.meetings import transcript as written
from ecm.meetings.actions.floor import request_floor
from ecm.meetings.actions.items import Instruction, decide
from ecm.meetings.actions.marks import open_round
from ecm.meetings.actions.sittings import close, open_meeting, suspend
from ecm.meetings.actions.transcribing import transcribe
from ecm.meetings.models import AttendanceMove, Decision, Directive, Message, Sitting
from ecm.meetings.transcript import Attended, Transcript, Written
from ecm.meetings.voting import UNDER_WAY
from tests.cast import Council, journal
from tests.meetings.on_paper import adopted, at, missed, paper, roll
from tests.preparation import Preparation
from tests.voting import all_there, put


@pytest.fixture(autouse=True)
def afternoon() -> Any:
    """It is four o'clock when the paper is copied."""
    with time_machine.travel(at(16), tick=False) as clock:
        yield clock


def test_a_sitting_on_paper_gets_its_written_hours_and_its_mark(
    council: Council,
) -> None:
    before = council.meeting.seq

    sheet = paper(council, adopted(council, "report", at(10, 15)))
    transcribe(council.actor("secretary"), council.pk, sheet)

    sitting = Sitting.objects.get(meeting=council.meeting)
    assert council.refresh().state == "closed"
    assert (sitting.starts_at, sitting.ends_at) == (at(9, 5), at(12, 30))
    assert sitting.is_transcribed
    decision = Decision.objects.get(item=council.report)
    assert (decision.outcome, decision.decided_at) == ("adopted", at(10, 15))
    assert decision.is_transcribed
    council.report.refresh_from_db()
    assert (council.report.state, council.report.settled_at) == ("decided", at(10, 15))
    last = journal(council.meeting, before)[-1]
    assert last == (
        "meeting.transcribed",
        {
            "sitting": 1,
            "starts": "2026-02-05T09:05:00+00:00",
            "ends": "2026-02-05T12:30:00+00:00",
        },
    )
    assert list(faults_of(council.meeting.stream, *_end(council))) == []


def _end(council: Council) -> tuple[int, str]:
    return council.meeting.seq, council.meeting.head


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ADOPTED, "decided"),
        (Outcome.REJECTED, "decided"),
        (Outcome.DEFERRED, "deferred"),
        (Outcome.REFERRED_BACK, "referred_back"),
        (Outcome.REFERRED_TO_COMMITTEE, "referred_back"),
        (Outcome.WITHDRAWN, "withdrawn"),
        (Outcome.NOT_REACHED, "not_reached"),
    ],
)
def test_the_outcome_gives_the_state_of_an_item(
    council: Council, outcome: Outcome, state: str
) -> None:
    one = adopted(council, "report", at(10))
    if outcome is Outcome.NOT_REACHED:
        one = Written(council.report, outcome)

    sheet = paper(council, replace(one, outcome=outcome))
    transcribe(council.actor("secretary"), council.pk, sheet)

    council.report.refresh_from_db()
    assert council.report.state == state


def test_what_was_not_examined_is_noted_as_at_any_closing(council: Council) -> None:
    transcribe(council.actor("secretary"), council.pk, paper(council))

    verbs = [verb for verb, _facts in journal(council.meeting)]
    assert verbs.count("item.not_reached") == len(council.items)
    council.bill.refresh_from_db()
    assert council.bill.settled_at == at(12, 30)


def test_amendments_and_an_instruction_are_entered_with_the_decision(
    council: Council,
) -> None:
    health = council.cast.ministries["health"]
    task = Instruction("rendre compte", health, date(2026, 3, 1))
    one = replace(
        adopted(council, "report", at(10)),
        outcome=Outcome.ADOPTED_WITH_AMENDMENTS,
        amendments="Article 2 : supprimé.",
        instructions=(task,),
    )

    transcribe(council.actor("secretary"), council.pk, paper(council, one))

    given = Directive.objects.get(decision__item=council.report)
    assert (given.text, given.responsible, given.due_on) == (
        "rendre compte",
        health,
        date(2026, 3, 1),
    )
    assert given.decision.amendments == "Article 2 : supprimé."


def test_people_come_and_go_at_the_hours_that_were_written(council: Council) -> None:
    rival, minister = council.seat("rival"), council.seat("minister")
    absent = council.seat("absent")
    deputy = council.cast.deputy.person
    sheet = paper(
        council,
        adopted(council, "report", at(10)),
        roll=roll(
            council,
            rival=Attended(rival, Attendance.PRESENT, at=at(9, 40)),
            minister=Attended(minister, Attendance.PRESENT, left_at=at(11)),
            absent=Attended(absent, Attendance.REPRESENTED, deputy),
        ),
    )

    transcribe(council.actor("secretary"), council.pk, sheet)

    moves = AttendanceMove.objects.exclude(at=at(9, 5)).order_by("at")
    assert list(moves.values_list("seat", "attendance", "at", "item")) == [
        (rival.pk, "present", at(9, 40), council.report.pk),
        (minister.pk, "absent", at(11), None),
    ]
    absent.refresh_from_db()
    assert (absent.attendance, absent.acting) == ("represented", deputy)


def test_only_what_was_left_is_entered_of_a_council_opened_here(
    council: Council, afternoon: Any
) -> None:
    president = council.actor("president")
    with time_machine.travel(at(9, 0).replace(second=42), tick=False):
        open_meeting(president, council.pk)
    with time_machine.travel(at(9, 30), tick=False):
        decide(
            president,
            council.call("decree"),
            outcome=Outcome.ADOPTED,
            text="Le Conseil a adopté ce décret.",
        )
        item = council.call("report")
        open_round(president, item)
        request_floor(council.actor("rival"), council.pk, council.seat("rival").pk)
    assert council.decree not in [one.item for one in missed(council)]

    sheet = paper(council, adopted(council, "report", at(10)), starts_at=None)
    whole = replace(sheet, roll=_from(council, at(9)))
    transcribe(council.actor("secretary"), council.pk, whole)

    sitting = Sitting.objects.get(meeting=council.meeting)
    assert sitting.starts_at == at(9).replace(second=42)
    assert (sitting.ends_at, sitting.is_transcribed) == (at(12, 30), True)
    assert Decision.objects.get(item=council.decree).is_transcribed is False
    assert council.refresh().current_item_id is None
    assert not council.report.rounds.filter(closed_at=None).exists()
    assert not council.meeting.floor_requests.filter(left_at=None).exists()


def _from(council: Council, moment: datetime) -> tuple[Attended, ...]:
    return tuple(replace(one, at=moment) for one in roll(council))


def test_a_suspended_council_that_went_on_on_paper_has_one_more_sitting(
    council: Council,
) -> None:
    president = council.actor("president")
    with time_machine.travel(at(9), tick=False):
        open_meeting(president, council.pk)
    with time_machine.travel(at(12), tick=False):
        suspend(president, council.pk)
    council.refresh()

    sheet = paper(
        council,
        adopted(council, "report", at(15, 10)),
        starts_at=at(15),
        ends_at=at(15, 50),
        roll=_from(council, at(15)),
    )
    transcribe(council.actor("secretary"), council.pk, sheet)

    rows = council.meeting.sittings.values_list("number", "is_transcribed")
    assert list(rows) == [(1, False), (2, True)]


def test_everything_that_is_wrong_is_told_at_its_field(council: Council) -> None:
    rival, minister = council.seat("rival"), council.seat("minister")
    health = council.seat("absent")
    report, bill = council.report.pk, council.bill.pk
    sheet = paper(
        council,
        Written(
            council.report,
            Outcome.DEFERRED,
            deferred_to=date(2026, 2, 5),
            instructions=(Instruction("", None),),
        ),
        Written(council.bill, Outcome.NOT_REACHED, at=at(10)),
        adopted(council, "decree", at(13)),
        adopted(council, "oral", at(17)),
        ends_at=at(12),
        roll=roll(
            council,
            rival=Attended(rival, Attendance.REPRESENTED),
            minister=Attended(minister, Attendance.ABSENT, left_at=at(11)),
            absent=Attended(health, Attendance.EXPECTED),
        ),
    )

    found = written.faults_of(council.meeting, sheet)

    assert [(fault.place, str(fault.refusal)) for fault in found] == [
        (f"seat-{minister.pk}-left_at", written.NOT_THERE),
        (f"seat-{health.pk}-attendance", written.UNKNOWN_PRESENCE),
        (f"seat-{rival.pk}-acting", "Indiquez qui assure l'intérim."),
        (f"item-{report}-at", written.NO_DECISION_HOUR),
        (f"item-{report}-text", written.NO_WORDS),
        (f"item-{report}-deferred_to", written.TOO_EARLY),
        (f"item-{report}-instruction", written.NO_TASK),
        (f"item-{report}-responsible", written.NO_MINISTRY),
        (f"item-{bill}-at", written.NOT_EXAMINED),
        (f"item-{council.decree.pk}-at", written.OUTSIDE),
        (f"item-{council.oral.pk}-at", written.LATER),
    ]


@pytest.mark.parametrize(
    ("hours", "place"),
    [
        ({"starts_at": None}, "hours-starts"),
        ({"starts_at": at(16, 30), "ends_at": at(17)}, "hours-starts"),
        ({"ends_at": None}, "hours-ends"),
        ({"ends_at": at(16, 1)}, "hours-ends"),
        ({"ends_at": at(9)}, "hours-ends"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    council: Council, hours: dict[str, datetime | None], place: str
) -> None:
    before = council.meeting.seq
    sheet = replace(paper(council), **hours)

    assert place in [f.place for f in written.faults_of(council.meeting, sheet)]
    with pytest.raises(NotPossible):
        transcribe(council.actor("secretary"), council.pk, sheet)
    assert council.refresh().seq == before
    assert not council.meeting.sittings.exists()


def test_a_vote_under_way_is_ended_by_the_chair_first(
    council: Council, afternoon: Any
) -> None:
    with time_machine.travel(at(9), tick=False):
        open_meeting(council.actor("president"), council.pk)
        council.call("report")
        all_there(council)
        put(council)
    council.refresh()

    roll_at_nine = _from(council, at(9))
    sheet = replace(paper(council), starts_at=None, roll=roll_at_nine)

    last = written.faults_of(council.meeting, sheet)[-1]
    assert (last.place, str(last.refusal)) == ("", UNDER_WAY)
    with pytest.raises(Conflict):
        transcribe(council.actor("secretary"), council.pk, sheet)


def test_messages_go_nowhere_after_it(council: Council) -> None:
    seats = {"sender": council.seat("minister"), "recipient": council.seat("rival")}
    Message.objects.create(
        meeting=council.meeting, key=uuid4(), text="Un mot.", sent_at=at(9), **seats
    )

    transcribe(council.actor("secretary"), council.pk, paper(council))

    assert not council.meeting.messages.exists()


def test_an_agenda_that_changed_meanwhile_is_told(council: Council) -> None:
    sheet = replace(paper(council), items=())

    with pytest.raises(NotPossible, match="L'ordre du jour a changé"):
        transcribe(council.actor("secretary"), council.pk, sheet)


@pytest.mark.parametrize("who", ["president", "minister", "observer"])
def test_the_secretariat_alone_enters_it(council: Council, who: str) -> None:
    with pytest.raises(NotAllowed):
        transcribe(council.actor(who), council.pk, paper(council))


def test_a_closed_council_is_entered_no_more(opened: Council) -> None:
    close(opened.actor("president"), opened.pk)
    opened.refresh()

    with pytest.raises(NotPossible, match="est levée"):
        transcribe(opened.actor("secretary"), opened.pk, Transcript(None, at(12)))


def test_a_retry_changes_nothing(council: Council) -> None:
    sheet, actor = paper(council), council.actor("secretary", "once")
    transcribe(actor, council.pk, sheet)
    seq = council.refresh().seq

    with pytest.raises(AlreadyDone):
        transcribe(actor, council.pk, sheet)
    assert council.refresh().seq == seq


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ADOPTED, DossierState.SETTLED),
        (Outcome.NOT_REACHED, DossierState.READY),
        (Outcome.DEFERRED, DossierState.READY),
    ],
)
def test_a_dossier_follows_as_it_does_live(
    preparation: Preparation, council: Council, outcome: Outcome, state: DossierState
) -> None:
    dossier = preparation.dossier(state=DossierState.ON_AGENDA)
    dossier.council_day = council.meeting.day
    dossier.save()
    type(council.report).objects.filter(pk=council.report.pk).update(dossier=dossier)
    council.report.refresh_from_db()
    one = adopted(council, "report", at(10))
    if outcome is Outcome.NOT_REACHED:
        one = Written(council.report, outcome)

    sheet = paper(council, replace(one, outcome=outcome))
    transcribe(council.actor("secretary"), council.pk, sheet)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome) == (state, outcome.value)


def test_a_decision_in_the_minute_of_the_opening_is_within_the_sitting(
    council: Council,
) -> None:
    president = council.actor("president")
    with time_machine.travel(at(9) + timedelta(seconds=50), tick=False):
        open_meeting(president, council.pk)
    council.refresh()

    sheet = paper(
        council, adopted(council, "report", at(9)), roll=_from(council, at(9))
    )

    assert written.faults_of(council.meeting, replace(sheet, starts_at=None)) == []
