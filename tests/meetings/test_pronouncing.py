"""The dialog in which a decision is written: every outcome, its day, its instructions."""

import re
from datetime import date
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome, formula
from ecm.meetings import palette
from ecm.meetings.models import Decision, Directive
from tests.cast import Council, signed_in

PRONOUNCED = [outcome for outcome in Outcome if outcome is not Outcome.NOT_REACHED]


@pytest.fixture
def chair(deliberating: Council, client: Client) -> Client:
    return signed_in(client, deliberating.cast.president)


def address(council: Council) -> str:
    return reverse("meetings:item-decide", args=[council.pk, council.report.pk])


def pronounce(chair: Client, council: Council, **fields: object) -> HttpResponse:
    words = {"outcome": "adopted", "text": "Le Conseil a adopté ce rapport."}
    return chair.post(address(council), words | fields)


def test_every_outcome_is_offered_with_its_sentence(
    deliberating: Council, chair: Client
) -> None:
    html = unescape(chair.get(address(deliberating)).content.decode())

    offered = dict(re.findall(r'value="(\w+)" data-sentence="([^"]+)"', html))
    assert offered == {
        outcome.value: palette.sentence(deliberating.report, outcome)
        for outcome in PRONOUNCED
    }


@pytest.mark.parametrize("kind", list(ItemKind))
@pytest.mark.parametrize("outcome", PRONOUNCED)
def test_every_sentence_is_whole(kind: ItemKind, outcome: Outcome) -> None:
    for count in (1, 3):
        said = formula(outcome, kind, count=count)
        assert re.fullmatch(r"[A-ZL][^{}]+[^ .]\.", said), said


def test_a_deferral_is_offered_the_days_of_the_next_councils(
    deliberating: Council, chair: Client
) -> None:
    html = chair.get(address(deliberating)).content.decode()

    days = re.findall(r'data-day="([\d-]*)"', html)
    assert days == ["2026-02-12", "2026-02-19", "2026-02-26", "2026-03-05", ""]
    assert 'name="deferred_to" value="2026-02-12"' in html
    dated = re.search(r'data-dated="([^"]+)"', html)[1]
    assert unescape(dated) == (
        "Le Conseil a ajourné l'examen de ce rapport à sa séance du {day}."
    )


def test_the_day_of_a_deferral_is_kept(deliberating: Council, chair: Client) -> None:
    answer = pronounce(
        chair, deliberating, outcome="deferred", deferred_to="2026-03-19"
    )

    assert answer.status_code == 204
    assert Decision.objects.get().deferred_to == date(2026, 3, 19)


def test_a_day_gone_by_is_refused_in_words(
    deliberating: Council, chair: Client
) -> None:
    answer = pronounce(
        chair, deliberating, outcome="deferred", deferred_to="2026-02-05"
    )

    assert answer.status_code == 409
    assert "séance postérieure" in answer.content.decode()
    assert not Decision.objects.exists()


def test_each_line_of_the_dialog_is_an_instruction(
    deliberating: Council, chair: Client
) -> None:
    health = deliberating.cast.ministries["health"]
    culture = deliberating.cast.ministries["culture"]

    answer = pronounce(
        chair,
        deliberating,
        instruction=["Rendre compte.", " ", "Publier."],
        responsible=[health.pk, "", culture.pk],
        due_on=["2026-03-01", "", ""],
    )

    assert answer.status_code == 204
    given = Directive.objects.order_by("pk")
    assert list(given.values_list("text", "responsible", "due_on")) == [
        ("Rendre compte.", health.pk, date(2026, 3, 1)),
        ("Publier.", culture.pk, None),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"instruction": "Agir.", "responsible": ""}, "Indiquez le ministère"),
        ({"instruction": " ", "due_on": "2026-03-01"}, "instruction est vide"),
        ({"instruction": "Agir.", "due_on": "demain"}, "Échéance"),
        ({"instruction": "Agir.", "responsible": "0"}, "Ministère chargé"),
    ],
    ids=["no ministry", "no words", "no date", "an unknown ministry"],
)
def test_an_instruction_that_is_none_is_refused_in_words(
    deliberating: Council, chair: Client, line: dict[str, str], reason: str
) -> None:
    answer = pronounce(chair, deliberating, **line)

    assert answer.status_code == 409
    assert reason in unescape(answer.content.decode())
    assert not Decision.objects.exists()
