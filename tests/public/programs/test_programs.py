"""Feeds, calendar, data and catalogue: every form is valid, and holds nothing but the public."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.test import Client
from icalendar import Calendar

from ecm.public import copy
from tests.public.editions import an_edition

MARK = "Mle 123 456 K"


@pytest.fixture
def site() -> Client:
    """The public site with a council, its erratum, and the same in Mooré."""
    first = an_edition()
    moment = "2026-07-10T09:00:00+00:00"
    with copy.writing() as pen:
        pen.put(an_edition(number=23, day=date(2026, 7, 2)))
        pen.put(first)
        pen.put(an_edition(version=2, published=moment))
        pen.put(an_edition(language="mos", heading="MOORE"))
        pen.put_calendar([date(2026, 7, 16)])
    return Client()


def get(site: Client, path: str) -> bytes:
    answer = site.get(f"/conseils/{path}")
    assert answer.status_code == 200, path
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    return answer.content


def test_the_atom_feed_has_one_entry_for_each_council(site: Client) -> None:
    found = feedparser.parse(get(site, "flux.atom"))

    assert not found.bozo
    assert len(found.entries) == 2
    last = found.entries[0]
    assert last.id.endswith("/akn/bf/statement/communique/2026-07-09/24#fr")
    assert last.published == "2026-07-09T18:00:00Z"
    assert last.updated == "2026-07-10T09:00:00Z"
    assert "Un montant était erroné." in last.summary
    assert found.feed.links[0].rel == "self"


def test_an_erratum_moves_updated_and_no_name(site: Client) -> None:
    before = {entry.id for entry in feedparser.parse(get(site, "flux.atom")).entries}

    copy.put(an_edition(version=3, published="2026-07-11T09:00:00+00:00"))

    found = feedparser.parse(get(site, "flux.atom"))
    assert {entry.id for entry in found.entries} == before
    assert found.feed.updated == "2026-07-11T09:00:00Z"


def test_the_json_feed_says_the_same(site: Client) -> None:
    found = json.loads(get(site, "flux.json"))
    atom = feedparser.parse(get(site, "flux.atom"))

    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in found["items"]] == [e.id for e in atom.entries]
    assert found["feed_url"].endswith("/conseils/flux.json")


def test_a_ministry_and_a_language_have_their_feeds(site: Client) -> None:
    of_health = json.loads(get(site, "ministeres/MS/flux.json"))
    in_moore = json.loads(get(site, "flux/mos.json"))

    assert len(of_health["items"]) == 2
    assert [item["language"] for item in in_moore["items"]] == ["mos"]
    assert site.get("/conseils/flux/dyu.json").status_code == 404
    assert site.get("/conseils/ministeres/XX/flux.atom").status_code == 404


def test_the_calendar_has_days_and_no_title(site: Client) -> None:
    found = Calendar.from_ical(get(site, "conseils.ics"))
    events = list(found.walk("VEVENT"))

    assert len({event["uid"] for event in events}) == len(events) == 3
    assert {str(event["summary"]) for event in events} == {"Conseil des ministres"}
    coming = next(e for e in events if e["status"] == "TENTATIVE")
    assert coming["dtstart"].dt == date(2026, 7, 16)


def test_two_councils_of_one_day_are_two_events(site: Client) -> None:
    before = uids(site)

    copy.put(an_edition(number=25, nature="extraordinary"))

    assert before < uids(site)
    assert len(uids(site)) == len(before) + 1


def uids(site: Client) -> set[str]:
    """Return the names of the events of the calendar."""
    found = Calendar.from_ical(get(site, "conseils.ics"))
    return {str(event["uid"]) for event in found.walk("VEVENT")}


def test_a_character_that_xml_cannot_hold_breaks_no_feed(site: Client) -> None:
    copy.put(an_edition(number=25, day=date(2026, 7, 23), opening="Tenu\x0b à Bobo"))

    found = ET.fromstring(get(site, "flux.atom"))

    assert "Tenu à Bobo" in "".join(found.itertext())


@pytest.mark.parametrize(
    "path", ["flux.atom", "flux.json", "donnees/catalogue.jsonld", "conseils.ics"]
)
def test_a_long_answer_travels_packed(site: Client, path: str) -> None:
    answer = site.get(f"/conseils/{path}", headers={"accept-encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_catalogue_has_what_dcat_requires(site: Client) -> None:
    catalogue = json.loads(get(site, "donnees/catalogue.jsonld"))
    datasets = catalogue["dcat:dataset"]
    forms = [form for dataset in datasets for form in dataset["dcat:distribution"]]

    assert len(datasets) == len(forms) == 3
    assert catalogue["dct:publisher"]
    for thing in (catalogue, *datasets):
        assert thing["dct:title"]
        assert thing["dct:description"]
    for form in forms:
        assert form["dct:license"]["@id"].startswith("https://")
        assert form["dcat:mediaType"]["@id"].endswith(("application/json", "text/csv"))


def test_open_data_lead_from_the_system_to_every_decision(site: Client) -> None:
    system = json.loads(get(site, "donnees/v1/systeme.json"))
    body = follow(site, system["body"])
    (meetings,) = (follow(site, url) for url in body["meeting"])
    council = follow(site, meetings["data"][0]["id"])

    assert council == meetings["data"][0]
    assert council["ecm:version"] == 2
    assert [item["number"] for item in council["agendaItem"]] == [
        *("I.1.1", "I.2.1", "III.1")
    ]
    for order, item in enumerate(council["agendaItem"], 1):
        assert item["order"] == order
        assert follow(site, item["id"]) == follow(site, item["meeting"]) == council
        assert follow(site, item["web"], parse=False)
    assert follow(site, body["organization"])["data"]


def test_every_object_says_since_when_and_when_it_changed(site: Client) -> None:
    first, changed = "2026-07-02T18:00:00+00:00", "2026-07-10T09:00:00+00:00"
    things = [
        *(json.loads(get(site, f"donnees/v1/{x}.json")) for x in ("systeme", "organe")),
        *json.loads(get(site, "donnees/v1/ministeres.json"))["data"],
    ]
    council = json.loads(get(site, "donnees/v1/conseils/2026/24.json"))

    assert {thing["created"] for thing in things} == {first}
    assert all(thing["modified"] > first for thing in things)
    for thing in (council, *council["agendaItem"]):
        assert thing["created"] == "2026-07-09T18:00:00+00:00"
        assert thing["modified"] == changed


def test_a_decision_that_an_erratum_took_out_is_deleted_data(site: Client) -> None:
    third = an_edition(version=3, published="2026-07-11T09:00:00+00:00")
    bill, report, posts = third.decisions
    with copy.writing() as pen:
        pen.put(replace(third, decisions=(bill, posts)))
        again = "2026-07-12T09:00:00+00:00"
        pen.put(
            an_edition(version=4, published=again, decisions=(report, posts)),
        )

    *kept, gone = json.loads(get(site, "donnees/v1/conseils/2026/24.json"))[
        "agendaItem"
    ]

    assert [item["ecm:reference"] for item in kept] == [
        *(report.reference, posts.reference)
    ]
    assert gone == {
        "id": gone["id"],
        "type": "https://schema.oparl.org/1.1/AgendaItem",
        "deleted": True,
        "created": "2026-07-09T18:00:00+00:00",
        "modified": again,
    }
    assert gone["id"].endswith("/conseils/2026/24.json#I.1.1")


def follow(site: Client, url: str, *, parse: bool = True) -> Any:
    """Return what an absolute address of the data holds."""
    path = url.partition("/conseils/")[2]
    found = get(site, path)
    return json.loads(found) if parse else found


def test_tables_are_read_back_and_begin_with_no_formula(site: Client) -> None:
    copy.put(an_edition(number=25, day=date(2026, 7, 23), heading="=1+1"))
    for path in ("decisions/2026.csv", "nominations/2026.csv"):
        text = get(site, f"donnees/v1/{path}").decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))

        assert {len(row) for row in rows} == {len(rows[0])}
        assert len(rows) > 3
        assert not [
            c for row in rows for c in row if c.startswith(("=", "+", "-", "@"))
        ]


def test_staff_numbers_are_no_data_unless_the_state_says_so(
    site: Client, settings: Any
) -> None:
    paths = [
        *("flux.atom", "flux.json", "donnees/v1/conseils/2026.json"),
        *("donnees/v1/nominations/2026.csv", "donnees/v1/decisions/2026.csv"),
    ]
    told = [path for path in paths if b"123 456 K" in get(site, path)]
    assert told == []

    settings.PUBLIC_STAFF_NUMBERS = True
    copy.put(an_edition(number=26, day=date(2026, 7, 30)))  # pages are drawn anew
    assert b"123 456 K" in get(site, "donnees/v1/nominations/2026.csv")


def test_the_catalogue_and_the_map_name_addresses_that_answer(site: Client) -> None:
    catalogue = json.loads(get(site, "donnees/catalogue.jsonld"))
    files = [
        form["dcat:accessURL"]["@id"]
        for dataset in catalogue["dcat:dataset"]
        for form in dataset["dcat:distribution"]
    ]
    index = ET.fromstring(get(site, "plan.xml"))
    maps = [loc.text or "" for loc in index.iter() if loc.tag.endswith("loc")]
    pages = [
        loc.text or ""
        for url in maps
        for loc in ET.fromstring(follow(site, url, parse=False)).iter()
        if loc.tag.endswith("loc")
    ]

    assert len(files) == 3
    assert len(pages) == len(set(pages)) == 9
    for url in [*files, *pages]:
        assert follow(site, url, parse=False)


def test_search_engines_are_led_to_the_map_and_kept_from_the_rest(site: Client) -> None:
    said = site.get("/robots.txt")

    lines = said.content.decode().split("\n")
    assert said["Content-Type"].startswith("text/plain")
    assert lines[:2] == ["User-agent: *", "Allow: /conseils/"]
    assert "Disallow: /" in lines
    where = next(line for line in lines if line.startswith("Sitemap: "))
    assert follow(site, where.removeprefix("Sitemap: "), parse=False)


def test_a_communique_is_described_for_search_engines(site: Client) -> None:
    found = json.loads(get(site, "donnees/v1/conseils/2026/24.jsonld"))

    assert found["@type"] == "Report"
    assert found["dateModified"] == "2026-07-10T09:00:00+00:00"


def test_what_is_not_there_is_a_page_that_says_so(site: Client) -> None:
    for path in (
        *("donnees/v1/conseils/1999.json", "donnees/v1/conseils/2026/99.json"),
        *("donnees/v1/decisions/1999.csv", "plan-1999.xml", "flux.rss"),
    ):
        assert site.get(f"/conseils/{path}").status_code == 404
