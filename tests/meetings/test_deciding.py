"""Pronouncing every outcome, in the words that were read back, with its instruction."""

from datetime import date

import pytest

from ecm.archive.verification import faults
from ecm.domain.errors import NotPossible
from ecm.domain.outcomes import Outcome
from ecm.journal.chain import digest
from ecm.meetings.actions.items import Instruction, decide
from ecm.meetings.actions.marks import open_round
from ecm.meetings.models import Decision, Directive
from tests.cast import DAY, Council, journal

# Written by hand: a change in the table of verbs must be meant.
EXPECTED = {
    "deferred": ("item.deferred", "deferred"),
    "referred_back": ("item.referred_back", "referred_back"),
    "referred_to_committee": ("item.referred_back", "referred_back"),
    "withdrawn": ("item.withdrawn", "withdrawn"),
}
ADOPTED = {"outcome": Outcome.ADOPTED, "text": "Adopté."}
DEFERRED = {"outcome": Outcome.DEFERRED, "text": "Ajourné."}
PRONOUNCED = [outcome for outcome in Outcome if outcome is not Outcome.NOT_REACHED]


@pytest.mark.parametrize("outcome", PRONOUNCED)
def test_every_outcome_is_pronounced_under_its_verb(
    deliberating: Council, outcome: Outcome
) -> None:
    before, report = deliberating.meeting.seq, deliberating.report
    verb, state = EXPECTED.get(outcome, ("item.decided", "decided"))

    decide(
        deliberating.actor("president"), report, outcome=outcome, text=" Le Conseil… "
    )

    report.refresh_from_db()
    decision = Decision.objects.get(item=report)
    assert report.state == state
    assert (decision.outcome, decision.text) == (outcome, "Le Conseil…")
    assert decision.decided_at == report.settled_at
    assert journal(deliberating.meeting, before) == [
        (
            verb,
            {
                "item": report.pk,
                "outcome": outcome.value,
                "digest": digest("Le Conseil…\n\n"),
            },
        )
    ]


def test_amendments_and_the_day_of_a_deferral_are_kept(deliberating: Council) -> None:
    decide(
        deliberating.actor("president"),
        deliberating.report,
        outcome=Outcome.DEFERRED,
        text="Ajourné.",
        amendments=" Article 3. ",
        deferred_to=date(2026, 2, 12),
    )

    decision = Decision.objects.get()
    assert decision.amendments == "Article 3."
    assert decision.deferred_to == date(2026, 2, 12)


def test_several_instructions_are_given_and_sealed_in_their_order(
    deliberating: Council,
) -> None:
    ministries = deliberating.cast.ministries
    tasks = [
        Instruction("Rendre compte.", ministries["health"], date(2026, 3, 1)),
        Instruction("Veiller à la diffusion.", ministries["culture"]),
    ]

    decide(
        deliberating.actor("president"),
        deliberating.report,
        **ADOPTED,
        instructions=tasks,
    )

    given = Directive.objects.order_by("pk")
    assert [Instruction(d.text, d.responsible, d.due_on) for d in given] == tasks
    assert journal(deliberating.meeting)[-1][1]["digest"] == digest(
        "Adopté.\n\nRendre compte.\nVeiller à la diffusion."
    )
    assert list(faults()) == []


def test_an_instruction_names_who_must_carry_it_out(deliberating: Council) -> None:
    health = deliberating.cast.ministries["health"]

    decide(
        deliberating.actor("president"),
        deliberating.report,
        outcome=Outcome.ADOPTED,
        text="Adopté.",
        instructions=[Instruction(" Rendre compte. ", health, date(2026, 3, 1))],
    )

    directive = Directive.objects.get()
    assert directive.decision.item == deliberating.report
    assert (directive.text, directive.responsible) == ("Rendre compte.", health)
    assert directive.due_on == date(2026, 3, 1)
    assert journal(deliberating.meeting)[-1][1]["digest"] == digest(
        "Adopté.\n\nRendre compte."
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"outcome": Outcome.ADOPTED, "text": " \n"}, "texte de la décision est vide"),
        (
            {**ADOPTED, "instructions": [Instruction("Agir.", None)]},
            "Indiquez le ministère",
        ),
        (
            {**ADOPTED, "instructions": [Instruction(" ", None)]},
            "texte d'une instruction est vide",
        ),
        (
            {**DEFERRED, "deferred_to": DAY},
            "séance postérieure à celle-ci",
        ),
        ({"outcome": Outcome.NOT_REACHED, "text": "…"}, "quand la séance est levée"),
    ],
    ids=[
        *("no text", "an instruction to nobody", "an instruction of no words"),
        *("deferred to the same day", "not examined"),
    ],
)
def test_what_is_incomplete_is_not_pronounced(
    deliberating: Council, words: dict, reason: str
) -> None:
    before = deliberating.meeting.seq

    with pytest.raises(NotPossible, match=reason):
        decide(deliberating.actor("president"), deliberating.report, **words)

    deliberating.report.refresh_from_db()
    assert deliberating.report.state == "called"
    assert not Decision.objects.exists()
    assert deliberating.refresh().seq == before


def test_deciding_closes_the_round_first(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    open_round(president, report)
    deliberating.refresh()
    before = deliberating.meeting.seq

    decide(president, report, outcome=Outcome.ADOPTED, text="Adopté.")

    assert [verb for verb, _ in journal(deliberating.meeting, before)] == [
        "round.closed",
        "item.decided",
    ]
    assert not report.rounds.filter(closed_at=None).exists()


def test_an_item_is_decided_once(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    decide(president, report, outcome=Outcome.ADOPTED, text="Adopté.")

    with pytest.raises(NotPossible, match="déjà été prononcée"):
        decide(president, report, outcome=Outcome.REJECTED, text="Rejeté.")

    assert Decision.objects.get().text == "Adopté."


def test_an_item_is_not_decided_before_it_is_called(opened: Council) -> None:
    with pytest.raises(NotPossible, match="pas encore été appelé"):
        decide(
            opened.actor("president"),
            opened.report,
            outcome=Outcome.ADOPTED,
            text="Adopté.",
        )


def test_an_item_may_be_withdrawn_before_it_is_called(opened: Council) -> None:
    decide(
        opened.actor("president"),
        opened.report,
        outcome=Outcome.WITHDRAWN,
        text="Retiré.",
    )

    opened.report.refresh_from_db()
    assert opened.report.state == "withdrawn"
    assert opened.refresh().current_item_id is None
