"""Taking in a past council: what is entered, once, in one turn."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from ecm.archive.actions import import_council, imported_from
from ecm.archive.council_file import read_council
from ecm.demo.words import COMMUNIQUES
from ecm.domain.errors import NotPossible
from ecm.journal.chain import faults_of
from ecm.meetings.models import Meeting
from ecm.people.models import Ministry, MinistryName
from tests.archive.test_council_file import with_item, written
from tests.cast import Cast, journal

pytestmark = pytest.mark.django_db


def take_in(name: str) -> Meeting:
    return import_council(read_council(COMMUNIQUES / f"{name}.json"), digest=name)


def test_a_council_comes_in_closed_with_one_entry() -> None:
    meeting = take_in("bf-2026-02-05")

    assert (meeting.reference, meeting.state) == ("CM/2026/1", "closed")
    assert journal(meeting) == [
        ("meeting.imported", {"reference": "CM/2026/1", "digest": "bf-2026-02-05"})
    ]
    assert list(faults_of(meeting.stream, meeting.seq, meeting.head)) == []


def test_its_items_are_numbered_titled_and_decided() -> None:
    meeting = take_in("bf-2025-03-26")

    assert [
        (i.number, i.title, i.ministry_name, i.state, i.decision.text)
        for i in meeting.items.all()
    ] == [
        (
            "I.1.1",
            "Décret portant approbation des statuts de la société Faso Transit et"
            " Logistique",
            "ministère de l'Economie et des finances",
            "decided",
            "Le Conseil a adopté ce décret.",
        ),
        (
            "I.2.1",
            "Décret portant nomination de dix (10) greffiers en chef",
            "ministère de la Justice et des droits humains, chargé des relations avec"
            " les institutions",
            "decided",
            "Le Conseil a adopté ce décret.",
        ),
        (
            "I.3.1",
            "Décret portant création de la société d'Etat Faso Transit et Logistique",
            "ministère de l'Industrie, du commerce et de l'artisanat",
            "decided",
            "Le Conseil a adopté ce décret.",
        ),
    ]


def test_the_same_file_again_is_the_same_meeting() -> None:
    first = take_in("bf-2026-02-05")
    again = take_in("bf-2026-02-05")

    assert again == first
    assert Meeting.objects.count() == 1
    assert again.seq == 1
    assert imported_from("another") is None


def test_councils_of_a_year_are_numbered_as_they_come() -> None:
    assert take_in("bf-2024-02-07").reference == "CM/2024/1"
    assert take_in("bf-2024-08-21").reference == "CM/2024/2"
    assert take_in("ml-2024-01-29").reference == "CM-ML/2024/1"


def test_the_number_of_the_file_is_kept_and_never_shared(tmp_path: Path) -> None:
    council = read_council(written(tmp_path, number=12))

    assert import_council(council, digest="a").reference == "CM/2026/12"
    with pytest.raises(NotPossible):
        import_council(council, digest="b")
    assert Meeting.objects.count() == 1


def test_what_was_announced_and_where_it_was_read_are_kept() -> None:
    meeting = take_in("bf-2018-05-02")

    assert meeting.announced_acts == [
        "délibéré",
        "entendu une communication orale",
        "procédé à des nominations",
        "autorisé des missions à l'étranger",
    ]
    assert meeting.source == "https://lefaso.net/spip.php?article83230"


def test_themes_keep_the_ministry_for_which_they_speak() -> None:
    first = take_in("bf-2018-05-02").items.first()

    assert (
        first.theme == "REFORME DES INSTITUTIONS ET MODERNISATION DE L'ADMINISTRATION"
    )
    assert first.on_behalf_of == first.ministry_name == "Premier ministère"


def test_an_item_whose_outcome_is_not_shown_has_no_decision() -> None:
    last = take_in("bj-2022-03-30").items.last()

    assert last.state == "presented"
    assert not hasattr(last, "decision")


def test_a_council_that_ended_after_midnight_ends_on_the_next_day(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, start_time="22:00", end_time="01:30")

    sitting = import_council(read_council(path), digest="a").sittings.get()

    assert sitting.ends_at.date() == date(2026, 3, 6)


def test_an_old_council_without_an_end_keeps_it_unknown() -> None:
    sitting = take_in("bf-2009-02-18").sittings.get()

    assert (sitting.starts_at.hour, sitting.ends_at) == (9, None)


def test_a_ministry_is_found_whatever_its_accents(cast: Cast, tmp_path: Path) -> None:
    sections = with_item(kind="décret", outcome="adopted")
    sections[0]["groups"][0]["ministry"] = "Ministère de l’Économie et des Finances"

    meeting = import_council(
        read_council(written(tmp_path, sections=sections)), digest="a"
    )

    assert meeting.items.get().ministry == cast.ministries["finance"]


def test_countries_do_not_share_their_ministries() -> None:
    home = take_in("bf-2025-03-26").items.first().ministry
    abroad = take_in("ci-2017-12-14").items.first().ministry

    assert (home.code, abroad.code) == (
        "economie-et-des-finances",
        "ci-economie-et-des-finances",
    )


def test_a_name_is_valid_on_the_days_that_are_known() -> None:
    take_in("bf-2025-09-04")
    take_in("bf-2025-03-26")

    name = MinistryName.objects.get(ministry__code="economie-et-des-finances")
    assert (name.valid_from, name.valid_until) == (date(2025, 3, 26), date(2025, 9, 4))


def test_a_name_does_not_reach_over_another_one(tmp_path: Path) -> None:
    ministry = Ministry.objects.create(code="sante")
    for name, start, end in (
        ("ministère de la Santé", date(2020, 1, 1), date(2021, 12, 31)),
        ("ministère de l'Hygiène", date(2022, 1, 1), date(2025, 12, 31)),
    ):
        MinistryName.objects.create(
            ministry=ministry,
            name=name,
            short_name=name,
            precedence=1,
            valid_from=start,
            valid_until=end,
        )
    sections = with_item(kind="décret", outcome="adopted")
    sections[0]["groups"][0]["ministry"] = "ministère de la Santé"

    meeting = import_council(
        read_council(written(tmp_path, sections=sections)), digest="a"
    )

    assert meeting.items.get().ministry == ministry
    assert ministry.names.get(name="ministère de la Santé").valid_until == date(
        2021, 12, 31
    )


def test_a_file_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    council = read_council(
        written(tmp_path, sections=with_item(kind="décret", outcome="adopted"))
    )
    broken = council.items[0].__class__(**{**vars(council.items[0]), "count": -1})
    object.__setattr__(council, "items", (council.items[0], broken))

    with pytest.raises(Exception, match="count"):
        import_council(council, digest="a")

    assert not connection.needs_rollback
    assert Meeting.objects.count() == 0
