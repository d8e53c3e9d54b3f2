"""Reading the file of a past council: what it means, and how its errors are said."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from ecm.archive.council_file import PastCouncil, PastSitting, read_council
from ecm.archive.reading import BadFile
from ecm.demo.words import COMMUNIQUES
from ecm.domain.outcomes import ItemKind, Outcome
from ecm.meetings.models import MeetingKind, Part


def written(folder: Path, **words: Any) -> Path:
    """Write a council file: the fewest words, and `words`."""
    path = folder / "council.json"
    path.write_text(json.dumps({"country": "bf", "date": "2026-03-05", **words}))
    return path


def with_item(**item: Any) -> list[dict[str, Any]]:
    group = {"ministry": "Primature", "items": [{"subject": "réforme", **item}]}
    return [{"code": "I", "title": "DELIBERATIONS", "groups": [group]}]


def read(name: str) -> PastCouncil:
    return read_council(COMMUNIQUES / f"{name}.json")


def test_every_known_council_is_read_without_an_unknown_word() -> None:
    files = sorted(COMMUNIQUES.glob("*.json"))
    doubts = [doubt for file in files for doubt in read_council(file).remarks]

    assert len(files) == 16
    assert doubts == [
        "texte coupé / text cut short: sections[0].groups[1].items[0].decision_text"
    ]


def test_a_council_says_when_where_and_under_whom() -> None:
    council = read("bf-2026-02-05")

    assert (council.country, council.day) == ("bf", date(2026, 2, 5))
    assert council.place == "Ouagadougou"
    assert council.presided_by.startswith("Capitaine Ibrahim TRAORE, Président du Faso")
    assert council.sittings == (PastSitting(date(2026, 2, 5), time(9), time(14, 24)),)


def test_a_council_of_two_days_has_two_sittings() -> None:
    assert read("bf-2016-10-26").sittings == (
        PastSitting(date(2016, 10, 26), time(9, 30), time(15, 45)),
        PastSitting(date(2016, 10, 27), time(8), time(9, 30)),
    )


def test_a_council_without_a_published_hour_has_no_sitting() -> None:
    assert read("bj-2022-03-30").sittings == ()


def test_an_extraordinary_council_is_known() -> None:
    assert read("ml-2024-01-29").kind is MeetingKind.EXTRAORDINARY
    assert read("sn-2025-09-10").kind is MeetingKind.ORDINARY


def test_a_count_is_of_drafts_and_not_of_persons() -> None:
    drafts = read("bf-2026-02-05").items[0]
    clerks = next(i for i in read("bf-2025-03-26").items if "greffiers" in i.subject)

    assert (drafts.kind, drafts.count) == (ItemKind.APPOINTMENT_DECREE, 3)
    assert (clerks.kind, clerks.count) == (ItemKind.APPOINTMENT_DECREE, 1)


def test_a_text_cut_short_gives_way_to_the_usual_sentence() -> None:
    cut = next(i for i in read("bf-2021-03-10").items if "ZINA" in i.subject)

    assert (cut.outcome, cut.decision) == (Outcome.ADOPTED, "")


def test_an_outcome_that_the_source_does_not_show_stays_unknown() -> None:
    assert read("bj-2022-03-30").items[-1].outcome is None


def test_sections_become_parts_by_their_titles() -> None:
    parts = [item.part for item in read("tg-2023-12-18").items]

    assert parts == [Part.DELIBERATIONS] * 3 + [Part.ORAL_COMMUNICATIONS] * 2


def test_unknown_words_are_reported_with_their_place(tmp_path: Path) -> None:
    sections = with_item(kind="décret", outcome="adopted", colour="blue")
    path = written(tmp_path, sections=sections, weather="hot")

    council = read_council(path)

    assert len(council.items) == 1
    assert council.remarks == [
        "clé inconnue / unknown key: sections[0].groups[0].items[0].colour",
        "clé inconnue / unknown key: weather",
    ]


def test_an_unknown_outcome_is_reported_and_left_open(tmp_path: Path) -> None:
    path = written(tmp_path, sections=with_item(kind="décret", outcome="sung"))

    council = read_council(path)

    assert council.items[0].outcome is None
    assert council.remarks == [
        "issue inconnue / unknown outcome: sections[0].groups[0].items[0].outcome=sung"
    ]


@pytest.mark.parametrize("absent", [{}, {"sections": None}, {"sections": []}])
def test_a_council_without_sections_is_still_one(
    tmp_path: Path, absent: dict[str, Any]
) -> None:
    assert read_council(written(tmp_path, **absent)).items == ()


def test_lists_beside_the_sections_are_read_in_every_shape(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        oral_communications=[
            "Le ministre de la Santé a fait au Conseil une communication relative à la"
            " rougeole.",
            {"ministry": "Primature", "subject": "calendrier des réformes"},
        ],
        nominations=[
            {
                "ministry": "ministère de la Santé",
                "persons": [
                    {"name": "Madame Awa SANOU", "matricule": "1 W", "post": "Juge"}
                ],
            }
        ],
        missions={"groups": [{"subject": "mission à Rome"}]},
    )

    oral, second, appointed, mission = read_council(path).items

    assert (oral.presenter, oral.subject) == (
        "ministre de la Santé",
        "relative à la rougeole",
    )
    assert (second.owner.name, second.outcome) == ("Primature", Outcome.HEARD)
    person = appointed.appointments[0]
    assert (person.civility, person.given_names, person.surname, person.post) == (
        "Madame",
        "Awa",
        "SANOU",
        "Juge",
    )
    assert (mission.part, mission.kind) == (Part.MISSIONS, ItemKind.MISSION)


@pytest.mark.parametrize(
    ("words", "key", "expected"),
    [
        ({"date": None}, "date", "une date AAAA-MM-JJ"),
        ({"date": "5 mars"}, "date", "une date AAAA-MM-JJ"),
        ({"country": "Faso"}, "country", "un code de pays à deux lettres"),
        ({"country": 5}, "country", "un texte"),
        ({"start_time": "9 heures"}, "start_time", "une heure HH:MM"),
        ({"number": -1}, "number", "un nombre entier positif"),
        ({"number": True}, "number", "un nombre entier positif"),
        ({"sections": {"I": []}}, "sections", "une liste"),
        ({"sections": ["I"]}, "sections[0]", "un objet"),
        (
            {"sections": with_item(subject=None)},
            "sections[0].groups[0].items[0].subject",
            "un texte",
        ),
        (
            {"acts_announced_in_preamble": ["délibéré", 5]},
            "acts_announced_in_preamble[1]",
            "un texte",
        ),
        ({"missions": 3}, "missions", "une liste"),
    ],
)
def test_an_error_says_the_file_the_key_and_what_was_expected(
    tmp_path: Path, words: dict[str, Any], key: str, expected: str
) -> None:
    with pytest.raises(BadFile) as error:
        read_council(written(tmp_path, **words))

    said = str(error.value)
    assert said.startswith(f"council.json : clé / key « {key} » : ")
    assert f"attendu / expected {expected} ;" in said


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b'"text"'])
def test_what_is_no_council_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "council.json"
    path.write_bytes(content)

    with pytest.raises(BadFile, match=r"council\.json"):
        read_council(path)
