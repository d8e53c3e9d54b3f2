"""The entry book and the yearbook: every number shown, every return counted, nothing told."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from ecm.dossiers.actions.desk import register, return_dossier
from ecm.dossiers.models import Dossier, Register, ReturnReason
from tests.dossiers.desk import (
    COUNCIL,
    S,
    browser,
    numbered,
    on_the_desk,
    page,
    queries_of,
)
from tests.preparation import NOW, Preparation


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def entered(preparation: Preparation, *titles: str, **fields: Any) -> list[Dossier]:
    """Register files in the order of their titles."""
    files = [on_the_desk(preparation, title, **fields) for title in titles]
    for file in files:
        register(preparation.actor("officer"), file)
        file.refresh_from_db()
    return files


def sent_back(preparation: Preparation, file: Dossier, *codes: str) -> None:
    reasons = list(ReturnReason.objects.filter(code__in=codes))
    return_dossier(preparation.actor("officer"), file, reasons)


def table(preparation: Preparation, name: str, **asked: Any) -> list[list[str]]:
    answer = browser(preparation).get(reverse(f"secretariat:{name}"), asked)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_the_book_shows_its_numbers_in_order(preparation: Preparation) -> None:
    entered(preparation, "Premier", "Second")

    shown = page(preparation, "book")

    assert shown.index("Premier") < shown.index("Second")
    assert "2 numéros donnés, de 1 à 2, sans lacune." in shown
    assert "20 jan" in shown
    assert "Décret" in shown


def test_a_gap_would_be_shown(preparation: Preparation) -> None:
    entered(preparation, "Premier", "Second", "Troisième")
    Dossier.objects.filter(register_serial=2).update(register_serial=None)

    shown = page(preparation, "book")

    assert "Il manque au registre : 2." in shown
    assert "Numéro manquant." in shown


def test_a_number_of_other_readers_is_a_number_and_no_more(
    preparation: Preparation,
) -> None:
    _known, secret = entered(preparation, "Connu", "Secret")
    Dossier.objects.filter(pk=secret.pk).update(is_confidential=True)

    shown = page(preparation, "book")

    assert "Secret" not in shown.replace("Secrétariat", "")
    assert "Numéro donné à un dossier à lecteurs désignés." in shown
    assert "sans lacune" in shown


def test_the_book_opens_at_a_page_or_at_a_number(preparation: Preparation) -> None:
    Register.objects.create(year=2026, last=250)
    for serial in (1, 101, 250):
        numbered(on_the_desk(preparation, f"Numéro {serial}."), serial)

    latest, sought, first = (
        page(preparation, "book", **asked)
        for asked in ({}, {"numero": 101}, {"page": 1})
    )

    assert "Numéro 250." in latest
    assert "Numéro 101." in sought
    assert "Numéro 250." not in sought
    assert "page 2 sur 3" in sought
    assert "Numéro 1." in first


def test_the_whole_year_is_one_page_for_paper(preparation: Preparation) -> None:
    Register.objects.create(year=2026, last=250)
    for serial in (1, 250):
        numbered(on_the_desk(preparation, f"Numéro {serial}."), serial)

    shown = page(preparation, "book", annee=2026, entier="on")

    assert "Numéro 1." in shown
    assert "Numéro 250." in shown


@pytest.mark.parametrize("asked", [{"annee": "x"}, {"page": "-1"}, {"numero": "0"}])
def test_a_page_that_cannot_be_is_said(
    preparation: Preparation, asked: dict[str, str]
) -> None:
    assert "À corriger avant de continuer" in page(preparation, "book", **asked)


def test_an_empty_book_says_how_numbers_come(preparation: Preparation) -> None:
    assert "quand un agent l'enregistre" in page(preparation, "book", annee=2019)


def test_the_book_asks_as_much_for_one_file_as_for_three(
    preparation: Preparation,
) -> None:
    url = reverse("secretariat:book")

    entered(preparation, "Premier")
    for_one = queries_of(browser(preparation), url)
    entered(preparation, "Second", "Troisième")
    for_three = queries_of(browser(preparation), url)

    assert for_one == for_three


def test_returns_are_counted_by_reason_ministry_and_kind(
    preparation: Preparation,
) -> None:
    first, second = entered(preparation, "Premier", "Second")
    (bill,) = entered(preparation, "Loi", kind="bill", ministry="health")
    sent_back(preparation, first, "unsigned", "legal_basis")
    sent_back(preparation, bill, "unsigned")
    Dossier.objects.filter(pk=second.pk).update(state=S.SETTLED, outcome="adopted")

    rows = table(preparation, "yearbook")

    assert rows[0] == [
        *("année", "ministère", "nature de dossier"),
        *("reçus", "retournés", "retours", "motifs de forme", "motifs de fond"),
        *("adoptés", "rejetés", "ajournés", "retirés"),
    ]
    assert sorted(rows[1:]) == [
        ["2026", "finance", "Décret", "2", "1", "1", "1", "1", "1", "0", "0", "0"],
        [
            "2026",
            "health",
            "Projet de loi",
            "1",
            "1",
            "1",
            "1",
            "0",
            "0",
            "0",
            "0",
            "0",
        ],
    ]


def test_a_file_returned_twice_is_one_file_and_two_returns(
    preparation: Preparation,
) -> None:
    (file,) = entered(preparation, "Premier")
    for _time in range(2):
        sent_back(preparation, file, "unsigned", "recitals")
        Dossier.objects.filter(pk=file.pk).update(state=S.REGISTERED)

    (row,) = table(preparation, "yearbook")[1:]

    assert row[3:8] == ["1", "1", "2", "4", "0"]


def test_reasons_are_a_table_of_their_own(preparation: Preparation) -> None:
    (file,) = entered(preparation, "Premier")
    sent_back(preparation, file, "unsigned")

    assert table(preparation, "reasons")[1:] == [
        ["2026", "finance", "Décret", "forme", "Rapport ou bordereau non signé", "1"]
    ]


def test_counts_are_narrowed_to_a_ministry_and_a_kind(preparation: Preparation) -> None:
    entered(preparation, "Premier")
    entered(preparation, "Loi", kind="bill", ministry="health")
    health = preparation.cast.ministries["health"].pk

    assert len(table(preparation, "yearbook")) == 3
    (row,) = table(preparation, "yearbook", ministere=health)[1:]
    assert row[1] == "health"
    bill = preparation.kind("bill").pk
    assert len(table(preparation, "yearbook", ministere=health, nature=bill)) == 2
    assert table(preparation, "yearbook", annee=2025)[1:] == []


def test_no_cell_is_taken_for_a_formula(preparation: Preparation) -> None:
    preparation.cast.ministries["finance"].names.update(short_name="=1+1")
    entered(preparation, "Premier")

    (row,) = table(preparation, "yearbook")[1:]

    assert row[1] == "'=1+1"


def test_hidden_files_are_not_counted(preparation: Preparation) -> None:
    (file,) = entered(preparation, "Secret")
    sent_back(preparation, file, "unsigned")
    Dossier.objects.filter(pk=file.pk).update(is_confidential=True)

    assert table(preparation, "yearbook")[1:] == []
    assert "Rien à compter" in page(preparation, "returns")


def test_the_page_of_returns_shows_the_same_counts(preparation: Preparation) -> None:
    (file,) = entered(preparation, "Premier")
    sent_back(preparation, file, "unsigned")

    shown = page(preparation, "returns")

    assert "<strong>1</strong> retourné (100 %)" in shown
    assert "Rapport ou bordereau non signé" in shown


def test_the_yearbook_asks_as_much_for_one_file_as_for_three(
    preparation: Preparation,
) -> None:
    url = reverse("secretariat:returns")

    for files in (["Premier"], ["Second", "Troisième"]):
        for file in entered(preparation, *files):
            sent_back(preparation, file, "unsigned")
        if files == ["Premier"]:
            for_one = queries_of(browser(preparation), url)

    assert queries_of(browser(preparation), url) == for_one


def test_years_end_at_midnight_of_the_council(preparation: Preparation) -> None:
    entered(preparation, "Premier")
    later = on_the_desk(preparation, "L'an passé", council_day=COUNCIL)
    Dossier.objects.filter(pk=later.pk).update(lodged_at=NOW - timedelta(days=30))

    assert table(preparation, "yearbook", annee=2026)[1][3] == "1"
