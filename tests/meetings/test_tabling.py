"""Items laid on the table, divided and joined while the council sits: no number moves."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm import clock
from ecm.domain.errors import NotPossible
from ecm.domain.kinds import ItemKind
from ecm.domain.numbering import ItemNumber
from ecm.dossiers.models import DossierKind
from ecm.meetings.actions.items import call_item, decide
from ecm.meetings.actions.sittings import close
from ecm.meetings.actions.tabling import Tabled, join_item, split_item, table_item
from ecm.meetings.actions.undoing import undo_decision
from ecm.meetings.agenda import numbers_among
from ecm.meetings.models import (
    AgendaItem,
    AgendaStep,
    AgendaVersion,
)
from tests.cast import Council, a_dossier, journal
from tests.meetings.agenda_now import ADOPTED, NUMBERS, numbers, on_the_agenda

# On the table


@pytest.mark.parametrize(
    ("ministry", "code", "number"),
    [
        ("finance", "decree", "I.2.4"),
        ("health", "decree", "I.3.2"),
        ("culture", "oral_communication", "II.2"),
        ("defence", "mission", "IV.1"),
    ],
)
def test_a_tabled_item_takes_the_number_after_the_others(
    opened: Council, ministry: str, code: str, number: str
) -> None:
    kind = DossierKind.objects.get(code=code)
    tabled = Tabled(kind, opened.cast.ministries[ministry], " Un décret ", days=3)

    item = table_item(opened.actor("president"), opened.pk, tabled)

    assert (item.number, item.title, item.is_tabled) == (number, "Un décret", True)
    assert item.papers_due_on == clock.now().date() + timedelta(days=3)
    assert numbers(opened) == {**NUMBERS, "Un décret": number}
    positions = opened.meeting.items.order_by("position").values_list("position")
    assert [p for (p,) in positions] == list(range(1, 10))
    verb, facts = journal(opened.refresh())[-1]
    assert (verb, facts["due_on"]) == ("item.tabled", str(item.papers_due_on))


def test_a_ministry_without_items_opens_a_group_after_the_others(
    opened: Council,
) -> None:
    opened.meeting.items.filter(pk=opened.ordinance.pk).delete()
    kind = DossierKind.objects.get(code="decree")
    tabled = Tabled(kind, opened.cast.ministries["culture"], "Un décret")

    item = table_item(opened.actor("president"), opened.pk, tabled)

    assert item.number == "I.4.1"
    assert item.papers_due_on is None


def test_a_tabled_item_waits_for_no_approval(opened: Council) -> None:
    AgendaVersion.objects.create(
        meeting=opened.meeting,
        number=1,
        step=AgendaStep.APPROVED,
        lines=[],
        digest="",
        by=opened.cast.president,
        at=clock.now(),
    )
    kind = DossierKind.objects.get(code="decree")
    tabled = Tabled(kind, opened.cast.ministries["health"], "Un décret")

    item = table_item(opened.actor("president"), opened.pk, tabled)

    item.refresh_from_db()
    assert item.awaits_approval is False


def test_a_tabled_item_without_a_title_is_refused(opened: Council) -> None:
    kind = DossierKind.objects.get(code="decree")

    with pytest.raises(NotPossible, match="intitulé"):
        table_item(
            opened.actor("president"),
            opened.pk,
            Tabled(kind, opened.cast.ministries["health"], " "),
        )


# Divided


def test_a_part_of_an_item_is_an_item_of_its_own(deliberating: Council) -> None:
    president, bill = deliberating.actor("president"), deliberating.bill
    bill.dossier = a_dossier(bill.ministry, "Loi")
    bill.save()

    first = split_item(president, bill, title="Titre II")
    second = split_item(president, first, title="Titre III")

    assert (first.number, second.number) == ("I.2.3 bis", "I.2.3 ter")
    assert numbers(deliberating) == {
        **NUMBERS,
        "Titre II": "I.2.3 bis",
        "Titre III": "I.2.3 ter",
    }
    assert list(numbers(deliberating)).index("Titre II") == 4
    assert (first.dossier_id, first.kind) == (bill.dossier_id, bill.kind)
    assert {first.split_from_id, second.split_from_id} == {bill.pk}


def test_a_part_is_read_by_those_who_read_the_item(opened: Council) -> None:
    part = split_item(opened.actor("president"), opened.secret, title="Titre II")

    assert part.is_restricted
    assert set(part.readers.all()) == set(opened.secret.readers.all())
    assert part.stub_display == opened.secret.stub_display


def test_the_dossier_goes_with_the_item_it_came_with(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    dossier = on_the_agenda(deliberating, report)
    part = split_item(president, report, title="Titre II")
    call_item(president, part)

    decide(president, part, **ADOPTED)

    dossier.refresh_from_db()
    assert dossier.state == "on_agenda"
    call_item(president, report)
    decide(president, report, **ADOPTED)
    dossier.refresh_from_db()
    assert dossier.state == "settled"


# Joined


def test_a_joined_item_is_settled_with_the_other(deliberating: Council) -> None:
    president, report, bill = (
        deliberating.actor("president"),
        deliberating.report,
        deliberating.bill,
    )
    dossier = on_the_agenda(deliberating, bill)

    join_item(president, bill, to=report)
    join_item(president, bill, to=report)
    decide(president, report, **ADOPTED)

    bill.refresh_from_db()
    dossier.refresh_from_db()
    assert (bill.state, bill.joined_to) == ("joined", report)
    assert (dossier.state, dossier.outcome) == ("settled", "adopted")
    verbs = [verb for verb, _ in journal(deliberating.refresh())]
    assert verbs.count("item.joined") == 1


def test_it_is_planned_again_when_that_decision_is_undone(
    deliberating: Council,
) -> None:
    president, report, bill = (
        deliberating.actor("president"),
        deliberating.report,
        deliberating.bill,
    )
    dossier = on_the_agenda(deliberating, bill)
    join_item(president, bill, to=report)
    decide(president, report, **ADOPTED)

    undo_decision(president, report)

    bill.refresh_from_db()
    dossier.refresh_from_db()
    assert (bill.state, bill.joined_to) == ("planned", None)
    assert (dossier.state, dossier.outcome) == ("on_agenda", "")


def test_it_goes_to_another_council_with_the_other(deliberating: Council) -> None:
    president, bill = deliberating.actor("president"), deliberating.bill
    dossier = on_the_agenda(deliberating, bill)
    join_item(president, bill, to=deliberating.report)

    close(president, deliberating.pk)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome) == ("ready", "not_reached")


def test_what_cannot_be_joined_is_refused(deliberating: Council) -> None:
    president = deliberating.actor("president")
    report, bill, oral = deliberating.report, deliberating.bill, deliberating.oral
    join_item(president, bill, to=report)

    for item, to, words in (
        (oral, oral, "lui-même"),
        (oral, bill, "lui-même joint"),
        (report, oral, "Une décision a déjà|joints à celui-ci"),
    ):
        with pytest.raises(NotPossible, match=words):
            join_item(president, item, to=to)
    with pytest.raises(NotPossible, match="joint à un autre"):
        call_item(president, bill)


# Numbers


def item_of(number: str, ministry: int) -> AgendaItem:
    part = {"I": "deliberations", "II": "appointments"}[number.split(".")[0]]
    return AgendaItem(
        pk=hash(number) % 10**9,
        number=number,
        part=part,
        ministry_id=ministry,
        kind=ItemKind.DECREE,
    )


AGENDA = [
    *((f"I.{g}.{r}{s}", g) for g in (1, 2, 3) for r in (1, 2) for s in ("", " bis")),
    *((f"II.{r}", r) for r in (1, 2, 3)),
]


@given(st.sets(st.sampled_from(range(len(AGENDA))), min_size=1))
def test_what_one_may_not_know_leaves_no_hole_in_the_numbers(known: set[int]) -> None:
    items = [item_of(*AGENDA[n]) for n in sorted(known)]

    found = [ItemNumber.parse(numbers_among(items)[item.pk]) for item in items]

    assert found == sorted(found)
    assert len(set(found)) == len(found)
    for number in found:
        if number.repeat:
            assert number.repeated(number.repeat - 1) in found
        *above, rank = number.ranks
        if rank > 1:
            assert any(n.ranks == (*above, rank - 1) for n in found)


def test_a_number_that_is_repeated_reads_back() -> None:
    number = ItemNumber.parse("I.2.1 bis")

    assert (number.part, number.ranks, number.repeat) == (1, (2, 1), 1)
    assert str(number) == "I.2.1 bis"
    assert ItemNumber.parse("I.2.1") < number < ItemNumber.parse("I.2.2")
    with pytest.raises(ValueError, match="not repeated"):
        number.repeated(10)
