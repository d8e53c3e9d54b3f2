"""What the session noted falls into the minutes by one tap, and never twice."""

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings import chronicle
from ecm.meetings.actions.attendance import call_the_roll, note_attendance
from ecm.meetings.actions.guests import admit_guest
from ecm.meetings.actions.items import Instruction, decide
from ecm.meetings.actions.marks import close_round, give_mark, open_round
from ecm.meetings.actions.minutes import remove_block
from ecm.meetings.actions.recusals import recuse
from ecm.meetings.actions.sittings import open_meeting
from ecm.meetings.models import Meeting, MinuteBlock
from tests.cast import Council, signed_in


def said(council: Council, item: str = "") -> list[str]:
    row = council.items[item] if item else None
    if row is not None:
        row.refresh_from_db()
    facts = chronicle.facts_of(council.refresh(), row)
    return [fact.text.replace("\u00a0", " ") for fact in facts]


def marked(council: Council, display: MarkDisplay) -> list[str]:
    Meeting.objects.filter(pk=council.pk).update(mark_display=display)
    open_round(council.actor("president"), council.report)
    for name, value in {"minister": "agree", "rival": "reservation"}.items():
        give_mark(
            council.actor(name),
            council.seat(name).pk,
            council.report,
            value=MarkValue(value),
        )
    close_round(council.actor("president"), council.report)
    return [text for text in said(council, "report") if "Positions" in text]


def test_what_happened_during_an_item_is_told_of_it(deliberating: Council) -> None:
    secretary, item = deliberating.actor("secretary"), deliberating.report
    admit_guest(secretary, item, "Awa BARRY", "directrice")
    recuse(deliberating.actor("rival"), deliberating.seat("rival"), item)
    decide(
        deliberating.actor("president"),
        item,
        outcome=Outcome.ADOPTED,
        text="Le Conseil a adopté le rapport.",
        instructions=[Instruction("Rendre compte.", item.ministry)],
    )

    assert said(deliberating, "report") == [
        f"Se déporte de ce point : {deliberating.cast.rival.person}.",
        "Avec voix consultative pour ce point : Awa BARRY, directrice.",
        "Le Conseil a adopté le rapport.",
        "Instruction au ministère de l'Economie et des finances : Rendre compte.",
    ]
    assert said(deliberating, "bill") == []


def test_the_meeting_tells_its_opening_and_who_was_there(council: Council) -> None:
    assert said(council) == []
    note_attendance(
        council.actor("secretary"), council.seat("rival"), attendance=Attendance.ABSENT
    )
    call_the_roll(council.actor("secretary"), council.pk)
    open_meeting(council.actor("president"), council.pk)

    opening, present, absent = said(council)

    assert opening.startswith("La séance est ouverte à ")
    assert opening.endswith("Capitaine Issa PRESIDENT, Président du Faso.")
    assert present.count(",") == 5
    assert absent == f"Est absent : {council.cast.rival.person}."


def test_who_comes_in_during_an_item_is_told_of_that_item_alone(
    opened: Council,
) -> None:
    note_attendance(
        opened.actor("secretary"), opened.seat("rival"), attendance=Attendance.ABSENT
    )
    opened.call("report")
    note_attendance(
        opened.actor("secretary"), opened.seat("rival"), attendance=Attendance.PRESENT
    )

    (arrival,) = said(opened, "report")

    assert arrival.endswith(f"{opened.cast.rival.person} arrive.")
    assert [t for t in said(opened) if "arrive" in t] == []
    assert f"Est absent : {opened.cast.rival.person}." in said(opened)


@pytest.mark.parametrize(
    ("display", "told"),
    [
        (MarkDisplay.NOTHING, []),
        (
            MarkDisplay.SUMMARY,
            ["Positions exprimées : accord, 1; réserve, 1."],
        ),
    ],
)
def test_the_marks_are_told_as_the_setting_allows(
    deliberating: Council, display: MarkDisplay, told: list[str]
) -> None:
    assert marked(deliberating, display) == told


def test_names_stand_beside_the_marks_where_members_see_them(
    deliberating: Council,
) -> None:
    (line,) = marked(deliberating, MarkDisplay.NAMES)

    assert f"réserve, 1 ({deliberating.cast.rival.person})" in line


def test_a_fact_becomes_a_paragraph_of_its_item_once(deliberating: Council) -> None:
    admit_guest(deliberating.actor("secretary"), deliberating.report, "Awa BARRY")
    client = signed_in(Client(), deliberating.cast.secretary)
    (fact,) = chronicle.facts_of(deliberating.refresh(), deliberating.report)
    url = reverse("meetings:fact-insert", args=[deliberating.pk])
    fields = {"fact": fact.key, "item": deliberating.report.pk}

    answers = [client.post(url, fields).content.decode() for _ in range(2)]

    block = MinuteBlock.objects.get()
    assert (block.text, block.item, block.zone) == (
        fact.text,
        deliberating.report,
        "running",
    )
    assert all("Inséré" in answer for answer in answers)


def test_a_paragraph_that_was_taken_out_may_be_inserted_again(
    deliberating: Council,
) -> None:
    secretary = deliberating.actor("secretary")
    admit_guest(secretary, deliberating.report, "Awa BARRY")
    meeting = deliberating.refresh()
    (fact,) = chronicle.facts_of(meeting, deliberating.report)
    chronicle.insert(secretary, meeting, deliberating.report, fact.key)
    remove_block(secretary, MinuteBlock.objects.get(), base=1)
    (again,) = chronicle.facts_of(meeting, deliberating.report)
    assert not again.is_inserted

    chronicle.insert(secretary, meeting, deliberating.report, fact.key)

    shown = MinuteBlock.objects.filter(is_removed=False)
    assert [block.text for block in shown] == [fact.text]


def test_a_fact_that_changed_is_read_again_first(deliberating: Council) -> None:
    with pytest.raises(NotPossible, match="relisez la liste"):
        chronicle.insert(
            deliberating.actor("secretary"), deliberating.refresh(), None, "gone"
        )


def test_the_secretariat_alone_writes_facts_into_the_minutes(
    deliberating: Council,
) -> None:
    admit_guest(deliberating.actor("president"), deliberating.report, "Awa BARRY")
    meeting = deliberating.refresh()
    (fact,) = chronicle.facts_of(meeting, deliberating.report)

    with pytest.raises(NotAllowed):
        chronicle.insert(
            deliberating.actor("president"), meeting, deliberating.report, fact.key
        )
