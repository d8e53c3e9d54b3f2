"""The sentences that a session writes of itself, word for word."""

from datetime import date, time

from ecm.domain import chronicle
from ecm.domain.chronicle import (
    Instruction,
    Marked,
    Moved,
    OfItem,
    OfMeeting,
    Period,
    Visitor,
)


def plain(sentences: list[str]) -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in sentences]


def test_an_item_where_nothing_happened_says_nothing() -> None:
    assert chronicle.of_item(OfItem()) == []


def test_an_item_tells_its_facts_in_the_order_of_its_examination() -> None:
    facts = OfItem(
        moves=(
            Moved("M. SAWADOGO", time(10, 12), is_there=True),
            Moved("Mme OUEDRAOGO", time(10, 20), is_there=False),
            Moved("M. KABORE", time(10, 21), is_there=True, acting="M. ZONGO"),
        ),
        aside=("Mme TRAORE",),
        visitors=(Visitor("Awa BARRY", "directrice du budget"), Visitor("Ali", "")),
        speakers=("M. SAWADOGO", "M. ZONGO"),
        marks=(Marked("accord", 12), Marked("réserve", 1, ("M. ZONGO",))),
        decision="Le Conseil a adopté le projet de décret.",
        amendments="Article 3 supprimé.",
        instructions=(
            Instruction("Saisir la Cour.", "ministère de la Justice", date(2026, 3, 5)),
        ),
    )

    assert plain(chronicle.of_item(facts)) == [
        "À 10 H 12 mn, M. SAWADOGO arrive.",
        "À 10 H 20 mn, Mme OUEDRAOGO se retire.",
        "À 10 H 21 mn, M. ZONGO siège pour M. KABORE.",
        "Se déporte de ce point : Mme TRAORE.",
        "Avec voix consultative pour ce point : Awa BARRY, directrice du budget.",
        "Avec voix consultative pour ce point : Ali.",
        "Interviennent : M. SAWADOGO et M. ZONGO.",
        "Positions exprimées : accord, 12; réserve, 1 (M. ZONGO).",
        "Le Conseil a adopté le projet de décret.",
        "Amendements : Article 3 supprimé.",
        "Instruction au ministère de la Justice, avant le 05 mars 2026 : Saisir la Cour.",
    ]


def test_a_meeting_that_is_not_open_says_nothing() -> None:
    assert chronicle.of_meeting(OfMeeting(present=("A",))) == []


def test_a_meeting_tells_its_opening_presence_pauses_and_closing() -> None:
    facts = OfMeeting(
        presided_by="Issa, Président",
        periods=(Period(time(9, 5), time(12)), Period(time(15), time(17, 30))),
        is_closed=True,
        present=("A", "B"),
        represented=(("C", "A"),),
        excused=(("D", "en mission"), ("E", "")),
        absent=("F",),
    )

    assert plain(chronicle.of_meeting(facts)) == [
        "La séance est ouverte à 09 H 05 mn, sous la présidence de Issa, Président.",
        "Sont présents : A et B.",
        "C est représenté par A.",
        "Sont excusés : D (en mission) et E.",
        "Est absent : F.",
        "La séance est suspendue à 12 H 00 mn.",
        "La séance reprend à 15 H 00 mn.",
        "La séance est levée à 17 H 30 mn.",
    ]


def test_a_sitting_that_goes_on_has_no_end() -> None:
    facts = OfMeeting(periods=(Period(time(9), None),))

    assert plain(chronicle.of_meeting(facts)) == ["La séance est ouverte à 09 H 00 mn."]
